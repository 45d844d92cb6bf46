// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Everything about one member that the table has no room for.
#pragma once

#include "console/models/membermodel.h"

namespace homeport {

struct DetailSection
{
    QString title;
    QList<StateWord> lines; ///< whole sentences, with their severity
    bool operator==(const DetailSection &) const = default;
};

/// Times are absolute, so that it only changes when something has happened.
QList<DetailSection> memberDetail(const MemberRow &row);
/// Without a member: problems by what they are about.
QList<DetailSection> clusterDetail(const ClusterState &cluster, const QList<MemberRow> &rows);

} // namespace homeport
