// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What can be done with accounts, aliases and domains, with the words that say what happens.
#pragma once

#include "console/models/accountrow.h"
#include "console/models/act.h"
#include "console/models/clusterstate.h"

namespace homeport {

struct AccountDraft
{
    QString address;
    Secret password;
    QString host; ///< empty: the backend with the fewest accounts
    QString storage; ///< empty: the host's default
    qint64 quotaBytes = 0; ///< 0: none
};

/// What is wrong with an address that somebody types; empty: nothing, as far as the console can tell.
QString whyNoAddress(const QString &address);

Act createAccountAct(const AccountDraft &account);
Act setPasswordAct(const QString &address, const Secret &password);
Act addTargetsAct(const QString &alias, const QStringList &targets);
/// `targets`: where its mail goes until now.
Act removeAliasAct(const QString &alias, const QStringList &targets);
Act enableAct(const QString &address);
Act disableAct(const QString &address);
/// `storage` empty: the target's default.
Act moveAct(const AccountRow &account, const QString &target, const QString &storage);
Act resumeMoveAct(const MoveRow &move);
Act revertMoveAct(const MoveRow &move);
Act purgeMoveAct(const MoveRow &move);
Act deleteAccountAct(const AccountRow &account);
Act addDomainAct(const QString &domain);

/// Backends that an account can be created on or moved to, the one with the fewest accounts first.
QStringList placesForAccounts(const ClusterState &cluster, const QString &except = {});
/// Storages that `member` serves now, its default first.
QStringList storagesForAccounts(const ClusterState &cluster, const QString &member);

} // namespace homeport
