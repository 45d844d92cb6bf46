// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// table.apply: many member rows in one revision, made against the table that the administrator looked at.
#include "server/admin/memberarguments.h"
#include "server/admin/memberrules.h"
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"
#include "shared/model/tablediff.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr qsizetype mostRows = 1000;
constexpr qsizetype leastHashDigits = 8;

/// A row as it shall be; what it does not name stays, or is empty in a new one.
struct WantedRow
{
    MemberName name;
    MemberChange change;
};

/// The row in front of the fault: "members[2] (front1.example.net): addresses: …".
Error inRow(const Error &why, qsizetype index, const QString &name)
{
    Error out = why;
    const QString row = name.isEmpty() ? QStringLiteral("members[%1]: ").arg(index)
                                       : QStringLiteral("members[%1] (%2): ").arg(index).arg(name);
    out.forLog = row + textForAdministrator(why);
    return out;
}

Result<WantedRow> readRow(const QJsonObject &json)
{
    Arguments arguments(json);
    WantedRow row;
    row.name = readNewName(arguments, "name");
    row.change = readMemberChange(arguments);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    return row;
}

Result<QList<WantedRow>> readRows(const QList<QJsonObject> &objects)
{
    QList<WantedRow> rows;
    QSet<QString> names;
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const Result<WantedRow> row = readRow(objects[i]);
        if (!row)
            return fail(inRow(row.error(), i, objects[i].value(QStringLiteral("name")).toString().left(100)));
        if (names.contains(row->name.text))
            return fail(inRow(
                adminError(adminword::badRequest, QStringLiteral("name: there is a row of this name above")),
                i, row->name.text));
        names.insert(row->name.text);
        rows.append(*row);
    }
    return rows;
}

/// One address leads to one member. Rows that there are already may share some: only who gets one that
/// another row has is judged.
Result<> checkAddresses(const ClusterTable &before, const ClusterTable &after, const QList<WantedRow> &rows)
{
    QHash<QString, QList<MemberName>> sharing;
    for (const Member &member : after.members) {
        const QSet<QString> own(member.addresses.begin(), member.addresses.end());
        for (const QString &address : own)
            sharing[address].append(member.name);
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const MemberName &name = rows[i].name;
        const Member *const old = before.member(name);
        const QStringList addresses = rows[i].change.addresses.value_or(QStringList());
        for (const QString &address : addresses) {
            QList<MemberName> others = sharing.value(address);
            others.removeAll(name);
            if (others.isEmpty() || (old && old->addresses.contains(address)))
                continue;
            const Error why = adminError(adminword::conflict,
                QStringLiteral("addresses: %1 stands in the rows of %2 and %3")
                    .arg(address, others.first().text, name.text));
            return fail(inRow(why, i, name.text));
        }
    }
    return {};
}

/// Who gives up being keeper may lean on another row, wherever it stands: the finished table is judged.
Result<> checkKeepers(const ClusterTable &before, const ClusterTable &after, const QList<WantedRow> &rows)
{
    if (hasActingKeeper(after))
        return {};
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Member *const now = before.member(rows[i].name);
        const Member *const then = after.member(rows[i].name);
        if (now && then && givesUpKeeping(*now, *then))
            return fail(inRow(noKeeperLeft(*now, *then), i, rows[i].name.text));
    }
    return fail(adminError(adminword::conflict,
        QStringLiteral("members: all keepers are withdrawn: make one ready in the same change")));
}

Result<> addRow(ClusterTable &table, const WantedRow &row)
{
    if (!row.change.rights)
        return fail(adminError(adminword::badRequest,
            QStringLiteral("rights: missing: a new row needs some of proxy, store, keeper")));
    Member member;
    member.name = row.name;
    return addMember(table, member);
}

Result<> applyRows(ClusterTable &table, const QList<WantedRow> &rows)
{
    const ClusterTable before = table;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const WantedRow &row = rows[i];
        Result<> done;
        if (!table.member(row.name))
            done = addRow(table, row);
        if (done)
            done = changeRow(table, row.name, row.change);
        if (!done)
            return fail(inRow(done.error(), i, row.name.text));
    }
    if (const Result<> keepers = checkKeepers(before, table, rows); !keepers)
        return keepers;
    return checkAddresses(before, table, rows);
}

/// Is the table in force the one that the rows were made against?
Result<> checkExpected(const ClusterView &cluster, const ClusterTable &table, const QString &expected)
{
    if (QString::fromLatin1(cluster.revision().hash).startsWith(expected))
        return {};
    return fail(adminError(adminword::conflict,
        QStringLiteral("expected: revision %1 (%2) is in force, not %3: changed by %4, %5: %6")
            .arg(cluster.revision().number)
            .arg(QString::fromLatin1(cluster.revision().hash.left(8)), expected.left(8),
                table.author.section(QStringLiteral(" from "), 0, 0), timeText(table.time),
                table.comment.isEmpty() ? QStringLiteral("no comment") : table.comment)));
}

QJsonArray rowsToJson(const ClusterTable &before, const ClusterTable &after)
{
    QJsonArray rows;
    const QList<RowDifference> differences = differingRows(before, before, after);
    for (const RowDifference &row : differences)
        rows.append(QJsonObject{{QStringLiteral("row"), row.row}, {QStringLiteral("now"), row.ours},
            {QStringLiteral("then"), row.theirs}});
    return rows;
}

/// What the change does; kept for the answer.
struct Applied
{
    QJsonArray rows;
    bool isSame = false;
};

Result<> applyTo(ClusterTable &table, const ClusterView &cluster, const QString &expected,
    const QList<WantedRow> &wanted, Applied &applied)
{
    const ClusterTable before = table;
    Result<> done = checkExpected(cluster, before, expected);
    if (done)
        done = applyRows(table, wanted);
    applied.rows = done ? rowsToJson(before, table) : QJsonArray();
    applied.isSame = table == before;
    return done;
}

QJsonObject answerOf(const Applied &applied, const TableRevision &revision, bool isDryRun)
{
    return {{QStringLiteral("rows"), applied.rows}, {QStringLiteral("revision"), toJson(revision)},
        {QStringLiteral("dryRun"), isDryRun}};
}

/// For the history.
QString summaryOf(const QList<WantedRow> &rows)
{
    constexpr qsizetype shown = 3;
    QStringList names;
    for (const WantedRow &row : rows.mid(0, shown))
        names.append(row.name.text);
    const QString list = names.join(QStringLiteral(", "));
    return rows.size() > shown
        ? QStringLiteral("apply member rows %1 and %2 more").arg(list).arg(rows.size() - shown)
        : QStringLiteral("apply member rows ") + list;
}

QString readExpected(Arguments &arguments)
{
    const QString expected = arguments.text("expected").toLower();
    const bool isHash = std::all_of(expected.begin(), expected.end(),
        [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
    if (!expected.isEmpty() && (!isHash || expected.size() < leastHashDigits || expected.size() > 64))
        arguments.fault("expected",
            QStringLiteral(
                "\"%1\" is no hash of a revision: expected 64 hex digits, or their first %2 or more")
                .arg(expected.left(100))
                .arg(leastHashDigits));
    return expected;
}

Answer tableApply(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    const QString expected = readExpected(arguments);
    const QList<QJsonObject> objects = arguments.objects("members", mostRows);
    const QString comment = arguments.optionalText("comment");
    const bool isDryRun = arguments.flag("dryRun");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QList<WantedRow>> wanted = readRows(objects);
    if (!wanted)
        co_return fail(wanted.error());
    // tried first: a fault, and what changes nothing, makes no revision
    ClusterTable trial = world.table();
    Applied tried;
    if (const Result<> done = applyTo(trial, world.ports.cluster, expected, *wanted, tried); !done)
        co_return fail(done.error());
    if (isDryRun || tried.isSame)
        co_return answerOf(tried, world.ports.cluster.revision(), isDryRun);
    const auto applied = std::make_shared<Applied>();
    auto change = [cluster = &world.ports.cluster, expected, rows = *wanted, applied](
                      ClusterTable &table) { return applyTo(table, *cluster, expected, rows, *applied); };
    const QString what = comment.isEmpty() ? summaryOf(*wanted) : comment;
    const QString author = world.authorOf(call.caller);
    const Result<TableRevision> revision =
        co_await world.keeper().tables.change(std::move(change), author, what, std::nullopt);
    if (!revision)
        co_return fail(revision.error());
    co_return answerOf(*applied, *revision, false);
}

} // namespace

std::span<const Verb> tableApplyVerbs()
{
    static constexpr auto table = std::to_array<Verb>({
        {"table.apply", AdministratorRole::Administrator, Effect::Changes, VerbPlace::Keeper, tableApply},
    });
    return table;
}

} // namespace homeport
