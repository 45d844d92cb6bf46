// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who has which revision of the cluster table, and the earlier ones, which can be put back.
#pragma once

#include "console/models/tablechanges.h"
#include "console/models/tablerevisions.h"
#include "console/views/context.h"

#include <QAction>
#include <QWidget>

class QLabel;

namespace homeport {

class TablePane;

class RevisionsPane : public QWidget
{
    Q_OBJECT

public:
    explicit RevisionsPane(ConsoleContext &context, QWidget *parent = nullptr);
    void setActive(bool isActive);
    void refresh();
    TablePane *history() const { return m_history; }
    TablePane *holders() const { return m_holders; }

Q_SIGNALS:
    void tableChanged();

private:
    Task<> load();
    void takeCluster();
    void showAllowed();
    Task<> askPutBack();
    void showPlan(const HistoryRow &row, const PutBackPlan &plan);

    ConsoleContext &m_context;
    HolderModel m_holderModel;
    HistoryModel m_historyModel;
    QLabel *m_summary = nullptr;
    TablePane *m_holders = nullptr;
    TablePane *m_history = nullptr;
    QAction *m_putBack = nullptr;
    QByteArray m_loaded; ///< hash in force when the history was read
    bool m_isActive = false;
    bool m_isLoading = false;
};

} // namespace homeport
