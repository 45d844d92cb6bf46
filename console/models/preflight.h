// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The answer of a dry run of reassign: what was looked at, what stands in the way, and what leads out of it.
#pragma once

#include "console/models/severity.h"
#include "shared/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace homeport {

enum class CheckGrade { Pass, Warning, Block };

struct PreflightFinding
{
    QString name; ///< "old-owner", "target", "storage", "tables", "size-limit", "job", …
    CheckGrade grade = CheckGrade::Pass;
    QString text;
    QString remedy;
    bool operator==(const PreflightFinding &) const = default;
};

/// One storage that would go, and its accounts (when they could be counted).
struct PreflightMove
{
    QString id;
    QString name;
    std::optional<qint64> accounts;
    QString from;
    QString to;
    bool operator==(const PreflightMove &) const = default;
};

struct Preflight
{
    QList<PreflightFinding> checks; ///< what blocks first, then warnings, then what is in order
    std::optional<qint64> accounts;
    QStringList damaged; ///< directory entries that cannot be read: "dn: why"
    QList<PreflightMove> moves;

    bool isBlocked() const;
    int count(CheckGrade grade) const;
    bool operator==(const Preflight &) const = default;
};

Result<Preflight> preflightFromJson(const QJsonObject &json);
StateWord gradeWord(CheckGrade grade);

/// What the administrator can press beside a check.
enum class RemedyKind {
    None, ///< nothing in the console helps: the text says what does
    LookAgain, ///< it passes by itself
    Attach, ///< back to the step that attaches disks
    Target, ///< another target
    Source,
    LeaveOut, ///< `member` cannot be asked: vouch for it
    Jobs, ///< another job
    Members, ///< diverged tables, rights
};

struct Remedy
{
    RemedyKind kind = RemedyKind::None;
    QString member;
    QString button;
    bool operator==(const Remedy &) const = default;
};

Remedy remedyOf(const PreflightFinding &check);

} // namespace homeport
