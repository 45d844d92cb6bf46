// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Drives moves of single accounts (protocol.md "Moving one account"): the keeper's side.
#pragma once

#include "server/cluster/reassignmentpreflight.h"
#include "server/ports/accountmoves.h"

#include <QHash>
#include <QSet>

namespace homeport {

struct AccountMoverPorts
{
    DirectoryEditor &directory;
    MemberQuestions &members;
    const ClusterView &cluster;
    const Clock &clock;
    AskSelf askSelf;
    QString bulkFile; ///< STATE/bulkmove.json
};

struct AccountMoverTiming
{
    std::chrono::milliseconds askPatience = 5s;
    std::chrono::milliseconds orderPatience = 45s; ///< hold waits for commands under way
    std::chrono::milliseconds lastRoundPatience = 60s; ///< while the account is held
    std::chrono::milliseconds pollPause = 50ms;
    std::chrono::milliseconds retryPause = 2s;
    std::chrono::milliseconds tailPatience = 20s; ///< a caller waits for the end behind the switch so long
    int rounds = 6; ///< of copying while the account is in use
    qint64 fewFiles = 20; ///< a round that brought no more is followed by the hold
};

/// Main thread of a keeper; the ports outlive it. What is known of a move stands in the marks of its two
/// storages, so any keeper goes on with it; here is only what runs now.
class AccountMover final : public AccountMoves
{
public:
    explicit AccountMover(AccountMoverPorts ports, AccountMoverTiming timing = {})
        : m_ports(std::move(ports))
        , m_timing(timing)
    {
    }
    Task<Result<QJsonObject>> move(
        Address address, MemberName to, std::optional<StorageId> storage, QString author) override;
    Task<Result<QJsonObject>> resume(Address address) override;
    Task<Result<QJsonObject>> revert(Address address, QString author) override;
    Task<Result<QJsonObject>> purge(Address address) override;
    Task<Result<QJsonObject>> show() override;
    Task<Result<QJsonObject>> startBulk(BulkMove bulk) override;
    Task<Result<QJsonObject>> stopBulk() override;

    /// At the daemon's start: goes on with moves that this keeper ran, and with its bulk move.
    Task<> resumeMine();
    /// Returns when nothing is under way here any more; moves go on with resumeMine().
    Task<> stop();

private:
    struct Move
    {
        MoveMark mark; ///< its id, account, runner, turn; `storage` is the source, `other` the target
        AccountRecord account;
        bool hasRecord = true; ///< false: it was deleted meanwhile
        QString phase;
        QJsonObject round; ///< the target's report
        qint64 heldMs = 0; ///< how long nobody served the account
    };
    using MovePointer = std::shared_ptr<Move>;
    using Answer = Task<Result<QJsonObject>>;
    struct FoundMarks
    {
        QList<MoveMark> marks;
        QStringList unreachable;
    };
    class Busy; ///< one order per account at a time; counts for stop()

    // accountmover.cpp: the steps
    Answer drive(MovePointer move);
    Task<Result<>> copyRounds(MovePointer move);
    Task<Result<>> switchOver(MovePointer move);
    Task<Result<>> pull(MovePointer move, qint64 round, bool isLast, std::chrono::milliseconds patience);
    Task<Result<>> swapRecord(MovePointer move);
    Task<> openAgain(MovePointer move, bool isAdopted);
    Answer finish(MovePointer move);
    Task<> finishLater(MovePointer move, std::shared_ptr<OneShot<bool>> done);
    QJsonObject describe(const Move &move) const;

    // accountmoverask.cpp: members, marks, the record
    Answer order(
        StorageId storage, QString word, MoveMark mark, QJsonObject more, std::chrono::milliseconds patience);
    Answer orderSource(MovePointer move, QString word, QJsonObject more = QJsonObject());
    Answer orderTarget(MovePointer move, QString word, QJsonObject more = QJsonObject());
    Answer ask(MemberName member, QString what, QJsonObject arguments, std::chrono::milliseconds patience);
    Task<FoundMarks> marks();
    Task<Result<AccountRecord>> record(Address address);
    Result<StorageId> storageOf(const AccountRecord &account) const;
    QString nameOf(const StorageId &storage) const;

    // accountmoverorders.cpp, accountmoverresume.cpp: what an administrator orders
    Answer moveInTurn(Address address, MemberName to, std::optional<StorageId> storage, bool isRevert);
    Result<StorageId> targetOf(const Address &address, const MemberName &to,
        const std::optional<StorageId> &storage, bool isRevert) const;
    Task<Result<MovePointer>> unfinished(Address address);
    Answer goOn(MovePointer move);
    Answer goBack(MovePointer move);

    // bulkmover.cpp
    struct Bulk
    {
        BulkMove order;
        qint64 moved = 0;
        qint64 failed = 0;
        qint64 total = 0;
        QStringList errors; ///< the last 20
        bool isRunning = false;
        bool isStopping = false;
    };
    Task<> runBulk();
    Task<bool> resumeBulk(); ///< true: not now, try again
    Task<> runOne(Address address);
    Task<Result<QList<Address>>> bulkAddresses();
    Result<> writeBulk() const;
    QJsonObject describeBulk() const;

    const AccountMoverPorts m_ports;
    const AccountMoverTiming m_timing;
    QHash<QByteArray, MovePointer> m_active; ///< by address; null while it is looked up
    int m_tasks = 0; ///< coroutines under way
    std::optional<Bulk> m_bulk;
    int m_bulkMoves = 0; ///< under way
    std::stop_source m_stop;
    Signal m_changed;
};

/// While it lives the address is taken, and stop() waits.
class AccountMover::Busy
{
public:
    Busy(AccountMover &mover, const Address &address)
        : m_mover(mover)
        , m_address(address.text())
        , m_isMine(!mover.m_active.contains(m_address) && !mover.m_stop.stop_requested())
    {
        if (m_isMine)
            mover.m_active.insert(m_address, nullptr);
        ++mover.m_tasks;
    }
    Busy(const Busy &) = delete;
    Busy &operator=(const Busy &) = delete;
    ~Busy()
    {
        if (m_isMine)
            m_mover.m_active.remove(m_address);
        --m_mover.m_tasks;
        m_mover.m_changed.wakeAll();
    }
    explicit operator bool() const { return m_isMine; }

private:
    AccountMover &m_mover;
    const QByteArray m_address;
    const bool m_isMine;
};

/// Refused with a word of the admin API ("conflict", "no-such-account").
Error moveRefused(const char *word, const QString &text);
/// This keeper is at work on the account.
Error moveBusy(const Address &address);

} // namespace homeport
