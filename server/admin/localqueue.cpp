// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Questions about this member's queue.
#include "server/admin/localoperations.h"

#include "server/admin/adminerror.h"
#include "server/ports/queueadoption.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr int longestPage = 1000;
constexpr qint64 highestId = qint64(1) << 53;

/// "lane" or "id", not both.
struct Chosen
{
    QString lane;
    std::optional<qint64> id;
};

Result<Chosen> readChosen(Arguments &arguments)
{
    Chosen chosen;
    chosen.lane = arguments.optionalText("lane");
    const qint64 id = arguments.count("id", 0, highestId, 0);
    if (arguments.has("id"))
        chosen.id = id;
    if (chosen.lane.isEmpty() == !chosen.id.has_value())
        arguments.fault("lane", QStringLiteral("expected either a lane or the id of a message"));
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    return chosen;
}

QJsonObject recipients(qint64 count) { return {{QStringLiteral("recipients"), count}}; }

} // namespace

Result<QStringList> LocalOperations::lanesNamed(const QString &lane) const
{
    if (lane.isEmpty() || lane.startsWith(u"storage:") || lane.startsWith(u"domain:"))
        return QStringList{lane};
    if (!lane.startsWith(u"host:")) {
        return fail(adminError(adminword::badRequest,
            QStringLiteral("lane: \"%1\" is no lane: expected host:MEMBER, storage:ID or domain:NAME")
                .arg(lane)));
    }
    const QString host = lane.mid(5);
    QStringList lanes;
    if (const TablePointer table = m_ports.cluster.table()) {
        for (const Storage &storage : table->storages) {
            for (const MemberName &name : {storage.owner, storage.home}) {
                if (name.text == host || name.text.section(u'.', 0, 0) == host) {
                    lanes.append(QStringLiteral("storage:") + storage.id.text());
                    break;
                }
            }
        }
    }
    if (lanes.isEmpty()) {
        return fail(adminError(adminword::noSuchMember,
            QStringLiteral("lane: \"%1\": no storage is served by %2 or at home there").arg(lane, host)));
    }
    return lanes;
}

Task<Result<QJsonObject>> LocalOperations::queueLanes(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    QList<Lane> lanes = m_ports.queue.lanes();
    const TablePointer table = m_ports.cluster.table();
    for (Lane &lane : lanes) {
        lane.member = m_ports.cluster.self().text;
        const auto id = StorageId::fromHex(
            lane.name.startsWith(u"storage:") ? lane.name.mid(8).toLatin1() : QByteArray());
        const Storage *const row = id && table ? table->storage(*id) : nullptr;
        if (row)
            lane.host = row->owner.text;
    }
    co_return QJsonObject{{QStringLiteral("lanes"), listToJson(lanes)}};
}

Task<Result<QJsonObject>> LocalOperations::queueList(Arguments arguments)
{
    const QString lane = arguments.optionalText("lane");
    const qint64 after = arguments.count("after", 0, highestId, 0);
    const int limit = int(arguments.count("limit", 1, longestPage, 100));
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QStringList> lanes = lanesNamed(lane);
    if (!lanes)
        co_return fail(lanes.error());
    QMap<qint64, QueueEntry> entries; // a message may stand in several lanes of one host
    for (const QString &name : *lanes) {
        const Result<QList<QueueEntry>> page = co_await m_ports.queue.list(name, after, limit);
        if (!page)
            co_return fail(page.error());
        for (const QueueEntry &entry : *page)
            entries.insert(entry.id, entry);
    }
    QList<QueueEntry> first = entries.values().mid(0, limit);
    for (QueueEntry &entry : first)
        entry.member = m_ports.cluster.self().text;
    co_return QJsonObject{{QStringLiteral("entries"), listToJson(first)}};
}

Task<Result<QJsonObject>> LocalOperations::queueShow(Arguments arguments)
{
    const qint64 id = arguments.count("id", 0, highestId, std::nullopt);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    Result<QueueEntry> entry = co_await m_ports.queue.show(id);
    if (!entry)
        co_return fail(entry.error());
    entry->member = m_ports.cluster.self().text;
    co_return toJson(*entry);
}

Task<Result<QJsonObject>> LocalOperations::queueRetry(Arguments arguments)
{
    const Result<Chosen> chosen = readChosen(arguments);
    if (!chosen)
        co_return fail(chosen.error());
    const Result<QStringList> lanes = lanesNamed(chosen->lane);
    if (!lanes)
        co_return fail(lanes.error());
    qint64 sum = 0;
    for (const QString &lane : *lanes) {
        const Result<qint64> count = co_await m_ports.queue.retryNow(lane, chosen->id);
        if (!count)
            co_return fail(count.error());
        sum += *count;
    }
    co_return recipients(sum);
}

Task<Result<QJsonObject>> LocalOperations::setHeld(Arguments arguments, bool isHeld)
{
    const Result<Chosen> chosen = readChosen(arguments);
    if (!chosen)
        co_return fail(chosen.error());
    const Result<QStringList> lanes = lanesNamed(chosen->lane);
    if (!lanes)
        co_return fail(lanes.error());
    qint64 sum = 0;
    for (const QString &lane : *lanes) {
        const Result<qint64> count = co_await m_ports.queue.setHeld(lane, chosen->id, isHeld);
        if (!count)
            co_return fail(count.error());
        sum += *count;
    }
    co_return recipients(sum);
}

Task<Result<QJsonObject>> LocalOperations::queueHold(Arguments arguments)
{
    return setHeld(std::move(arguments), true);
}

Task<Result<QJsonObject>> LocalOperations::queueRelease(Arguments arguments)
{
    return setHeld(std::move(arguments), false);
}

Task<Result<QJsonObject>> LocalOperations::queueDelete(Arguments arguments)
{
    const qint64 id = arguments.count("id", 0, highestId, std::nullopt);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<qint64> count = co_await m_ports.queue.remove(id);
    if (!count)
        co_return fail(count.error());
    co_return recipients(*count);
}

Task<Result<QJsonObject>> LocalOperations::queueAdopt(Arguments arguments)
{
    const QString path = arguments.text("path");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!path.startsWith(u'/'))
        co_return fail(adminError(
            adminword::badRequest, QStringLiteral("path: \"%1\" is not an absolute path").arg(path)));
    if (!m_ports.queueAdopter)
        co_return fail(
            adminError(adminword::unavailable, QStringLiteral("this member takes no queue over now")));
    // the lock in the folder tells of a daemon on this machine; the link of one elsewhere
    std::function<Result<>(const MemberName &)> mayTake = [&cluster = m_ports.cluster](
                                                              const MemberName &owner) -> Result<> {
        const TablePointer table = cluster.table();
        const auto isOwner = [&owner](const RemovedMember &removed) { return removed.name == owner; };
        if (!table->member(owner) && std::none_of(table->removed.begin(), table->removed.end(), isOwner))
            return fail(adminError(adminword::conflict,
                QStringLiteral("path: this is the queue of %1, which is and was no member of this cluster")
                    .arg(owner.text)));
        if (owner == cluster.self() || !cluster.isUp(owner))
            return {};
        return fail(adminError(adminword::conflict,
            QStringLiteral(
                "path: this is the queue of %1, which is up: only a lost member's queue is taken over")
                .arg(owner.text)));
    };
    const Result<QueueAdoption> done = co_await m_ports.queueAdopter->adopt(path, mayTake);
    if (!done)
        co_return fail(done.error());
    co_return QJsonObject{{QStringLiteral("member"), m_ports.cluster.self().text},
        {QStringLiteral("from"), done->formerOwner.text}, {QStringLiteral("messages"), done->messages},
        {QStringLiteral("recipients"), done->recipients}, {QStringLiteral("bytes"), done->bytes},
        {QStringLiteral("earlier"), done->earlier}, {QStringLiteral("damaged"), done->damaged}};
}

} // namespace homeport
