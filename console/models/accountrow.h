// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accounts and aliases as account.list, account.show and account.move.show tell of them.
#pragma once

#include "console/models/pagedmodel.h"
#include "console/models/severity.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>

namespace homeport {

struct AccountRow
{
    QString kind; ///< "account", "alias"
    QString address;
    QString id;
    QString hostServer;
    QString oldHostServer; ///< its home, while a stand-in has it
    QString storage; ///< name
    QString owner; ///< who serves the storage
    bool isServed = false;
    bool isEnabled = false;
    qint64 quotaBytes = 0; ///< 0: none
    QStringList targets; ///< of an alias
    QDateTime changed;

    bool isAccount() const { return kind == QStringLiteral("account"); }
    bool operator==(const AccountRow &) const = default;
};

struct AccountDetails
{
    AccountRow row;
    QStringList aliases; ///< that lead to it
    bool operator==(const AccountDetails &) const = default;
};

/// An account that moves, or of which its former storage keeps something.
struct MoveRow
{
    QString address;
    QString from; ///< storage
    QString to;
    QString on; ///< the storage that tells this
    QString state; ///< "copying", "held", "moved", "receiving", "adopted"
    QString phase; ///< what the keeper asked does with it now; empty: nothing
    QString runner;
    QString aside; ///< not empty: the former storage keeps the account's folder under this name
    QDateTime changed;

    bool isUnderWay() const { return state != QStringLiteral("moved"); }
    bool operator==(const MoveRow &) const = default;
};

struct MoveList
{
    QList<MoveRow> moves;
    QStringList unreachable;
};

Result<AccountRow> accountRowFromJson(const QJsonObject &json);
Result<RowPage<AccountRow>> accountPageFromJson(const QJsonObject &json);
Result<AccountDetails> accountDetailsFromJson(const QJsonObject &json);
Result<MoveList> moveListFromJson(const QJsonObject &json);
Result<QStringList> domainsFromJson(const QJsonObject &json);

/// At home, with a stand-in, not served; an alias has none.
StateWord accountWord(const AccountRow &row);
StateWord moveWord(const MoveRow &row);
QList<RowColumn<AccountRow>> accountColumns();
QList<RowColumn<MoveRow>> moveColumns();

} // namespace homeport
