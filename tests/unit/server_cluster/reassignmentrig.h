// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Four members and a directory in memory, for tests of jobs.
#pragma once

#include "server/cluster/reassignment.h"
#include "shared/model/jsonreader.h"
#include "tests/support/await.h"
#include "tests/support/fakecluster.h"
#include "tests/support/fakerewriter.h"

namespace homeport {

using namespace Qt::StringLiterals;

inline const QString back1 = u"back1.example.net"_s; // keeper, runs the jobs
inline const QString back2 = u"back2.example.net"_s; // gets lost
inline const QString back3 = u"back3.example.net"_s;
inline const QString front1 = u"front1.example.net"_s;

/// Four members; the jobs run on back1. What members answer follows the fields.
struct House
{
    House()
    {
        cluster.inForce.members = {fakeMember(back1, true, true), fakeMember(back2, true),
            fakeMember(back3, true), fakeMember(front1, false)};
        cluster.inForce.storages = {row(u"s1"_s, back1, one), row(u"s2"_s, back2, two)};
        cluster.up = {back3, front1};
        members.answer = [this](const MemberName &member, const QString &what, const QJsonObject &) {
            return answer(member.text, what);
        };
        timing.servePatience = 50ms;
        timing.servePoll = 1ms;
        timing.rewrite.pause = 1ms;
        timing.rewrite.batch = 2;
        timing.dryRunPatience = 5s;
        for (const char *name : {"ann", "bob", "cyd", "dan", "eve"})
            directory.add(name, back2, two);
        directory.add("old", back2, std::nullopt); // no storage in the record: the default one
        directory.add("else", back1, one);
    }
    static Storage row(const QString &name, const QString &home, const StorageId &id)
    {
        Storage storage;
        storage.id = id;
        storage.name = name;
        storage.home = storage.owner = MemberName(home);
        storage.epoch = 3;
        storage.isDefault = true;
        return storage;
    }
    Result<QJsonObject> answer(const QString &member, const QString &what)
    {
        if (member != cluster.me.text && !cluster.up.contains(member))
            return fail(Error::temporary("unreachable"));
        if (what == u"storage.list") {
            return QJsonObject{
                {u"storages"_s, QJsonArray()}, {u"prepared"_s, idsToJson(prepared.value(member))}};
        }
        if (what == u"status") {
            MemberStatus status;
            status.name = MemberName(member);
            PeerView peer;
            peer.name = MemberName(seesDown);
            peer.state = seesBack2.contains(member) || cluster.up.contains(seesDown) ? ObservedState::Up
                                                                                     : ObservedState::Down;
            peer.clockDifferenceMs = clockDifferenceMs;
            status.peers = {peer};
            if (!divergedFrom.isEmpty() && member == cluster.me.text) {
                PeerView diverged;
                diverged.name = MemberName(divergedFrom);
                diverged.state = ObservedState::Diverged;
                status.peers.append(diverged);
            }
            return toJson(status);
        }
        if (what == u"storage.detach")
            return QJsonObject{};
        return fail(Error::refused("what?"));
    }
    Reassignment &jobs()
    {
        if (!engine) {
            ReassignmentPorts ports{cluster, members, cluster, clock,
                [this](QString what, QJsonObject) { return asTask(answer(cluster.me.text, what)); },
                [this] { return std::make_unique<FakeRewriter>(directory); }};
            engine = std::make_unique<Reassignment>(ports, timing);
        }
        return *engine;
    }
    static Task<Result<QJsonObject>> asTask(Result<QJsonObject> value) { co_return value; }
    static JobCall call(bool isBackground = false) { return {u"admin"_s, RequestId::random(), isBackground}; }
    Result<QJsonObject> reassign(const QString &from, const QString &to, ReassignOrder order = {})
    {
        order.from = MemberName(from);
        order.to = MemberName(to);
        return resultOf(jobs().reassign(order, call()));
    }
    Result<QJsonObject> restore(const QString &home)
    {
        return resultOf(jobs().restore(MemberName(home), call()));
    }
    Result<QJsonObject> undo() { return resultOf(jobs().undo(std::nullopt, call())); }
    Result<QJsonObject> resume() { return resultOf(jobs().resume(std::nullopt, call())); }
    /// Runs the jobs from now on; the one before is gone.
    void becomes(const QString &keeper)
    {
        engine.reset();
        cluster.up.insert(cluster.me.text);
        cluster.me = MemberName(keeper);
        cluster.up.remove(keeper);
    }
    const Job &job() const { return cluster.inForce.jobs.last(); }
    const Storage &storage(const StorageId &id) const { return *cluster.inForce.storage(id); }
    void restart() { engine.reset(); }

    const StorageId one = StorageId::random();
    const StorageId two = StorageId::random();
    FakeCluster cluster;
    FakeRecords directory;
    FakeMembers members;
    SystemClock clock;
    ReassignmentTiming timing;
    QHash<QString, QList<StorageId>> prepared{{back1, {two}}};
    QSet<QString> seesBack2;
    QString seesDown = back2;
    qint64 clockDifferenceMs = 0;
    QString divergedFrom;
    std::vector<std::unique_ptr<Reassignment>> dead; ///< whose coroutines were left waiting
    std::unique_ptr<Reassignment> engine;
};

/// The names of the checks that block.
inline QStringList blocks(const QJsonObject &dry)
{
    QStringList names;
    const QJsonArray checks = dry[u"checks"_s].toArray();
    for (const QJsonValue &check : checks) {
        if (check[u"result"_s].toString() == u"block" && !check[u"remedy"_s].toString().isEmpty())
            names.append(check[u"name"_s].toString());
    }
    return names;
}

inline QString errorOf(const Result<QJsonObject> &result)
{
    return result ? u"no error"_s : result.error().forLog;
}

} // namespace homeport
