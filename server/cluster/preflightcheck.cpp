// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Checks as lists, texts and JSON.
#include "server/cluster/preflightcheck.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<CheckResult> resultWords[] = {
    {CheckResult::Pass, "pass"},
    {CheckResult::Warning, "warning"},
    {CheckResult::Block, "block"},
};

} // namespace

QString toText(CheckResult result) { return wordOf<CheckResult>(resultWords, result); }

void PreflightChecks::pass(const char *name, const QString &text)
{
    list.append({QString::fromLatin1(name), CheckResult::Pass, text, {}});
}

void PreflightChecks::warn(const char *name, const QString &text, const QString &remedy)
{
    list.append({QString::fromLatin1(name), CheckResult::Warning, text, remedy});
}

void PreflightChecks::block(const char *name, const QString &text, const QString &remedy)
{
    list.append({QString::fromLatin1(name), CheckResult::Block, text, remedy});
}

bool PreflightChecks::hasBlock() const
{
    return std::any_of(list.begin(), list.end(),
        [](const PreflightCheck &check) { return check.result == CheckResult::Block; });
}

QStringList PreflightChecks::texts(CheckResult result) const
{
    QStringList out;
    for (const PreflightCheck &check : list) {
        if (check.result == result)
            out.append(
                check.remedy.isEmpty() ? check.text : check.text + QStringLiteral(". ") + check.remedy);
    }
    return out;
}

QJsonArray toJson(const PreflightChecks &checks)
{
    QJsonArray out;
    for (const PreflightCheck &check : checks.list) {
        out.append(QJsonObject{{QStringLiteral("name"), check.name},
            {QStringLiteral("result"), toText(check.result)}, {QStringLiteral("text"), check.text},
            {QStringLiteral("remedy"), check.remedy}});
    }
    return out;
}

} // namespace homeport
