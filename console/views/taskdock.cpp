// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of tasks.
#include "console/views/taskdock.h"

#include "console/views/tablepane.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace homeport {

TaskDock::TaskDock(ConsoleContext &context, QWidget *parent)
    : QDockWidget(parent)
    , m_context(context)
    , m_model(context.acts)
{
    setObjectName(u"taskDock"_s);
    setAccessibleName(tr("Tasks"));
    setAllowedAreas(Qt::BottomDockWidgetArea | Qt::TopDockWidgetArea);
    m_pane = new TablePane(m_model, context, u"tasks/dock"_s, tr("Tasks"));
    m_pane->setEmptyText(
        tr("Nothing was changed with this console yet, and nobody changes anything now.\nWhat you do is "
           "listed here with its result; everything ever done stands on the page \"Audit\"."));
    m_pane->view()->setMinimumHeight(m_pane->view()->fontMetrics().height() * 4);
    m_pane->setWidths({36, 20, 14, 10, 40, 20, 22, 50});
    setWidget(m_pane);
    m_copyCommand = new QAction(tr("Copy as &command"), this);
    m_copyCommand->setObjectName(u"copyTaskCommand"_s);
    m_copyResult = new QAction(tr("Copy &result"), this);
    m_copyResult->setObjectName(u"copyTaskResult"_s);
    m_pane->addAction(m_copyCommand);
    m_pane->addAction(m_copyResult);
    const auto copy = [this](QString TaskEntry::*field) {
        QStringList lines;
        const QStringList keys = m_pane->selectedKeys();
        for (const QString &key : keys) {
            if (const TaskEntry *const entry = m_model.find(key); entry && !(entry->*field).isEmpty())
                lines.append(entry->*field);
        }
        QApplication::clipboard()->setText(lines.join(u'\n'));
    };
    connect(m_copyCommand, &QAction::triggered, this, [copy] { copy(&TaskEntry::command); });
    connect(m_copyResult, &QAction::triggered, this, [copy] { copy(&TaskEntry::result); });
    connect(m_pane, &TablePane::selectionChanged, this, &TaskDock::showAllowed);
    connect(m_pane, &TablePane::retryRequested, &m_model, &TaskModel::refresh);
    connect(&m_model, &TaskModel::changed, this, [this] {
        m_pane->setProblem(m_model.problem());
        showTitle();
        showAllowed();
    });
    connect(&context.watch, &ClusterWatch::clusterChanged, this, [this] {
        if (isVisible())
            m_model.refresh();
    });
    showTitle();
    showAllowed();
}

void TaskDock::restoreLayout() { m_pane->restoreLayout(); }

void TaskDock::showTitle()
{
    const int running = m_model.runningCount();
    setWindowTitle(running > 0 ? tr("Tasks (%n running)", nullptr, running) : tr("Tasks"));
}

void TaskDock::showAllowed()
{
    bool hasCommand = false;
    bool hasResult = false;
    const QStringList keys = m_pane->selectedKeys();
    for (const QString &key : keys) {
        const TaskEntry *const entry = m_model.find(key);
        hasCommand = hasCommand || (entry && !entry->command.isEmpty());
        hasResult = hasResult || (entry && !entry->result.isEmpty());
    }
    const QString none = keys.isEmpty() ? tr("Select a task.") : QString();
    allow(m_copyCommand, !none.isEmpty() || hasCommand ? none : tr("No homeportctl command does the same."),
        tr("The same as a homeportctl command"));
    allow(m_copyResult,
        !none.isEmpty() || hasResult ? none : tr("There is nothing to tell: it went well, or is not over."),
        tr("What failed, or the remarks"));
}

} // namespace homeport
