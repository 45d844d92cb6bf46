// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One answer of a preflight: what was looked at, how it stands, and what helps.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace homeport {

enum class CheckResult { Pass, Warning, Block };

struct PreflightCheck
{
    QString name; ///< a word: "old-owner", "target", "storage", "size-limit", ...
    CheckResult result = CheckResult::Pass;
    QString text;
    QString remedy; ///< what to do about it; empty when it passes
};

struct PreflightChecks
{
    QList<PreflightCheck> list;

    void pass(const char *name, const QString &text);
    void warn(const char *name, const QString &text, const QString &remedy);
    void block(const char *name, const QString &text, const QString &remedy);
    bool hasBlock() const;
    /// "text: remedy" of each of that kind.
    QStringList texts(CheckResult result) const;
};

QString toText(CheckResult result);
/// [{"name", "result", "text", "remedy"}]
QJsonArray toJson(const PreflightChecks &checks);

} // namespace homeport
