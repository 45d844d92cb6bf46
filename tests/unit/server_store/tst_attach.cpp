// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who may attach and serve a storage, as label, row and ticket say; a label that somebody else took.
#include "server/store/attach.h"
#include "tests/unit/server_store/storefixture.h"

#include <atomic>
#include <thread>

using namespace homeport;

namespace {

const MemberName back2(QStringLiteral("back2.example.net"));

QString refusal(const Result<AttachTicket> &ticket)
{
    return ticket ? QStringLiteral("(allowed)") : ticket.error().forLog;
}

QString refusal(const Result<Label> &label)
{
    return label ? QStringLiteral("(allowed)") : label.error().forLog;
}

} // namespace

class TestAttach : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void what_was_let_go_cleanly_needs_no_proof()
    {
        StoreFixture fixture;
        setLabel(fixture, LabelState::Detached, 4);
        const Result<AttachTicket> ticket = check(fixture, fixture.row, {});
        QVERIFY2(ticket, qPrintable(refusal(ticket)));
        QVERIFY(ticket->proof.isEmpty());
        QCOMPARE(ticket->epoch, quint64(4));
    }

    void what_was_not_needs_proof_and_a_counter_that_stands_still()
    {
        StoreFixture fixture;
        QVERIFY(refusal(check(fixture, fixture.row, {})).contains(QStringLiteral("not detached cleanly")));
        QVERIFY(check(fixture, fixture.row, QStringLiteral("powered off")));
        const auto owner = StorageRoot::open(fixture.path());
        QVERIFY(owner);
        std::atomic<bool> isOver{false};
        std::thread writer([&owner, &isOver] {
            while (!isOver) {
                static_cast<void>((*owner)->count());
                std::this_thread::sleep_for(10ms);
            }
        });
        const Result<AttachTicket> moving = check(fixture, fixture.row, QStringLiteral("powered off"), 500ms);
        isOver = true;
        writer.join();
        QVERIFY2(refusal(moving).contains(QStringLiteral("moves")), qPrintable(refusal(moving)));
    }

    void a_stale_copy_is_refused_unless_it_is_said_to_be_the_only_one()
    {
        StoreFixture fixture;
        Storage row = fixture.row;
        row.epoch = 7;
        AttachOptions options;
        options.proof = QStringLiteral("powered off");
        options.watch = 1ms;
        QVERIFY(refusal(checkAttach(fixture.path(), fixture.cluster, row, options))
                    .contains(QStringLiteral("stale copy")));
        options.onlyCurrentDisk = true;
        QVERIFY(checkAttach(fixture.path(), fixture.cluster, row, options));
        // an owner that was away when its row became detached is one epoch behind, and no copy
        row.epoch = fixture.row.epoch + 1;
        row.state = StorageState::Detached;
        options.onlyCurrentDisk = false;
        QVERIFY(checkAttach(fixture.path(), fixture.cluster, row, options));
    }

    void another_cluster_or_storage_is_refused()
    {
        StoreFixture fixture;
        const Result<AttachTicket> foreign =
            checkAttach(fixture.path(), ClusterId::random(), fixture.row, {});
        QVERIFY(refusal(foreign).contains(QStringLiteral("another cluster")));
        Storage other = fixture.row;
        other.id = StorageId::random();
        QVERIFY(refusal(check(fixture, other, {})).contains(QStringLiteral("is that of storage")));
    }

    void the_label_is_taken_over_by_a_ticket_that_still_fits()
    {
        StoreFixture fixture;
        Storage row = fixture.row;
        row.owner = back2;
        row.epoch += 1;
        const auto root = StorageRoot::open(fixture.path());
        QVERIFY(root);
        const Label label = (*root)->label();
        const Place place = (*root)->place();
        const auto serve = [&](const std::optional<AttachTicket> &ticket, const Label &found) {
            return labelToServe(found, place, row, fixture.cluster, back2, ticket);
        };
        QVERIFY(refusal(serve({}, label)).contains(QStringLiteral("lost storage")));
        const Result<AttachTicket> ticket = check(fixture, fixture.row, QStringLiteral("powered off"));
        QVERIFY(ticket);
        const Result<Label> taken = serve(*ticket, label);
        QVERIFY2(taken, qPrintable(refusal(taken)));
        QCOMPARE(taken->owner, back2);
        QCOMPARE(taken->epoch, row.epoch);
        Label counted = label;
        counted.counter += 1; // somebody wrote behind the ticket
        QVERIFY(refusal(serve(*ticket, counted)).contains(QStringLiteral("has changed since")));
        AttachTicket elsewhere = *ticket;
        elsewhere.place.inode += 1;
        QVERIFY(refusal(serve(elsewhere, label)).contains(QStringLiteral("has changed since")));
        Label newer = label;
        newer.epoch = row.epoch + 1;
        QVERIFY(refusal(serve(*ticket, newer)).contains(QStringLiteral("newer than the table")));
    }

    void tickets_survive_a_restart()
    {
        QTemporaryDir folder;
        StoreFixture fixture;
        const QString tickets = folder.filePath(QStringLiteral("attach"));
        const Result<AttachTicket> ticket = check(fixture, fixture.row, QStringLiteral("powered off"));
        QVERIFY(ticket);
        QVERIFY(!*readTicket(tickets, ticket->id));
        QVERIFY(writeTicket(tickets, *ticket));
        const auto again = readTicket(tickets, ticket->id);
        QVERIFY(again && *again);
        QCOMPARE(**again, *ticket);
        QVERIFY(dropTicket(tickets, ticket->id));
        QVERIFY(!*readTicket(tickets, ticket->id));
    }

    void an_owner_whose_label_was_taken_writes_it_no_more()
    {
        StoreFixture fixture;
        const auto old = StorageRoot::open(fixture.path());
        const auto next = StorageRoot::open(fixture.path());
        QVERIFY(old && next);
        QVERIFY((*old)->stillOurs());
        Label taken = (*next)->label();
        taken.owner = back2;
        taken.epoch += 1;
        QVERIFY((*next)->writeLabel(taken));
        QVERIFY(!(*old)->stillOurs());
        QVERIFY(!(*old)->count());
        const auto now = StorageRoot::open(fixture.path());
        QVERIFY(now);
        QCOMPARE((*now)->label().owner, back2);
    }

private:
    static Result<AttachTicket> check(const StoreFixture &fixture, const Storage &row, const QString &proof,
        std::chrono::milliseconds watch = 1ms)
    {
        AttachOptions options;
        options.proof = proof;
        options.watch = watch;
        return checkAttach(fixture.path(), fixture.cluster, row, options);
    }
    static void setLabel(const StoreFixture &fixture, LabelState state, quint64 epoch)
    {
        const auto root = StorageRoot::open(fixture.path());
        QVERIFY(root);
        Label label = (*root)->label();
        label.state = state;
        label.epoch = epoch;
        QVERIFY((*root)->writeLabel(label));
    }
};

QTEST_GUILESS_MAIN(TestAttach)
#include "tst_attach.moc"
