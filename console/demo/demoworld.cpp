// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Machines, disks, the table and its history, names.
#include "console/demo/demoworld.h"

#include "console/demo/demoarguments.h"
#include "console/demo/democontrol.h"
#include "console/demo/demopopulation.h"
#include "shared/model/jsonreader.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qsizetype mostRevisions = 200;
constexpr qint64 longestCatchUpMs = 10 * 60 * 1000;

} // namespace

QByteArray demoDigest(const QString &name)
{
    return QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256);
}

DemoWorld::DemoWorld(const DemoOptions &given)
    : options(given)
    , m_random(given.seed)
    , m_clock(given.clock ? given.clock.get() : &m_systemClock)
    , m_startMs(m_clock->wallMs())
    , m_nowMs(m_startMs)
{
    DemoPopulation(*this).fill();
    m_mailboxes = accounts.keys();
    if (options.hasFailedFor > 0ms)
        DemoPopulation(*this).failInThePast();
}

std::chrono::milliseconds DemoWorld::scaled(std::chrono::milliseconds time) const
{
    return std::chrono::milliseconds(scaledMs(time.count()));
}

void DemoWorld::advance()
{
    const qint64 wall = m_clock->wallMs();
    const qint64 step = std::max<qint64>(1, scaledMs(stepMs));
    if (wall - m_nowMs > scaledMs(longestCatchUpMs)) // the machine slept: nobody has waited
        m_nowMs = wall - scaledMs(longestCatchUpMs);
    while (m_nowMs + step <= wall) {
        m_nowMs += step;
        this->step();
    }
}

DemoMachine *DemoWorld::machine(const MemberName &name)
{
    const auto found = std::find_if(
        machines.begin(), machines.end(), [&](const DemoMachine &one) { return one.name == name; });
    return found == machines.end() ? nullptr : &*found;
}

const DemoMachine *DemoWorld::machine(const MemberName &name) const
{
    return const_cast<DemoWorld *>(this)->machine(name);
}

bool DemoWorld::isUp(const MemberName &name) const
{
    const DemoMachine *const found = machine(name);
    return found && found->isUp;
}

bool DemoWorld::sees(const MemberName &who, const MemberName &whom) const
{
    const DemoMachine *const seen = machine(whom);
    if (!seen || seen->isUp)
        return seen != nullptr;
    // the link is dead after some seconds of silence, for each of them at another moment
    const qint64 noticeMs = 2000 + quint8(demoDigest(who.text + whom.text).at(0)) * 12;
    return nowMs() - seen->changedMs < scaledMs(noticeMs);
}

DemoDisk *DemoWorld::disk(const StorageId &id)
{
    const auto found =
        std::find_if(disks.begin(), disks.end(), [&](const DemoDisk &one) { return one.storage == id; });
    return found == disks.end() ? nullptr : &*found;
}

const DemoDisk *DemoWorld::disk(const StorageId &id) const { return const_cast<DemoWorld *>(this)->disk(id); }

DemoDisk *DemoWorld::diskAt(const QString &path)
{
    const auto found =
        std::find_if(disks.begin(), disks.end(), [&](const DemoDisk &one) { return one.path == path; });
    return found == disks.end() ? nullptr : &*found;
}

bool DemoWorld::isServed(const StorageId &id) const
{
    const Storage *const row = table.storage(id);
    const DemoDisk *const found = disk(id);
    return row && found && row->state == StorageState::Served && !found->servedBy.isEmpty()
        && found->servedBy == row->owner && isUp(row->owner);
}

QString DemoWorld::storageName(const StorageId &id) const
{
    const Storage *const row = table.storage(id);
    return row ? row->name : id.text();
}

qint64 DemoWorld::accountsOn(const StorageId &id) const
{
    return std::count_if(accounts.cbegin(), accounts.cend(),
        [&](const DemoAccount &account) { return account.storage == id; });
}

void DemoWorld::lose(const MemberName &name)
{
    DemoMachine *const lost = machine(name);
    if (!lost || !lost->isUp)
        return;
    lost->lastKnown = statusOfMachine(*this, *lost);
    lost->isUp = false;
    lost->changedMs = m_nowMs;
    for (DemoDisk &one : disks) {
        if (one.servedBy == name)
            one.servedBy = {};
        if (one.preparedAt == name)
            one.preparedAt = {};
    }
    forgetSessionsOf([&](const SessionRow &row) { return row.member == name || row.peer == name; });
}

void DemoWorld::switchOn(const MemberName &name)
{
    DemoMachine *const back = machine(name);
    if (!back || back->isUp)
        return;
    back->isUp = true;
    back->changedMs = m_nowMs;
    back->backMs = -1;
    for (DemoDisk &one : disks) { // what is still its own, on its own disk
        const Storage *const row = table.storage(one.storage);
        if (row && row->owner == name && row->state == StorageState::Served && one.labelOwner == name)
            one.servedBy = name;
    }
}

Result<QJsonObject> DemoWorld::change(
    const std::function<Result<>(ClusterTable &)> &change, const DemoCaller &caller, const QString &comment)
{
    ClusterTable changed = table;
    if (const Result<> done = change(changed); !done)
        return fail(done.error());
    changed.number = table.number + 1;
    changed.parents = {revision.hash};
    changed.author = caller.author();
    changed.time = now();
    changed.comment = comment;
    table = changed;
    revision = {
        table.number, QCryptographicHash::hash(encodeTable(table), QCryptographicHash::Sha256).toHex()};
    history.append({revision, table});
    if (history.size() > mostRevisions)
        history.removeFirst();
    return QJsonObject{{u"table"_s, toJson(revision)}};
}

Result<MemberName> DemoWorld::member(const QString &key, const QString &text) const
{
    QList<MemberName> matching;
    QStringList names;
    for (const Member &member : table.members) {
        names.append(member.name.text);
        if (member.name.text == text.toLower())
            return member.name;
        if (member.name.text.section(u'.', 0, 0) == text.toLower())
            matching.append(member.name);
    }
    if (matching.size() == 1)
        return matching.first();
    return fail(demoError("no-such-member",
        u"%1: there is no member %2: expected one of %3"_s.arg(key, text, names.join(u", "_s))));
}

Result<MemberName> DemoWorld::memberOrSelf(const QString &key, const QString &text) const
{
    return text.isEmpty() ? Result<MemberName>(answeredBy()) : member(key, text);
}

Result<Storage> DemoWorld::storageNamed(const QString &key, const QString &text) const
{
    QStringList names;
    for (const Storage &storage : table.storages) {
        names.append(storage.name);
        if (storage.name == text || storage.id.text() == text)
            return storage;
    }
    return fail(demoError("not-found",
        u"%1: there is no storage %2: expected one of %3"_s.arg(key, text, names.join(u", "_s))));
}

void DemoWorld::audit(const DemoCaller &caller, const QString &what, const QJsonObject &arguments,
    const RequestId &request, const Result<QJsonObject> &result, qint64 durationMs)
{
    AuditRecord record;
    record.member = answeredBy();
    record.time = now();
    record.who = caller.name;
    record.from = caller.from;
    record.what = what;
    record.arguments = arguments;
    record.request = request;
    record.durationMs = durationMs;
    if (result) {
        record.proof = result->value(u"proof"_s).toString();
    } else {
        const QByteArray &word = result.error().status;
        record.error = result.error().forLog;
        record.status = word == "bad-request" ? 400
            : word == "conflict"              ? 409
            : word == "unavailable"           ? 503
            : word == "forbidden"             ? 403
                                              : 404;
    }
    records.append(record);
}

} // namespace homeport
