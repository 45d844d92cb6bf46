// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What may become of member rows: the rules of server/admin/memberrules, as far as the demo can meet them.
#pragma once

#include "console/demo/demoverbs.h"

namespace homeport {

struct DemoMemberChange
{
    std::optional<QStringList> addresses;
    std::optional<QStringList> adminAddresses;
    std::optional<Rights> rights;
    std::optional<AdministrativeState> state;
    bool operator==(const DemoMemberChange &) const = default;
};

/// "addresses", "adminAddresses", "rights", "state": what is given.
DemoMemberChange readDemoChange(DemoArguments &arguments);
Rights readDemoRights(DemoArguments &arguments, const QString &key);
/// A full host name in lower case.
MemberName readDemoName(DemoArguments &arguments, const QString &key);
Result<> checkDemoState(const ClusterTable &table, const MemberName &name, AdministrativeState state);
Result<> changeDemoMember(ClusterTable &table, const MemberName &name, const DemoMemberChange &change);
Result<> checkDemoRemoval(const ClusterTable &table, const MemberName &name, bool hasAccounts);

} // namespace homeport
