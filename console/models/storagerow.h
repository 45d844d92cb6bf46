// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Storages as storage.list and storage.check tell of them, and what can be done with them.
#pragma once

#include "console/models/act.h"
#include "console/models/rowmodel.h"

namespace homeport {

struct StorageRow
{
    QString id;
    QString name;
    QString home;
    QString owner;
    quint64 epoch = 0;
    QString state; ///< "served", "detached"
    bool isDefault = false;
    bool isServed = false;
    bool isStandIn = false;
    QString path; ///< on the owner; empty: it did not tell
    QString problem; ///< why it is not served
    qint64 freeBytes = -1; ///< -1: not known
    qint64 accounts = -1;
    QStringList preparedAt; ///< members that it is attached to, besides its owner
    bool operator==(const StorageRow &) const = default;
};

struct StorageList
{
    QList<StorageRow> storages;
    QStringList unreachable; ///< "back2.example.net: why"
};

/// The label of a storage on a disk beside its row in the cluster table.
struct StorageCheck
{
    QString id;
    QString name;
    QString home;
    QString owner;
    quint64 epoch = 0;
    bool isDetached = false;
    QString path;
    bool isPrepared = false;
    QString verdict; ///< in words
    std::optional<StorageRow> row; ///< none: the table has no such storage
    /// With "deep" only.
    std::optional<qint64> accountsFound;
    qint64 deletedAccounts = 0;
    qint64 journalDelivered = 0;
    qint64 journalOpen = 0;
    qint64 problemCount = 0;
    QStringList problems;

    /// Another member may still write to the disk: attaching it needs a proof.
    bool needsFencing(const QString &member) const { return !isDetached && !isPrepared && owner != member; }
    /// The table has gone further than this disk: a stale copy, unless the administrator knows better.
    bool isOlderThanTable() const;
};

Result<StorageList> storageListFromJson(const QJsonObject &json);
Result<StorageCheck> storageCheckFromJson(const QJsonObject &json);
StateWord storageWord(const StorageRow &row);
QList<RowColumn<StorageRow>> storageColumns();

struct StorageAttachment
{
    QString member;
    QString path;
    QString fenced; ///< how one knows that the old owner cannot write any more; empty: nothing was said
    bool isOnlyCopy = false;
};

Act createStorageAct(const QString &member, const QString &path, const QString &name);
Act attachStorageAct(const StorageAttachment &attachment, const StorageCheck &check);
Act detachStorageAct(const StorageRow &storage);
Act serveAloneAct(const QString &member);

/// What attaching led to: who serves it now, or what comes next; from the answer of storage.attach.
QString afterAttach(const QJsonObject &answer);

} // namespace homeport
