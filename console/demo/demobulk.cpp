// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// account.import and account.reconcile.
#include "console/demo/demoverbs.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QJsonObject problem(qint64 line, const QString &address, const QString &what)
{
    return {{u"line"_s, line}, {u"address"_s, address}, {u"kind"_s, u"refused"_s}, {u"field"_s, u"address"_s},
        {u"value"_s, address}, {u"problem"_s, what}};
}

Result<QJsonObject> accountImport(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const bool isDryRun = arguments.flag(u"dryRun"_s);
    const QString host = arguments.optionalText(u"host"_s);
    for (const QString &key : {u"storage"_s, u"spread"_s, u"createDomains"_s})
        arguments.ignore(key);
    const QList<QJsonObject> entries = arguments.objects(u"entries"_s, 5000);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.member(u"host"_s, host.isEmpty() ? u"back1"_s : host);
    if (!member)
        return fail(member.error());
    const Storage *const storage = world.table.defaultStorageOf(*member);
    if (!storage)
        return fail(demoError("conflict", u"host: %1 has no storage"_s.arg(member->text)));
    qint64 added = 0;
    qint64 equal = 0;
    QJsonArray problems;
    for (const QJsonObject &entry : entries) {
        const QString address = entry[u"address"_s].toString().toLower();
        const QString domain = address.section(u'@', -1);
        if (world.accounts.contains(address)) {
            ++equal;
        } else if (!world.domains.contains(domain)) {
            problems.append(
                problem(entry[u"line"_s].toInteger(), address, u"%1 is none of our domains"_s.arg(domain)));
        } else {
            ++added;
            DemoAccount account;
            account.address = address;
            account.id = demoId<AccountId>(address);
            account.host = *member;
            account.storage = storage->id;
            account.changed = world.now();
            if (!isDryRun)
                world.accounts.insert(address, account);
        }
    }
    return QJsonObject{{u"added"_s, added}, {u"redirects"_s, 0}, {u"equal"_s, equal},
        {u"withoutPassword"_s, 0}, {u"domains"_s, QJsonArray()}, {u"problems"_s, problems}};
}

/// Folders and records of the demo always agree.
Result<QJsonObject> accountReconcile(DemoWorld &world, DemoCall &call)
{
    const QString host = call.arguments.optionalText(u"host"_s);
    for (const QString &key : {u"mend"_s, u"minAge"_s, u"limit"_s})
        call.arguments.ignore(key);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (const Result<MemberName> member = world.memberOrSelf(u"host"_s, host); !member)
        return fail(member.error());
    qint64 folders = 0;
    qint64 storages = 0;
    QJsonArray warnings;
    for (const Storage &storage : std::as_const(world.table.storages)) {
        if (!world.isServed(storage.id)) {
            warnings.append(u"storage %1 was not looked at: %2 does not serve it now"_s.arg(
                storage.name, storage.owner.text));
            continue;
        }
        ++storages;
        folders += world.accountsOn(storage.id);
    }
    const qint64 records = world.accounts.size();
    return QJsonObject{{u"findings"_s, QJsonArray()}, {u"counts"_s, QJsonObject()}, {u"records"_s, records},
        {u"folders"_s, folders}, {u"mended"_s, 0}, {u"warnings"_s, warnings},
        {u"summary"_s,
            QJsonArray{
                u"compared: %1 records, %2 folders, %3 storages"_s.arg(records).arg(folders).arg(storages)}}};
}

} // namespace

std::span<const DemoVerb> demoBulkVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"account.import", Operator, DemoEffect::Changes, accountImport, 500ms},
        {"account.reconcile", Operator, DemoEffect::Changes, accountReconcile, 1500ms},
    });
    return table;
}

} // namespace homeport
