// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A storage row: a labelled directory tree that holds accounts, its home and who serves it now.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QJsonObject>

namespace homeport {

enum class StorageState {
    Served, ///< by its owner
    Detached, ///< let go cleanly; nobody serves it
};

struct Storage
{
    StorageId id;
    QString name;
    MemberName home; ///< the member it belongs to
    MemberName owner; ///< the member that serves it now; owner ≠ home is a stand-in
    quint64 epoch = 1; ///< grows by one with every change of owner or state, never falls
    StorageState state = StorageState::Served;
    bool isDefault = false; ///< holds the accounts of `home` whose record names no storage
    bool operator==(const Storage &) const = default;
};

QString toText(StorageState state);
QJsonObject toJson(const Storage &storage);
Result<Storage> storageFromJson(const QJsonObject &json);

} // namespace homeport
