// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading the checks, and the way out of each.
#include "console/models/preflight.h"

#include "shared/model/jsonreader.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Preflight)
};

constexpr auto grades = std::to_array<EnumWord<CheckGrade>>({
    {CheckGrade::Pass, "pass"},
    {CheckGrade::Warning, "warning"},
    {CheckGrade::Block, "block"},
});

std::optional<qint64> countOrNull(JsonReader &reader, const QJsonObject &json, const char *key)
{
    if (json[QLatin1String(key)].isNull())
        return std::nullopt;
    return reader.count(key);
}

Result<PreflightFinding> checkFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    PreflightFinding check;
    check.name = reader.text("name");
    check.grade = reader.choice("result", std::span<const EnumWord<CheckGrade>>(grades));
    check.text = reader.text("text");
    check.remedy = reader.text("remedy");
    return reader.finish(check);
}

Result<PreflightMove> moveFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    PreflightMove move;
    move.id = reader.text("id");
    move.name = reader.text("name");
    move.accounts = countOrNull(reader, json, "accounts");
    move.from = reader.text("from");
    move.to = reader.text("to");
    return reader.finish(move);
}

} // namespace

int Preflight::count(CheckGrade grade) const
{
    return int(std::count_if(
        checks.cbegin(), checks.cend(), [&](const PreflightFinding &check) { return check.grade == grade; }));
}

bool Preflight::isBlocked() const { return count(CheckGrade::Block) > 0; }

Result<Preflight> preflightFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Preflight preflight;
    preflight.checks = reader.list("checks", checkFromJson);
    preflight.accounts = countOrNull(reader, json, "accounts");
    preflight.damaged = reader.texts("damaged");
    preflight.moves = reader.list("storages", moveFromJson);
    std::stable_sort(preflight.checks.begin(), preflight.checks.end(),
        [](const PreflightFinding &a, const PreflightFinding &b) { return a.grade > b.grade; });
    return reader.finish(preflight);
}

StateWord gradeWord(CheckGrade grade)
{
    switch (grade) {
    case CheckGrade::Pass:
        return {Text::tr("in order"), Severity::Good};
    case CheckGrade::Warning:
        return {Text::tr("warning"), Severity::Warning};
    case CheckGrade::Block:
        return {Text::tr("in the way"), Severity::Bad};
    }
    Q_UNREACHABLE();
}

Remedy remedyOf(const PreflightFinding &check)
{
    static const QRegularExpression leftOut(u"--without ([^\\s,;]+)"_s);
    if (check.grade == CheckGrade::Pass)
        return {};
    if (check.name == u"old-owner") {
        if (const auto match = leftOut.match(check.remedy); match.hasMatch())
            return {RemedyKind::LeaveOut, match.captured(1), {}};
        if (check.grade == CheckGrade::Warning)
            return {};
        if (check.remedy.contains(u"detach"_s))
            return {RemedyKind::Attach, {}, Text::tr("Detach its storages…")};
        return {RemedyKind::LookAgain, {}, Text::tr("Look again")};
    }
    if (check.name == u"storage" && check.grade == CheckGrade::Block)
        return {RemedyKind::Attach, {}, Text::tr("Attach the storage…")};
    if (check.name == u"target")
        return {RemedyKind::Target, {}, Text::tr("Choose another target…")};
    if (check.name == u"scope")
        return {RemedyKind::Source, {}, Text::tr("Choose another source…")};
    if (check.name == u"job" && check.grade == CheckGrade::Block)
        return {RemedyKind::Jobs, {}, Text::tr("Show the jobs")};
    if (check.name == u"tables")
        return {RemedyKind::Members, {}, Text::tr("Show the members")};
    return {};
}

} // namespace homeport
