// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Member rows from JSON or CSV.
#include "shared/model/memberfile.h"
#include "shared/model/csvreader.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace homeport {

namespace {

constexpr const char *listFields[] = {"addresses", "adminAddresses", "rights"};
constexpr const char *textFields[] = {"name", "state"};

bool isListField(const QString &name)
{
    return std::any_of(std::begin(listFields), std::end(listFields),
        [&name](const char *field) { return name == QLatin1String(field); });
}

bool isKnownField(const QString &name)
{
    return isListField(name)
        || std::any_of(std::begin(textFields), std::end(textFields),
            [&name](const char *field) { return name == QLatin1String(field); });
}

Error faultIn(qint64 line, const QString &text)
{
    const QString where = QStringLiteral("line %1: ").arg(line) + text;
    Error error = Error::syntax(where.toUtf8());
    error.forLog = where;
    return error;
}

Result<QJsonArray> fromJson(const QByteArray &text)
{
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(text, &wrong);
    if (wrong.error != QJsonParseError::NoError)
        return fail(faultIn(
            text.first(std::min<qsizetype>(wrong.offset, text.size())).count('\n') + 1, wrong.errorString()));
    QJsonValue rows = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const char *key : {"table", "members"}) {
        if (rows.isObject() && rows.toObject().contains(QLatin1String(key)))
            rows = rows.toObject().value(QLatin1String(key));
    }
    if (!rows.isArray())
        return fail(faultIn(1, QStringLiteral("expected a list of member rows, or \"members\" with one")));
    QJsonArray out;
    const QJsonArray list = rows.toArray();
    for (const QJsonValue &value : list) {
        QJsonObject row = value.toObject();
        row.remove(QStringLiteral("publicKey")); // of table show: nobody may change it
        out.append(row);
    }
    return out;
}

QJsonArray listFrom(const QString &cell)
{
    static const QRegularExpression between(QStringLiteral("[;\\s]+"));
    return QJsonArray::fromStringList(cell.split(between, Qt::SkipEmptyParts));
}

Result<QStringList> headingFrom(const CsvRow &row)
{
    QStringList names;
    for (const QByteArray &cell : row.cells) {
        const QString name = QString::fromUtf8(cell).trimmed();
        if (!isKnownField(name))
            return fail(faultIn(row.line,
                QStringLiteral(
                    "\"%1\" is no column: expected name, addresses, adminAddresses, rights and state")
                    .arg(name)));
        if (names.contains(name))
            return fail(faultIn(row.line, QStringLiteral("the column %1 stands there twice").arg(name)));
        names.append(name);
    }
    if (!names.contains(QStringLiteral("name")))
        return fail(faultIn(row.line, QStringLiteral("there is no column name")));
    return names;
}

Result<QJsonObject> rowFrom(const CsvRow &row, const QStringList &names)
{
    if (row.cells.size() != names.size())
        return fail(faultIn(row.line,
            QStringLiteral("%1 cells: expected %2, as in the first line")
                .arg(row.cells.size())
                .arg(names.size())));
    QJsonObject out;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString cell = QString::fromUtf8(row.cells[i]).trimmed();
        if (cell.isEmpty())
            continue;
        if (isListField(names[i]))
            out.insert(names[i], listFrom(cell));
        else
            out.insert(names[i], cell);
    }
    return out;
}

Result<QJsonArray> fromCsv(const QByteArray &text)
{
    CsvReader reader;
    reader.feed(text);
    reader.end();
    std::optional<QStringList> names;
    QJsonArray rows;
    for (;;) {
        const CsvReader::Step step = reader.next();
        if (const auto *const fault = std::get_if<ImportFault>(&step))
            return fail(faultIn(fault->line, fault->text));
        const auto *const row = std::get_if<CsvRow>(&step);
        if (!row)
            break;
        if (!names) {
            Result<QStringList> heading = headingFrom(*row);
            if (!heading)
                return fail(heading.error());
            names = *heading;
            continue;
        }
        const Result<QJsonObject> member = rowFrom(*row, *names);
        if (!member)
            return fail(member.error());
        rows.append(*member);
    }
    return rows;
}

} // namespace

Result<QJsonArray> memberRowsFromText(const QByteArray &text)
{
    const QByteArray start = text.trimmed().first(std::min<qsizetype>(text.trimmed().size(), 1));
    Result<QJsonArray> rows = start == "[" || start == "{" ? fromJson(text) : fromCsv(text);
    if (rows && rows->isEmpty())
        return fail(faultIn(1, QStringLiteral("there is no member row")));
    return rows;
}

} // namespace homeport
