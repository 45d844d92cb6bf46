// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Moves of accounts that are under way, and what old homes keep aside: resume, revert, purge.
#pragma once

#include "console/models/accountacts.h"
#include "console/models/rowmodel.h"
#include "console/views/context.h"

#include <QDialog>
#include <QTimer>

class QAction;
class QLabel;

namespace homeport {

class TablePane;

/// Beside the window; asks again while it is open; deletes itself when closed.
class MovesDialog : public QDialog
{
    Q_OBJECT

public:
    MovesDialog(ConsoleContext &context, QWidget *parent);

Q_SIGNALS:
    void changed(); ///< an account may be elsewhere now

private:
    Task<> load();
    void showAllowed();
    void runOn(Act (*makeAct)(const MoveRow &));
    const MoveRow *chosen() const;

    ConsoleContext &m_context;
    RowModel<MoveRow> m_model;
    TablePane *m_pane = nullptr;
    QAction *m_resume = nullptr;
    QAction *m_revert = nullptr;
    QAction *m_purge = nullptr;
    QTimer m_timer;
    bool m_isAsking = false;
};

} // namespace homeport
