// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// table.show|history|diff|merge|putBack.
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"
#include "shared/model/tablediff.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

Error noHistory()
{
    return adminError(adminword::unavailable, QStringLiteral("the history is not there yet"));
}

/// One revision by number, and by the beginning of its hash where a merge has made two of that number.
Result<TablePointer> revisionNumbered(AdminWorld &world, const char *key, qint64 number)
{
    if (!world.ports.keeper || !world.ports.keeper->revisions)
        return fail(noHistory());
    const QList<TablePointer> found = world.ports.keeper->revisions->numbered(quint64(number));
    if (found.isEmpty())
        return fail(adminError(adminword::notFound,
            QStringLiteral("%1: revision %2 is not kept here: see homeportctl table history")
                .arg(QLatin1String(key))
                .arg(number)));
    return found.first();
}

Result<QJsonObject> shownTable(ClusterTable table)
{
    for (Administrator &administrator : table.administrators)
        administrator.passwordHash.clear(); // nobody needs to see it
    return parseJsonObject(encodeTable(table));
}

Answer tableShow(AdminWorld &world, VerbCall call)
{
    const qint64 number = call.arguments.count("revision", 1, qint64(1) << 53, 0);
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    ClusterTable table = world.table();
    TableRevision revision = world.ports.cluster.revision();
    if (number != 0) {
        const Result<TablePointer> old = revisionNumbered(world, "revision", number);
        if (!old)
            co_return fail(old.error());
        table = **old;
        revision = {};
        const QList<HistoryEntry> entries = world.ports.history(1000);
        for (const HistoryEntry &entry : entries) {
            if (entry.revision.number == quint64(number) && entry.time == table.time)
                revision = entry.revision;
        }
    }
    const Result<QJsonObject> body = shownTable(table);
    if (!body)
        co_return fail(body.error());
    co_return QJsonObject{{QStringLiteral("revision"), toJson(revision)}, {QStringLiteral("table"), *body}};
}

Answer tableHistory(AdminWorld &world, VerbCall call)
{
    const int limit = int(call.arguments.count("limit", 1, 1000, 20));
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    QJsonArray revisions;
    const QList<HistoryEntry> entries = world.ports.history(limit);
    for (const HistoryEntry &entry : entries) {
        const QString by = entry.author.section(QStringLiteral(" from "), 0, 0);
        revisions.append(QJsonObject{{QStringLiteral("number"), qint64(entry.revision.number)},
            {QStringLiteral("hash"), QString::fromLatin1(entry.revision.hash)},
            {QStringLiteral("shortHash"), QString::fromLatin1(entry.revision.hash.left(8))},
            {QStringLiteral("time"), timeToJson(entry.time)}, {QStringLiteral("author"), by},
            {QStringLiteral("from"), entry.author.section(QStringLiteral(" from "), 1)},
            {QStringLiteral("comment"), entry.comment}});
    }
    co_return QJsonObject{{QStringLiteral("revisions"), revisions}};
}

QJsonObject sideToJson(const TableRevision &revision, const ClusterTable &table)
{
    QJsonObject json = toJson(revision);
    json.insert(QStringLiteral("author"), table.author);
    json.insert(QStringLiteral("time"), timeToJson(table.time));
    json.insert(QStringLiteral("comment"), table.comment);
    return json;
}

QJsonObject branchToJson(const AdminWorld &world, const TableBranch &branch)
{
    const ClusterTable ours = world.table();
    QStringList holders;
    for (const MemberName &name : branch.heldBy)
        holders.append(name.text);
    QJsonArray rows;
    const QList<RowDifference> differences = differingRows(*branch.base, ours, *branch.table);
    for (const RowDifference &row : differences) {
        rows.append(QJsonObject{{QStringLiteral("row"), row.row},
            {QStringLiteral("changed"), toText(row.change)}, {QStringLiteral("base"), row.base},
            {QStringLiteral("ours"), row.ours}, {QStringLiteral("theirs"), row.theirs}});
    }
    return {{QStringLiteral("base"), sideToJson(branch.baseRevision, *branch.base)},
        {QStringLiteral("ours"), sideToJson(world.ports.cluster.revision(), ours)},
        {QStringLiteral("theirs"), sideToJson(branch.tip, *branch.table)},
        {QStringLiteral("heldBy"), QJsonArray::fromStringList(holders)}, {QStringLiteral("rows"), rows}};
}

Answer tableDiff(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    if (!world.keeper().revisions)
        co_return fail(noHistory());
    const QList<TableBranch> branches = co_await world.keeper().revisions->branches();
    QJsonArray shown;
    for (const TableBranch &branch : branches)
        shown.append(branchToJson(world, branch));
    co_return QJsonObject{{QStringLiteral("branches"), shown}, {QStringLiteral("member"), world.self().text}};
}

/// "ROW=ours" or "ROW=theirs".
QHash<QString, TableSide> readChoices(Arguments &arguments)
{
    QHash<QString, TableSide> choices;
    const QStringList texts = arguments.optionalTexts("take");
    for (const QString &text : texts) {
        const qsizetype at = text.lastIndexOf(u'=');
        const QString side = text.mid(at + 1);
        if (at < 1 || (side != u"ours" && side != u"theirs"))
            arguments.fault("take",
                QStringLiteral("\"%1\" chooses nothing: expected ROW=ours or ROW=theirs, such as "
                               "storage:back2=theirs")
                    .arg(text));
        choices.insert(text.left(at), side == u"ours" ? TableSide::Ours : TableSide::Theirs);
    }
    return choices;
}

Result<TableBranch> branchNamed(const QList<TableBranch> &branches, const QString &hash)
{
    QList<TableBranch> matching;
    QStringList hashes;
    for (const TableBranch &branch : branches) {
        hashes.append(QString::fromLatin1(branch.tip.hash.left(8)));
        if (QString::fromLatin1(branch.tip.hash).startsWith(hash))
            matching.append(branch);
    }
    if (matching.size() == 1)
        return matching.first();
    if (branches.isEmpty())
        return fail(adminError(adminword::conflict,
            QStringLiteral("nothing to merge: every member that is up follows this table")));
    return fail(adminError(adminword::badRequest,
        QStringLiteral("branch: name one of %1 with --branch").arg(hashes.join(QStringLiteral(", ")))));
}

Answer tableMerge(AdminWorld &world, VerbCall call)
{
    const QString wanted = call.arguments.optionalText("branch").toLower();
    const QHash<QString, TableSide> choices = readChoices(call.arguments);
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    if (!world.keeper().revisions)
        co_return fail(noHistory());
    const QList<TableBranch> branches = co_await world.keeper().revisions->branches();
    const Result<TableBranch> branch = branchNamed(branches, wanted);
    if (!branch)
        co_return fail(branch.error());
    const auto notes = std::make_shared<QStringList>();
    TableHistory::Merge merge = [choices, notes](const ClusterTable &base, const ClusterTable &ours,
                                    const ClusterTable &theirs) -> Result<ClusterTable> {
        const Result<MadeTable> made = mergeTables(base, ours, theirs, choices);
        if (!made)
            return fail(made.error());
        *notes = made->notes;
        return made->table;
    };
    const QString author = world.authorOf(call.caller);
    const QString comment = QStringLiteral("merge of %1 and %2")
                                .arg(QString::fromLatin1(world.ports.cluster.revision().hash.left(8)),
                                    QString::fromLatin1(branch->tip.hash.left(8)));
    const Result<TableRevision> merged =
        co_await world.keeper().revisions->merge(branch->tip.hash, std::move(merge), author, comment);
    if (!merged)
        co_return fail(merged.error());
    co_return QJsonObject{{QStringLiteral("table"), toJson(*merged)},
        {QStringLiteral("number"), qint64(merged->number)},
        {QStringLiteral("merged"), branchToJson(world, *branch)},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(*notes)}};
}

Answer tablePutBack(AdminWorld &world, VerbCall call)
{
    const qint64 number = call.arguments.count("revision", 1, qint64(1) << 53, std::nullopt);
    const bool isDryRun = call.arguments.flag("dryRun");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<TablePointer> old = revisionNumbered(world, "revision", number);
    if (!old)
        co_return fail(old.error());
    const ClusterTable before = world.table();
    const Result<MadeTable> made = putTableBack(before, **old);
    if (!made)
        co_return fail(made.error());
    QJsonArray rows;
    const QList<RowDifference> differences = differingRows(before, before, made->table);
    for (const RowDifference &row : differences)
        rows.append(QJsonObject{{QStringLiteral("row"), row.row}, {QStringLiteral("now"), row.ours},
            {QStringLiteral("then"), row.theirs}});
    QJsonObject answer{{QStringLiteral("putBack"), rows},
        {QStringLiteral("notPutBack"), QJsonArray::fromStringList(made->notes)},
        {QStringLiteral("dryRun"), isDryRun}};
    if (isDryRun)
        co_return answer;
    auto change = [old = *old](ClusterTable &table) -> Result<> {
        const Result<MadeTable> again = putTableBack(table, *old);
        if (!again)
            return fail(again.error());
        table = again->table;
        return {};
    };
    const Result<QJsonObject> done = co_await world.change(
        std::move(change), call.caller, QStringLiteral("put back revision %1").arg(number));
    if (!done)
        co_return fail(done.error());
    answer.insert(QStringLiteral("table"), done->value(QStringLiteral("table")));
    co_return answer;
}

} // namespace

std::span<const Verb> tableVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"table.show", Viewer, Effect::Shows, VerbPlace::AnyMember, tableShow},
        {"table.history", Viewer, Effect::Shows, VerbPlace::AnyMember, tableHistory},
        {"table.diff", Viewer, Effect::Shows, VerbPlace::Keeper, tableDiff},
        {"table.merge", Administrator, Effect::Changes, VerbPlace::Keeper, tableMerge},
        {"table.putBack", Administrator, Effect::Changes, VerbPlace::Keeper, tablePutBack},
    });
    return table;
}

} // namespace homeport
