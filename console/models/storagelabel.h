// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Before a disk is attached: is it the right one, is it the newest, and does somebody have to vouch for its
// old owner?
#pragma once

#include "console/models/storagerow.h"

namespace homeport {

inline bool isDetached(const StorageRow &storage) { return storage.state == u"detached"; }
/// Null: there is no such storage.
const StorageRow *findStorage(const StorageList &list, const QString &id);
QList<StorageRow> storagesOwnedBy(const StorageList &list, const QString &member);

struct LabelJudgement
{
    Severity severity = Severity::Good;
    QString text; ///< what was found, in a sentence
    bool mayAttach = true;
    bool needsStatement = false; ///< it was not let go cleanly
    bool operator==(const LabelJudgement &) const = default;
};

/// Before `wanted` is attached to `target`. The daemon judges again when it is attached.
LabelJudgement judgeLabel(const StorageCheck &label, const StorageRow &wanted, const QString &target);

/// Empty: the statement is one. It goes to the audit as it is; nobody checks it but the reader of the audit.
QString whyNoStatement(const QString &statement, bool isVouched, const QString &owner);
/// The sentence of the check box that belongs to the statement.
QString vouchText(const QString &owner);

} // namespace homeport
