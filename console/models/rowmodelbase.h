// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What every table of the console has in common, whatever its rows are.
#pragma once

#include "console/models/severity.h"

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QStringList>

namespace homeport {

namespace rowrole {
constexpr int key = Qt::UserRole; ///< QString: what a row is known by across refreshes
constexpr int severity = Qt::UserRole + 1; ///< Severity of the cell; None: plain text
constexpr int number = Qt::UserRole + 2; ///< bool: the cell is a number, set to the right
constexpr int stale = Qt::UserRole + 3; ///< bool: the row may be out of date
} // namespace rowrole

/// Rows keep their place, selection and scroll position when they are refreshed: the model changes by
/// difference and is never reset. GUI thread.
class RowModelBase : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// What is shown of everything: "12 of 480".
    virtual int shownCount() const = 0;
    virtual int totalCount() const = 0;
    virtual QString keyAt(int row) const = 0;
    virtual int rowOf(const QString &key) const = 0; ///< -1: not shown
    /// Only rows with all of these words somewhere in their cells.
    virtual void setFilterText(const QString &text) = 0;
    virtual QString filterText() const = 0;
    /// The shown rows, in the order shown, as the user sees the columns: for export.
    virtual QStringList exportTitles() const = 0; ///< names of fields
    virtual QStringList exportRow(int row) const = 0;

    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// Old data stay, greyed.
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);

Q_SIGNALS:
    void countsChanged(); ///< of shown or all rows

protected:
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_isStale = false;
};

/// RFC 4180 with CR LF; what a spreadsheet would run as a formula is quoted as text.
QByteArray csvLine(const QStringList &cells);
/// The whole table as shown.
QByteArray csvOf(const RowModelBase &model);
/// An array of objects, all values texts.
QByteArray jsonOf(const RowModelBase &model);

} // namespace homeport
