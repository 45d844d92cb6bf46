// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// table.apply: many member rows in one revision, made against the table that the administrator looked at.
#include "console/demo/demorules.h"

#include "shared/model/jsonreader.h"
#include "shared/model/tablediff.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct WantedRow
{
    MemberName name;
    DemoMemberChange change;
};

Error inRow(const Error &why, qsizetype index, const QString &name)
{
    Error out = why;
    out.forLog = name.isEmpty() ? u"members[%1]: "_s.arg(index) + why.forLog
                                : u"members[%1] (%2): "_s.arg(index).arg(name) + why.forLog;
    return out;
}

Result<QList<WantedRow>> readRows(const QList<QJsonObject> &objects)
{
    QList<WantedRow> rows;
    for (qsizetype i = 0; i < objects.size(); ++i) {
        DemoArguments arguments(objects[i]);
        WantedRow row;
        row.name = readDemoName(arguments, u"name"_s);
        row.change = readDemoChange(arguments);
        if (const Result<> read = arguments.finish(); !read)
            return fail(inRow(read.error(), i, objects[i][u"name"_s].toString()));
        for (const WantedRow &above : std::as_const(rows)) {
            if (above.name == row.name)
                return fail(inRow(demoError("bad-request", u"name: there is a row of this name above"_s), i,
                    row.name.text));
        }
        rows.append(row);
    }
    return rows;
}

Result<> checkAddresses(const ClusterTable &table)
{
    QHash<QString, MemberName> taken;
    for (const Member &member : table.members) {
        for (const QString &address : member.addresses) {
            const MemberName other = taken.value(address);
            if (!other.isEmpty() && other != member.name)
                return fail(demoError("conflict",
                    u"addresses: %1 stands in the rows of %2 and %3"_s.arg(
                        address, other.text, member.name.text)));
            taken.insert(address, member.name);
        }
    }
    return {};
}

Result<> applyRows(ClusterTable &table, const QList<WantedRow> &rows)
{
    // who becomes a keeper, or ready, comes first: another row may lean on it
    for (const bool isGaining : {true, false}) {
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const WantedRow &row = rows[i];
            const bool gains = (row.change.rights && row.change.rights->keeper)
                || row.change.state == AdministrativeState::Ready;
            if (gains != isGaining)
                continue;
            if (!table.member(row.name) && !row.change.rights)
                return fail(inRow(demoError("bad-request",
                                      u"rights: missing: a new row needs some of proxy, store, keeper"_s),
                    i, row.name.text));
            if (!table.member(row.name)) {
                Member member;
                member.name = row.name;
                table.members.append(member);
            }
            if (const Result<> done = changeDemoMember(table, row.name, row.change); !done)
                return fail(inRow(done.error(), i, row.name.text));
        }
    }
    return checkAddresses(table);
}

Result<> checkExpected(const DemoWorld &world, const QString &expected)
{
    if (QString::fromLatin1(world.revision.hash).startsWith(expected))
        return {};
    const ClusterTable &table = world.table;
    return fail(demoError("conflict",
        u"expected: revision %1 (%2) is in force, not %3: changed by %4, %5: %6"_s.arg(world.revision.number)
            .arg(QString::fromLatin1(world.revision.hash.left(8)), expected.left(8),
                table.author.section(u" from "_s, 0, 0), timeText(table.time),
                table.comment.isEmpty() ? u"no comment"_s : table.comment)));
}

QString summaryOf(const QList<WantedRow> &rows)
{
    QStringList names;
    for (const WantedRow &row : rows.mid(0, 3))
        names.append(row.name.text);
    const QString list = names.join(u", "_s);
    return rows.size() > 3 ? u"apply member rows %1 and %2 more"_s.arg(list).arg(rows.size() - 3)
                           : u"apply member rows "_s + list;
}

Result<QJsonObject> tableApply(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QString expected = arguments.text(u"expected"_s).toLower();
    const QList<QJsonObject> objects = arguments.objects(u"members"_s, 1000);
    const QString comment = arguments.optionalText(u"comment"_s);
    const bool isDryRun = arguments.flag(u"dryRun"_s);
    if (expected.size() < 8)
        arguments.fault(u"expected"_s,
            u"\"%1\" is no hash of a revision: expected 64 hex digits, or their first 8 or more"_s.arg(
                expected));
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    const Result<QList<WantedRow>> wanted = readRows(objects);
    if (!wanted)
        return fail(wanted.error());
    if (const Result<> same = checkExpected(world, expected); !same)
        return fail(same.error());
    ClusterTable trial = world.table;
    if (const Result<> done = applyRows(trial, *wanted); !done)
        return fail(done.error());
    QJsonArray rows;
    const QList<RowDifference> differences = differingRows(world.table, world.table, trial);
    for (const RowDifference &row : differences)
        rows.append(QJsonObject{{u"row"_s, row.row}, {u"now"_s, row.ours}, {u"then"_s, row.theirs}});
    if (!isDryRun && !rows.isEmpty()) {
        const Result<QJsonObject> done =
            world.change([&](ClusterTable &table) { return applyRows(table, *wanted); }, call.caller,
                comment.isEmpty() ? summaryOf(*wanted) : comment);
        if (!done)
            return done;
    }
    return QJsonObject{{u"rows"_s, rows}, {u"revision"_s, toJson(world.revision)}, {u"dryRun"_s, isDryRun}};
}

} // namespace

std::span<const DemoVerb> demoTableApplyVerbs()
{
    static constexpr auto table = std::to_array<DemoVerb>({
        {"table.apply", AdministratorRole::Administrator, DemoEffect::Changes, tableApply, 60ms},
    });
    return table;
}

} // namespace homeport
