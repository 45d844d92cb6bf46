// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// queue.search, and the changes to what it finds: retry, reroute, hold, release, delete, adopt.
#include "console/demo/demoqueue.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qint64 highestId = qint64(1) << 53;

bool matches(
    const DemoPlace &place, const QueueFilter &filter, const QStringList &lanes, const QDateTime &now)
{
    const QueueRecipient &recipient = *place.recipient;
    const auto has = [](const QString &text, const QString &part) {
        return part.isEmpty() || text.contains(part, Qt::CaseInsensitive);
    };
    return (lanes.isEmpty() || lanes.contains(recipient.lane)) && has(place.message->from, filter.from)
        && (has(recipient.recipient, filter.to) || has(recipient.address, filter.to))
        && has(recipient.lastError, filter.error) && (!filter.state || *filter.state == recipient.state)
        && place.message->received.secsTo(now) >= filter.olderThan
        && (filter.largerThan == 0 || place.message->bytes > filter.largerThan);
}

template <class T> int compared(const T &a, const T &b) { return a < b ? -1 : (b < a ? 1 : 0); }

int order(const DemoPlace &a, const DemoPlace &b, QueueSort sort)
{
    switch (sort) {
    case QueueSort::Received:
        return compared(a.message->received, b.message->received);
    case QueueSort::Bytes:
        return compared(a.message->bytes, b.message->bytes);
    case QueueSort::From:
        return compared(a.message->from, b.message->from);
    case QueueSort::Recipient:
        return compared(a.recipient->recipient, b.recipient->recipient);
    case QueueSort::Attempts:
        return compared(a.recipient->attempts, b.recipient->attempts);
    case QueueSort::NextTry:
        return compared(a.recipient->nextTry, b.recipient->nextTry);
    case QueueSort::LastError:
        return compared(a.recipient->lastError, b.recipient->lastError);
    case QueueSort::State:
        return compared(int(a.recipient->state), int(b.recipient->state));
    }
    Q_UNREACHABLE();
}

int tie(const DemoPlace &a, const DemoPlace &b)
{
    if (a.member != b.member)
        return compared(a.member, b.member);
    if (a.message->id != b.message->id)
        return compared(a.message->id, b.message->id);
    return compared(a.recipient->key, b.recipient->key);
}

/// FILTER of the arguments, with what its lane stands for.
struct Meant
{
    QueueFilter filter;
    QStringList lanes;
};

Result<Meant> meantBy(const DemoWorld &world, const QJsonObject &json)
{
    const Result<QueueFilter> filter = queueFilterFromJson(json);
    if (!filter)
        return fail(demoError("bad-request", u"filter."_s + QString::fromUtf8(filter.error().forPeer)));
    Meant meant{*filter, {}};
    if (filter->lane.isEmpty())
        return meant;
    const Result<QStringList> lanes = lanesNamed(world, filter->lane);
    if (!lanes)
        return fail(lanes.error());
    meant.lanes = *lanes;
    return meant;
}

/// Where a page goes on: behind that many rows of the order asked for.
Result<QJsonObject> queueSearch(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QJsonObject filter = arguments.object(u"filter"_s);
    const QString member = arguments.optionalText(u"member"_s);
    const QString sortText = arguments.optionalText(u"sort"_s);
    const bool isDescending = arguments.flag(u"descending"_s);
    const qint64 limit = arguments.count(u"limit"_s, 1, 1000, 200);
    const qint64 after = arguments.optionalText(u"after"_s).toLongLong();
    const std::optional<QueueSort> sort =
        sortText.isEmpty() ? std::optional(QueueSort::Received) : queueSortFromText(sortText);
    if (!sort)
        arguments.fault(
            u"sort"_s, u"\"%1\" is no order: expected one of %2"_s.arg(sortText, queueSortWords()));
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    const Result<Meant> meant = meantBy(world, filter);
    if (!meant)
        return fail(meant.error());
    QList<DemoPlace> places = placesMatching(world, meant->filter, meant->lanes, member);
    std::sort(places.begin(), places.end(), [&](const DemoPlace &a, const DemoPlace &b) {
        const int by = order(a, b, *sort);
        return by != 0 ? (isDescending ? by > 0 : by < 0) : tie(a, b) < 0;
    });
    QJsonArray rows;
    const qsizetype end = std::min<qsizetype>(places.size(), after + limit);
    for (qsizetype i = after; i < end; ++i)
        rows.append(toJson(rowOf(world, places[i])));
    return QJsonObject{{u"rows"_s, rows}, {u"total"_s, qint64(places.size())},
        {u"next"_s, end < places.size() ? QString::number(end) : QString()},
        {u"unreachable"_s, unreachableQueues(world)}};
}

/// What is meant by exactly one of "lane", "id", "selection" and "filter".
struct Chosen
{
    QList<DemoPlace> places;
    QJsonArray failed; ///< of a selection: what is not there any more
};

Result<Chosen> selected(DemoWorld &world, const QList<QJsonObject> &elements)
{
    Chosen chosen;
    QHash<QString, QList<DemoPlace>> known;
    const QList<DemoPlace> all = placesMatching(world, {}, {}, {});
    for (const DemoPlace &place : all)
        known[u"%1:%2"_s.arg(place.member).arg(place.message->id)].append(place);
    for (const QJsonObject &element : elements) {
        const Result<QueueSelected> one = queueSelectedFromJson(element);
        if (!one)
            return fail(demoError("bad-request", u"selection: "_s + QString::fromUtf8(one.error().forPeer)));
        const qsizetype before = chosen.places.size();
        const QList<DemoPlace> places = known.value(u"%1:%2"_s.arg(one->member).arg(one->id));
        for (const DemoPlace &place : places) {
            if (!one->key || *one->key == place.recipient->key)
                chosen.places.append(place);
        }
        if (chosen.places.size() == before)
            chosen.failed.append(QJsonObject{{u"member"_s, one->member}, {u"id"_s, one->id},
                {u"error"_s, u"is not in the queue any more"_s}});
    }
    return chosen;
}

Result<Chosen> choose(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QString lane = arguments.optionalText(u"lane"_s);
    const QString member = arguments.optionalText(u"member"_s);
    const qint64 id = arguments.count(u"id"_s, 0, highestId, 0);
    const QJsonObject filter = arguments.object(u"filter"_s);
    const bool hasSelection = arguments.has(u"selection"_s);
    const QList<QJsonObject> elements =
        hasSelection ? arguments.objects(u"selection"_s, 1000) : QList<QJsonObject>();
    arguments.ignore(u"expected"_s);
    const int ways = int(!lane.isEmpty()) + int(arguments.has(u"id"_s)) + int(hasSelection)
        + int(arguments.has(u"filter"_s));
    if (ways != 1)
        arguments.fault(u"lane"_s, u"expected exactly one of lane, id, selection and filter"_s);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    if (hasSelection)
        return selected(world, elements);
    if (arguments.has(u"id"_s)) {
        Chosen chosen{placesMatching(world, {}, {}, member), {}};
        chosen.places.removeIf([id](const DemoPlace &place) { return place.message->id != id; });
        if (chosen.places.isEmpty())
            return fail(
                demoError("not-found", u"id: there is no message %1 in the queue (any more)"_s.arg(id)));
        return chosen;
    }
    QJsonObject condition = filter;
    if (!lane.isEmpty())
        condition.insert(u"lane"_s, lane);
    const Result<Meant> meant = meantBy(world, condition);
    if (!meant)
        return fail(meant.error());
    return Chosen{placesMatching(world, meant->filter, meant->lanes, member), {}};
}

QJsonObject answerOf(const DemoWorld &world, qint64 recipients, const Chosen &chosen)
{
    return {{u"recipients"_s, recipients}, {u"failed"_s, chosen.failed},
        {u"unreachable"_s, unreachableQueues(world)}};
}

/// `work` says whether the recipient counts.
template <class Work> Result<QJsonObject> onChosen(DemoWorld &world, DemoCall &call, Work work)
{
    const Result<Chosen> chosen = choose(world, call);
    if (!chosen)
        return fail(chosen.error());
    qint64 count = 0;
    for (const DemoPlace &place : chosen->places)
        count += work(*place.recipient);
    return answerOf(world, count, *chosen);
}

Result<QJsonObject> queueRetry(DemoWorld &world, DemoCall &call)
{
    const QDateTime now = world.now();
    return onChosen(world, call, [now](QueueRecipient &recipient) {
        if (recipient.state != EntryState::Waiting)
            return false;
        ++recipient.attempts;
        if (recipient.lane.startsWith(u"domain:"))
            recipient.nextTry = now.addSecs(300);
        return true;
    });
}

Result<QJsonObject> queueReroute(DemoWorld &world, DemoCall &call)
{
    qint64 moved = 0;
    Result<QJsonObject> answer = onChosen(world, call, [&](QueueRecipient &recipient) {
        const auto account = world.accounts.constFind(recipient.address);
        const QString lane =
            account == world.accounts.cend() ? recipient.lane : u"storage:"_s + account->storage.text();
        moved += lane != recipient.lane;
        recipient.lane = lane;
        return recipient.state == EntryState::Waiting;
    });
    if (answer)
        answer->insert(u"moved"_s, moved);
    return answer;
}

Result<QJsonObject> queueHold(DemoWorld &world, DemoCall &call)
{
    return onChosen(world, call, [](QueueRecipient &recipient) {
        const bool isWaiting = recipient.state == EntryState::Waiting;
        if (isWaiting)
            recipient.state = EntryState::Held;
        return isWaiting;
    });
}

Result<QJsonObject> queueRelease(DemoWorld &world, DemoCall &call)
{
    const bool isQuarantineMeant = call.arguments.flag(u"quarantined"_s);
    return onChosen(world, call, [isQuarantineMeant](QueueRecipient &recipient) {
        const bool isReleased = recipient.state == EntryState::Held
            || (isQuarantineMeant && recipient.state == EntryState::Quarantined);
        if (isReleased)
            recipient.state = EntryState::Waiting;
        return isReleased;
    });
}

Result<QJsonObject> queueDelete(DemoWorld &world, DemoCall &call)
{
    call.arguments.flag(u"notify"_s); // nobody reads the notifications of the demo
    const Result<Chosen> chosen = choose(world, call);
    if (!chosen)
        return fail(chosen.error());
    QSet<DeliveryKey> keys;
    for (const DemoPlace &place : chosen->places)
        keys.insert(place.recipient->key);
    for (DemoQueue &queue : world.queues) {
        for (auto message = queue.begin(); message != queue.end();) {
            message->recipients.removeIf(
                [&keys](const QueueRecipient &recipient) { return keys.contains(recipient.key); });
            message = message->recipients.isEmpty() ? queue.erase(message) : std::next(message);
        }
    }
    world.deleted += keys.size();
    return answerOf(world, keys.size(), *chosen);
}

Result<QJsonObject> queueAdopt(DemoWorld &, DemoCall &call)
{
    const QString path = call.arguments.text(u"path"_s);
    call.arguments.optionalText(u"member"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    return fail(demoError("not-found",
        u"path: %1 holds no queue of a lost member (backends of the demo accept no mail from elsewhere)"_s
            .arg(path)));
}

} // namespace

QList<DemoPlace> placesMatching(
    DemoWorld &world, const QueueFilter &filter, const QStringList &lanes, const QString &member)
{
    QList<DemoPlace> places;
    const QDateTime now = world.now();
    for (auto queue = world.queues.begin(); queue != world.queues.end(); ++queue) {
        const bool isWanted =
            member.isEmpty() || queue.key() == member || queue.key().section(u'.', 0, 0) == member;
        if (!isWanted || !world.isUp(MemberName(queue.key())))
            continue;
        for (DemoMessage &message : *queue) {
            for (QueueRecipient &recipient : message.recipients) {
                const DemoPlace place{queue.key(), &message, &recipient};
                if (matches(place, filter, lanes, now))
                    places.append(place);
            }
        }
    }
    return places;
}

std::span<const DemoVerb> demoQueueSearchVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"queue.search", Viewer, DemoEffect::Shows, queueSearch},
        {"queue.retry", Operator, DemoEffect::Changes, queueRetry, 60ms},
        {"queue.reroute", Operator, DemoEffect::Changes, queueReroute, 60ms},
        {"queue.hold", Operator, DemoEffect::Changes, queueHold, 60ms},
        {"queue.release", Operator, DemoEffect::Changes, queueRelease, 60ms},
        {"queue.delete", Operator, DemoEffect::Changes, queueDelete, 60ms},
        {"queue.adopt", Administrator, DemoEffect::Changes, queueAdopt},
    });
    return table;
}

} // namespace homeport
