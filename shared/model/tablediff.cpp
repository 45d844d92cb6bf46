// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Which rows differ, and who changed them.
#include "shared/model/tablediff.h"

#include "shared/model/jsonreader.h"
#include "shared/model/tablerows.h"

#include <QCryptographicHash>

namespace homeport {

namespace {

QJsonValue shown(const Member &member) { return toJson(member); }
QJsonValue shown(const Storage &storage) { return toJson(storage); }
QJsonValue shown(const Job &job) { return toJson(job); }
QJsonValue shown(const Administrator &administrator)
{
    const QByteArray mark =
        QCryptographicHash::hash(administrator.passwordHash, QCryptographicHash::Sha256).toHex().left(6);
    return QJsonObject{{QStringLiteral("name"), administrator.name},
        {QStringLiteral("role"), toText(administrator.role)},
        {QStringLiteral("passwordMark"), QString::fromLatin1(mark)}}; // tells only whether two are the same
}
QJsonValue shown(const DirectoryRow &directory)
{
    QJsonObject servers;
    for (auto it = directory.servers.cbegin(); it != directory.servers.cend(); ++it)
        servers.insert(it.key(), it.value().text);
    return QJsonObject{{QStringLiteral("servers"), servers}, {QStringLiteral("writer"), directory.writer},
        {QStringLiteral("readers"), QJsonArray::fromStringList(directory.readers)},
        {QStringLiteral("base"), directory.base}, {QStringLiteral("managed"), directory.managed}};
}
QJsonValue shown(const QByteArray &pem) { return QString::fromLatin1(pem); }

template <class Row> QJsonValue shown(const std::optional<Row> &row)
{
    return row ? shown(*row) : QJsonValue(QJsonValue::Null);
}

template <class Row> void note(QList<RowDifference> &differences, const QString &name, const Rows<Row> &rows)
{
    if (rows.ours == rows.theirs)
        return;
    const RowChange change = rows.base == rows.ours ? RowChange::Theirs
        : rows.base == rows.theirs                  ? RowChange::Ours
                                                    : RowChange::Both;
    differences.append({name, change, shown(rows.base), shown(rows.ours), shown(rows.theirs)});
}

} // namespace

QString toText(RowChange change)
{
    switch (change) {
    case RowChange::Ours:
        return QStringLiteral("ours");
    case RowChange::Theirs:
        return QStringLiteral("theirs");
    case RowChange::Both:
        return QStringLiteral("both");
    }
    Q_UNREACHABLE();
}

QString storageRowName(const Storage &storage, const ClusterTable &ours, const ClusterTable &theirs)
{
    for (const ClusterTable *table : {&ours, &theirs}) {
        const Storage *const named = table->storageByName(storage.name);
        if (named && named->id != storage.id)
            return QStringLiteral("storage:") + storage.id.text();
    }
    return QStringLiteral("storage:") + storage.name;
}

QList<RowDifference> differingRows(
    const ClusterTable &base, const ClusterTable &ours, const ClusterTable &theirs)
{
    QList<RowDifference> differences;
    for (const auto &rows : joined(base.members, ours.members, theirs.members, keyOfMember))
        note(differences, QStringLiteral("member:") + rows.any().name.text, rows);
    for (const auto &rows : joined(base.storages, ours.storages, theirs.storages, keyOfStorage))
        note(differences, storageRowName(rows.any(), ours, theirs), rows);
    for (const auto &rows :
        joined(base.administrators, ours.administrators, theirs.administrators, keyOfAdministrator))
        note(differences, QStringLiteral("administrator:") + rows.any().name, rows);
    for (const auto &rows : joined(base.jobs, ours.jobs, theirs.jobs, keyOfJob))
        note(differences, QStringLiteral("job:") + rows.any().id.text(), rows);
    note(differences, QStringLiteral("directory"),
        Rows<DirectoryRow>{base.directory, ours.directory, theirs.directory});
    note(differences, QStringLiteral("authority"),
        Rows<QByteArray>{base.authority, ours.authority, theirs.authority});
    return differences;
}

} // namespace homeport
