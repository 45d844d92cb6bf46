// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Pages of several keepers' audits made one, newest first, and the place where the next begins in each.
#pragma once

#include "shared/model/auditrecord.h"

#include <QJsonArray>
#include <QMap>

namespace homeport {

/// One keeper's answer to audit.list (localoperations.h).
struct AuditPart
{
    QString member;
    QJsonObject answer;
};

/// By keeper: the offset before which it goes on; 0: its audit has been told to the end.
using AuditPlaces = QMap<QString, qint64>;

struct MergedAudit
{
    QJsonArray records; ///< with "member"
    AuditPlaces places;
};

/// The newest `limit`, as far as it is known that nobody has a newer one that was not read yet.
MergedAudit mergeAudits(const QList<AuditPart> &parts, qsizetype limit);

/// "back1.example.net=1234 back2.example.net=0"; empty when all have been told to the end.
QString cursorOf(const AuditPlaces &places);
Result<AuditPlaces> placesOfCursor(const QString &cursor);

} // namespace homeport
