// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Questions about this member's queue.
#include "server/admin/localoperations.h"

#include "server/admin/adminerror.h"
#include "server/admin/names.h"
#include "server/ports/queueadoption.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr int longestPage = 1000;
constexpr qint64 highestId = qint64(1) << 53;

constexpr qint64 exportPiece = 512 * 1024;

QByteArray fromBase64(const QString &text) { return QByteArray::fromBase64(text.toLatin1()); }

/// "after" of queue.search: where the page before ended.
Result<std::optional<QueuePosition>> readPosition(Arguments &arguments)
{
    const QJsonObject json = arguments.object("after");
    if (json.isEmpty())
        return std::nullopt;
    JsonReader reader(json);
    QueuePosition position;
    position.value = fromBase64(reader.text("value"));
    position.id = reader.count("id");
    position.key = reader.id<DeliveryKey>("key");
    const Result<QueuePosition> read = reader.finish(position);
    if (!read)
        return fail(read.error());
    return position;
}

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
    const TablePointer table = m_ports.cluster.table();
    const Result<MemberName> host = memberNamed(table ? *table : ClusterTable(), "lane", lane.mid(5));
    if (!host)
        return fail(host.error());
    QStringList lanes; // by owner, as lanes are shown: a storage that is away from home is not its home's
    for (const Storage &storage : table->storages) {
        if (storage.owner == *host)
            lanes.append(QStringLiteral("storage:") + storage.id.text());
    }
    if (lanes.isEmpty()) { // and never all of them
        return fail(adminError(adminword::noSuchMember,
            QStringLiteral("lane: \"%1\": no storage belongs to %2 now").arg(lane, host->text)));
    }
    return lanes;
}

QString LocalOperations::hostOf(const QString &lane) const
{
    const TablePointer table = m_ports.cluster.table();
    const auto id = StorageId::fromHex(lane.startsWith(u"storage:") ? lane.mid(8).toLatin1() : QByteArray());
    const Storage *const row = id && table ? table->storage(*id) : nullptr;
    return row ? row->owner.text : QString();
}

Result<QueueQuery> LocalOperations::queryOf(const QueueFilter &filter) const
{
    QueueQuery query;
    query.filter = filter;
    if (filter.lane.isEmpty())
        return query;
    const Result<QStringList> lanes = lanesNamed(filter.lane);
    if (!lanes)
        return fail(lanes.error());
    for (const QString &lane : *lanes)
        query.lanes.append(lane.toUtf8());
    return query;
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
        lane.label = lane.name.section(u':', 1);
        if (row) {
            lane.host = row->owner.text;
            lane.label = row->name;
        }
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
    const bool isWithHeaders = arguments.flag("headers");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    Result<QueueEntry> entry = co_await m_ports.queue.show(id);
    if (!entry)
        co_return fail(entry.error());
    entry->member = m_ports.cluster.self().text;
    if (!isWithHeaders) {
        entry->headers.clear();
        entry->headersCut = false;
    }
    co_return toJson(*entry);
}

Task<Result<QJsonObject>> LocalOperations::queueSearch(Arguments arguments)
{
    const Result<QueueFilter> filter = queueFilterFromJson(arguments.object("filter"));
    const QString word = arguments.optionalText("sort");
    const std::optional<QueueSort> sort =
        queueSortFromText(word.isEmpty() ? QStringLiteral("received") : word);
    if (!sort)
        arguments.fault("sort", QStringLiteral("\"%1\" is none of %2").arg(word, queueSortWords()));
    if (!filter)
        arguments.fault("filter", QString::fromUtf8(filter.error().forPeer));
    const bool isDescending = arguments.flag("descending");
    const int limit = int(arguments.count("limit", 1, longestPage, 200));
    const Result<std::optional<QueuePosition>> after = readPosition(arguments);
    if (!after)
        arguments.fault("after", QString::fromUtf8(after.error().forPeer));
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QueueQuery> query = queryOf(*filter);
    if (!query)
        co_return fail(query.error());
    Result<QueuePage> page = co_await m_ports.queue.search(*query, *sort, isDescending, *after, limit);
    if (!page)
        co_return fail(page.error());
    QJsonArray values;
    for (const QByteArray &value : std::as_const(page->values))
        values.append(QString::fromLatin1(value.toBase64()));
    for (QueueRow &row : page->rows) {
        row.member = m_ports.cluster.self().text;
        row.host = hostOf(row.lane);
    }
    co_return QJsonObject{{QStringLiteral("rows"), listToJson(page->rows)},
        {QStringLiteral("values"), values}, {QStringLiteral("total"), page->total},
        {QStringLiteral("more"), page->hasMore}};
}

Task<Result<QJsonObject>> LocalOperations::queueExport(Arguments arguments)
{
    const qint64 id = arguments.count("id", 0, highestId, std::nullopt);
    const qint64 offset = arguments.count("offset", 0, highestId, 0);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QueuePart> part = co_await m_ports.queue.part(id, offset, exportPiece);
    if (!part)
        co_return fail(part.error());
    if (offset > part->size)
        co_return fail(adminError(adminword::badRequest,
            QStringLiteral("offset: %1 is behind the end: the message has %2 bytes")
                .arg(offset)
                .arg(part->size)));
    const qint64 end = offset + part->bytes.size();
    const QString member = m_ports.cluster.self().text.section(u'.', 0, 0);
    co_return QJsonObject{{QStringLiteral("data"), QString::fromLatin1(part->bytes.toBase64())},
        {QStringLiteral("bytes"), QString::number(part->size)},
        {QStringLiteral("next"), end < part->size ? end : 0},
        {QStringLiteral("fileName"), QStringLiteral("%1-%2.eml").arg(member).arg(id)}};
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
