// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What administrators may ask and do about this one member: asked by keepers over the link (protocol.md 1.9)
// and by the admin API for the member itself.
#pragma once

#include "server/admin/arguments.h"
#include "server/ports/cluster.h"
#include "server/ports/queue.h"
#include "server/ports/storecontrol.h"

#include <span>

namespace homeport {

class DirectoryServers;
class MoveQuestions;
class QueueAdopter;
class Router;

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
///     queue.show           {"id"} -> QueueEntry
///     queue.retry|hold|release {"lane"} or {"id"}, queue.delete {"id"} -> {"recipients"}
///     queue.adopt          {"path"} -> {"member", "from", "messages", "recipients", "bytes", "earlier",
///     "damaged"}
///     route                {"address"} -> {"member", "steps": [{"step", "text", "from"?, …}], "mail",
///     "login"}
///     directory.look       {"servers": [uri], "member"?} -> {"servers": [DirectoryServers::look], "here":
///                          DirectoryServers::here, "up"?: is that member up, seen from here}
///     directory.prepareCopy {"number", "password"} -> {"uri"}
///     directory.stepDown   {} -> {"context"}; directory.resume {} -> {}
///
/// A lane is "storage:<id>", "domain:<name>" or "host:<member>": every storage of that owner or home.
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
    Answer queueRetry(Arguments arguments);
    Answer queueHold(Arguments arguments);
    Answer queueRelease(Arguments arguments);
    Answer queueDelete(Arguments arguments);
    Answer queueAdopt(Arguments arguments);
    Answer route(Arguments arguments);
    Answer directoryLook(Arguments arguments);
    Answer directoryPrepareCopy(Arguments arguments);
    Answer directoryStepDown(Arguments arguments);
    Answer directoryResume(Arguments arguments);

    Answer setHeld(Arguments arguments, bool isHeld);
    Result<QStringList> lanesNamed(const QString &lane) const;

    const LocalPorts m_ports;
};

} // namespace homeport
