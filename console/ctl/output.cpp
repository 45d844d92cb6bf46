// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Tables, fields, status, jobs.
#include "console/ctl/output.h"

#include "console/ctl/differences.h"
#include "console/ctl/joboutput.h"
#include "console/ctl/listoutput.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString bytesText(qint64 bytes)
{
    static constexpr const char *units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = double(bytes);
    size_t unit = 0;
    while (value >= 1024 && unit + 1 < std::size(units)) {
        value /= 1024;
        ++unit;
    }
    return QString::number(value, 'f', unit == 0 ? 0 : 1) + u' ' + QLatin1String(units[unit]);
}

QString plainText(const QJsonValue &value)
{
    const ValueWords words{u"yes"_s, u"no"_s, u','};
    return valueText(value, words);
}

QString text(const QJsonValue &value, Format format)
{
    const QString plain = plainText(value);
    if (plain.isEmpty())
        return u"-"_s;
    switch (format) {
    case Format::Plain:
        return plain;
    case Format::Bytes:
        return bytesText(plain.toLongLong());
    case Format::Time: {
        const QDateTime time = QDateTime::fromString(plain, Qt::ISODateWithMs);
        return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) : plain;
    }
    }
    Q_UNREACHABLE();
}

QString table(const QList<Column> &columns, const QJsonArray &rows)
{
    QList<QStringList> cells{{}};
    for (const Column &column : columns)
        cells.first().append(column.title);
    for (const QJsonValue &row : rows) {
        QStringList line;
        for (const Column &column : columns)
            line.append(text(cellOf(row, column.key), column.format));
        cells.append(line);
    }
    QList<qsizetype> widths(columns.size(), 0);
    for (const QStringList &line : std::as_const(cells)) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    }
    QString out;
    for (const QStringList &line : std::as_const(cells)) {
        QString shown;
        for (qsizetype i = 0; i < line.size(); ++i)
            shown += line[i].leftJustified(widths[i] + 2);
        out += shown.trimmed() + u'\n';
    }
    return out;
}

QString fields(const QJsonObject &answer)
{
    QString out;
    for (auto it = answer.begin(); it != answer.end(); ++it) {
        if (it.key() == u"table" || it.key() == u"warnings" || it.key() == u"next"
            || it.key() == u"unreachable" || it.key() == u"failed")
            continue;
        const QString value = plainText(*it);
        if (!value.isEmpty())
            out += it.key() + u": "_s + value + u'\n';
    }
    return out;
}

QString lines(const QJsonValue &list, const QString &before)
{
    QString out;
    const QJsonArray elements = list.toArray();
    for (const QJsonValue &element : elements)
        out += before + plainText(element) + u'\n';
    return out;
}

/// What helps people: the lane's host, a message's recipients in one field.
QJsonArray withShownNames(const QJsonArray &rows)
{
    QJsonArray out;
    for (const QJsonValue &value : rows) {
        QJsonObject row = value.toObject();
        if (row.contains(u"messages"_s)) {
            const QString host = row[u"host"_s].toString();
            row.insert(u"shownName"_s, host.isEmpty() ? row[u"name"_s].toString() : u"host:"_s + host);
        }
        if (row.contains(u"recipients"_s)) {
            QStringList recipients;
            const QJsonArray all = row[u"recipients"_s].toArray();
            for (const QJsonValue &recipient : all)
                recipients.append(recipient[u"recipient"_s].toString());
            row.insert(u"recipientsText"_s, recipients.join(u','));
        }
        out.append(row);
    }
    return out;
}

QString statusText(const QJsonObject &answer)
{
    const QList<Column> members{{u"MEMBER"_s, u"name"_s}, {u"ANSWERS"_s, u"reachable"_s},
        {u"SEEN"_s, u"observed"_s}, {u"STATE"_s, u"administrativeState"_s}, {u"RIGHTS"_s, u"rights"_s},
        {u"VERSION"_s, u"version"_s}, {u"SESSIONS"_s, u"sessions"_s}, {u"QUEUED"_s, u"queuedMessages"_s},
        {u"DIRECTORY"_s, u"directory"_s}, {u"LAST SEEN"_s, u"lastSeen"_s, Format::Time}};
    const QList<Column> storages{{u"STORAGE"_s, u"name"_s}, {u"HOME"_s, u"home"_s}, {u"OWNER"_s, u"owner"_s},
        {u"STATE"_s, u"state"_s}, {u"SERVED"_s, u"served"_s}, {u"STAND-IN"_s, u"standIn"_s},
        {u"EPOCH"_s, u"epoch"_s}};
    QString out = u"%1 (table revision %2)\n"_s.arg(answer[u"health"_s].toString())
                      .arg(answer[u"table"_s][u"number"_s].toInteger());
    out += lines(answer[u"problems"_s], u"  - "_s);
    out += lines(answer[u"advice"_s], u"  advice: "_s);
    out += u'\n' + table(members, answer[u"members"_s].toArray());
    const QJsonArray rows = answer[u"storages"_s].toArray();
    if (!rows.isEmpty())
        out += u'\n' + table(storages, rows);
    if (answer[u"job"_s].isObject()) {
        const QJsonValue job = answer[u"job"_s];
        out += u"\njob: %1 %2 %3, %4\n"_s.arg(job[u"kind"_s].toString(), job[u"from"_s].toString(),
            job[u"to"_s].toString(), job[u"state"_s].toString());
    }
    return out;
}

QString routesText(const QJsonObject &answer)
{
    QString out;
    const QJsonArray routes = answer[u"routes"_s].toArray();
    for (const QJsonValue &route : routes) {
        const QList<Column> columns{
            {u"STEP"_s, u"step"_s}, {u"WHAT"_s, u"text"_s}, {u"TOLD BY"_s, u"from"_s}};
        out += route[u"member"_s].toString() + u":\n"_s;
        if (!route[u"steps"_s].toArray().isEmpty())
            out += table(columns, route[u"steps"_s].toArray());
        if (!route[u"mail"_s].toString().isEmpty())
            out += u"mail:   "_s + route[u"mail"_s].toString() + u'\n';
        if (!route[u"login"_s].toString().isEmpty())
            out += u"login:  "_s + route[u"login"_s].toString() + u'\n';
        if (!route[u"error"_s].toString().isEmpty())
            out += u"  cannot be asked: "_s + route[u"error"_s].toString() + u'\n';
    }
    return out;
}

QString messageText(const QJsonObject &answer)
{
    QJsonObject head = answer;
    head.remove(u"recipients"_s);
    head.remove(u"headersCut"_s);
    const QString headers = head.take(u"headers"_s).toString();
    const QList<Column> columns{{u"RECIPIENT"_s, u"recipient"_s}, {u"ADDRESS"_s, u"address"_s},
        {u"STATE"_s, u"state"_s}, {u"TRIES"_s, u"attempts"_s}, {u"NEXT TRY"_s, u"nextTry"_s, Format::Time},
        {u"LAST ERROR"_s, u"lastError"_s}};
    QString out = fields(head) + u'\n' + table(columns, answer[u"recipients"_s].toArray());
    const QList<Column> tries{{u"TRIED"_s, u"time"_s, Format::Time}, {u"RESULT"_s, u"result"_s},
        {u"AT"_s, u"destination"_s}, {u"ANSWER"_s, u"text"_s}};
    const QJsonArray recipients = answer[u"recipients"_s].toArray();
    for (const QJsonValue &recipient : recipients) {
        const QJsonArray history = recipient[u"history"_s].toArray();
        if (!history.isEmpty())
            out += u'\n' + recipient[u"recipient"_s].toString() + u":\n"_s + table(tries, history);
    }
    if (!headers.isEmpty())
        out += u'\n' + headers.trimmed() + u'\n';
    return answer[u"headersCut"_s].toBool() ? out + u"(there is more of the header)\n"_s : out;
}

QString json(QJsonObject answer)
{
    answer.insert(u"schemaVersion"_s, 1);
    return QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Indented));
}

int codeOf(const VerbRow &verb, const QJsonObject &answer)
{
    if (verb.show == Show::Status) {
        const QString health = answer[u"health"_s].toString();
        return health == u"healthy" ? exitcode::done
            : health == u"degraded" ? exitcode::degraded
                                    : exitcode::partly;
    }
    if (verb.show == Show::Job)
        return jobExitCode(answer);
    return answer[u"failed"_s].toArray().isEmpty() ? exitcode::done : exitcode::partly;
}

QString bodyOf(const VerbRow &verb, const QJsonObject &answer)
{
    switch (verb.show) {
    case Show::Table:
        return table(verb.columns, withShownNames(answer[verb.list].toArray()));
    case Show::Fields:
        return fields(answer);
    case Show::Token:
        return answer[u"token"_s].toString() + u'\n';
    case Show::Status:
        return statusText(answer);
    case Show::Job:
        return jobText(answer);
    case Show::Jobs:
        return table(verb.columns, answer[verb.list].toArray()) + jobStateText(answer);
    case Show::Message:
        return messageText(answer);
    case Show::Routes:
        return routesText(answer);
    case Show::Differences:
        return differencesText(answer);
    case Show::Json:
        return json(answer);
    }
    Q_UNREACHABLE();
}

} // namespace

Shown showAnswer(const VerbRow &verb, const QJsonObject &answer, Output output)
{
    Shown shown;
    shown.code = codeOf(verb, answer);
    shown.err =
        lines(answer[u"warnings"_s], u"warning: "_s) + lines(answer[u"errors"_s], u"not rewritten: "_s);
    const QJsonArray unreachable = answer[u"unreachable"_s].toArray();
    for (const QJsonValue &member : unreachable)
        shown.err += u"warning: %1 did not answer: %2\n"_s.arg(
            member[u"member"_s].toString(), member[u"error"_s].toString());
    const QJsonArray failed = answer[u"failed"_s].toArray();
    for (const QJsonValue &one : failed)
        shown.err += u"not done: %1:%2: %3\n"_s.arg(one[u"member"_s].toString())
                         .arg(one[u"id"_s].toInteger())
                         .arg(one[u"error"_s].toString());
    switch (output) {
    case Output::Text:
        shown.out =
            bodyOf(verb, answer) + lines(answer[u"summary"_s], {}) + lines(answer[u"next"_s], u"next: "_s);
        break;
    case Output::Json:
        shown.out = json(answer);
        break;
    case Output::Csv:
        shown.out = csvOf(verb, answer, Heading::Shown);
        break;
    case Output::JsonLines:
        shown.out = jsonLinesOf(verb, answer);
        break;
    }
    return shown;
}

} // namespace homeport
