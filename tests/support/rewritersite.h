// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A private slapd with many accounts, for tests of what changes many records. Header only, as testslapd.h.
#pragma once

#include "server/directory/bulklanes.h"
#include "server/directory/ldapaccountloader.h"
#include "server/directory/ldaphostrewriter.h"
#include "server/directory/records.h"
#include "tests/support/testslapd.h"

#include <QTest>

namespace homeport {

using HostChange = DirectoryEditor::HostChange;
using Attributes = QMap<QByteArray, QList<QByteArray>>;

inline const MemberName back1(QStringLiteral("back1.example.net")),
    back2(QStringLiteral("back2.example.net")), back3(QStringLiteral("back3.example.net"));

inline NewAccount account(int number, const MemberName &host)
{
    NewAccount account;
    account.record.address = {"user" + QByteArray::number(number), "example.org"};
    account.record.id = AccountId::random();
    account.record.hostServer = host;
    account.passwordHash = "{SSHA}" + QByteArray::number(number);
    return account;
}

/// A slapd with the domain example.org, and everything that works on it.
struct RewriterSite
{
    TestSlapd slapd;
    BlockingPool pool{4};
    DirectorySettings settings;
    std::shared_ptr<DirectorySettingsSource> source;
    std::unique_ptr<LdapDirectoryEditor> editor;
    std::unique_ptr<LdapHostRewriter> rewriter;
    std::unique_ptr<LdapAccountLoader> loader;

    RewriterSite()
    {
        if (!slapd.error().isEmpty())
            return;
        settings = slapd.keeperSettings();
        source = std::make_shared<DirectorySettingsSource>(settings);
        editor =
            std::make_unique<LdapDirectoryEditor>(source, std::make_shared<DirectoryCache>(), slapd.pool());
        rewriter = std::make_unique<LdapHostRewriter>(source, pool);
        loader = std::make_unique<LdapAccountLoader>(source, pool);
    }
    /// As for a directory that replicates.
    void forbidTransactions()
    {
        settings.uris.append(QStringLiteral("ldaps://127.0.0.1:1"));
        source->replace(settings);
    }
    /// Every third account names its storage.
    void load(int count, const MemberName &host = back1)
    {
        QList<NewAccount> accounts;
        for (int i = 0; i < count; ++i) {
            accounts.append(account(i, host));
            if (i % 3 == 0)
                accounts.last().record.storage = StorageId::random();
        }
        const LoadOutcome loaded = resultOf(loader->add(accounts));
        QVERIFY2(!loaded.stopped, loaded.stopped ? qPrintable(loaded.stopped->forLog) : "");
        QCOMPARE(loaded.added, count);
    }
    QList<AccountRecord> list(const HostFilter &filter, int limit = 700)
    {
        QList<AccountRecord> all;
        QByteArray after;
        do {
            const auto page = resultOf(rewriter->accounts(filter, limit, after));
            if (!page)
                qFatal("%s", qPrintable(page.error().forLog));
            all += page->accounts;
            after = page->next;
        } while (!after.isEmpty());
        return all;
    }
    /// What users and administrators see of every entry.
    QMap<QByteArray, Attributes> snapshot()
    {
        const LdapTarget target{settings.writer, settings.bindDn, settings.bindPassword, settings.caFile};
        auto connection =
            BulkConnection::open(target, settings.timeout, std::make_shared<std::atomic<bool>>(false));
        LdapSearch search;
        search.base = domainDn("example.org", settings.base);
        search.scope = LdapScope::Subtree;
        search.filter = "(uid=*)";
        const LdapReply reply = (*connection)->search(search);
        QMap<QByteArray, Attributes> all;
        for (const LdapEntry &entry : reply.entries) {
            Attributes attributes;
            for (auto it = entry.attributes.cbegin(); it != entry.attributes.cend(); ++it) {
                QList<QByteArray> values = it.value();
                std::sort(values.begin(), values.end()); // a set has no order
                attributes.insert(it.key(), values);
            }
            all.insert(entry.dn, attributes);
        }
        return all;
    }
    quint64 fence = 0;
    void takeFence()
    {
        const auto now = resultOf(rewriter->fence());
        QVERIFY2(now, now ? "" : qPrintable(now.error().forLog));
        const auto raised = resultOf(rewriter->raiseFence(*now, *now + 1));
        QVERIFY2(raised, raised ? "" : qPrintable(raised.error().forLog));
        QVERIFY(*raised);
        fence = *now + 1;
    }
};

inline QList<HostChange> away(const QList<AccountRecord> &records, const StorageId &storage)
{
    QList<HostChange> changes;
    for (const AccountRecord &record : records)
        changes.append({record, back2, record.hostServer, storage});
    return changes;
}
inline QList<HostChange> home(const QList<AccountRecord> &records)
{
    QList<HostChange> changes;
    for (const AccountRecord &record : records) {
        changes.append({record, record.oldHostServer, std::nullopt, std::nullopt});
        changes.last().dropImpliedStorage = true;
    }
    return changes;
}
/// Not one of `outcome` unless said.
inline void expect(const SwapOutcome &outcome, qint64 swapped, qsizetype lost = 0, qsizetype failed = 0)
{
    QVERIFY2(!outcome.stopped, outcome.stopped ? qPrintable(outcome.stopped->forLog) : "");
    QVERIFY(!outcome.isFencedOff);
    QCOMPARE(outcome.lost.size(), lost);
    QVERIFY2(outcome.failed.size() == failed,
        outcome.failed.isEmpty() ? "" : qPrintable(outcome.failed[0].second.forLog));
    QCOMPARE(outcome.swapped, swapped);
}

} // namespace homeport
