// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many records rewritten against a real slapd: exactly, only by who holds the fence, and the bad ones apart.
#include "server/directory/bulklanes.h"
#include "server/directory/ldapaccountloader.h"
#include "server/directory/ldaphostrewriter.h"
#include "server/directory/records.h"
#include "tests/support/testslapd.h"

#include <QTest>

using namespace homeport;

namespace {

const MemberName back1(QStringLiteral("back1.example.net")), back2(QStringLiteral("back2.example.net")),
    back3(QStringLiteral("back3.example.net"));

Deadline soon() { return Deadline(20s); }

using HostChange = DirectoryEditor::HostChange;
using Attributes = QMap<QByteArray, QList<QByteArray>>;

NewAccount account(int number, const MemberName &host)
{
    NewAccount account;
    account.record.address = {"user" + QByteArray::number(number), "example.org"};
    account.record.id = AccountId::random();
    account.record.hostServer = host;
    account.passwordHash = "{SSHA}" + QByteArray::number(number);
    return account;
}

} // namespace

class LdapHostRewriterTest : public QObject
{
    Q_OBJECT

    struct Site
    {
        TestSlapd slapd;
        BlockingPool pool{4};
        DirectorySettings settings;
        std::shared_ptr<DirectorySettingsSource> source;
        std::unique_ptr<LdapDirectoryEditor> editor;
        std::unique_ptr<LdapHostRewriter> rewriter;
        std::unique_ptr<LdapAccountLoader> loader;

        Site()
        {
            if (!slapd.error().isEmpty())
                return;
            settings = slapd.keeperSettings();
            source = std::make_shared<DirectorySettingsSource>(settings);
            editor = std::make_unique<LdapDirectoryEditor>(
                source, std::make_shared<DirectoryCache>(), slapd.pool());
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
            search.base = settings.base;
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
    std::unique_ptr<Site> m_site;

    static QList<HostChange> away(const QList<AccountRecord> &records, const StorageId &storage)
    {
        QList<HostChange> changes;
        for (const AccountRecord &record : records)
            changes.append({record, back2, record.hostServer, storage});
        return changes;
    }
    static QList<HostChange> home(const QList<AccountRecord> &records)
    {
        QList<HostChange> changes;
        for (const AccountRecord &record : records) {
            changes.append({record, record.oldHostServer, std::nullopt, std::nullopt});
            changes.last().dropImpliedStorage = true;
        }
        return changes;
    }
    /// Not one of `outcome` unless said.
    static void expect(const SwapOutcome &outcome, qint64 swapped, qsizetype lost = 0, qsizetype failed = 0)
    {
        QVERIFY2(!outcome.stopped, outcome.stopped ? qPrintable(outcome.stopped->forLog) : "");
        QVERIFY(!outcome.isFencedOff);
        QCOMPARE(outcome.lost.size(), lost);
        QVERIFY2(outcome.failed.size() == failed,
            outcome.failed.isEmpty() ? "" : qPrintable(outcome.failed[0].second.forLog));
        QCOMPARE(outcome.swapped, swapped);
    }
    void someAreLost(int count);
    void anotherRunnerFences();

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

    void what_a_failover_wrote_is_undone_exactly()
    {
        m_site->load(2500);
        m_site->takeFence();
        const auto facts = resultOf(m_site->rewriter->facts());
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().forLog));
        QVERIFY2(facts->hasTransactions, qPrintable(facts->why));
        QCOMPARE(facts->sizeLimit, 0);
        const auto before = m_site->snapshot();
        QCOMPARE(before.size(), 2500);

        const StorageId storage = StorageId::random();
        const QList<AccountRecord> records = m_site->list({back1});
        QCOMPARE(records.size(), 2500);
        expect(resultOf(m_site->rewriter->swapHosts(away(records, storage), m_site->fence)), 2500);
        QVERIFY(m_site->list({back1}).isEmpty());
        const QList<AccountRecord> moved = m_site->list({back2, back1});
        QCOMPARE(moved.size(), 2500);
        for (const AccountRecord &record : moved)
            QVERIFY(record.storage && record.isStorageImplied == (*record.storage == storage));
        QVERIFY(m_site->snapshot() != before);

        expect(resultOf(m_site->rewriter->swapHosts(home(moved), m_site->fence)), 2500);
        QVERIFY(m_site->snapshot() == before);
    }

    void records_changed_by_others_are_lost_and_the_rest_is_done() { someAreLost(1500); }
    void the_same_without_transactions()
    {
        m_site->forbidTransactions();
        const auto facts = resultOf(m_site->rewriter->facts());
        QVERIFY(facts && !facts->hasTransactions);
        QVERIFY(facts->why.contains(u"several"));
        someAreLost(300);
    }
    void when_all_are_lost_the_work_stays_in_proportion()
    {
        m_site->load(400);
        m_site->takeFence();
        const QList<HostChange> changes = away(m_site->list({back1}), StorageId::random());
        expect(resultOf(m_site->rewriter->swapHosts(changes, m_site->fence)), 400);
        expect(resultOf(m_site->rewriter->swapHosts(changes, m_site->fence)), 0, 400);
    }

    void a_change_against_the_schema_is_found_and_the_rest_is_done()
    {
        m_site->load(700);
        m_site->takeFence();
        QList<HostChange> changes = away(m_site->list({back1}), StorageId::random());
        changes[100].newHost = MemberName(); // no directory string (RFC 4517 3.3.6): refused at once
        changes[650].newHost = MemberName();
        const SwapOutcome outcome = resultOf(m_site->rewriter->swapHosts(changes, m_site->fence));
        expect(outcome, 698, 0, 2);
        QCOMPARE(outcome.failed[0].second.status, QByteArray("schema"));
        QList<QByteArray> names{outcome.failed[0].first.text(), outcome.failed[1].first.text()};
        QVERIFY(names.contains(changes[100].account.address.text()));
        QVERIFY(names.contains(changes[650].account.address.text()));

        // and one that is only found when the transaction is carried out
        const QList<AccountRecord> records = m_site->list({back2});
        const auto plan = std::make_shared<BulkPlan>();
        plan->changeOf = [&records](int number) {
            const LdapChange::Kind add = LdapChange::Kind::Add;
            if (number == 333) // no attribute of an account
                return BulkChange{records[number].dn, {{add, "homeportTarget", {"x@example.org"}}}, false};
            return BulkChange{records[number].dn, {{add, "description", {"seen"}}}, false};
        };
        const auto lanes =
            std::make_shared<BulkLanes>(m_site->source, std::make_shared<std::atomic<bool>>(false));
        const std::shared_ptr<const BulkPlan> shared = plan;
        const BulkOutcome bulk = resultOf(writeInLanes(m_site->pool, lanes, shared, int(records.size())));
        QCOMPARE(bulk.done, records.size() - 1);
        QCOMPARE(bulk.exceptions.size(), 1);
        QCOMPARE(bulk.exceptions[0].number, 333);
    }

    void who_lost_the_fence_commits_nothing() { anotherRunnerFences(); }
    void who_lost_the_fence_changes_nothing_without_transactions()
    {
        m_site->forbidTransactions();
        anotherRunnerFences();
    }
    void of_two_who_raise_the_fence_one_wins()
    {
        LdapHostRewriter other(m_site->source, m_site->pool);
        Task<Result<bool>> first = m_site->rewriter->raiseFence(0, 1);
        Task<Result<bool>> second = other.raiseFence(0, 2);
        const auto one = resultOf(std::move(first));
        const auto two = resultOf(std::move(second));
        QVERIFY2(one && two, one ? "" : qPrintable(one.error().forLog));
        QVERIFY(*one != *two);
        const auto now = resultOf(other.fence());
        QCOMPARE(*now, *one ? 1ULL : 2ULL);
        const auto late = resultOf(other.raiseFence(0, 3));
        QVERIFY(late && !*late);
    }

    void a_size_limit_is_an_error_that_names_it()
    {
        m_site->load(700);
        const MemberName front1(QStringLiteral("front1.example.net"));
        QVERIFY(resultOf(m_site->editor->setMemberPassword(front1, Secret("member"))));
        m_site->source->replace(
            m_site->slapd.memberSettings(memberDn(front1, TestSlapd::base()), Secret("member")));
        const auto facts = resultOf(m_site->rewriter->facts());
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().forLog));
        QCOMPARE(facts->sizeLimit, 500);
        QByteArray after;
        Result<AccountPage> page;
        do {
            page = resultOf(m_site->rewriter->accounts({back1}, 100, after));
            after = page ? page->next : QByteArray();
        } while (!after.isEmpty());
        QVERIFY(!page);
        QCOMPARE(page.error().status, QByteArray("size-limit"));
        QVERIFY2(page.error().forLog.contains(u"500 entries"), qPrintable(page.error().forLog));
        QVERIFY2(page.error().forLog.contains(u"size.prtotal=unlimited"), qPrintable(page.error().forLog));
    }

    void damaged_records_are_reported()
    {
        m_site->load(10);
        const QList<AccountRecord> records = m_site->list({back1});
        const auto plan = std::make_shared<BulkPlan>();
        plan->changeOf = [&records](int) {
            return BulkChange{records[4].dn, {{LdapChange::Kind::Replace, "accountId", {"nonsense"}}}, false};
        };
        const auto lanes =
            std::make_shared<BulkLanes>(m_site->source, std::make_shared<std::atomic<bool>>(false));
        const std::shared_ptr<const BulkPlan> shared = plan;
        QCOMPARE(resultOf(writeInLanes(m_site->pool, lanes, shared, 1)).done, 1);
        const auto page = resultOf(m_site->rewriter->accounts({back1}, 100, {}));
        QVERIFY2(page, page ? "" : qPrintable(page.error().forLog));
        QCOMPARE(page->accounts.size(), 9);
        QCOMPARE(page->damaged.size(), 1);
        QVERIFY2(page->damaged[0].startsWith(records[4].dn) && page->damaged[0].contains("nonsense"),
            page->damaged[0]);
        const auto expired = resultOf(m_site->rewriter->accounts({back1}, 100, "7"));
        QVERIFY(!expired && expired.error().status == "expired");
    }

    void a_directory_killed_in_the_middle_loses_and_doubles_nothing()
    {
        constexpr int count = 4000;
        m_site->load(count);
        m_site->takeFence();
        const StorageId storage = StorageId::random();
        const QList<HostChange> changes = away(m_site->list({back1}), storage);
        Task<SwapOutcome> task = m_site->rewriter->swapHosts(changes, m_site->fence);
        QTest::qWait(60);
        m_site->slapd.slapd().release();
        m_site->slapd.sendSignal(SIGKILL);
        const SwapOutcome outcome = resultOf(std::move(task));
        QVERIFY(outcome.lost.isEmpty() && outcome.failed.isEmpty() && !outcome.isFencedOff);
        QVERIFY(outcome.stopped || outcome.swapped == count);
        m_site->slapd.start();
        QCOMPARE(m_site->slapd.error(), QString());
        const QList<AccountRecord> left = m_site->list({back1});
        const QList<AccountRecord> done = m_site->list({back2, back1});
        QCOMPARE(left.size() + done.size(), count);
        QVERIFY(done.size() >= outcome.swapped);
        for (const AccountRecord &record : left)
            QVERIFY(record.oldHostServer.isEmpty() && !record.isStorageImplied);
        expect(resultOf(m_site->rewriter->swapHosts(away(left, storage), m_site->fence)), left.size());
        QCOMPARE(m_site->list({back2, back1}).size(), count);
    }

    void a_stopped_directory_ends_the_call()
    {
        m_site->load(100);
        m_site->takeFence();
        m_site->settings.timeout = 300ms;
        m_site->source->replace(m_site->settings);
        const QList<HostChange> changes = away(m_site->list({back1}), StorageId::random());
        m_site->slapd.sendSignal(SIGSTOP);
        const SwapOutcome outcome = resultOf(m_site->rewriter->swapHosts(changes, m_site->fence));
        const auto page = resultOf(m_site->rewriter->accounts({back1}, 100, {}));
        m_site->slapd.sendSignal(SIGCONT);
        QVERIFY(outcome.stopped);
        QCOMPARE(outcome.swapped, 0);
        QVERIFY(!page && page.error().isTemporary());
    }

    void a_rewriter_may_go_in_the_middle_of_a_call()
    {
        m_site->load(2000);
        m_site->takeFence();
        const QList<HostChange> changes = away(m_site->list({back1}), StorageId::random());
        Task<SwapOutcome> task = m_site->rewriter->swapHosts(changes, m_site->fence);
        Task<Result<AccountPage>> listing = m_site->rewriter->accounts({back1}, 100, {});
        m_site->rewriter.reset();
        const SwapOutcome outcome = resultOf(std::move(task));
        QVERIFY(outcome.stopped || outcome.swapped == 2000);
        resultOf(std::move(listing));
    }

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
                resultOf(directory.find(accounts[number].record.address, Freshness::Writer, soon()));
            const AccountRecord record = std::get<AccountRecord>(std::get<Record>(found));
            return resultOf(directory.verifyPassword(record, Secret(password), soon()));
        };
        QVERIFY(verify(7, "secret") == PasswordVerdict::Right);
        QVERIFY(verify(7, "other") == PasswordVerdict::Wrong);
        const auto locked = verify(8, "secret");
        QVERIFY(!locked || *locked == PasswordVerdict::Wrong);
    }
};

void LdapHostRewriterTest::someAreLost(int count)
{
    m_site->load(count);
    m_site->takeFence();
    const QList<HostChange> changes = away(m_site->list({back1}), StorageId::random());
    for (const int number : {0, count / 2, count - 1}) {
        const HostChange other{changes[number].account, back3, std::nullopt, std::nullopt};
        const auto swapped = resultOf(m_site->editor->swapHost(other));
        QVERIFY(swapped && *swapped);
    }
    QVERIFY(resultOf(m_site->editor->removeEntry(changes[count / 3].account.address)));
    const SwapOutcome outcome = resultOf(m_site->rewriter->swapHosts(changes, m_site->fence));
    expect(outcome, count - 4, 4);
    QVERIFY(outcome.lost.contains(changes[count / 2].account.address));
    QVERIFY(outcome.lost.contains(changes[count / 3].account.address));
    QCOMPARE(m_site->list({back3}).size(), 3);
    QCOMPARE(m_site->list({back2, back1}).size(), count - 4);
}

void LdapHostRewriterTest::anotherRunnerFences()
{
    m_site->load(250);
    m_site->takeFence();
    const quint64 mine = m_site->fence;
    const QList<HostChange> changes = away(m_site->list({back1}), StorageId::random());
    expect(resultOf(m_site->rewriter->swapHosts(changes.mid(0, 50), mine)), 50);
    m_site->takeFence();
    const SwapOutcome outcome = resultOf(m_site->rewriter->swapHosts(changes.mid(50), mine));
    QVERIFY(outcome.isFencedOff);
    QCOMPARE(outcome.swapped, 0);
    QVERIFY(outcome.lost.isEmpty() && outcome.failed.isEmpty());
    QCOMPARE(m_site->list({back1}).size(), 200);
}

QTEST_GUILESS_MAIN(LdapHostRewriterTest)
#include "tst_ldaphostrewriter.moc"
