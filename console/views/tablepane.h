// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A table with everything that belongs to one: filter, counts, actions, columns, export, empty and failed
// states.
#pragma once

#include "console/models/rowmodelbase.h"
#include "console/views/context.h"

#include <QAction>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTableView;
class QToolBar;

namespace homeport {

/// The model outlives it. `place` names it among the layouts: "queues/messages"; remembered per profile:
/// columns (order, width, hidden), sorting, filter.
class TablePane : public QWidget
{
    Q_OBJECT

public:
    /// Where filtering and sorting happen.
    enum class Filtering {
        Here, ///< in the model: all rows are loaded
        Daemon, ///< filterChanged() and sortChanged() tell what to ask for
    };
    TablePane(RowModelBase &model, ConsoleContext &context, const QString &place,
        const QString &accessibleName, Filtering filtering = Filtering::Here, QWidget *parent = nullptr);

    /// In the toolbar above the table and in its context menu. nullptr: a separator.
    void addAction(QAction *action);
    /// Beside the filter: a combo box, a check box.
    void addFilterWidget(QWidget *widget);
    /// Shown in place of the table while it has no rows: what belongs here, and what to do.
    void setEmptyText(const QString &text);
    /// The same while there are rows, but none is shown; else it says that no row matches the filter.
    void setNoMatchText(const QString &text);
    /// Shown above the old rows, with Retry and a copy of the details; empty: gone.
    void setProblem(const QString &text);
    void setAsOf(const QDateTime &time);
    /// "of 12,480" where only a part is loaded; -1: as the model says.
    void setKnownTotal(qint64 total);

    QTableView *view() const { return m_view; }
    QLineEdit *filterField() const { return m_filter; }
    QStringList selectedKeys() const; ///< in the order shown
    QString currentKey() const;
    void select(const QString &key);
    void restoreLayout();
    /// Of the columns in characters, where the user has not set them.
    void setWidths(const QList<int> &characters);

Q_SIGNALS:
    void selectionChanged();
    void activated(const QString &key); ///< double click or Return
    void retryRequested();
    void filterChanged(const QString &text); ///< Filtering::Daemon, when typing pauses
    void sortChanged(int column, Qt::SortOrder order); ///< the same

private:
    void buildTop(QWidget *top);
    void buildView();
    void showCounts();
    void showRightPart();
    void saveLayout();
    void fitColumns();
    void chooseColumns(const QPoint &at);
    void exportTo(const QString &filter);

    RowModelBase &m_model;
    ConsoleContext &m_context;
    const QString m_place;
    const Filtering m_filtering;
    QHBoxLayout *m_filters = nullptr;
    QToolBar *m_tools = nullptr;
    QLineEdit *m_filter = nullptr;
    QLabel *m_counts = nullptr;
    QTableView *m_view = nullptr;
    QLabel *m_empty = nullptr;
    QWidget *m_problem = nullptr;
    QLabel *m_problemText = nullptr;
    QStackedLayout *m_stack = nullptr;
    QString m_emptyText;
    QString m_noMatchText;
    QDateTime m_asOf;
    qint64 m_knownTotal = -1;
    QList<int> m_widths;
    bool m_isRestoring = false;
    bool m_isToFit = false; ///< nobody has chosen widths: the first rows tell them
};

/// Enabled when `whyNot` is empty; else the tooltip tells the reason. `tip` is the tooltip when enabled.
void allow(QAction *action, const QString &whyNot, const QString &tip = {});

} // namespace homeport
