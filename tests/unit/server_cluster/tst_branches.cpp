// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A table store that sees another line of revisions keeps it, merges it, and knows what stayed through
// merges.
#include "server/cluster/tablestore.h"
#include "tests/support/await.h"
#include "tests/unit/server_cluster/tablefixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace homeport;
using namespace homeport::testing;

class TestBranches : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto store = TableStore::open(m_folder->path(), m_fixture.back1, m_pool);
        QVERIFY(store);
        m_store = std::move(*store);
        m_first = m_fixture.first();
        QVERIFY(m_store->begin(m_first));
    }

    void a_branch_is_kept_and_merged()
    {
        const RevisionPointer ours = m_fixture.after(m_first, m_fixture.back1, QStringLiteral("ours"));
        QCOMPARE(take({ours}).verdict, Verdict::Taken);
        const RevisionPointer b1 = m_fixture.after(m_first, m_fixture.back2, QStringLiteral("b1"));
        const RevisionPointer b2 = m_fixture.after(b1, m_fixture.back2, QStringLiteral("b2"));
        QCOMPARE(take({b1}).verdict, Verdict::Diverged);
        QCOMPARE(take({b1, b2}).verdict, Verdict::Diverged);
        QCOMPARE(m_store->branches().size(), 1); // the longer one took the place of the shorter one
        QCOMPARE(take({b1}).verdict, Verdict::Diverged);
        QCOMPARE(m_store->branches().size(), 1);
        QCOMPARE(m_store->baseOf(m_store->branches().first())->hash, m_first->hash);

        QVERIFY(!merged("0000"));
        const Result<TableRevision> made = merged(b2->hash);
        QVERIFY2(made, made ? "" : qPrintable(made.error().forLog));
        QCOMPARE(made->number, quint64(4));
        QCOMPARE(m_store->table()->parents, (QList<QByteArray>{ours->hash, b2->hash}));
        QVERIFY(m_store->branches().isEmpty());
        bool more = false;
        QCOMPARE(m_store->chainAfter(ours->hash, 10, &more).size(), 3); // what a member of our line lacks
        QCOMPARE(m_store->chainAfter(b2->hash, 10, &more).size(), 2); // and one of theirs
        // all of it is there after a restart
        const auto again = TableStore::open(m_folder->path(), m_fixture.back1, m_pool);
        QVERIFY(again);
        QCOMPARE((*again)->revision(), *made);
        QVERIFY((*again)->knows(b1->hash));
    }

    void what_a_keeper_of_one_side_only_merges_is_not_made()
    {
        const RevisionPointer ours = m_fixture.after(m_first, m_fixture.back1, QStringLiteral("ours"));
        QCOMPARE(take({ours}).verdict, Verdict::Taken);
        const RevisionPointer other = m_fixture.after({m_first}, m_fixture.back2,
            [this](ClusterTable &table) { table.member(m_fixture.back1)->rights.keeper = false; });
        QCOMPARE(take({other}).verdict, Verdict::Diverged);
        const Result<TableRevision> made = merged(other->hash);
        QVERIFY(!made);
        QVERIFY2(made.error().forLog.contains(QStringLiteral("no keeper")), qPrintable(made.error().forLog));
        QCOMPARE(m_store->revision(), ours->id());
    }

    void a_label_outlives_merges_but_no_other_owner()
    {
        const StorageId id = m_fixture.storage1; // of back1, epoch 3
        QVERIFY(m_store->stayedThroughMerges(id, 3));
        QVERIFY(!m_store->stayedThroughMerges(id, 2));
        const RevisionPointer ours = m_fixture.after(m_first, m_fixture.back1, QStringLiteral("ours"));
        const RevisionPointer theirs = m_fixture.after({m_first}, m_fixture.back2, [id](ClusterTable &table) {
            table.storage(id)->state = StorageState::Detached;
            table.storage(id)->epoch = 4;
        });
        QCOMPARE(take({ours}).verdict, Verdict::Taken);
        QCOMPARE(take({theirs}).verdict, Verdict::Diverged);
        QVERIFY(merged(theirs->hash, 5));
        QVERIFY(m_store->stayedThroughMerges(id, 3));
        QVERIFY(m_store->stayedThroughMerges(id, 5));
        QVERIFY(!m_store->stayedThroughMerges(id, 4)); // that was the other side's
        // away and back: the label of before is a stale one, whatever the epochs say
        for (const MemberName &owner : {m_fixture.back2, m_fixture.back1}) {
            const RevisionPointer next =
                m_fixture.after({m_store->inForce()}, m_fixture.back1, [id, owner](ClusterTable &table) {
                    table.storage(id)->owner = owner;
                    table.storage(id)->epoch += 1;
                });
            QCOMPARE(take({next}).verdict, Verdict::Taken);
        }
        QVERIFY(!m_store->stayedThroughMerges(id, 5));
        QVERIFY(m_store->stayedThroughMerges(id, 7));
    }

private:
    TakeAnswer take(const QList<RevisionPointer> &revisions)
    {
        QList<SignedRevision> sealed;
        for (const RevisionPointer &revision : revisions)
            sealed.append(revision->sealed);
        return resultOf(m_store->take(sealed));
    }
    Result<TableRevision> merged(const QByteArray &tip, quint64 epoch = 0)
    {
        TableStore::Merge merge = [this, epoch](const ClusterTable &, const ClusterTable &ours,
                                      const ClusterTable &) -> Result<ClusterTable> {
            ClusterTable table = ours;
            if (epoch > 0)
                table.storage(m_fixture.storage1)->epoch = epoch;
            return table;
        };
        return resultOf(m_store->merge(tip, merge, QStringLiteral("ann@back1.example.net from here"),
            QStringLiteral("merge"), *m_fixture.keys.find(m_fixture.back1)));
    }

    TableFixture m_fixture;
    BlockingPool m_pool{1};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TableStore> m_store;
    RevisionPointer m_first;
};

QTEST_GUILESS_MAIN(TestBranches)
#include "tst_branches.moc"
