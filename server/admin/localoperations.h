// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What administrators may ask and do about this one member: asked by keepers over the link (protocol.md 1.9)
// and by the admin API for the member itself.
#pragma once

#include "server/admin/arguments.h"
#include "server/admin/runningtasks.h"
#include "server/ports/cluster.h"
#include "server/ports/queue.h"
#include "server/ports/storecontrol.h"

#include <span>

namespace homeport {

class DirectoryServers;
class MoveQuestions;
class QueueAdopter;
class Router;
class SenderNotices;
struct QueueDeletion;
struct QueueScope;
class Sessions;

struct LocalPorts
{
    const ClusterView &cluster;
    Queue &queue;
    StoreControl &store;
    Router &router; ///< of the main thread
    std::function<MemberStatus()> status;
    std::function<QJsonObject()> jobProgress = {}; ///< of the job that runs here; empty: none
    DirectoryServers *directoryServers = nullptr; ///< null: none to ask about
    MoveQuestions *moves = nullptr; ///< null: no accounts that move
    QueueAdopter *queueAdopter = nullptr; ///< null: takes over nobody's queue
    SenderNotices *notices = nullptr; ///< null: nobody can be told of a deletion
    Sessions *sessions = nullptr; ///< null: serves no clients
    QString auditPath = {}; ///< empty: keeps no audit
    BlockingPool *auditPool = nullptr; ///< reads the audit, and nothing else
};

/// Main thread. The ports outlive it. What it answers, by question:
///
///     status               MemberStatus
///     job.progress         {} or OwnershipJobs::progress()
///     storage.list         {"storages": [StorageView + "prepared", "row"], "prepared": [ids]}
///     storage.inspect      {"path"} -> label        storage.check {"path"} -> label, "verdict"
///     storage.attach       {"path", "statement"?, "onlyCopy"?} -> label
///     storage.detach       {"storage": id} -> {}: quiet on return; its row says so already
///     storage.create       {"path", "name"} -> label
///     storage.serveAlone   {} -> {}
///     account.create       {"id", "address", "storage"} -> {}; account.delete likewise
///     account.createMany   {"storage", "accounts": [{"id", "address"}]} ->
///                          {"folders": [{"id"} or {"error", "temporary"}]}
///     account.present      {"storage", "addresses"} -> {"present": [bool]}: is there a folder?
///     account.inventory    {"storage", "after"?, "limit"?} ->
///                          {"folders": [{"address", "id"?, "problem"?, "ageSeconds"}], "next"}
///     account.move.…       see MoveDesk
///     account.usage        {"storage"?} -> {"storages": [{"id", "accounts", "freeBytes"}]}
///     queue.lanes          {} -> {"lanes": [Lane]}
///     queue.list           {"lane"?, "after"?, "limit"?} -> {"entries": [QueueEntry]}
///     queue.search         {"filter"?, "sort"?, "descending"?, "limit"?, "after"?: {"value", "id", "key"}}
///                          -> {"rows": [QueueRow], "values": [what is sorted by, base64], "total", "more"}
///     queue.show           {"id", "headers"?: true} -> QueueEntry, its headers when they are asked for
///     queue.export         {"id", "offset"?} -> {"data", "bytes", "next", "fileName"}
///     queue.retry|reroute|hold|release|delete {"lane"}, {"id"}, {"selection": [{"id", "key"?}]} or
///                          {"filter"}; delete: "notify"?, "request"?; release: "quarantined"? ->
///                          {"recipients", "failed": [{"member", "id", "key"?, "error"}]}; reroute: "moved",
///                          "unknown": destinations that could not be looked up
///     queue.adopt          {"path"} -> {"member", "from", "messages", "recipients", "bytes", "earlier",
///     "damaged"}
///     session.list         {"service"?, "text"?, "limit"?, "after"?} -> {"sessions": [SessionRow], "total"}
///     session.end          {"ids"}, {"account"} or {"all": true} ->
///                          {"sessions", "carried": [{"member", "ids"}]}
///     audit.list           AuditFilter + {"limit"?, "before"?} -> {"records": [AuditRecord + "place"],
///                          "began", "next", "reached"}: see AuditPage
///     task.list            {} -> {"tasks": [TaskRow]}
///     route                {"address"} -> {"member", "steps": [{"step", "text", "from"?, …}], "mail",
///     "login"}
///     directory.look       {"servers": [uri], "member"?} -> {"servers": [DirectoryServers::look], "here":
///                          DirectoryServers::here, "up"?: is that member up, seen from here}
///     directory.prepareCopy {"number", "password"} -> {"uri"}
///     directory.stepDown   {} -> {"context"}; directory.resume {} -> {}
///
/// A lane is "storage:<id>", "domain:<name>" or "host:<member>": every storage that it owns now.
class LocalOperations
{
public:
    explicit LocalOperations(LocalPorts ports)
        : m_ports(std::move(ports))
    {
    }
    /// Errors carry the words of adminerror.h.
    Task<Result<QJsonObject>> ask(QString what, QJsonObject arguments);
    DirectoryServers *directoryServers() const { return m_ports.directoryServers; }
    /// What the admin API is doing here now.
    RunningTasks &tasks() { return m_tasks; }

private:
    using Answer = Task<Result<QJsonObject>>;
    struct Row
    {
        const char *name;
        Answer (LocalOperations::*handler)(Arguments arguments);
    };
    static std::span<const Row> rows();

    Answer status(Arguments arguments);
    Answer jobProgress(Arguments arguments);
    Answer storageList(Arguments arguments);
    Answer storageInspect(Arguments arguments);
    Answer storageCheck(Arguments arguments);
    Answer storageAttach(Arguments arguments);
    Answer storageDetach(Arguments arguments);
    Answer storageCreate(Arguments arguments);
    Answer storageServeAlone(Arguments arguments);
    Answer accountCreate(Arguments arguments);
    Answer accountDelete(Arguments arguments);
    Answer accountCreateMany(Arguments arguments);
    Answer accountPresent(Arguments arguments);
    Answer accountInventory(Arguments arguments);
    Answer accountUsage(Arguments arguments);
    Answer queueLanes(Arguments arguments);
    Answer queueList(Arguments arguments);
    Answer queueShow(Arguments arguments);
    Answer queueSearch(Arguments arguments);
    Answer queueExport(Arguments arguments);
    Answer queueRetry(Arguments arguments);
    Answer queueReroute(Arguments arguments);
    Answer queueHold(Arguments arguments);
    Answer queueRelease(Arguments arguments);
    Answer queueDelete(Arguments arguments);
    Answer queueAdopt(Arguments arguments);
    Answer sessionList(Arguments arguments);
    Answer sessionEnd(Arguments arguments);
    Answer auditList(Arguments arguments);
    Answer taskList(Arguments arguments);
    Answer route(Arguments arguments);
    Answer directoryLook(Arguments arguments);
    Answer directoryPrepareCopy(Arguments arguments);
    Answer directoryStepDown(Arguments arguments);
    Answer directoryResume(Arguments arguments);

    // localqueueacts.cpp
    Answer actOnQueue(QueueScope scope, QueueAct act, RequestId request);
    Answer deleteNotifying(QueueScope scope, RequestId request);
    Task<QueueDeletion> deleteOneNotifying(QList<QueueTarget> targets, RequestId request);
    Result<QueueScope> readScope(Arguments &arguments) const;
    Result<QueueQuery> queryOf(const QueueFilter &filter) const;
    Result<QStringList> lanesNamed(const QString &lane) const;
    QString hostOf(const QString &lane) const;

    const LocalPorts m_ports;
    RunningTasks m_tasks;
};

} // namespace homeport
