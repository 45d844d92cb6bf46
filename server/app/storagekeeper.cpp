// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Which storages this member serves.
#include "server/app/storagekeeper.h"

#include "server/app/applog.h"
#include "server/app/fence.h"
#include "server/app/statefolder.h"
#include "shared/base/durablefile_posix.h"
#include "shared/model/jsonreader.h"

#include <QDir>
#include <QJsonDocument>

namespace homeport {

namespace {

QString foldersFile(const QString &state) { return state + QStringLiteral("/storages.json"); }

} // namespace

StorageKeeper::StorageKeeper(StorageKeeperOptions options, StoreService &store, const ClusterView &cluster,
    std::function<bool()> mayServe, std::function<QList<StorageId>()> disputed)
    : m_options(std::move(options))
    , m_store(store)
    , m_cluster(cluster)
    , m_mayServe(std::move(mayServe))
    , m_disputed(std::move(disputed))
{
}

Result<> StorageKeeper::load()
{
    const Result<QByteArray> text = readWholeFile(foldersFile(m_options.state));
    if (!text)
        return text.error().status == "missing" ? Result<>() : fail(text.error());
    const Result<QJsonObject> json = parseJsonObject(*text);
    if (!json)
        return fail(
            Error::internal(foldersFile(m_options.state) + QStringLiteral(": ") + json.error().forLog));
    for (auto it = json->begin(); it != json->end(); ++it) {
        if (const auto id = StorageId::fromHex(it.key().toLatin1()))
            m_folders.insert(*id, it.value().toString());
    }
    return {};
}

Result<> StorageKeeper::remember(const StorageId &id, const QString &path)
{
    if (m_folders.value(id) == path)
        return {};
    QHash<StorageId, QString> folders = m_folders;
    folders.insert(id, path);
    QJsonObject json;
    for (auto it = folders.constBegin(); it != folders.constEnd(); ++it)
        json.insert(it.key().text(), it.value());
    const Result<> written = writeFileDurably(foldersFile(m_options.state), QJsonDocument(json).toJson());
    if (written)
        m_folders = folders;
    return written;
}

bool StorageKeeper::shouldServe(const Storage &row) const
{
    return row.owner == m_cluster.self() && row.state == StorageState::Served
        && !m_disputed().contains(row.id);
}

Task<> StorageKeeper::apply()
{
    co_await loseWhatIsLost();
    gain();
}

Task<> StorageKeeper::loseWhatIsLost()
{
    const TablePointer table = m_cluster.table();
    QList<ServedStorageId> served = m_store.served();
    // one that is being taken into service is not quiet either: the store undoes it behind that
    for (auto it = m_beginning.cbegin(); it != m_beginning.cend(); ++it) {
        const ServedStorageId beginning{it.key(), it.value()};
        if (!served.contains(beginning))
            served.append(beginning);
    }
    for (const ServedStorageId &one : served) {
        const Storage *row = table ? table->storage(one.id) : nullptr;
        if (row && shouldServe(*row) && row->epoch == one.epoch)
            continue;
        qCInfo(lcApp) << Event("storage-let-go").with("storage", one.id).with("epoch", one.epoch);
        // detached: let go cleanly and say so on the label; otherwise it is somebody else's by now
        const bool cleanly = row && row->owner == m_cluster.self() && row->state == StorageState::Detached;
        Result<> done;
        if (cleanly)
            done = co_await m_store.detach(one.id, m_folders.value(one.id), row->epoch);
        else
            done = co_await m_store.stopServing(one.id);
        if (!done)
            qCCritical(lcApp) << Event("let-go-failed").with("storage", one.id).why(done.error());
    }
}

Task<> StorageKeeper::stop(QList<StorageId> storages)
{
    for (const StorageId &id : storages) {
        const Result<> done = co_await m_store.stopServing(id);
        if (!done)
            qCCritical(lcApp) << Event("let-go-failed").with("storage", id).why(done.error());
    }
}

Task<> StorageKeeper::keepTrying(std::stop_token stop)
{
    constexpr auto pause = 5s;
    for (;;) {
        const bool elapsed = co_await sleepFor(pause, stop);
        if (!elapsed)
            co_return;
        co_await gain();
    }
}

Task<> StorageKeeper::shutdown()
{
    m_isEnding = true;
    co_await m_turn.acquire();
    m_turn.release();
}

Task<> StorageKeeper::gain()
{
    co_await m_turn.acquire();
    const TablePointer table = m_cluster.table();
    QList<Storage> rows;
    if (table && !m_isEnding)
        rows = table->storagesOwnedBy(m_cluster.self());
    m_problems.removeIf([&rows](const std::pair<const StorageId &, QString &> &noted) {
        return std::none_of(
            rows.cbegin(), rows.cend(), [&noted](const Storage &row) { return row.id == noted.first; });
    });
    for (const Storage &row : rows) {
        const QList<ServedStorageId> served = m_store.served();
        if (row.state == StorageState::Detached && (m_alone || m_mayServe()))
            co_await signOff(row);
        if (!shouldServe(row) || served.contains({row.id, row.epoch}))
            m_problems.remove(row.id);
        else if (m_alone || m_mayServe())
            co_await serve(row);
        else
            note(row,
                QStringLiteral(
                    "waiting until the table has been compared with more than half of the other members"));
    }
    tellAway();
    m_turn.release();
}

Task<> StorageKeeper::serve(Storage row)
{
    const Result<QString> folder = co_await findFolder(row.id);
    if (!folder) {
        note(row, folder.error().forLog);
        co_return;
    }
    const QString tickets = StatePaths{m_options.state}.tickets();
    Result<std::optional<AttachTicket>> ticket = readTicket(tickets, row.id);
    if (ticket && !*ticket)
        ticket = co_await ticketAfterMerge(*folder, row);
    if (!ticket) {
        note(row, ticket.error().forLog);
        co_return;
    }
    // the table may have changed meanwhile; from here to the store nothing waits
    const TablePointer table = m_cluster.table();
    const Storage *now = table ? table->storage(row.id) : nullptr;
    if (m_isEnding || !now || !shouldServe(*now) || now->epoch != row.epoch)
        co_return;
    m_options.forgetAlarms(row.id);
    m_beginning.insert(row.id, row.epoch);
    Result<> served = co_await m_store.serve(*folder, row, *ticket);
    m_beginning.remove(row.id);
    if (served)
        served = remember(row.id, *folder);
    if (served)
        served = dropTicket(tickets, row.id);
    if (!served) {
        note(row, served.error().forLog);
        co_return;
    }
    m_problems.remove(row.id);
    tellAway();
    qCInfo(lcApp)
        << Event("storage-served").with("storage", row.id).with("name", row.name).with("epoch", row.epoch);
}

/// The folder whose label has this id. Two of them: neither (protocol.md 2.2).
Task<Result<QString>> StorageKeeper::findFolder(const StorageId &id)
{
    const Result<std::optional<AttachTicket>> ticket = readTicket(StatePaths{m_options.state}.tickets(), id);
    if (ticket && *ticket)
        co_return (*ticket)->path;
    QStringList candidates = m_options.paths;
    if (m_folders.contains(id))
        candidates.append(m_folders.value(id));
    candidates.removeDuplicates();
    QStringList matching;
    QString lastProblem =
        QStringLiteral("no folder with its label is known here; set storage.paths or use storage attach");
    for (const QString &path : candidates) {
        const Result<Label> label = co_await m_store.inspect(path);
        if (label && label->id == id)
            matching.append(path);
        else if (!label && (path == m_folders.value(id) || m_folders.value(id).isEmpty()))
            lastProblem = label.error().forLog;
    }
    if (matching.size() == 1)
        co_return matching.first();
    if (matching.size() > 1)
        co_return fail(Error::refused("two copies",
            QStringLiteral(
                "two folders have this storage's label: %1; none is served until one is taken away")
                .arg(matching.join(QStringLiteral(", ")))));
    co_return fail(Error::temporary("storage not found", lastProblem));
}

void StorageKeeper::note(const Storage &row, const QString &problem)
{
    if (m_problems.value(row.id) == problem)
        return; // told
    m_problems.insert(row.id, problem);
    tellAway();
    qCWarning(lcApp)
        << Event("storage-not-served").with("storage", row.id).with("name", row.name).with("why", problem);
}

void StorageKeeper::tellAway()
{
    QList<AwayStorage> away;
    for (auto it = m_problems.constBegin(); it != m_problems.constEnd(); ++it)
        away.append({it.key(), it.value()});
    std::sort(away.begin(), away.end(),
        [](const AwayStorage &a, const AwayStorage &b) { return a.id.hex() < b.id.hex(); });
    m_options.awayChanged(away);
}

QList<StorageView> StorageKeeper::storages() const
{
    QList<StorageView> views = m_store.storages();
    QSet<StorageId> shown;
    for (StorageView &view : views) {
        shown.insert(view.id);
        if (!view.served && m_problems.contains(view.id))
            view.problem = m_problems.value(view.id);
    }
    const TablePointer table = m_cluster.table();
    for (auto it = m_problems.constBegin(); it != m_problems.constEnd(); ++it) {
        if (shown.contains(it.key()))
            continue;
        StorageView view;
        view.id = it.key();
        if (const Storage *row = table ? table->storage(it.key()) : nullptr)
            view.name = row->name;
        view.path = m_folders.value(it.key());
        view.problem = it.value();
        views.append(view);
    }
    return views;
}

} // namespace homeport
