// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// status: what each member says, what the others see of it, and one word about the cluster's health.
#include "console/demo/democontrol.h"
#include "console/demo/demoverbs.h"

#include "shared/model/jsonreader.h"
#include "shared/model/status.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

bool isDivergedFrom(const DemoWorld &world, const MemberName &one, const MemberName &other)
{
    const MemberName alone(u"back3.example.net"_s);
    return world.branch && (one == alone) != (other == alone);
}

QList<PeerView> peersOf(const DemoWorld &world, const MemberName &name)
{
    QList<PeerView> peers;
    for (const DemoMachine &other : world.machines) {
        if (other.name == name || !world.table.member(other.name))
            continue;
        PeerView peer;
        peer.name = other.name;
        const bool isSeen = world.sees(name, other.name);
        peer.state = isSeen ? ObservedState::Up : ObservedState::Down;
        if (isSeen && isDivergedFrom(world, name, other.name))
            peer.state = ObservedState::Diverged;
        const qint64 noticed = quint8(demoDigest(name.text + other.name.text).at(0)) * 12;
        peer.since = DemoWorld::timeAt(other.changedMs + (other.isUp ? 0 : world.scaledMs(2000 + noticed)));
        if (!isSeen)
            peer.lastError = u"connection refused"_s;
        peer.table = world.revision;
        peers.append(peer);
    }
    return peers;
}

QList<StorageView> storagesAt(const DemoWorld &world, const MemberName &name)
{
    QList<StorageView> views;
    for (const DemoDisk &disk : world.disks) {
        const bool isPrepared = disk.preparedAt == name;
        if (disk.servedBy != name && !isPrepared)
            continue;
        StorageView view;
        view.id = disk.storage;
        view.name = world.storageName(disk.storage);
        view.path = disk.path;
        view.served = disk.servedBy == name;
        view.epoch = disk.labelEpoch;
        view.problem = view.served ? QString() : u"attached; waits until this member becomes its owner"_s;
        view.freeBytes = disk.freeBytes;
        view.accounts = world.accountsOn(disk.storage);
        views.append(view);
    }
    return views;
}

void countSessions(const DemoWorld &world, MemberStatus &status)
{
    for (const SessionRow &row : world.sessions) {
        if (row.member != status.name && row.peer != status.name)
            continue;
        ++status.sessions;
        SessionCounts &counts = status.sessionsByService;
        (row.service == SessionService::Imap          ? counts.imap
                : row.service == SessionService::Pop3 ? counts.pop3
                : row.service == SessionService::Smtp ? counts.smtp
                                                      : counts.submission)++;
    }
}

MemberStatus statusOf(const DemoWorld &world, const DemoMachine &machine)
{
    MemberStatus status;
    status.name = machine.name;
    status.version = QStringLiteral(HOMEPORT_VERSION);
    status.started = DemoWorld::timeAt(machine.changedMs);
    const bool isAlone = world.branch && machine.name.text == u"back3.example.net";
    status.table = isAlone ? world.branch->revision : world.revision;
    status.peers = peersOf(world, machine.name);
    status.storages = storagesAt(world, machine.name);
    countSessions(world, status);
    const DemoQueue queue = world.queues.value(machine.name.text);
    for (const DemoMessage &message : queue) {
        status.queuedMessages += message.recipients.size();
        status.queuedBytes += message.bytes;
        if (!status.oldestQueued.isValid() || message.received < status.oldestQueued)
            status.oldestQueued = message.received;
    }
    status.certificateExpires = world.now().addDays(machine.certificateDays);
    status.directory = u"up"_s;
    status.messagesPerMinute = qRound64(machine.perMinute);
    return status;
}

struct Findings
{
    QStringList problems;
    bool isCritical = false;
    void add(const QString &text, bool critical)
    {
        problems.append(text);
        isCritical = isCritical || critical;
    }
};

struct Seen
{
    QJsonArray rows;
    QStringList down;
    QDateTime since;
};

Seen seenBy(const DemoWorld &world, const MemberName &name)
{
    Seen seen;
    for (const DemoMachine &witness : world.machines) {
        if (!witness.isUp || witness.name == name)
            continue;
        const QList<PeerView> peers = peersOf(world, witness.name);
        for (const PeerView &peer : peers) {
            if (peer.name != name)
                continue;
            seen.rows.append(QJsonObject{{u"member"_s, witness.name.text}, {u"state"_s, toText(peer.state)},
                {u"since"_s, timeToJson(peer.since)}, {u"lastError"_s, peer.lastError}});
            if (peer.state != ObservedState::Down)
                continue;
            seen.down.append(u"%1 sees it down: %2"_s.arg(witness.name.text, peer.lastError));
            if (!seen.since.isValid() || peer.since < seen.since)
                seen.since = peer.since;
        }
    }
    return seen;
}

QStringList faultsOf(const DemoWorld &world, const DemoMachine &machine)
{
    QStringList faults;
    if (world.branch && machine.name.text == u"back3.example.net")
        faults.append(u"it has another cluster table than this member"_s);
    const QList<Storage> owned = world.table.storagesOwnedBy(machine.name);
    for (const Storage &storage : owned) {
        if (storage.state == StorageState::Detached)
            faults.append(u"storage %1 is detached: nobody serves it"_s.arg(storage.name));
        else if (!world.isServed(storage.id))
            faults.append(u"storage %1 is not served"_s.arg(storage.name));
    }
    return faults;
}

QJsonObject notReached(const DemoMachine &machine, const QString &why)
{
    return {{u"name"_s, machine.name.text}, {u"reachable"_s, false}, {u"error"_s, why},
        {u"lastKnown"_s, machine.lastKnown},
        {u"lastSeen"_s, timeToJson(DemoWorld::timeAt(machine.changedMs))}};
}

QJsonObject shownMember(const DemoWorld &world, const Member &row, Findings &findings)
{
    const DemoMachine *const machine = world.machine(row.name);
    QJsonObject shown;
    if (!machine || row.publicKey.isEmpty()) {
        shown = {{u"name"_s, row.name.text}, {u"reachable"_s, false}, {u"error"_s, u"has not joined yet"_s},
            {u"observed"_s, u"missing"_s}, {u"observedSince"_s, QJsonValue()},
            {u"reasons"_s, QJsonArray{u"has a row, but has never joined"_s}}, {u"seenBy"_s, QJsonArray()}};
    } else {
        const Seen seen = seenBy(world, row.name);
        QStringList reasons = machine->isUp ? faultsOf(world, *machine) : QStringList();
        QString observed = reasons.isEmpty() && seen.down.isEmpty() ? u"up"_s : u"degraded"_s;
        QDateTime since = seen.since.isValid() ? seen.since : DemoWorld::timeAt(machine->changedMs);
        if (machine->isUp) {
            shown = toJson(statusOf(world, *machine));
            shown.insert(u"reachable"_s, true);
        } else {
            const QString why = u"connection refused"_s;
            shown = notReached(*machine, why);
            observed = seen.down.isEmpty() ? u"unknown"_s : u"down"_s;
            reasons.append(u"does not answer: "_s + why);
            if (row.state != AdministrativeState::Withdrawn)
                findings.add(u"%1 does not answer: %2"_s.arg(row.name.text, why), false);
        }
        shown.insert(u"observed"_s, observed);
        shown.insert(u"observedSince"_s, timeToJson(since));
        shown.insert(u"reasons"_s, QJsonArray::fromStringList(reasons + seen.down));
        shown.insert(u"seenBy"_s, seen.rows);
    }
    shown.insert(u"administrativeState"_s, toText(row.state));
    shown.insert(u"rights"_s, QJsonArray::fromStringList(toTexts(row.rights)));
    return shown;
}

QJsonArray shownStorages(const DemoWorld &world, Findings &findings)
{
    QJsonArray rows;
    for (const Storage &storage : world.table.storages) {
        QJsonObject row = toJson(storage);
        const bool isServed = world.isServed(storage.id);
        row.insert(u"served"_s, isServed);
        row.insert(u"standIn"_s, storage.owner != storage.home);
        rows.append(row);
        if (storage.state == StorageState::Detached)
            findings.add(u"storage %1 is detached: nobody serves it"_s.arg(storage.name), true);
        else if (!isServed)
            findings.add(
                u"storage %1 is not served by its owner %2"_s.arg(storage.name, storage.owner.text), true);
    }
    return rows;
}

Result<QJsonObject> status(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    Findings findings;
    QJsonArray members;
    for (const Member &row : std::as_const(world.table.members))
        members.append(shownMember(world, row, findings));
    const QJsonArray storages = shownStorages(world, findings);
    if (world.branch)
        findings.add(u"back3.example.net: it has another cluster table than this member"_s, false);
    const Job *const job = world.table.runningJob();
    const QString health = findings.isCritical ? u"critical"_s
        : findings.problems.isEmpty()          ? u"healthy"_s
                                               : u"degraded"_s;
    return QJsonObject{{u"health"_s, health}, {u"problems"_s, QJsonArray::fromStringList(findings.problems)},
        {u"advice"_s, QJsonArray()}, {u"members"_s, members}, {u"storages"_s, storages},
        {u"table"_s, toJson(world.revision)}, {u"job"_s, job ? QJsonValue(toJson(*job)) : QJsonValue()},
        {u"answeredBy"_s, DemoWorld::answeredBy().text}, {u"time"_s, timeToJson(world.now())},
        {u"isWholeCluster"_s, true}, {u"simulated"_s, true}};
}

Result<QJsonObject> fingerprint(DemoWorld &, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    return QJsonObject{
        {u"certificate"_s, QString::fromLatin1(demoDigest(u"certificate"_s).toHex(':').toUpper())},
        {u"authority"_s, QString::fromLatin1(demoDigest(u"authority"_s).toHex(':').toUpper())}};
}

} // namespace

QJsonObject statusOfMachine(const DemoWorld &world, const DemoMachine &machine)
{
    return toJson(statusOf(world, machine));
}

std::span<const DemoVerb> demoStatusVerbs()
{
    static constexpr auto table = std::to_array<DemoVerb>({
        {"status", AdministratorRole::Viewer, DemoEffect::Shows, status},
        {"fingerprint", AdministratorRole::Viewer, DemoEffect::Shows, fingerprint},
    });
    return table;
}

} // namespace homeport
