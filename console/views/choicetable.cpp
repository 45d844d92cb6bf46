// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The settings of such a table.
#include "console/views/choicetable.h"

#include "console/views/statedelegate.h"

#include <QHeaderView>

namespace homeport {

ChoiceTable::ChoiceTable(
    RowModelBase &model, const QString &objectName, const QString &accessibleName, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setModel(&model);
    setItemDelegate(new StateDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    setMinimumHeight(fontMetrics().height() * 9);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChoiceTable::chosenChanged);
}

QString ChoiceTable::chosen() const
{
    return currentIndex().isValid() ? m_model.keyAt(currentIndex().row()) : QString();
}

void ChoiceTable::choose(const QString &key)
{
    if (const int row = m_model.rowOf(key); row >= 0 && chosen() != key)
        setCurrentIndex(m_model.index(row, 0));
}

void ChoiceTable::fit()
{
    resizeColumnsToContents();
    for (int column = 0; column < m_model.columnCount(); ++column)
        setColumnWidth(column, columnWidth(column) + fontMetrics().averageCharWidth() * 2);
}

} // namespace homeport
