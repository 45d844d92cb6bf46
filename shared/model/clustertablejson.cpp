// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The cluster table as JSON (protocol.md 1.7).
#include "shared/model/clustertable.h"
#include "shared/model/jsonreader.h"

#include <QSet>

namespace homeport {

namespace {

constexpr EnumWord<AdministratorRole> roleWords[] = {
    {AdministratorRole::Viewer, "viewer"},
    {AdministratorRole::Operator, "operator"},
    {AdministratorRole::Administrator, "administrator"},
};

QJsonObject administratorToJson(const Administrator &administrator)
{
    return {
        {QStringLiteral("name"), administrator.name},
        {QStringLiteral("role"), toText(administrator.role)},
        {QStringLiteral("passwordHash"), QString::fromLatin1(administrator.passwordHash)},
    };
}

Result<Administrator> administratorFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Administrator administrator;
    administrator.name = reader.filledText("name");
    administrator.role = reader.choice<AdministratorRole>("role", roleWords);
    administrator.passwordHash = reader.text("passwordHash").toLatin1();
    return reader.finish(administrator);
}

QJsonObject directoryToJson(const DirectoryRow &directory)
{
    QJsonObject servers;
    for (auto it = directory.servers.cbegin(); it != directory.servers.cend(); ++it)
        servers.insert(it.key(), it.value().text);
    return {
        {QStringLiteral("writer"), directory.writer},
        {QStringLiteral("readers"), QJsonArray::fromStringList(directory.readers)},
        {QStringLiteral("base"), directory.base},
        {QStringLiteral("managed"), directory.managed},
        {QStringLiteral("servers"), servers},
    };
}

Result<DirectoryRow> directoryFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    DirectoryRow directory;
    directory.writer = reader.text("writer");
    directory.readers = reader.texts("readers");
    directory.base = reader.text("base");
    directory.managed = reader.boolean("managed");
    const QJsonObject servers = json.value(QStringLiteral("servers")).toObject();
    for (auto it = servers.constBegin(); it != servers.constEnd(); ++it)
        directory.servers.insert(it.key(), MemberName(it.value().toString()));
    return reader.finish(directory);
}

/// Two rows of one name would make every look-up a matter of order.
template <class Row, class Name>
void checkUnique(JsonReader &reader, const char *key, const QList<Row> &rows, Name nameOf,
    const QString &twice = QStringLiteral("stands there twice"))
{
    QSet<QString> seen;
    for (const Row &row : rows) {
        const QString name = nameOf(row);
        if (seen.contains(name))
            reader.fault(key, name + u' ' + twice);
        seen.insert(name);
    }
}

void checkRows(JsonReader &reader, const ClusterTable &table)
{
    checkUnique(reader, "members", table.members, [](const Member &m) { return m.name.text; });
    checkUnique(reader, "storages", table.storages, [](const Storage &s) { return s.id.text(); });
    checkUnique(reader, "storages", table.storages, [](const Storage &s) { return s.name; });
    checkUnique(
        reader, "administrators", table.administrators, [](const Administrator &a) { return a.name; });
    checkUnique(reader, "jobs", table.jobs, [](const Job &job) { return job.id.text(); });
    QList<Storage> defaults;
    for (const Storage &storage : table.storages) {
        if (storage.isDefault)
            defaults << storage;
    }
    checkUnique(
        reader, "storages", defaults, [](const Storage &s) { return s.home.text; },
        QStringLiteral("has two default storages"));
}

} // namespace

QString toText(AdministratorRole role) { return wordOf<AdministratorRole>(roleWords, role); }

Result<AdministratorRole> administratorRoleFromText(const QString &text)
{
    JsonReader reader({{QStringLiteral("role"), text}});
    return reader.finish(reader.choice<AdministratorRole>("role", roleWords));
}

QJsonObject toJson(const TableRevision &revision)
{
    return {
        {QStringLiteral("number"), qint64(revision.number)},
        {QStringLiteral("hash"), QString::fromLatin1(revision.hash)},
    };
}

Result<TableRevision> tableRevisionFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    TableRevision revision;
    revision.number = quint64(reader.count("number"));
    revision.hash = reader.sha256("hash", true);
    return reader.finish(revision);
}

QByteArray encodeTable(const ClusterTable &table)
{
    QJsonArray parents;
    for (const QByteArray &parent : table.parents)
        parents.append(QString::fromLatin1(parent));
    QJsonArray administrators;
    for (const Administrator &administrator : table.administrators)
        administrators.append(administratorToJson(administrator));
    return jsonBytes({
        {QStringLiteral("cluster"), table.cluster.text()},
        {QStringLiteral("number"), qint64(table.number)},
        {QStringLiteral("parents"), parents},
        {QStringLiteral("author"), table.author},
        {QStringLiteral("time"), timeToJson(table.time)},
        {QStringLiteral("comment"), table.comment},
        {QStringLiteral("members"), listToJson(table.members)},
        {QStringLiteral("removed"), listToJson(table.removed)},
        {QStringLiteral("storages"), listToJson(table.storages)},
        {QStringLiteral("administrators"), administrators},
        {QStringLiteral("authority"), QString::fromLatin1(table.authority)},
        {QStringLiteral("directory"), directoryToJson(table.directory)},
        {QStringLiteral("jobs"), listToJson(table.jobs)},
    });
}

Result<ClusterTable> decodeTable(const QByteArray &body)
{
    const Result<QJsonObject> json = parseJsonObject(body);
    if (!json)
        return fail(json.error());
    JsonReader reader(*json);
    ClusterTable table;
    table.cluster = reader.id<ClusterId>("cluster");
    table.number = quint64(reader.count("number"));
    table.parents = reader.sha256List("parents");
    table.author = reader.text("author");
    table.time = reader.time("time");
    table.comment = reader.text("comment");
    table.members = reader.list("members", memberFromJson);
    table.removed = reader.list("removed", removedMemberFromJson);
    table.storages = reader.list("storages", storageFromJson);
    table.administrators = reader.list("administrators", administratorFromJson);
    table.authority = reader.text("authority").toLatin1();
    table.directory = reader.nested("directory", directoryFromJson);
    table.jobs = reader.list("jobs", jobFromJson);
    checkRows(reader, table);
    return reader.finish(table);
}

} // namespace homeport
