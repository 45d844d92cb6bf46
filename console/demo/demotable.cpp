// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// table.show|history|diff|merge|putBack.
#include "console/demo/demoverbs.h"

#include "shared/model/jsonreader.h"
#include "shared/model/tablediff.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Result<DemoRevision> revisionNumbered(const DemoWorld &world, const QString &key, qint64 number)
{
    for (const DemoRevision &one : world.history) {
        if (one.revision.number == quint64(number))
            return one;
    }
    return fail(demoError("not-found",
        u"%1: revision %2 is not kept here: see homeportctl table history"_s.arg(key).arg(number)));
}

Result<QJsonObject> tableShow(DemoWorld &world, DemoCall &call)
{
    const qint64 number = call.arguments.count(u"revision"_s, 1, qint64(1) << 53, 0);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    DemoRevision shown{world.revision, world.table};
    if (number != 0) {
        const Result<DemoRevision> old = revisionNumbered(world, u"revision"_s, number);
        if (!old)
            return fail(old.error());
        shown = *old;
    }
    for (Administrator &administrator : shown.table.administrators)
        administrator.passwordHash.clear();
    const Result<QJsonObject> body = parseJsonObject(encodeTable(shown.table));
    if (!body)
        return fail(body.error());
    return QJsonObject{{u"revision"_s, toJson(shown.revision)}, {u"table"_s, *body}};
}

Result<QJsonObject> tableHistory(DemoWorld &world, DemoCall &call)
{
    const qint64 limit = call.arguments.count(u"limit"_s, 1, 1000, 20);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QJsonArray revisions;
    for (auto one = world.history.crbegin(); one != world.history.crend() && revisions.size() < limit;
         ++one) {
        const QString separator = u" from "_s;
        revisions.append(QJsonObject{{u"number"_s, qint64(one->revision.number)},
            {u"hash"_s, QString::fromLatin1(one->revision.hash)},
            {u"shortHash"_s, QString::fromLatin1(one->revision.hash.left(8))},
            {u"time"_s, timeToJson(one->table.time)},
            {u"author"_s, one->table.author.section(separator, 0, 0)},
            {u"from"_s, one->table.author.section(separator, 1)}, {u"comment"_s, one->table.comment}});
    }
    return QJsonObject{{u"revisions"_s, revisions}};
}

QJsonObject sideToJson(const DemoRevision &side)
{
    QJsonObject json = toJson(side.revision);
    json.insert(u"author"_s, side.table.author);
    json.insert(u"time"_s, timeToJson(side.table.time));
    json.insert(u"comment"_s, side.table.comment);
    return json;
}

/// Where the two lines parted.
DemoRevision baseOf(const DemoWorld &world)
{
    for (const DemoRevision &one : world.history) {
        if (world.branch->table.parents.contains(one.revision.hash))
            return one;
    }
    return world.history.first();
}

QJsonObject branchJson(const DemoWorld &world)
{
    const DemoRevision base = baseOf(world);
    QJsonArray rows;
    const QList<RowDifference> differences = differingRows(base.table, world.table, world.branch->table);
    for (const RowDifference &row : differences)
        rows.append(QJsonObject{{u"row"_s, row.row}, {u"changed"_s, toText(row.change)},
            {u"base"_s, row.base}, {u"ours"_s, row.ours}, {u"theirs"_s, row.theirs}});
    return {{u"base"_s, sideToJson(base)}, {u"ours"_s, sideToJson({world.revision, world.table})},
        {u"theirs"_s, sideToJson(*world.branch)}, {u"heldBy"_s, QJsonArray{u"back3.example.net"_s}},
        {u"rows"_s, rows}};
}

Result<QJsonObject> tableDiff(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QJsonArray branches;
    if (world.branch)
        branches.append(branchJson(world));
    return QJsonObject{{u"branches"_s, branches}, {u"member"_s, DemoWorld::answeredBy().text}};
}

Result<QHash<QString, TableSide>> readChoices(DemoArguments &arguments)
{
    QHash<QString, TableSide> choices;
    const QStringList texts = arguments.optionalTexts(u"take"_s);
    for (const QString &text : texts) {
        const QString side = text.section(u'=', -1);
        if (side != u"ours" && side != u"theirs")
            arguments.fault(u"take"_s,
                u"\"%1\" chooses nothing: expected ROW=ours or ROW=theirs, such as storage:back2=theirs"_s
                    .arg(text));
        choices.insert(text.section(u'=', 0, -2), side == u"ours" ? TableSide::Ours : TableSide::Theirs);
    }
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    return choices;
}

Result<QJsonObject> tableMerge(DemoWorld &world, DemoCall &call)
{
    call.arguments.optionalText(u"branch"_s); // there is at most one
    const Result<QHash<QString, TableSide>> choices = readChoices(call.arguments);
    if (!choices)
        return fail(choices.error());
    if (!world.branch)
        return fail(demoError("conflict", u"nothing to merge: every member that is up follows this table"_s));
    const Result<MadeTable> made =
        mergeTables(baseOf(world).table, world.table, world.branch->table, *choices);
    if (!made)
        return fail(made.error());
    const QJsonObject merged = branchJson(world);
    Result<QJsonObject> done = world.change(
        [&](ClusterTable &table) -> Result<> {
            table = made->table;
            return {};
        },
        call.caller,
        u"merge of %1 and %2"_s.arg(QString::fromLatin1(world.revision.hash.left(8)),
            QString::fromLatin1(world.branch->revision.hash.left(8))));
    if (!done)
        return done;
    world.branch.reset();
    done->insert(u"number"_s, qint64(world.revision.number));
    done->insert(u"merged"_s, merged);
    done->insert(u"warnings"_s, QJsonArray::fromStringList(made->notes));
    return done;
}

Result<QJsonObject> tablePutBack(DemoWorld &world, DemoCall &call)
{
    const qint64 number = call.arguments.count(u"revision"_s, 1, qint64(1) << 53, std::nullopt);
    const bool isDryRun = call.arguments.flag(u"dryRun"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<DemoRevision> old = revisionNumbered(world, u"revision"_s, number);
    if (!old)
        return fail(old.error());
    const Result<MadeTable> made = putTableBack(world.table, old->table);
    if (!made)
        return fail(made.error());
    QJsonArray rows;
    const QList<RowDifference> differences = differingRows(world.table, world.table, made->table);
    for (const RowDifference &row : differences)
        rows.append(QJsonObject{{u"row"_s, row.row}, {u"now"_s, row.ours}, {u"then"_s, row.theirs}});
    QJsonObject answer{{u"putBack"_s, rows}, {u"notPutBack"_s, QJsonArray::fromStringList(made->notes)},
        {u"dryRun"_s, isDryRun}};
    if (isDryRun)
        return answer;
    const Result<QJsonObject> done = world.change(
        [&](ClusterTable &table) -> Result<> {
            table = made->table;
            return {};
        },
        call.caller, u"put back revision %1"_s.arg(number));
    if (!done)
        return done;
    answer.insert(u"table"_s, done->value(u"table"_s));
    return answer;
}

} // namespace

std::span<const DemoVerb> demoTableVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"table.show", Viewer, DemoEffect::Shows, tableShow},
        {"table.history", Viewer, DemoEffect::Shows, tableHistory},
        {"table.diff", Viewer, DemoEffect::Shows, tableDiff},
        {"table.merge", Administrator, DemoEffect::Changes, tableMerge, 80ms},
        {"table.putBack", Administrator, DemoEffect::Changes, tablePutBack, 40ms},
    });
    return table;
}

} // namespace homeport
