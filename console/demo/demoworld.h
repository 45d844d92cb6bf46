// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The state of the simulated cluster: plain values, one place for what may happen to them.
#pragma once

#include "shared/base/clock.h"
#include "shared/model/auditrecord.h"
#include "shared/model/clustertable.h"
#include "shared/model/lane.h"
#include "shared/model/session.h"

#include <QMap>
#include <QRandomGenerator>

#include <memory>

namespace homeport {

struct DemoOptions
{
    std::shared_ptr<const Clock> clock; ///< null: the system's
    double speed = 1; ///< everything happens so many times faster
    std::chrono::milliseconds failsAfter = 12s; ///< then back2 is lost
    /// For pictures: back2 has been lost for this long when the demo starts; zero: see failsAfter.
    std::chrono::milliseconds hasFailedFor = 0s;
    /// Then another administrator, bob, changes the row of front3: who edits the table at that moment meets a
    /// conflict. Zero: never.
    std::chrono::milliseconds otherAdministratorAfter = 90s;
    bool isDiverged = false; ///< back3 follows another table
    AdministratorRole role = AdministratorRole::Administrator;
    quint32 seed = 20260607;
};

struct DemoMachine
{
    MemberName name;
    bool isUp = true;
    qint64 changedMs = 0; ///< since when it is up, or down
    qint64 backMs = -1; ///< when it is switched on again; -1: nobody does
    qint64 certificateDays = 0; ///< left at the start
    double usualPerMinute = 0; ///< messages
    double perMinute = 0; ///< of the last minute
    QJsonObject lastKnown; ///< what it said before it was lost
};

/// A disk with a label. It is at one machine at a time: in the demo it moves by being attached elsewhere.
struct DemoDisk
{
    StorageId storage;
    QString path; ///< the same on every machine
    MemberName servedBy; ///< empty: by nobody
    MemberName preparedAt; ///< attached there, and not served yet
    MemberName labelOwner;
    quint64 labelEpoch = 1;
    bool isDetached = false; ///< cleanly
    QString proof;
    qint64 freeBytes = 0;
};

struct DemoAccount
{
    QString address;
    AccountId id;
    MemberName host;
    MemberName oldHost;
    StorageId storage;
    bool isEnabled = true;
    qint64 quotaBytes = 0;
    QDateTime changed;
};

struct DemoMessage
{
    qint64 id = 0;
    QString from;
    QString subject;
    QDateTime received;
    qint64 bytes = 0;
    QList<QueueRecipient> recipients;
};

using DemoQueue = QMap<qint64, DemoMessage>;

struct DemoRevision
{
    TableRevision revision;
    ClusterTable table;
};

/// The job that a keeper of the demo runs.
struct DemoRun
{
    JobId job;
    qint64 begunMs = 0;
    qint64 rewritingMs = 0; ///< time spent rewriting
    qint64 total = 0;
    qint64 rewritten = 0;
    double owed = 0; ///< part of a record
};

/// An account that moves between healthy backends, or what its old storage keeps of it.
struct DemoMove
{
    QString address;
    StorageId from;
    StorageId to;
    QDateTime changed;
};

struct DemoBulk
{
    QString from;
    QString to;
    QString domain;
    qint64 limit = 0;
    qint64 perMinute = 0;
    QString author;
    bool isRunning = false;
    qint64 total = 0;
    qint64 moved = 0;
    double owed = 0;
};

struct DemoCaller
{
    QString name;
    QString from;
    QString author() const { return name + QStringLiteral("@front1.example.net from ") + from; }
};

/// GUI thread. Time passes in steps when somebody asks: advance().
class DemoWorld
{
public:
    explicit DemoWorld(const DemoOptions &options);

    // time
    qint64 nowMs() const { return m_nowMs; }
    QDateTime now() const { return timeAt(m_nowMs); }
    static QDateTime timeAt(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); }
    void advance();
    std::chrono::milliseconds scaled(std::chrono::milliseconds time) const;
    qint64 scaledMs(qint64 ms) const { return qint64(double(ms) / options.speed); }

    // machines and storages
    static MemberName answeredBy() { return MemberName(QStringLiteral("front1.example.net")); }
    DemoMachine *machine(const MemberName &name);
    const DemoMachine *machine(const MemberName &name) const;
    bool isUp(const MemberName &name) const;
    bool sees(const MemberName &who, const MemberName &whom) const; ///< a loss is noticed after some seconds
    DemoDisk *disk(const StorageId &id);
    const DemoDisk *disk(const StorageId &id) const;
    DemoDisk *diskAt(const QString &path);
    bool isServed(const StorageId &id) const;
    QString storageName(const StorageId &id) const;
    qint64 accountsOn(const StorageId &id) const;
    void lose(const MemberName &name);
    void switchOn(const MemberName &name);

    // the table
    Result<QJsonObject> change(const std::function<Result<>(ClusterTable &)> &change,
        const DemoCaller &caller, const QString &comment);
    Result<MemberName> member(const QString &key, const QString &text) const;
    Result<MemberName> memberOrSelf(const QString &key, const QString &text) const;
    Result<Storage> storageNamed(const QString &key, const QString &text) const;

    // mail
    /// Accepted for one of our accounts, or for a domain elsewhere: delivered, or waits at `frontend`.
    void accept(const MemberName &frontend, const QString &recipient, const QDateTime &received);
    qint64 waiting() const; ///< recipients in all queues
    void forgetSessionsOf(const std::function<bool(const SessionRow &)> &isGone);

    void audit(const DemoCaller &caller, const QString &what, const QJsonObject &arguments,
        const RequestId &request, const Result<QJsonObject> &result, qint64 durationMs);

    DemoOptions options;
    ClusterTable table;
    TableRevision revision;
    QList<DemoRevision> history; ///< oldest first
    std::optional<DemoRevision> branch; ///< what back3 follows when the tables have diverged
    QList<DemoMachine> machines;
    QList<DemoDisk> disks;
    QMap<QString, DemoAccount> accounts;
    QMap<QString, QStringList> aliases;
    QStringList domains;
    QMap<QString, DemoQueue> queues; ///< by member
    QList<SessionRow> sessions; ///< a carried one is one row here, of the frontend; its home has another
    QList<AuditRecord> records; ///< oldest first
    QList<TaskRow> tasks;
    std::optional<DemoRun> run;
    QList<DemoMove> moves;
    std::optional<DemoBulk> bulk;
    qint64 accepted = 0; ///< recipients, since the start; those that waited then included
    qint64 delivered = 0;
    qint64 deleted = 0;

private:
    friend class DemoPopulation;
    void step();
    void mailFlows();
    void lanesEmpty();
    void sessionsComeAndGo();
    void recordsAreRewritten();
    void accountsMove();
    void otherAdministrator();
    void deliver(DemoQueue &queue);
    void startSession();
    quint32 below(quint32 limit) { return m_random.bounded(limit); }

    QRandomGenerator m_random;
    SystemClock m_systemClock;
    const Clock *m_clock = nullptr;
    QStringList m_mailboxes; ///< addresses of accounts, for drawing
    qint64 m_startMs = 0;
    qint64 m_nowMs = 0;
    qint64 m_nextId = 1;
    double m_owedMail = 0;
    bool m_hasFailed = false;
    bool m_otherHasChanged = false;

    static constexpr qint64 stepMs = 250;
};

/// The same id for the same name, in every run.
template <class Id> Id demoId(const QString &name);
QByteArray demoDigest(const QString &name);
template <class Id> Id demoId(const QString &name)
{
    return Id::fromRaw(demoDigest(name).left(16)).value_or(Id{});
}

} // namespace homeport
