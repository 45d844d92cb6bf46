// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many records rewritten while the directory limits, is damaged, dies or stops.
#include "tests/support/rewritersite.h"

using namespace homeport;

class RewriterFaultsTest : public QObject
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
};

QTEST_GUILESS_MAIN(RewriterFaultsTest)
#include "tst_rewriterfaults.moc"
