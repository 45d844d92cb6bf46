// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many records rewritten against a real slapd: exactly, only by who holds the fence, and the bad ones apart.
#include "tests/support/rewritersite.h"

using namespace homeport;

class LdapHostRewriterTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<RewriterSite> m_site;
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
        m_site = std::make_unique<RewriterSite>();
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
