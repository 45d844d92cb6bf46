// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The directory's servers as all members see them together.
#pragma once

#include "server/admin/verbs.h"

#include <QSet>

namespace homeport {

struct ServerOutlook
{
    QString uri;
    MemberName member; ///< that runs it; empty: a server of the site's own
    bool isWriter = false;
    QString role; ///< what its member says that it runs; empty: nobody said
    QString problem;
    QStringList reachedBy; ///< members
    QMap<QString, QString> notReachedBy; ///< member -> why
    QStringList context; ///< contextCSN, as the first member that reached it read it
};

struct DirectoryOutlook
{
    QList<ServerOutlook> servers; ///< the writer first
    QSet<int> numbers; ///< that servers have or had
    int answers = 0; ///< members that answered
    QStringList alarms;
    QJsonArray unreachable; ///< members that did not answer
    const ServerOutlook *writer() const { return servers.isEmpty() ? nullptr : &servers.first(); }
};

Task<DirectoryOutlook> lookAtDirectory(AdminWorld &world);
/// With "behindSeconds", where both could be asked.
QJsonObject toJson(const ServerOutlook &server, const DirectoryOutlook &outlook);
/// Do two servers hold the same changes?
bool isSameContext(const QStringList &one, const QStringList &other);

/// The verb directory.promote.
Task<Result<QJsonObject>> promoteDirectory(AdminWorld &world, VerbCall call);

} // namespace homeport
