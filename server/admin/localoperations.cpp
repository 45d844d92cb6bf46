// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of questions, status, storages and routes; localaccounts.cpp has the accounts', localqueue.cpp
// the queue's, localsessions.cpp those of sessions and localaudit.cpp those of the audit.
#include "server/admin/localoperations.h"

#include "server/admin/adminerror.h"
#include "server/ports/accountmoves.h"
#include "server/ports/router.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

QJsonObject toJson(const FoundLabel &label)
{
    return {
        {QStringLiteral("id"), label.id.text()},
        {QStringLiteral("name"), label.name},
        {QStringLiteral("home"), label.home.text},
        {QStringLiteral("owner"), label.owner.text},
        {QStringLiteral("epoch"), qint64(label.epoch)},
        {QStringLiteral("detached"), label.isDetached},
        {QStringLiteral("path"), label.path},
        {QStringLiteral("proof"), label.proof},
    };
}

QJsonObject toJson(const StorageReport &report)
{
    return {
        {QStringLiteral("accountsFound"), report.accounts},
        {QStringLiteral("deletedAccounts"), report.deleted},
        {QStringLiteral("journalSegments"), report.segments},
        {QStringLiteral("journalDelivered"), report.delivered},
        {QStringLiteral("journalOpen"), report.open},
        {QStringLiteral("problemCount"), report.problemCount},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(report.problems)},
    };
}

QJsonObject toJson(const StorageView &view, const Storage *row, bool isPrepared)
{
    return {
        {QStringLiteral("id"), view.id.text()},
        {QStringLiteral("name"), view.name},
        {QStringLiteral("path"), view.path},
        {QStringLiteral("served"), view.served},
        {QStringLiteral("epoch"), qint64(view.epoch)},
        {QStringLiteral("problem"), view.problem},
        {QStringLiteral("freeBytes"), QString::number(view.freeBytes)},
        {QStringLiteral("accounts"), view.accounts},
        {QStringLiteral("prepared"), isPrepared},
        {QStringLiteral("row"), row ? QJsonValue(homeport::toJson(*row)) : QJsonValue()},
    };
}

Result<QJsonObject> answerOf(const Result<FoundLabel> &label)
{
    if (!label)
        return fail(label.error());
    return toJson(*label);
}

Result<QJsonObject> answerOf(const Result<> &done)
{
    if (!done)
        return fail(done.error());
    return QJsonObject{};
}

QString verdictOn(const FoundLabel &label, const Storage *row)
{
    if (!row)
        return QStringLiteral(
            "the cluster table has no storage with this id: it belongs to another cluster or was removed");
    if (label.epoch < row->epoch && label.isDetached)
        return QStringLiteral("detached; the table is %1 epochs further").arg(row->epoch - label.epoch);
    if (label.epoch < row->epoch)
        return QStringLiteral(
            "the label's epoch %1 is older than the table's %2: a stale copy, or the table has moved on")
            .arg(label.epoch)
            .arg(row->epoch);
    if (label.isDetached)
        return QStringLiteral("detached cleanly: may be attached by any member");
    return QStringLiteral("attached by %1: another member needs proof that it cannot write any more")
        .arg(label.owner.text);
}

} // namespace

std::span<const LocalOperations::Row> LocalOperations::rows()
{
    using Self = LocalOperations;
    static constexpr auto table = std::to_array<Row>({
        {"status", &Self::status},
        {"job.progress", &Self::jobProgress},
        {"storage.list", &Self::storageList},
        {"storage.inspect", &Self::storageInspect},
        {"storage.check", &Self::storageCheck},
        {"storage.attach", &Self::storageAttach},
        {"storage.detach", &Self::storageDetach},
        {"storage.create", &Self::storageCreate},
        {"storage.serveAlone", &Self::storageServeAlone},
        {"account.create", &Self::accountCreate},
        {"account.delete", &Self::accountDelete},
        {"account.createMany", &Self::accountCreateMany},
        {"account.present", &Self::accountPresent},
        {"account.inventory", &Self::accountInventory},
        {"account.usage", &Self::accountUsage},
        {"queue.lanes", &Self::queueLanes},
        {"queue.list", &Self::queueList},
        {"queue.search", &Self::queueSearch},
        {"queue.show", &Self::queueShow},
        {"queue.export", &Self::queueExport},
        {"queue.retry", &Self::queueRetry},
        {"queue.reroute", &Self::queueReroute},
        {"queue.hold", &Self::queueHold},
        {"queue.release", &Self::queueRelease},
        {"queue.delete", &Self::queueDelete},
        {"queue.adopt", &Self::queueAdopt},
        {"session.list", &Self::sessionList},
        {"session.end", &Self::sessionEnd},
        {"audit.list", &Self::auditList},
        {"task.list", &Self::taskList},
        {"route", &Self::route},
        {"directory.look", &Self::directoryLook},
        {"directory.prepareCopy", &Self::directoryPrepareCopy},
        {"directory.stepDown", &Self::directoryStepDown},
        {"directory.resume", &Self::directoryResume},
    });
    return table;
}

Task<Result<QJsonObject>> LocalOperations::ask(QString what, QJsonObject arguments)
{
    if (m_ports.moves && what.startsWith(QLatin1String("account.move."))) {
        const Result<QJsonObject> answer = co_await m_ports.moves->answer(what, arguments);
        co_return answer;
    }
    for (const Row &row : rows()) {
        if (what == QLatin1String(row.name)) {
            const Result<QJsonObject> answer = co_await (this->*row.handler)(Arguments(arguments));
            co_return answer;
        }
    }
    co_return fail(adminError(adminword::badRequest,
        QStringLiteral("what: \"%1\" is no question that member %2 understands")
            .arg(what.left(100), m_ports.cluster.self().text)));
}

Task<Result<QJsonObject>> LocalOperations::status(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    co_return homeport::toJson(m_ports.status());
}

Task<Result<QJsonObject>> LocalOperations::jobProgress(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!m_ports.jobProgress)
        co_return QJsonObject{};
    co_return m_ports.jobProgress();
}

Task<Result<QJsonObject>> LocalOperations::storageList(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const TablePointer table = m_ports.cluster.table();
    QJsonArray storages;
    const QList<StorageView> views = m_ports.store.storages();
    for (const StorageView &view : views)
        storages.append(
            toJson(view, table ? table->storage(view.id) : nullptr, m_ports.store.isPrepared(view.id)));
    QList<StorageId> prepared;
    if (table) {
        for (const Storage &row : table->storages) {
            if (m_ports.store.isPrepared(row.id))
                prepared.append(row.id);
        }
    }
    co_return QJsonObject{
        {QStringLiteral("storages"), storages}, {QStringLiteral("prepared"), idsToJson(prepared)}};
}

Task<Result<QJsonObject>> LocalOperations::storageInspect(Arguments arguments)
{
    const QString path = arguments.text("path");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<FoundLabel> label = co_await m_ports.store.inspect(path);
    co_return answerOf(label);
}

Task<Result<QJsonObject>> LocalOperations::storageCheck(Arguments arguments)
{
    const QString path = arguments.text("path");
    const bool isDeep = arguments.flag("deep");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<FoundLabel> label = co_await m_ports.store.inspect(path);
    if (!label)
        co_return fail(label.error());
    const TablePointer table = m_ports.cluster.table();
    const Storage *const row = table ? table->storage(label->id) : nullptr;
    QJsonObject answer = toJson(*label);
    answer.insert(QStringLiteral("prepared"), m_ports.store.isPrepared(label->id));
    answer.insert(QStringLiteral("row"), row ? QJsonValue(homeport::toJson(*row)) : QJsonValue());
    answer.insert(QStringLiteral("verdict"), verdictOn(*label, row));
    if (!isDeep)
        co_return answer;
    const Result<StorageReport> report = co_await m_ports.store.examine(path);
    if (!report)
        co_return fail(report.error());
    const QJsonObject found = toJson(*report);
    for (auto it = found.begin(); it != found.end(); ++it)
        answer.insert(it.key(), it.value());
    co_return answer;
}

Task<Result<QJsonObject>> LocalOperations::storageAttach(Arguments arguments)
{
    const QString path = arguments.text("path");
    const QString statement = arguments.optionalText("statement");
    const bool isOnlyCopy = arguments.flag("onlyCopy");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<FoundLabel> label = co_await m_ports.store.attach(path, statement, isOnlyCopy);
    co_return answerOf(label);
}

Task<Result<QJsonObject>> LocalOperations::storageDetach(Arguments arguments)
{
    const auto storage = arguments.id<StorageId>("storage");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<> done = co_await m_ports.store.letGo(storage);
    co_return answerOf(done);
}

Task<Result<QJsonObject>> LocalOperations::storageCreate(Arguments arguments)
{
    const QString path = arguments.text("path");
    const QString name = arguments.text("name");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<FoundLabel> label = co_await m_ports.store.create(path, name);
    co_return answerOf(label);
}

Task<Result<QJsonObject>> LocalOperations::storageServeAlone(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<> done = co_await m_ports.store.serveAlone();
    co_return answerOf(done);
}

} // namespace homeport
