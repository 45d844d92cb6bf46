// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Look-ups, passwords and changes against a real slapd; names that try to be more than names.
#include "server/directory/distinguishedname.h"
#include "server/directory/records.h"
#include "tests/support/testslapd.h"

#include <QTest>

using namespace homeport;

namespace {

Deadline soon() { return Deadline(20s); }

AccountRecord account(const QByteArray &name, const char *host = "back1.example.net")
{
    AccountRecord record;
    record.address = {name, "example.org"};
    record.id = AccountId::random();
    record.hostServer = MemberName(QString::fromLatin1(host));
    return record;
}

template <class T> QByteArray kind(const Lookup<T> &lookup)
{
    if (const auto *unknown = std::get_if<Unknown>(&lookup))
        return "unknown: " + unknown->why.forLog.toUtf8();
    return std::holds_alternative<Absent>(lookup) ? "absent" : "found";
}

} // namespace

class LdapDirectoryTest : public QObject
{
    Q_OBJECT

    struct Site
    {
        TestSlapd slapd;
        std::shared_ptr<DirectorySettingsSource> source;
        std::shared_ptr<DirectoryCache> cache = std::make_shared<DirectoryCache>();
        std::unique_ptr<LdapDirectory> directory;
        std::unique_ptr<LdapDirectoryEditor> editor;

        Site()
        {
            if (!slapd.error().isEmpty())
                return;
            source = std::make_shared<DirectorySettingsSource>(slapd.keeperSettings());
            directory = std::make_unique<LdapDirectory>(source, cache, slapd.pool());
            editor = std::make_unique<LdapDirectoryEditor>(source, cache, slapd.pool());
        }
        void addAccount(const AccountRecord &record, const char *password = "secret")
        {
            const auto added = resultOf(editor->addAccount(record, Secret(password)));
            QVERIFY2(added, added ? "" : qPrintable(added.error().forLog));
        }
        Lookup<Record> find(const QByteArray &name, Freshness freshness = Freshness::Writer)
        {
            return resultOf(directory->find({name, "example.org"}, freshness, soon()));
        }
    };
    std::unique_ptr<Site> m_site;

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestSlapd::isInstalled())
            QSKIP("slapd is not installed (Debian, Ubuntu: apt install slapd)");
    }
    void init()
    {
        m_site = std::make_unique<Site>();
        QCOMPARE(m_site->slapd.error(), QString());
        const auto added = resultOf(m_site->editor->addDomain("example.org"));
        QVERIFY2(added, added ? "" : qPrintable(added.error().forLog));
    }
    void cleanup() { m_site.reset(); }

    void what_was_added_is_found()
    {
        AccountRecord ann = account("ann");
        ann.storage = StorageId::random();
        ann.oldHostServer = MemberName(QStringLiteral("back9.example.net"));
        ann.quotaBytes = 1 << 20;
        m_site->addAccount(ann);
        const Lookup<Record> found = m_site->find("Ann", Freshness::AnyAge);
        QCOMPARE(kind(found), QByteArray("found"));
        AccountRecord read = std::get<AccountRecord>(std::get<Record>(found));
        QCOMPARE(read.dn, QByteArray("uid=ann,cn=example.org,dc=example,dc=org"));
        read.dn.clear();
        QVERIFY(read == ann);
        const auto domain =
            resultOf(m_site->directory->findDomain("Example.ORG.", Freshness::Writer, soon()));
        QCOMPARE(kind(domain), QByteArray("found"));
        const auto foreign =
            resultOf(m_site->directory->findDomain("example.com", Freshness::Writer, soon()));
        QCOMPARE(kind(foreign), QByteArray("absent"));
        const auto again = resultOf(m_site->editor->addAccount(ann, Secret("x")));
        QVERIFY(!again);
        QCOMPARE(again.error().status, QByteArray("exists"));
        QVERIFY(resultOf(m_site->editor->removeEntry(ann.address)));
        QCOMPARE(kind(m_site->find("ann")), QByteArray("absent"));
    }

    void a_name_is_only_a_name()
    {
        m_site->addAccount(account("ann"));
        const QList<QByteArray> names{"*", "a*", "a)(uid=*", "ann)(uid=*", "\\00", QByteArray("ann\0x", 5),
            " ann", "ann ", "#04", "ann,cn=example.org", "ann+cn=x", "x,ou=members", "\xff\xfe", "",
            QByteArray(65536, 'a'), "\xef\xbd\x81nn", "ann\n"};
        for (const QByteArray &name : names)
            QVERIFY2(
                kind(m_site->find(name)) == "absent", name.left(40).toHex() + ' ' + kind(m_site->find(name)));
        QCOMPARE(kind(m_site->find("ann")), QByteArray("found"));
    }

    void a_wrong_password_is_not_a_dead_directory()
    {
        m_site->addAccount(account("ann"), "secret");
        const AccountRecord ann = std::get<AccountRecord>(std::get<Record>(m_site->find("ann")));
        const auto verify = [&](const char *password) {
            return resultOf(m_site->directory->verifyPassword(ann, Secret(password), soon()));
        };
        QVERIFY(verify("secret") == PasswordVerdict::Right);
        QVERIFY(verify("Secret") == PasswordVerdict::Wrong);
        QVERIFY(verify("") == PasswordVerdict::Wrong);
        QVERIFY(resultOf(m_site->editor->setPassword(ann.address, Secret("other"))));
        QVERIFY(verify("secret") == PasswordVerdict::Wrong);
        QVERIFY(verify("other") == PasswordVerdict::Right);
        m_site->slapd.sendSignal(SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        const auto stopped = resultOf(m_site->directory->verifyPassword(ann, Secret("other"), Deadline(2s)));
        QVERIFY(!stopped);
        QVERIFY(stopped.error().isTemporary());
        QVERIFY(timer.elapsed() < 10'000);
        m_site->slapd.sendSignal(SIGCONT);
    }

    void a_stopped_directory_is_unknown_and_the_cache_remembers()
    {
        m_site->addAccount(account("ann"));
        QCOMPARE(kind(m_site->find("ann", Freshness::AnyAge)), QByteArray("found"));
        m_site->slapd.sendSignal(SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(kind(m_site->find("bob")).startsWith("unknown"));
        QVERIFY2(
            timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed()))); // 5 s on a quiet machine
        QCOMPARE(kind(m_site->find("ann", Freshness::AnyAge)), QByteArray("found"));
        QVERIFY(kind(m_site->find("ann", Freshness::Writer)).startsWith("unknown"));
        m_site->slapd.sendSignal(SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(kind(m_site->find("bob")), QByteArray("absent"), 30'000);
        m_site->slapd.slapd().release();
        m_site->slapd.sendSignal(SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(kind(m_site->find("bob")).startsWith("unknown"), 10'000);
        QCOMPARE(kind(m_site->find("ann", Freshness::AnyAge)), QByteArray("found"));
        m_site->slapd.start();
        QCOMPARE(m_site->slapd.error(), QString());
        QTRY_COMPARE_WITH_TIMEOUT(kind(m_site->find("ann")), QByteArray("found"), 30'000);
    }

    void another_server_answers_for_a_dead_one()
    {
        m_site->addAccount(account("ann"));
        DirectorySettings settings = m_site->slapd.keeperSettings();
        settings.uris.prepend(QStringLiteral("ldaps://127.0.0.1:1"));
        m_site->source->replace(settings);
        QCOMPARE(kind(m_site->find("ann", Freshness::Recent)), QByteArray("found"));
        QCOMPARE(kind(m_site->find("bob", Freshness::Recent)), QByteArray("absent"));
    }

    void a_certificate_of_another_authority_and_a_missing_base_are_unknown()
    {
        DirectorySettings settings = m_site->slapd.keeperSettings();
        settings.caFile.clear();
        settings.caPem = TestAuthority("Another").certificatePem();
        m_site->source->replace(settings);
        QVERIFY(kind(m_site->find("ann")).startsWith("unknown"));
        settings.caPem = m_site->slapd.authorityPem();
        m_site->source->replace(settings);
        QTRY_COMPARE_WITH_TIMEOUT(kind(m_site->find("ann")), QByteArray("absent"), 10'000);
        settings.base = "dc=elsewhere,dc=org";
        m_site->source->replace(settings);
        QVERIFY(kind(m_site->find("ann")).startsWith("unknown"));
    }

    void of_two_swaps_one_wins()
    {
        m_site->addAccount(account("ann"));
        const AccountRecord ann = std::get<AccountRecord>(std::get<Record>(m_site->find("ann")));
        const MemberName back2(QStringLiteral("back2.example.net")),
            back3(QStringLiteral("back3.example.net"));
        Task<Result<bool>> first =
            m_site->editor->swapHost({ann, back2, ann.hostServer, StorageId::random()});
        Task<Result<bool>> second =
            m_site->editor->swapHost({ann, back3, ann.hostServer, StorageId::random()});
        const auto one = resultOf(std::move(first));
        const auto two = resultOf(std::move(second));
        QVERIFY2(one && two, one ? "" : qPrintable(one.error().forLog));
        QVERIFY(*one != *two);
        const AccountRecord now = std::get<AccountRecord>(std::get<Record>(m_site->find("ann")));
        QCOMPARE(now.oldHostServer, ann.hostServer);
        QVERIFY(now.storage.has_value());
        const auto back =
            resultOf(m_site->editor->swapHost({now, ann.hostServer, std::nullopt, std::nullopt}));
        QVERIFY(back && *back);
        const AccountRecord restored = std::get<AccountRecord>(std::get<Record>(m_site->find("ann")));
        QCOMPARE(restored.hostServer, ann.hostServer);
        QVERIFY(restored.oldHostServer.isEmpty());
        QCOMPARE(restored.storage, now.storage);
    }

    void redirections_grow_and_go()
    {
        const Address sales{"sales", "example.org"};
        QVERIFY(resultOf(m_site->editor->addRedirect(sales, {{"ann", "example.org"}})));
        QVERIFY(
            resultOf(m_site->editor->addRedirect(sales, {{"ann", "example.org"}, {"Bob", "example.com"}})));
        const auto found = m_site->find("sales");
        QCOMPARE(kind(found), QByteArray("found"));
        QCOMPARE(std::get<RedirectRecord>(std::get<Record>(found)).targets.size(), 2);
        const Address info{"info", "example.org"};
        QVERIFY(resultOf(m_site->editor->addRedirect(info, {{"ann", "example.org"}})));
        const auto leading = resultOf(m_site->editor->redirectsTo({"Ann", "Example.org"}, 10));
        QVERIFY2(leading, leading ? "" : qPrintable(leading.error().forLog));
        QCOMPARE(*leading, (QList<Address>{info, sales}));
        QCOMPARE(resultOf(m_site->editor->redirectsTo({"ann", "example.org"}, 1))->size(), 1);
        QCOMPARE(resultOf(m_site->editor->redirectsTo(sales, 10))->size(), 0);
        QVERIFY(resultOf(m_site->editor->removeRedirect(info)));
        QVERIFY(!resultOf(m_site->editor->addRedirect({"x", "nowhere.org"}, {sales})));
        QVERIFY(resultOf(m_site->editor->removeRedirect(sales)));
        QCOMPARE(kind(m_site->find("sales")), QByteArray("absent"));
        const auto gone = resultOf(m_site->editor->removeRedirect(sales));
        QVERIFY(!gone && gone.error().fault == Fault::Refused);
    }

    void a_member_reads_everything_but_passwords_and_writes_nothing()
    {
        m_site->addAccount(account("ann"));
        const MemberName front1(QStringLiteral("front1.example.net"));
        QVERIFY(resultOf(m_site->editor->setMemberPassword(front1, Secret("first"))));
        QVERIFY(resultOf(m_site->editor->setMemberPassword(front1, Secret("member"))));
        DirectorySettings settings =
            m_site->slapd.memberSettings(memberDn(front1, TestSlapd::base()), Secret("member"));
        const auto source = std::make_shared<DirectorySettingsSource>(settings);
        const auto servers = std::make_shared<LdapServers>(source, m_site->slapd.pool());
        const auto own = resultOf(servers->openOwn(settings.writer, soon()));
        QVERIFY2(own, own ? "" : qPrintable(own.error().forLog));
        LdapSearch search;
        search.base = TestSlapd::base();
        search.scope = LdapScope::Subtree;
        search.filter = "(uid=ann)";
        const LdapReply reply = resultOf((*own)->search(search, soon()));
        QCOMPARE(reply.entries.size(), 1);
        QVERIFY(reply.entries[0].has("hostServer"));
        QVERIFY(!reply.entries[0].has("userPassword"));
        search.filter = "(userPassword=*)";
        QCOMPARE(resultOf((*own)->search(search, soon())).entries.size(), 0);
        LdapDirectoryEditor editor(source, m_site->cache, m_site->slapd.pool());
        const auto refused = resultOf(editor.setEnabled({"ann", "example.org"}, false));
        QVERIFY(!refused);
        QCOMPARE(refused.error().status, QByteArray("access"));
        QVERIFY(resultOf(m_site->editor->removeMember(front1)));
        servers->close();
    }

    void a_listing_is_complete_beyond_the_size_limit()
    {
        constexpr int count = 1200;
        const auto servers = std::make_shared<LdapServers>(m_site->source, m_site->slapd.pool());
        const auto own = resultOf(servers->openOwn(m_site->slapd.slapd().localUri(), soon()));
        QVERIFY(own);
        std::vector<Task<LdapReply>> adds;
        for (int i = 0; i < count; ++i) {
            AccountRecord record = account("user" + QByteArray::number(i), i % 3 ? "back1" : "back2");
            if (i < 300)
                record.oldHostServer = MemberName(QStringLiteral("back3"));
            adds.push_back((*own)->add(
                entryDn(record.address, TestSlapd::base()), attributesOf(record, {}), Deadline(60s)));
        }
        for (auto &add : adds) {
            const LdapReply added = resultOf(std::move(add));
            QVERIFY2(added.code == 0, qPrintable(added.text()));
        }
        HostFilter filter;
        filter.hostServer = MemberName(QStringLiteral("back1"));
        QSet<QByteArray> seen;
        QByteArray after;
        do {
            const auto page = resultOf(m_site->editor->list(filter, 150, after));
            QVERIFY2(page, page ? "" : qPrintable(page.error().forLog));
            for (const DirectoryEntry &entry : page->entries)
                seen.insert(std::get<AccountRecord>(entry.record).address.local);
            after = page->next;
        } while (!after.isEmpty());
        QCOMPARE(seen.size(), 800);
        // counted on the connection that all share, again and again
        for (const int limit : {200, 299, 300, 1000, 200}) {
            const auto away = resultOf(m_site->editor->countAway(MemberName(QStringLiteral("back3")), limit));
            QVERIFY2(away, away ? "" : qPrintable(away.error().forLog));
            QCOMPARE(away->accounts, std::min(limit, 300));
            QCOMPARE(away->isMore, limit < 300);
        }
        QCOMPARE(resultOf(m_site->editor->countAway(MemberName(QStringLiteral("back9")), 10))->accounts, 0);
        const auto expired = resultOf(m_site->editor->list(filter, 150, "0123"));
        QCOMPARE(expired.error().status, QByteArray("expired"));
        filter = {};
        filter.text = "user119*";
        QCOMPARE(resultOf(m_site->editor->list(filter, 100, {}))->entries.size(), 0);
        filter.text = "ser1199@exam";
        QCOMPARE(resultOf(m_site->editor->list(filter, 100, {}))->entries.size(), 1);
        QCOMPARE(*resultOf(m_site->editor->listDomains()), QList<QByteArray>{"example.org"});

        // a member's searches are limited by slapd: told, never taken for the whole
        QVERIFY(resultOf(m_site->editor->setMemberPassword(MemberName(QStringLiteral("f")), Secret("f"))));
        const auto limited = std::make_shared<DirectorySettingsSource>(m_site->slapd.memberSettings(
            memberDn(MemberName(QStringLiteral("f")), TestSlapd::base()), Secret("f")));
        LdapDirectoryEditor member(limited, m_site->cache, m_site->slapd.pool());
        filter.text.clear();
        Result<DirectoryPage> page = resultOf(member.list(filter, 400, {}));
        while (page && !page->next.isEmpty())
            page = resultOf(member.list(filter, 400, page->next));
        QVERIFY(!page);
        QVERIFY2(page.error().forLog.contains(u"size=unlimited"), qPrintable(page.error().forLog));
        servers->close();
    }

    void the_directory_may_go_while_somebody_waits()
    {
        m_site->slapd.sendSignal(SIGSTOP);
        Task<Lookup<Record>> waiting =
            m_site->directory->find({"ann", "example.org"}, Freshness::Writer, soon());
        m_site->directory.reset();
        QVERIFY(kind(resultOf(std::move(waiting))).startsWith("unknown"));
        m_site->slapd.sendSignal(SIGCONT);
    }
};

QTEST_GUILESS_MAIN(LdapDirectoryTest)
#include "tst_ldapdirectory.moc"
