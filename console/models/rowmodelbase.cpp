// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Staleness and export of tables.
#include "console/models/rowmodelbase.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace homeport {

void RowModelBase::setStale(bool isStale)
{
    if (m_isStale == isStale)
        return;
    m_isStale = isStale;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {rowrole::stale});
}

namespace {

/// Quoted where needed; a text that a spreadsheet would run as a formula is quoted as text.
QByteArray csvCell(QString cell)
{
    if (!cell.isEmpty() && QStringLiteral("=+-@\t\r").contains(cell.front())) {
        bool isNumber = false;
        cell.toDouble(&isNumber);
        if (!isNumber)
            cell.prepend(u'\'');
    }
    const bool isQuoted =
        cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n') || cell.contains(u'\r');
    if (isQuoted)
        cell = u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return cell.toUtf8();
}

} // namespace

QByteArray csvLine(const QStringList &cells)
{
    QByteArrayList out;
    for (const QString &cell : cells)
        out.append(csvCell(cell));
    return out.join(',') + "\r\n";
}

QByteArray csvOf(const RowModelBase &model)
{
    QByteArray out = csvLine(model.exportTitles());
    for (int row = 0; row < model.shownCount(); ++row)
        out += csvLine(model.exportRow(row));
    return out;
}

QByteArray jsonOf(const RowModelBase &model)
{
    const QStringList titles = model.exportTitles();
    QJsonArray rows;
    for (int row = 0; row < model.shownCount(); ++row) {
        const QStringList cells = model.exportRow(row);
        QJsonObject object;
        for (qsizetype i = 0; i < titles.size(); ++i)
            object.insert(titles[i], cells[i]);
        rows.append(object);
    }
    return QJsonDocument(rows).toJson();
}

} // namespace homeport
