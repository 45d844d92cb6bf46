// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of two tables side by side.
#include "console/ctl/differences.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString valueText(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return u"(no such row)"_s;
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toString();
}

QString sideText(const QString &name, const QJsonValue &side)
{
    return u"%1: revision %2 %3, %4, by %5: %6\n"_s.arg(name.leftJustified(6))
        .arg(side[u"number"_s].toInteger())
        .arg(side[u"hash"_s].toString().left(8), side[u"time"_s].toString(), side[u"author"_s].toString(),
            side[u"comment"_s].toString());
}

QString branchText(const QJsonValue &branch)
{
    QStringList holders;
    for (const QJsonValue &holder : branch[u"heldBy"_s].toArray())
        holders.append(holder.toString());
    QString out = sideText(u"base"_s, branch[u"base"_s]) + sideText(u"ours"_s, branch[u"ours"_s])
        + sideText(u"theirs"_s, branch[u"theirs"_s]);
    out += u"theirs is followed by: %1\n"_s.arg(
        holders.isEmpty() ? u"nobody that is up"_s : holders.join(u", "_s));
    for (const QJsonValue &row : branch[u"rows"_s].toArray()) {
        const QString changed = row[u"changed"_s].toString();
        out += u"\n%1: %2\n"_s.arg(row[u"row"_s].toString(),
            changed == u"both" ? u"CONFLICT, both changed it: choose with --take"_s
                               : u"changed by "_s + changed);
        for (const char *side : {"base", "ours", "theirs"})
            out += u"  %1 %2\n"_s.arg(
                QString::fromLatin1(side).leftJustified(6), valueText(row[QLatin1String(side)]));
    }
    return out;
}

QString putBackText(const QJsonObject &answer)
{
    QString out;
    for (const QJsonValue &row : answer[u"putBack"_s].toArray())
        out += u"%1\n  now    %2\n  then   %3\n"_s.arg(
            row[u"row"_s].toString(), valueText(row[u"now"_s]), valueText(row[u"then"_s]));
    for (const QJsonValue &note : answer[u"notPutBack"_s].toArray())
        out += u"note: "_s + note.toString() + u'\n';
    out += answer[u"dryRun"_s].toBool()
        ? u"nothing was changed (--dry-run)\n"_s
        : u"revision %1 is in force\n"_s.arg(answer[u"table"_s][u"number"_s].toInteger());
    return out;
}

QString appliedText(const QJsonObject &answer)
{
    QString out;
    const QJsonArray rows = answer[u"rows"_s].toArray();
    for (const QJsonValue &row : rows)
        out += u"%1\n  now    %2\n  then   %3\n"_s.arg(
            row[u"row"_s].toString(), valueText(row[u"now"_s]), valueText(row[u"then"_s]));
    if (rows.isEmpty())
        return out + u"nothing differs from the table in force\n"_s;
    return out
        + (answer[u"dryRun"_s].toBool()
                ? u"nothing was changed (--dry-run)\n"_s
                : u"revision %1 is in force\n"_s.arg(answer[u"revision"_s][u"number"_s].toInteger()));
}

} // namespace

QString differencesText(const QJsonObject &answer)
{
    if (answer.contains(u"rows"_s))
        return appliedText(answer);
    if (answer.contains(u"putBack"_s))
        return putBackText(answer);
    if (answer.contains(u"merged"_s))
        return branchText(answer[u"merged"_s])
            + u"\nmerged: revision %1 is in force\n"_s.arg(answer[u"table"_s][u"number"_s].toInteger());
    const QJsonArray branches = answer[u"branches"_s].toArray();
    if (branches.isEmpty())
        return u"no differences: every member that is up follows one table\n"_s;
    QString out;
    for (const QJsonValue &branch : branches)
        out += branchText(branch) + u'\n';
    return out;
}

} // namespace homeport
