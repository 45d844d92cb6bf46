// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The messages of a destination, or of a search in all queues, with the one selected beside them.
#pragma once

#include "console/models/hostlanes.h"
#include "console/models/messageexport.h"
#include "console/models/messagemodel.h"
#include "console/views/context.h"

#include <QAction>
#include <QTimer>
#include <QWidget>

class QCompleter;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;

namespace homeport {

class MessageDetail;
class QueueActions;
class ReasonLine;
class TablePane;

class QueueMessages : public QWidget
{
    Q_OBJECT

public:
    explicit QueueMessages(ConsoleContext &context, QWidget *parent = nullptr);

    /// `lane` as in QueueFilter, empty: all; `member`: only in its queue.
    void open(const QString &lane, const QString &member, const QString &label);
    /// Nothing is shown or asked for any more: another cluster.
    void forget();
    QString lane() const { return m_lane; }
    /// What is known of the destination; null: nothing waits there any more, or all are shown.
    void setDestination(const DestinationLanes *destination);
    /// It is in front: what is shown is read again and again.
    void setActive(bool isActive);
    void refresh();
    TablePane *pane() const { return m_pane; }
    void restoreLayout();

Q_SIGNALS:
    void left(); ///< back to the destinations
    void linkActivated(const QString &page, const QString &what);

private:
    void clear();
    void buildTop();
    void buildTable();
    void buildFilter();
    void buildSelectionBar();
    void buildExport();
    void askNow();
    void showFilter(const QString &line);
    void takeAnswer();
    void takeSelection();
    void showSelection();
    void showDetail();
    QList<QueueRow> selectedRows() const;
    int selectedCount() const;
    void say(const QString &text, Severity severity);
    void askWhereTo();
    void showExport(bool isRunning);

    ConsoleContext &m_context;
    MessageModel m_model;
    MessageExport m_export;
    QString m_lane;
    QString m_member;
    QString m_label;
    QTimer m_timer;
    bool m_isOpen = false; ///< a lane, or all of them
    bool m_isActive = false;
    bool m_isAllMatching = false; ///< everything that matches is meant, not only what is selected
    QLabel *m_title = nullptr;
    ReasonLine *m_reason = nullptr;
    TablePane *m_pane = nullptr;
    QCompleter *m_completer = nullptr;
    QAction *m_validity = nullptr; ///< glyph in the filter line
    QLabel *m_fault = nullptr;
    QWidget *m_selectionBar = nullptr;
    QLabel *m_selection = nullptr;
    QPushButton *m_allMatching = nullptr;
    QLabel *m_outcome = nullptr;
    QWidget *m_exportLine = nullptr;
    QLabel *m_exportText = nullptr;
    QProgressBar *m_exportBar = nullptr;
    QueueActions *m_actions = nullptr;
    QAction *m_exportAction = nullptr;
    QSplitter *m_splitter = nullptr;
    MessageDetail *m_detail = nullptr;
};

} // namespace homeport
