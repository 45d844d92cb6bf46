// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A keeper with an administrator API around a queue, a store and a router in memory.
#pragma once

#include "server/admin/adminservice.h"
#include "server/ports/router.h"
#include "tests/support/await.h"
#include "tests/support/fakecluster.h"
#include "tests/unit/server_admin/fakebulk.h"
#include "tests/unit/server_admin/fakesessions.h"

#include <QTemporaryDir>

namespace homeport {

class FakeQueue : public Queue
{
public:
    Result<std::shared_ptr<QueueReservation>> reserve(qint64) override
    {
        return fail(Error::temporary("full"));
    }
    Task<Result<qint64>> enqueue(QueuedMessage, std::shared_ptr<QueueReservation>) override
    {
        co_return qint64(0);
    }
    Task<Result<QList<QueueAttempt>>> claim(QByteArray, int, bool) override
    {
        co_return QList<QueueAttempt>{};
    }
    Task<Result<>> finishAttempts(QList<AttemptResult>) override { co_return Result<>{}; }
    Task<Result<std::shared_ptr<const MessageBody>>> body(qint64) override
    {
        co_return fail(Error::temporary("none"));
    }
    QList<DueLane> dueLanes() const override { return {}; }
    QList<Lane> lanes() const override { return laneList; }
    Sums sums() const override { return {}; }
    Task<Result<QList<QueueEntry>>> list(QString lane, qint64, int) override
    {
        done.append(QStringLiteral("list ") + lane);
        QueueEntry entry;
        entry.id = 7;
        co_return QList<QueueEntry>{entry};
    }
    Task<Result<QueueEntry>> show(qint64 id) override
    {
        if (id != 7)
            co_return fail(
                Error::refused("no such message", QStringLiteral("there is no message %1").arg(id)));
        QueueEntry entry;
        entry.id = id;
        co_return entry;
    }
    Task<Result<QueuePage>> search(QueueQuery, QueueSort, bool, std::optional<QueuePosition>, int) override
    {
        co_return QueuePage{};
    }
    /// Three recipients in each lane.
    Task<Result<QList<QueueTarget>>> choose(QueueQuery query, qint64 after, qint64 last, int) override
    {
        QList<QueueTarget> targets;
        for (qint64 row = after + 1; row <= last; ++row) // one recipient a message
            targets.append({row, row, DeliveryKey::random(), query.lanes.value(0), {}, {}});
        co_return targets;
    }
    Task<Result<qint64>> lastMessage() override { co_return qint64(3); }
    Task<Result<QList<QueueTarget>>> find(QList<QueueSelected> selected) override
    {
        QList<QueueTarget> targets;
        for (const QueueSelected &one : selected)
            targets.append({one.id, one.id, DeliveryKey::random(), QByteArray::number(one.id), {}, {}});
        co_return targets;
    }
    Task<Result<QList<QueueTarget>>> act(QueueAct act, QList<QueueTarget> targets, RequestId) override
    {
        static constexpr const char *words[] = {"retry", "hold", "release", "release all", "remove"};
        done.append(QLatin1String(words[size_t(act)]) + u' ' + QString::fromLatin1(targets.first().lane));
        co_return targets;
    }
    Task<Result<QList<QueueTarget>>> moveTo(QList<QueueMove>) override { co_return QList<QueueTarget>{}; }
    Task<Result<>> replace(
        QList<QueueTarget>, QueuedMessage, std::shared_ptr<QueueReservation>, RequestId) override
    {
        co_return Result<>{};
    }
    Task<Result<QueuedMessage>> message(qint64) override { co_return QueuedMessage{}; }
    Task<Result<QueuePart>> part(qint64, qint64 offset, qint64) override
    {
        const QByteArray text = "Subject: exported\r\n";
        co_return QueuePart{text.mid(offset), text.size()};
    }
    void onWork(std::function<void(QByteArray)>) override { }
    Task<Result<>> probe() override { co_return Result<>{}; }

    QList<Lane> laneList;
    QStringList done;
};

class FakeStore final : public StoreControl
{
public:
    QList<StorageView> storages() const override { return views; }
    Task<Result<FoundLabel>> inspect(QString path) override { return label(path); }
    Task<Result<FoundLabel>> attach(QString path, QString statement, bool) override
    {
        statements.append(statement);
        prepared.insert(found.id);
        return label(path);
    }
    Task<Result<StorageReport>> examine(QString path) override
    {
        StorageReport report;
        report.accounts = 3;
        report.problems = {path + QStringLiteral(": one problem")};
        report.problemCount = 1;
        co_return report;
    }
    bool isPrepared(const StorageId &storage) const override { return prepared.contains(storage); }
    Task<Result<>> letGo(StorageId storage) override
    {
        quiet.append(storage);
        co_return Result<>{};
    }
    Task<Result<FoundLabel>> create(QString path, QString name) override
    {
        found.id = StorageId::random();
        found.name = name;
        prepared.insert(found.id);
        return label(path);
    }
    Task<Result<>> serveAlone() override
    {
        alone = true;
        co_return Result<>{};
    }
    Task<Result<>> createAccount(AccountId, QByteArray address, StorageId) override
    {
        folders.append("+" + address);
        co_return Result<>{};
    }
    Task<Result<>> deleteAccount(AccountId, QByteArray address, StorageId) override
    {
        folders.append("-" + address);
        co_return Result<>{};
    }
    Task<Result<QList<FolderMade>>> createAccounts(QList<FolderWanted> accounts, StorageId) override
    {
        QList<FolderMade> made;
        for (const FolderWanted &account : accounts) {
            folders.append("+" + account.address);
            made.append({account.id, std::nullopt});
        }
        co_return made;
    }
    Task<Result<QList<bool>>> havingFolders(QList<QByteArray> addresses, StorageId) override
    {
        QList<bool> having;
        for (const QByteArray &address : addresses)
            having.append(leftFolders.contains(address));
        co_return having;
    }
    Task<Result<FolderPage>> inventory(StorageId, QByteArray, int) override { co_return FolderPage(held); }
    Task<Result<FoundLabel>> label(QString path)
    {
        if (path == u"/empty")
            co_return fail(Error::refused("no label", QStringLiteral("there is no label below /empty")));
        FoundLabel out = found;
        out.path = path;
        co_return out;
    }
    QList<StorageView> views;
    FoundLabel found;
    QSet<StorageId> prepared;
    QList<StorageId> quiet;
    QStringList statements;
    QList<QByteArray> folders;
    FolderPage held;
    QSet<QByteArray> leftFolders; ///< of accounts without record
    bool alone = false;
};

class FakeRouter final : public Router
{
public:
    Task<Route> route(Address, Freshness, Deadline) override { co_return NoSuchAccountRoute{}; }
    Task<Resolution> resolve(Address, Freshness, Deadline) override { co_return Resolution{}; }
    Task<RouteExplanation> explain(Address address, Deadline) override
    {
        RouteExplanation explanation;
        explanation.steps.append({QStringLiteral("record"),
            QString::fromUtf8(address.text()) + QStringLiteral(" is nobody"), std::nullopt});
        co_return explanation;
    }
};

class FakeJobs final : public OwnershipJobs
{
public:
    Answer reassign(ReassignOrder order, JobCall call) override
    {
        done.append(QStringLiteral("%1 %2 %3 %4")
                        .arg(order.from.text, order.to.text, call.author)
                        .arg(order.without.size()));
        orders.append(order);
        co_await go.wait(Deadline(isSlow ? 10s : 0s));
        co_return QJsonObject{{QStringLiteral("done"), true}};
    }
    Answer restore(MemberName home, JobCall) override
    {
        done.append(home.text);
        co_return QJsonObject{{QStringLiteral("done"), true}};
    }
    Answer pause(std::optional<JobId> job, JobCall) override { return steer(QStringLiteral("pause"), job); }
    Answer resume(std::optional<JobId> job, JobCall) override { return steer(QStringLiteral("resume"), job); }
    Answer cancel(std::optional<JobId> job, JobCall) override { return steer(QStringLiteral("cancel"), job); }
    Answer undo(std::optional<JobId> job, JobCall) override { return steer(QStringLiteral("undo"), job); }
    QJsonObject progress() const override { return now; }
    Answer steer(QString what, std::optional<JobId> job)
    {
        done.append(what + (job ? u' ' + job->text() : QString()));
        co_return QJsonObject{{QStringLiteral("done"), true}};
    }
    QStringList done;
    QList<ReassignOrder> orders;
    QJsonObject now;
    bool isSlow = false;
    Signal go;
};

/// back1 is the keeper; back2 is another backend, front1 a frontend.
struct AdminRig
{
    AdminRig()
    {
        cluster.inForce.members = {
            fakeMember(back1, true, true), fakeMember(back2, true), fakeMember(front1, false)};
        cluster.inForce.members.first().adminAddresses = {QStringLiteral("127.0.0.1:7701")};
        cluster.inForce.storages = {
            row(QStringLiteral("s1"), back1, one), row(QStringLiteral("s2"), back2, two)};
        cluster.inForce.number = 1;
        cluster.up = {back2, front1};
        members.answer = [this](const MemberName &member, const QString &what,
                             const QJsonObject &arguments) -> Result<QJsonObject> {
            if (!cluster.isUp(member))
                return fail(Error::temporary("unreachable", QStringLiteral("connection refused")));
            return remote ? remote(member, what, arguments) : QJsonObject{};
        };
        start();
    }
    void start()
    {
        service.reset();
        KeeperPorts keeper{
            cluster, directory, jobs, [](const MemberName &name, const Rights &) -> Result<QString> {
                return QStringLiteral("HP1.") + name.text;
            }};
        keeper.inviteReplacement = [](const MemberName &name) -> Result<QString> {
            return QStringLiteral("HP1.standby.") + name.text;
        };
        keeper.loader = [this] { return std::make_unique<FakeLoader>(directory, refused); };
        keeper.rewriter = [this] { return std::make_unique<FakeRecords>(directory, damaged); };
        AdminPorts ports{cluster, members, local, clock, pool,
            [](int) {
                return QList<HistoryEntry>{{{5, "ab"}, {}, QStringLiteral("admin"), QStringLiteral("why")}};
            },
            keeper, &connectionTest};
        service = std::make_unique<AdminService>(ports, auditPath());
        const Result<> opened = service->open();
        if (!opened)
            qFatal("%s", qPrintable(opened.error().forLog));
    }
    static Storage row(const QString &name, const QString &home, const StorageId &id)
    {
        Storage storage;
        storage.id = id;
        storage.name = name;
        storage.home = storage.owner = MemberName(home);
        storage.isDefault = true;
        return storage;
    }
    QString auditPath() const { return folder.filePath(QStringLiteral("audit.log")); }
    QByteArray audit() const
    {
        QFile file(auditPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static Caller caller(AdministratorRole role = AdministratorRole::Administrator)
    {
        return {QStringLiteral("ann"), role, QStringLiteral("192.0.2.1"), false};
    }
    LocalPorts localPorts()
    {
        LocalPorts ports{cluster, queue, store, router, [this] {
                             MemberStatus status = ownStatus;
                             status.name = cluster.self();
                             status.table = cluster.revision();
                             return status;
                         }};
        ownStatus.directory = QStringLiteral("up");
        ports.sessions = &sessions;
        ports.auditPath = auditPath();
        ports.auditPool = &pool;
        return ports;
    }
    AdminAnswer call(const QString &what, const QJsonObject &arguments = {},
        RequestId request = RequestId::random(), const Caller &who = caller())
    {
        return resultOf(service->call(who, what, arguments, request));
    }
    /// "400 bad-request text", "200".
    QString said(const QString &what, const QJsonObject &arguments = {})
    {
        const AdminAnswer answer = call(what, arguments);
        QString out = QString::number(answer.status);
        if (answer.status != 200)
            out += u' ' + answer.body[QStringLiteral("status")].toString() + u' '
                + answer.body[QStringLiteral("error")].toString();
        return out;
    }

    const QString back1 = QStringLiteral("back1.example.net");
    const QString back2 = QStringLiteral("back2.example.net");
    const QString front1 = QStringLiteral("front1.example.net");
    const StorageId one = StorageId::random();
    const StorageId two = StorageId::random();
    QTemporaryDir folder;
    FakeCluster cluster;
    FakeDirectory directory;
    QSet<QByteArray> refused; ///< addresses that the loader does not add
    QList<QByteArray> damaged; ///< records that cannot be read
    FakeMembers members;
    std::function<Result<QJsonObject>(const MemberName &, const QString &, const QJsonObject &)> remote;
    FakeQueue queue;
    FakeStore store;
    FakeRouter router;
    FakeJobs jobs;
    SystemClock clock;
    BlockingPool pool{2};
    MemberStatus ownStatus;
    FakeSessions sessions;
    FakeConnectionTest connectionTest;
    LocalOperations local{localPorts()};
    std::unique_ptr<AdminService> service;
};

} // namespace homeport
