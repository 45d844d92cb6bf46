// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One word for what is seen of a member, with its reasons and its beginning.
#pragma once

#include "server/admin/verbs.h"

#include <QJsonArray>

namespace homeport {

/// What the members that answer say of one of them.
class Witnesses
{
public:
    /// `peer`: a PeerView, from the status of `witness`.
    void add(const MemberName &witness, const QJsonValue &peer);

    /// [{"member", "state", "since", "lastError"}]
    const QJsonArray &rows() const { return m_rows; }
    bool anySeesDown() const { return !m_down.isEmpty(); }
    /// "front1.example.net sees it down: connection refused"
    const QStringList &whoSeesDown() const { return m_down; }
    QDateTime downSince() const { return m_downSince; } ///< the first of those who say so
    QDateTime upSince() const { return m_upSince; }

private:
    QJsonArray m_rows;
    QStringList m_down;
    QDateTime m_downSince;
    QDateTime m_upSince;
};

/// By the member that is spoken of: one look at each answer, however many members there are.
QHash<QString, Witnesses> witnessesOf(const std::vector<MemberAnswer> &answers);

/// What is wrong with a member that answers, as it says itself: directory, alarms, table, certificate.
QStringList faultsOf(const QJsonObject &status, const TableRevision &revision, qint64 nowMs);
/// Storages that it owns and nobody serves.
QStringList unservedOf(const AdminWorld &world, const ClusterTable &table, const MemberName &member);

struct Observed
{
    QString word; ///< "up", "degraded", "down", "unknown"
    QStringList reasons;
    QDateTime evidence; ///< of its beginning, as far as members know it
};
/// `answer`: the member's status, or why there is none.
Observed judge(const AdminWorld &world, const ClusterTable &table, const MemberAnswer &member,
    const Witnesses &witnesses, qint64 nowMs);

/// Remembers what was seen, and says since when it has been so.
QDateTime beginningOf(AdminWorld &world, const MemberName &member, const Observed &observed, qint64 nowMs);

} // namespace homeport
