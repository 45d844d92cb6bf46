// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Pages of several keepers' audits made one, newest first, and the place where the next begins in each.
#pragma once

#include "shared/model/auditrecord.h"

#include <QJsonArray>
#include <QMap>
#include <QSet>

namespace homeport {

/// One keeper's answer to audit.list (localoperations.h).
struct AuditPart
{
    QString member;
    QJsonObject answer;
};

/// By keeper: the offset before which it goes on; 0: its audit has been told to the end.
using AuditPlaces = QMap<QString, qint64>;

/// Where a listing goes on.
struct AuditCursor
{
    AuditPlaces places;
    QSet<QString> missed; ///< keepers that did not answer when the last page was asked for
    bool operator==(const AuditCursor &) const = default;
};

struct MergedAudit
{
    QJsonArray records; ///< with "member"
    AuditPlaces places;
};

/// The newest `limit`, as far as it is known that nobody has a newer one that was not read yet.
MergedAudit mergeAudits(const QList<AuditPart> &parts, qsizetype limit);

/// Behind a page: who was asked for the places in `before` and is among `unanswered` stays where it was. It
/// ends when nobody else is left and these did not answer twice in a row.
AuditCursor cursorBehind(const AuditCursor &before, const AuditPlaces &merged, const QStringList &unanswered);

/// "back1.example.net=1234 back2.example.net=77! back3.example.net=0", "!": has been missed; empty when all
/// have been told to the end.
QString textOf(const AuditCursor &cursor);
Result<AuditCursor> auditCursorFromText(const QString &text);

} // namespace homeport
