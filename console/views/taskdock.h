// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What this console did and what runs in the cluster now, below the pages.
#pragma once

#include "console/models/taskmodel.h"
#include "console/views/context.h"

#include <QDockWidget>

class QAction;

namespace homeport {

class TablePane;

class TaskDock : public QDockWidget
{
    Q_OBJECT

public:
    explicit TaskDock(ConsoleContext &context, QWidget *parent = nullptr);
    void restoreLayout();

private:
    void showTitle();
    void showAllowed();

    ConsoleContext &m_context;
    TaskModel m_model;
    TablePane *m_pane = nullptr;
    QAction *m_copyCommand = nullptr;
    QAction *m_copyResult = nullptr;
};

} // namespace homeport
