// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many accounts added against a real slapd.
#include "tests/support/rewritersite.h"

using namespace homeport;

class LdapAccountLoaderTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<RewriterSite> m_site;

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestSlapd::isInstalled())
            QSKIP("slapd is not installed (Debian, Ubuntu: apt install slapd)");
    }
    void init()
    {
        m_site = std::make_unique<RewriterSite>();
        QCOMPARE(m_site->slapd.error(), QString());
        const auto added = resultOf(m_site->editor->addDomain("example.org"));
        QVERIFY2(added, added ? "" : qPrintable(added.error().forLog));
    }
    void cleanup() { m_site.reset(); }

    void loaded_accounts_log_in_and_taken_names_are_told()
    {
        QList<NewAccount> accounts;
        for (int i = 0; i < 300; ++i)
            accounts.append(account(i, back1));
        accounts[7].passwordHash.clear();
        accounts[7].password = Secret("secret");
        accounts[8].passwordHash.clear();
        accounts[9].record.address.domain = "elsewhere.org";
        accounts[10].record.address.local = "no\nname";
        const auto first = resultOf(m_site->loader->add(accounts.mid(0, 5)));
        QCOMPARE(first.added, 5);
        const LoadOutcome outcome = resultOf(m_site->loader->add(accounts));
        QVERIFY(!outcome.stopped);
        QCOMPARE(outcome.added, 293);
        QCOMPARE(outcome.present.size(), 5);
        QCOMPARE(outcome.failed.size(), 2);
        QVERIFY(std::any_of(outcome.failed.begin(), outcome.failed.end(),
            [](const auto &failed) { return failed.second.status == "absent"; }));
        LdapDirectory directory(m_site->source, std::make_shared<DirectoryCache>(), m_site->slapd.pool());
        const auto verify = [&](int number, const char *password) {
            const auto found =
                resultOf(directory.find(accounts[number].record.address, Freshness::Writer, Deadline(20s)));
            const AccountRecord record = std::get<AccountRecord>(std::get<Record>(found));
            return resultOf(directory.verifyPassword(record, Secret(password), Deadline(20s)));
        };
        QVERIFY(verify(7, "secret") == PasswordVerdict::Right);
        QVERIFY(verify(7, "other") == PasswordVerdict::Wrong);
        const auto locked = verify(8, "secret");
        QVERIFY(!locked || *locked == PasswordVerdict::Wrong);
    }
};

QTEST_GUILESS_MAIN(LdapAccountLoaderTest)
#include "tst_ldapaccountloader.moc"
