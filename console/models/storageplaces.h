// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where storages lie: storage.list as a whole, and what storage.check reads from a disk's label.
#pragma once

#include "console/models/severity.h"
#include "shared/base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace homeport {

struct StoragePlace
{
    QString id;
    QString name;
    QString home;
    QString owner;
    QString state; ///< "served", "detached"
    quint64 epoch = 0;
    bool isServed = false;
    QString path; ///< at its owner; empty: not known now
    QString problem; ///< why its owner does not serve it
    qint64 freeBytes = -1; ///< -1: not known now
    qint64 accounts = -1; ///< the same
    QStringList preparedAt; ///< members to which its disk is attached, waiting to take it over

    bool isDetached() const { return state == u"detached"; }
    bool isStandIn() const { return home != owner; }
    bool operator==(const StoragePlace &) const = default;
};

struct StoragePlaces
{
    QList<StoragePlace> storages;
    QStringList silent; ///< members that could not be asked

    const StoragePlace *find(const QString &id) const;
    QList<StoragePlace> ownedBy(const QString &member) const;
    bool operator==(const StoragePlaces &) const = default;
};

Result<StoragePlaces> storagePlacesFromJson(const QJsonObject &json);

/// The label at a path of some member, and what that member says about it.
struct LabelCheck
{
    QString id;
    QString name;
    QString owner;
    quint64 epoch = 0;
    bool isDetached = false; ///< let go cleanly
    QString path;
    bool isPrepared = false;
    bool isKnown = false; ///< the cluster table has such a storage
    QString verdict;
    bool operator==(const LabelCheck &) const = default;
};

Result<LabelCheck> labelCheckFromJson(const QJsonObject &json);

/// Whether a disk may be attached, and what it needs.
struct LabelJudgement
{
    Severity severity = Severity::Good;
    QString text; ///< what was found, in a sentence
    bool mayAttach = true;
    bool needsStatement = false; ///< it was not let go cleanly: somebody vouches for the old owner
    bool operator==(const LabelJudgement &) const = default;
};

/// Before `wanted` is attached to `target`. The daemon judges again when it is attached.
LabelJudgement judgeLabel(const LabelCheck &label, const StoragePlace &wanted, const QString &target);

} // namespace homeport
