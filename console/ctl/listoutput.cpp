// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows as lines.
#include "console/ctl/listoutput.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

QJsonValue cellOf(const QJsonValue &row, const QString &key)
{
    const qsizetype dot = key.indexOf(u'.');
    return dot < 0 ? row[key] : row[key.left(dot)][key.mid(dot + 1).toInt()];
}

QString valueText(const QJsonValue &value, const ValueWords &words)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? words.yes : words.no;
    case QJsonValue::Double:
        return QString::number(value.toInteger());
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array: {
        QStringList parts;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue &element : elements)
            parts.append(valueText(element, words));
        return parts.join(words.separator);
    }
    case QJsonValue::Object:
        return compact(value.toObject());
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    }
    Q_UNREACHABLE();
}

QString csvLine(const QStringList &cells)
{
    QString out;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        QString cell = cells[i];
        const bool isQuoted = cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n')
            || cell.contains(u'\r') || cell.startsWith(u' ') || cell.endsWith(u' ');
        cell.replace(u'"', u"\"\""_s);
        if (i > 0)
            out += u',';
        out += isQuoted ? u'"' + cell + u'"' : cell;
    }
    return out + u"\r\n"_s;
}

QString csvOf(const VerbRow &verb, const QJsonObject &answer, Heading heading)
{
    const bool isList = verb.show == Show::Table;
    const QJsonArray rows = isList ? answer[verb.list].toArray() : QJsonArray{answer};
    QStringList keys;
    for (const Column &column : verb.columns) {
        if (isList)
            keys.append(column.key);
    }
    if (!isList)
        keys = answer.keys();
    const ValueWords words{u"true"_s, u"false"_s, u';'};
    QString out = heading == Heading::Shown ? csvLine(keys) : QString();
    for (const QJsonValue &row : rows) {
        QStringList cells;
        for (const QString &key : std::as_const(keys))
            cells.append(valueText(cellOf(row, key), words));
        out += csvLine(cells);
    }
    return out;
}

QString jsonLinesOf(const VerbRow &verb, const QJsonObject &answer)
{
    if (verb.show != Show::Table)
        return compact(answer) + u'\n';
    QString out;
    const QJsonArray rows = answer[verb.list].toArray();
    for (const QJsonValue &row : rows)
        out += compact(row.toObject()) + u'\n';
    return out;
}

} // namespace homeport
