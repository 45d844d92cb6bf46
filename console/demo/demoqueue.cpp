// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// queue.lanes|list|show|search|export: what waits where.
#include "console/demo/demoqueue.h"

#include "console/demo/democontrol.h"
#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qint64 highestId = qint64(1) << 53;
constexpr int mostTries = 20;

size_t ageClass(qint64 minutes)
{
    size_t place = 0;
    for (qint64 limit = 5; place < 7 && minutes >= limit; limit *= 2)
        ++place;
    return place;
}

/// What a lane is like, apart from its counts.
Lane emptyLane(const DemoWorld &world, const QString &name, const QString &member)
{
    Lane lane;
    lane.name = name;
    lane.member = member;
    lane.state = u"waiting"_s;
    if (!name.startsWith(u"storage:")) {
        lane.label = name.mid(7);
        return lane;
    }
    const auto id = StorageId::fromHex(name.mid(8).toLatin1()).value_or(StorageId());
    const Storage *const row = world.table.storage(id);
    lane.label = world.storageName(id);
    lane.host = row ? row->owner.text : QString();
    lane.state = world.isServed(id) ? u"delivering"_s : u"parked"_s;
    if (world.isServed(id))
        return lane;
    lane.lastError = row && row->state == StorageState::Detached
        ? u"storage %1 is detached: nobody serves it"_s.arg(lane.label)
        : u"%1 does not answer: connection refused"_s.arg(lane.host);
    return lane;
}

void addTo(Lane &lane, const DemoMessage &message, const QueueRecipient &recipient, const QDateTime &now)
{
    ++lane.messages;
    lane.bytes += message.bytes;
    lane.held += recipient.state == EntryState::Held;
    lane.quarantined += recipient.state == EntryState::Quarantined;
    ++lane.ages[ageClass(message.received.secsTo(now) / 60)];
    if (!lane.oldest.isValid() || message.received < lane.oldest) {
        lane.oldest = message.received;
        if (lane.name.startsWith(u"domain:"))
            lane.lastError = recipient.lastError;
    }
    const bool isSooner = !lane.nextTry.isValid() || recipient.nextTry < lane.nextTry;
    if (recipient.nextTry.isValid() && isSooner && recipient.state == EntryState::Waiting)
        lane.nextTry = recipient.nextTry;
}

Result<QJsonObject> queueLanes(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QList<Lane> lanes;
    for (auto queue = world.queues.cbegin(); queue != world.queues.cend(); ++queue) {
        if (!world.isUp(MemberName(queue.key())))
            continue;
        QMap<QString, Lane> byName;
        for (const DemoMessage &message : *queue) {
            for (const QueueRecipient &recipient : message.recipients) {
                if (!byName.contains(recipient.lane))
                    byName.insert(recipient.lane, emptyLane(world, recipient.lane, queue.key()));
                addTo(byName[recipient.lane], message, recipient, world.now());
            }
        }
        for (Lane lane : std::as_const(byName)) {
            if (lane.held == lane.messages)
                lane.state = u"held"_s;
            lanes.append(lane);
        }
    }
    return QJsonObject{{u"lanes"_s, listToJson(lanes)}, {u"unreachable"_s, unreachableQueues(world)}};
}

QueueEntry entryOf(const DemoMessage &message, const QString &member)
{
    QueueEntry entry;
    entry.id = message.id;
    entry.member = member;
    entry.from = message.from;
    entry.received = message.received;
    entry.bytes = message.bytes;
    entry.session = u"%1-%2"_s.arg(member.section(u'.', 0, 0)).arg(message.id, 6, 36, QLatin1Char('0'));
    entry.recipients = message.recipients;
    return entry;
}

Result<QJsonObject> queueList(DemoWorld &world, DemoCall &call)
{
    const QString lane = call.arguments.optionalText(u"lane"_s);
    const QString member = call.arguments.optionalText(u"member"_s);
    const qint64 after = call.arguments.count(u"after"_s, 0, highestId, 0);
    const qint64 limit = call.arguments.count(u"limit"_s, 1, 1000, 100);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<QStringList> lanes = lane.isEmpty() ? Result<QStringList>() : lanesNamed(world, lane);
    if (!lanes)
        return fail(lanes.error());
    QMap<qint64, QueueEntry> entries;
    const QList<DemoPlace> places = placesMatching(world, {}, *lanes, member);
    for (const DemoPlace &place : places) {
        if (place.message->id > after)
            entries.insert(place.message->id, entryOf(*place.message, place.member));
    }
    return QJsonObject{{u"entries"_s, listToJson(entries.values().mid(0, limit))},
        {u"unreachable"_s, unreachableQueues(world)}};
}

struct Found
{
    QString member;
    DemoMessage *message = nullptr;
};

Result<Found> messageOf(DemoWorld &world, const QString &member, qint64 id)
{
    for (auto queue = world.queues.begin(); queue != world.queues.end(); ++queue) {
        const bool isWanted =
            member.isEmpty() || queue.key() == member || queue.key().section(u'.', 0, 0) == member;
        if (isWanted && queue->contains(id))
            return Found{queue.key(), &(*queue)[id]};
    }
    return fail(demoError("not-found", u"id: there is no message %1 in the queue (any more)"_s.arg(id)));
}

QString headersOf(const DemoMessage &message, const QString &member, const QString &recipient)
{
    const QString date = message.received.toString(Qt::RFC2822Date);
    const QString from = message.from.isEmpty() ? u"MAILER-DAEMON@paper.example"_s : message.from;
    const QString domain = from.section(u'@', 1);
    return u"Received: from mx.%1 (mx.%1 [198.51.100.25])\r\n\tby %2 (Homeport) with ESMTPS id %3\r\n"
           "\tfor <%4>; %5\r\nDate: %5\r\nFrom: <%6>\r\nTo: <%4>\r\nSubject: %7\r\n"
           "Message-ID: <%3.%8@%1>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"_s
               .arg(domain, member, QString::number(message.id, 36), recipient, date, from, message.subject)
               .arg(message.received.toSecsSinceEpoch());
}

QList<QueueTry> historyOf(const DemoMessage &message, const QueueRecipient &recipient, const QDateTime &now)
{
    QList<QueueTry> tries;
    QDateTime time = message.received;
    const bool isOurs = recipient.lane.startsWith(u"storage:");
    for (int i = 0; i < std::min(recipient.attempts, mostTries) && time <= now; ++i) {
        tries.append({time, TryResult::Later, recipient.lastError,
            isOurs ? recipient.lastError.section(u' ', 0, 0)
                   : u"mx1."_s + recipient.address.section(u'@', 1)});
        time = time.addSecs(300 << std::min(i, 5));
    }
    return tries;
}

Result<QJsonObject> queueShow(DemoWorld &world, DemoCall &call)
{
    const qint64 id = call.arguments.count(u"id"_s, 0, highestId, std::nullopt);
    const QString member = call.arguments.optionalText(u"member"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<Found> found = messageOf(world, member, id);
    if (!found)
        return fail(found.error());
    QueueEntry entry = entryOf(*found->message, found->member);
    for (QueueRecipient &recipient : entry.recipients)
        recipient.history = historyOf(*found->message, recipient, world.now());
    entry.headers = headersOf(*found->message, found->member, entry.recipients.first().recipient);
    return toJson(entry);
}

Result<QJsonObject> queueExport(DemoWorld &world, DemoCall &call)
{
    const qint64 id = call.arguments.count(u"id"_s, 0, highestId, std::nullopt);
    const QString member = call.arguments.optionalText(u"member"_s);
    const qint64 offset = call.arguments.count(u"offset"_s, 0, highestId, 0);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<Found> found = messageOf(world, member, id);
    if (!found)
        return fail(found.error());
    const QString recipient = found->message->recipients.first().recipient;
    const QByteArray whole = headersOf(*found->message, found->member, recipient).toUtf8()
        + "\r\nThis mail was made by the demo.\r\n";
    return QJsonObject{{u"data"_s, QString::fromLatin1(whole.mid(offset).toBase64())},
        {u"bytes"_s, QString::number(whole.size())}, {u"next"_s, 0},
        {u"fileName"_s, u"%1-%2.eml"_s.arg(found->member.section(u'.', 0, 0)).arg(id)}};
}

} // namespace

QJsonArray unreachableQueues(const DemoWorld &world)
{
    QJsonArray out;
    for (const DemoMachine &machine : world.machines) {
        if (!machine.isUp)
            out.append(QJsonObject{{u"member"_s, machine.name.text}, {u"error"_s, u"connection refused"_s}});
    }
    return out;
}

Result<QStringList> lanesNamed(const DemoWorld &world, const QString &lane)
{
    if (lane.startsWith(u"storage:") || lane.startsWith(u"domain:"))
        return QStringList{lane};
    if (!lane.startsWith(u"host:"))
        return fail(demoError("bad-request",
            u"lane: \"%1\" is no lane: expected host:MEMBER, storage:ID or domain:NAME"_s.arg(lane)));
    const QString host = lane.mid(5);
    QStringList lanes;
    for (const Storage &storage : world.table.storages) {
        const QString owner = storage.owner.text;
        if (owner == host || owner.section(u'.', 0, 0) == host)
            lanes.append(u"storage:"_s + storage.id.text());
    }
    if (lanes.isEmpty())
        return fail(demoError("no-such-member", u"lane: \"%1\": %2 owns no storage"_s.arg(lane, host)));
    return lanes;
}

QueueRow rowOf(const DemoWorld &world, const DemoPlace &place)
{
    QueueRow row;
    row.member = place.member;
    row.id = place.message->id;
    row.key = place.recipient->key;
    row.from = place.message->from;
    row.recipient = place.recipient->recipient;
    row.address = place.recipient->address;
    row.lane = place.recipient->lane;
    const auto id = StorageId::fromHex(row.lane.mid(8).toLatin1());
    const Storage *const storage = id ? world.table.storage(*id) : nullptr;
    row.host = storage ? storage->owner.text : QString();
    row.received = place.message->received;
    row.bytes = place.message->bytes;
    row.state = place.recipient->state;
    row.attempts = place.recipient->attempts;
    row.nextTry = place.recipient->nextTry;
    row.lastError = place.recipient->lastError;
    return row;
}

std::span<const DemoVerb> demoQueueVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"queue.lanes", Viewer, DemoEffect::Shows, queueLanes},
        {"queue.list", Viewer, DemoEffect::Shows, queueList},
        {"queue.show", Viewer, DemoEffect::Shows, queueShow},
        {"queue.export", Operator, DemoEffect::Discloses, queueExport},
    });
    return table;
}

} // namespace homeport
