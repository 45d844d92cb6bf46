// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What may be done to a member row, as far as the table tells.
#pragma once

#include "server/admin/adminerror.h"
#include "shared/model/clustertable.h"

namespace homeport {

/// What may be changed of a row; nullopt stays as it is.
struct MemberChange
{
    std::optional<QStringList> addresses;
    std::optional<QStringList> adminAddresses;
    std::optional<Rights> rights;
    std::optional<AdministrativeState> state;
    bool operator==(const MemberChange &) const = default;
};

/// A new row; refused when there is one of this name.
Result<> addMember(ClusterTable &table, const Member &member);
/// Refused where the rights or the state cannot be changed so.
Result<> changeMember(ClusterTable &table, const MemberName &name, const MemberChange &change);
/// One of several changes: whether a keeper is left is judged when all are made.
Result<> changeRow(ClusterTable &table, const MemberName &name, const MemberChange &change);
/// Is there a keeper that has joined and is not withdrawn?
bool hasActingKeeper(const ClusterTable &table);
/// Was it a keeper that can act, and is none any more, or withdrawn?
bool givesUpKeeping(const Member &before, const Member &after);
/// For the row that gives up what nobody else does.
Error noKeeperLeft(const Member &before, const Member &after);
/// Does the cluster's own directory take its writes there?
bool isDirectoryWriter(const ClusterTable &table, const MemberName &name);
/// Why the member cannot have that state.
Result<> checkState(const ClusterTable &table, const MemberName &name, AdministrativeState state);
/// Why it cannot be removed.
Result<> checkRemoval(const ClusterTable &table, const MemberName &name, bool hasAccounts);
/// Takes it out, with its empty storages and what else names it. `now`: Unix ms.
void removeMember(ClusterTable &table, const MemberName &name, qint64 now);

} // namespace homeport
