// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Checks, counts, outcomes.
#include "console/ctl/joboutput.h"

#include "console/ctl/output.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString number(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : u"not counted"_s;
}

QString seconds(const QJsonValue &ms) { return QString::number(ms.toDouble() / 1000, 'f', 1) + u" s"_s; }

QString namesOf(const QJsonValue &list)
{
    QStringList names;
    const QJsonArray elements = list.toArray();
    for (const QJsonValue &element : elements)
        names.append(element.toString());
    return names.join(u", "_s);
}

bool hasBlock(const QJsonObject &answer)
{
    const QJsonArray checks = answer[u"checks"_s].toArray();
    for (const QJsonValue &check : checks) {
        if (check[u"result"_s].toString() == u"block")
            return true;
    }
    return false;
}

QString dryRunText(const QJsonObject &answer)
{
    QString out;
    const QJsonArray storages = answer[u"storages"_s].toArray();
    for (const QJsonValue &storage : storages)
        out += u"storage %1: %2 -> %3, accounts: %4\n"_s.arg(storage[u"name"_s].toString(),
            storage[u"from"_s].toString(), storage[u"to"_s].toString(), number(storage[u"accounts"_s]));
    out += u"accounts: %1\n"_s.arg(number(answer[u"accounts"_s]));
    const QJsonArray checks = answer[u"checks"_s].toArray();
    for (const QJsonValue &check : checks) {
        out += u"%1 %2: %3\n"_s.arg(check[u"result"_s].toString().leftJustified(8),
            check[u"name"_s].toString(), check[u"text"_s].toString());
        if (!check[u"remedy"_s].toString().isEmpty())
            out += u"         -> %1\n"_s.arg(check[u"remedy"_s].toString());
    }
    return out + (hasBlock(answer) ? u"it would be refused\n"_s : u"nothing stands in the way\n"_s);
}

QString stateWord(const QJsonObject &answer, const QJsonValue &job)
{
    const QString error = job[u"error"_s].toString();
    const QString text = answer[u"text"_s].toString();
    if (!text.isEmpty())
        return text;
    return job[u"state"_s].toString() + (error.isEmpty() ? QString() : u": "_s + error);
}

} // namespace

QString jobText(const QJsonObject &answer)
{
    if (answer[u"dryRun"_s].toBool())
        return dryRunText(answer);
    const QJsonValue job = answer[u"job"_s];
    if (!job.isObject())
        return {};
    QString out = u"job %1, %2 of %3: %4\n"_s.arg(job[u"id"_s].toString().left(8), job[u"kind"_s].toString(),
        namesOf(answer[u"storages"_s]), stateWord(answer, job));
    if (answer.contains(u"served"_s)) {
        out += answer[u"servedAfterMs"_s].isDouble()
            ? u"access was back after %1\n"_s.arg(seconds(answer[u"servedAfterMs"_s]))
            : u"access is not back yet\n"_s;
        out += u"records rewritten: %1 of %2 in %3 s\n"_s.arg(number(answer[u"rewritten"_s]),
            number(answer[u"total"_s]), QString::number(answer[u"seconds"_s].toDouble(), 'f', 1));
    }
    if (answer.contains(u"remaining"_s))
        out += u"records that still name the former host: %1\n"_s.arg(number(answer[u"remaining"_s]));
    const QJsonArray damaged = answer[u"damaged"_s].toArray();
    for (const QJsonValue &entry : damaged)
        out += u"damaged: %1\n"_s.arg(entry.toString());
    return out;
}

QString progressLine(const QJsonObject &progress)
{
    QString out = progress[u"text"_s].toString() + u": "_s + number(progress[u"rewritten"_s]);
    if (progress[u"total"_s].isDouble())
        out += u" of "_s + number(progress[u"total"_s]);
    out += u", %1/s"_s.arg(progress[u"rate"_s].toInteger());
    if (progress[u"remainingSeconds"_s].isDouble())
        out += u", %1 s left"_s.arg(progress[u"remainingSeconds"_s].toInteger());
    out += progress[u"servedAfterMs"_s].isDouble()
        ? u"; access is back since %1"_s.arg(seconds(progress[u"servedAfterMs"_s]))
        : u"; not served yet"_s;
    return out;
}

QString jobStateText(const QJsonObject &answer)
{
    QString out;
    if (answer[u"progress"_s].isObject())
        out += u"\n%1\n"_s.arg(progressLine(answer[u"progress"_s].toObject()));
    if (!answer[u"text"_s].toString().isEmpty())
        out += u"\n%1\n"_s.arg(answer[u"text"_s].toString());
    return out;
}

int jobExitCode(const QJsonObject &answer)
{
    if (answer[u"dryRun"_s].toBool())
        return hasBlock(answer) ? exitcode::conflict : exitcode::done;
    if (answer.contains(u"alreadyDone"_s) || answer[u"background"_s].toBool())
        return exitcode::done;
    const bool isWhole = answer[u"done"_s].toBool() && answer[u"damagedCount"_s].toInteger() == 0;
    return isWhole ? exitcode::done : exitcode::partly;
}

} // namespace homeport
