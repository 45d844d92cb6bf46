// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many accounts moved one after another, at a rate: the order is a file, what is left is found by searching.
#include "server/cluster/accountmover.h"

#include "server/cluster/log.h"
#include "shared/base/durablefile_posix.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr int atOnce = 4;
constexpr int failuresInARow = 10;
constexpr qsizetype errorsKept = 20;

} // namespace

QJsonObject AccountMover::describeBulk() const
{
    if (!m_bulk)
        return {};
    return {
        {QStringLiteral("from"), m_bulk->order.from.text},
        {QStringLiteral("to"), m_bulk->order.to.text},
        {QStringLiteral("domain"), QString::fromUtf8(m_bulk->order.domain.value_or(QByteArray()))},
        {QStringLiteral("limit"), m_bulk->order.limit},
        {QStringLiteral("perMinute"), m_bulk->order.perMinute},
        {QStringLiteral("author"), m_bulk->order.author},
        {QStringLiteral("running"), m_bulk->isRunning},
        {QStringLiteral("total"), m_bulk->total},
        {QStringLiteral("moved"), m_bulk->moved},
        {QStringLiteral("failed"), m_bulk->failed},
        {QStringLiteral("errors"), QJsonArray::fromStringList(m_bulk->errors)},
    };
}

Result<> AccountMover::writeBulk() const
{
    return writeFileDurably(m_ports.bulkFile, jsonBytes(describeBulk()) + '\n');
}

Task<Result<QList<Address>>> AccountMover::bulkAddresses()
{
    HostFilter filter;
    filter.hostServer = m_bulk->order.from;
    filter.domain = m_bulk->order.domain;
    const TablePointer table = m_ports.cluster.table();
    const qint64 limit = m_bulk->order.limit;
    QList<Address> addresses;
    QByteArray after;
    do {
        const Result<DirectoryPage> page = co_await m_ports.directory.list(filter, 500, after);
        if (!page)
            co_return fail(page.error());
        for (const DirectoryEntry &entry : page->entries) {
            const auto *account = std::get_if<AccountRecord>(&entry.record);
            if (account && (limit == 0 || addresses.size() < limit))
                addresses.append(account->address);
        }
        after = page->next;
    } while (!after.isEmpty() && (limit == 0 || addresses.size() < limit));
    co_return addresses;
}

Task<Result<QJsonObject>> AccountMover::startBulk(BulkMove bulk)
{
    if (m_bulk && m_bulk->isRunning)
        co_return fail(
            moveRefused("conflict", QStringLiteral("a bulk move is under way: see account move show")));
    if (bulk.from == bulk.to)
        co_return fail(
            moveRefused("conflict", QStringLiteral("to: the accounts are on %1 already").arg(bulk.to.text)));
    const Result<StorageId> target = targetOf({}, bulk.to, std::nullopt, false);
    if (!target)
        co_return fail(target.error());
    m_bulk = Bulk{bulk};
    m_bulk->isRunning = true;
    const Result<QList<Address>> addresses = co_await bulkAddresses();
    Result<> ready = addresses ? Result<>() : fail(addresses.error());
    if (ready) {
        m_bulk->total = addresses->size();
        ready = writeBulk();
    }
    if (!ready) {
        m_bulk.reset();
        co_return fail(ready.error());
    }
    runBulk();
    co_return describeBulk();
}

Task<Result<QJsonObject>> AccountMover::stopBulk()
{
    if (!m_bulk || !m_bulk->isRunning)
        co_return fail(moveRefused("not-found", QStringLiteral("no bulk move is under way on this keeper")));
    m_bulk->isStopping = true;
    m_changed.wakeAll();
    while (m_bulk->isRunning && !m_stop.stop_requested())
        co_await m_changed.wait();
    co_return describeBulk();
}

Task<> AccountMover::runOne(Address address)
{
    ++m_bulkMoves;
    const MemberName to = m_bulk->order.to;
    const QString author = m_bulk->order.author;
    const Result<QJsonObject> done = co_await move(address, to, std::nullopt, author);
    if (done) {
        m_bulk->moved += 1;
    } else {
        m_bulk->failed += 1;
        m_bulk->errors.append(
            QStringLiteral("%1: %2").arg(QString::fromUtf8(address.text()), done.error().forLog));
        while (m_bulk->errors.size() > errorsKept)
            m_bulk->errors.removeFirst();
    }
    if (const Result<> written = writeBulk(); !written)
        qCWarning(lcCluster) << Event("bulk-move-file").why(written.error());
    --m_bulkMoves;
    m_changed.wakeAll();
}

/// One order of addresses from the directory; the rate is that of beginnings.
Task<> AccountMover::runBulk()
{
    ++m_tasks;
    const Result<QList<Address>> addresses = co_await bulkAddresses();
    const std::chrono::milliseconds interval(60'000 / std::max<qint64>(m_bulk->order.perMinute, 1));
    if (!addresses)
        m_bulk->errors.append(addresses.error().forLog);
    for (const Address &address : addresses.value_or(QList<Address>())) {
        const Deadline next(interval);
        while (m_bulkMoves >= atOnce)
            co_await m_changed.wait();
        const bool isHopeless = m_bulk->moved == 0 && m_bulk->failed >= failuresInARow;
        if (m_bulk->isStopping || isHopeless || m_stop.stop_requested())
            break;
        runOne(address);
        while (!next.hasExpired() && !m_bulk->isStopping && !m_stop.stop_requested())
            co_await m_changed.wait(next, m_stop.get_token());
    }
    while (m_bulkMoves > 0)
        co_await m_changed.wait();
    if (!m_stop.stop_requested()) { // else it goes on after the start
        if (const Result<> gone = removeFileDurably(m_ports.bulkFile); !gone)
            qCWarning(lcCluster) << Event("bulk-move-file").why(gone.error());
        qCInfo(lcCluster) << Event("bulk-moved").with("moved", m_bulk->moved).with("failed", m_bulk->failed);
    }
    m_bulk->isRunning = false;
    --m_tasks;
    m_changed.wakeAll();
}

/// The order that this keeper was at when it ended, with what its limit has left.
Task<bool> AccountMover::resumeBulk()
{
    const Result<QByteArray> text = readWholeFile(m_ports.bulkFile);
    if (!text)
        co_return false;
    const Result<QJsonObject> json = parseJsonObject(*text);
    JsonReader reader(json.value_or(QJsonObject()));
    BulkMove bulk;
    bulk.from = reader.memberName("from");
    bulk.to = reader.memberName("to");
    const QByteArray domain = reader.text("domain").toUtf8();
    if (!domain.isEmpty())
        bulk.domain = domain;
    bulk.limit = reader.count("limit");
    const qint64 done = reader.count("moved") + reader.count("failed");
    bulk.perMinute = reader.count("perMinute");
    bulk.author = reader.text("author");
    const Result<bool> read = reader.finish(true);
    if (!json || !read) {
        qCWarning(lcCluster)
            << Event("bulk-move-file").with("file", m_ports.bulkFile).why(json ? read.error() : json.error());
        co_return false;
    }
    if (bulk.limit > 0 && bulk.limit <= done) {
        const Result<> gone = removeFileDurably(m_ports.bulkFile);
        co_return !gone;
    }
    bulk.limit -= bulk.limit > 0 ? done : 0;
    const Result<QJsonObject> begun = co_await startBulk(bulk);
    if (!begun)
        qCWarning(lcCluster) << Event("bulk-move-not-resumed").why(begun.error());
    co_return !begun && begun.error().isTemporary();
}

} // namespace homeport
