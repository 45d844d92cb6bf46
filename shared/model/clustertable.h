// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The cluster table: the one document every member holds a copy of (protocol.md 1.7).
#pragma once

#include "shared/model/job.h"
#include "shared/model/member.h"
#include "shared/model/storage.h"

#include <QList>
#include <QMap>

namespace homeport {

enum class AdministratorRole { Viewer, Operator, Administrator };

struct Administrator
{
    QString name;
    AdministratorRole role = AdministratorRole::Viewer;
    QByteArray passwordHash; ///< PHC string, argon2id
    bool operator==(const Administrator &) const = default;
};

struct DirectoryRow
{
    QString writer; ///< URI of the one server that takes writes
    QStringList readers; ///< further URIs for look-ups, in order
    QString base; ///< "dc=example,dc=org"
    bool managed = false;
    QMap<QString, MemberName> servers; ///< managed: which keeper runs the server of a URI
    bool operator==(const DirectoryRow &) const = default;
};

/// Number and hash of a revision: what members compare.
struct TableRevision
{
    quint64 number = 0;
    QByteArray hash; ///< SHA-256 of the body in hex; empty: no table yet
    bool operator==(const TableRevision &) const = default;
};

/// The body of one revision. Plain value; signatures and chains are server/cluster's affair.
struct ClusterTable
{
    ClusterId cluster;
    quint64 number = 0;
    QList<QByteArray> parents; ///< hashes in hex
    QString author;
    QDateTime time;
    QString comment;
    QList<Member> members;
    QList<RemovedMember> removed;
    QList<Storage> storages;
    QList<Administrator> administrators;
    QByteArray authority; ///< PEM of the CA certificate
    DirectoryRow directory;
    QList<Job> jobs; ///< the running one and the last 20

    const Member *member(const MemberName &name) const;
    const Storage *storage(const StorageId &id) const;
    const Storage *storageByName(const QString &name) const;
    /// The default storage of a host server; null when it has none.
    const Storage *defaultStorageOf(const MemberName &host) const;
    QList<Storage> storagesOwnedBy(const MemberName &owner) const;
    Member *member(const MemberName &name);
    Storage *storage(const StorageId &id);
    const Job *runningJob() const;
    bool operator==(const ClusterTable &) const = default;
};

QString toText(AdministratorRole role);
Result<AdministratorRole> administratorRoleFromText(const QString &text);
QJsonObject toJson(const TableRevision &revision);
Result<TableRevision> tableRevisionFromJson(const QJsonObject &json);
/// Compact UTF-8 JSON: the bytes that are signed are made once by this and kept as they are.
QByteArray encodeTable(const ClusterTable &table);
Result<ClusterTable> decodeTable(const QByteArray &body);

} // namespace homeport
