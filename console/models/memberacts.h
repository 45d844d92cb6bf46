// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What can be done to a member, with the words that say what users notice and how it is taken back.
#pragma once

#include "console/models/act.h"
#include "console/models/membermodel.h"
#include "shared/model/member.h"

namespace homeport {

Act drainMember(const MemberRow &row);
Act withdrawMember(const MemberRow &row);
Act makeMemberReady(const MemberRow &row);
/// The name is typed to confirm while it still hosts accounts or storages. `isQueueGone`: its queue was taken
/// over, or is lost.
Act removeMember(const MemberRow &row, bool isQueueGone);

/// Empty: may be done (rights aside). Else why not, for a tooltip.
QString whyNotDrain(const MemberRow &row);
QString whyNotWithdraw(const MemberRow &row);
QString whyNotReady(const MemberRow &row);
QString whyNotReassign(const MemberRow &row);

/// A token for a new machine; `isReplacement`: for one that takes the place of the lost member `name`, which
/// brings its rights. `without`: members that need not be asked whether they still reach the lost one.
Act inviteMember(const QString &name, const Rights &rights, bool isReplacement, const QStringList &without);
/// What is run on the new machine. `address`: where the others reach it; empty: a placeholder stands there.
QString joinCommand(const QString &token, const QString &name, const Rights &rights, bool isReplacement,
    const QString &address);

} // namespace homeport
