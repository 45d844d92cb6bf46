// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reassignments, restores and their progress as text for people.
#pragma once

#include <QJsonObject>
#include <QString>

namespace homeport {

/// The answer of reassign, restore and job.pause|resume|cancel|undo.
QString jobText(const QJsonObject &answer);
/// What job.show tells beside the list.
QString jobStateText(const QJsonObject &answer);
/// "rewriting records: 12,000 of 500,000, 14,100/s, 35 s left; access is back since 0.8 s"
QString progressLine(const QJsonObject &progress);
int jobExitCode(const QJsonObject &answer);

} // namespace homeport
