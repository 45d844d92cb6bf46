// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The menus of the window and their keys.
#include "console/views/commandpalette.h"
#include "console/views/connectpane.h"
#include "console/views/helpdialogs.h"
#include "console/views/look.h"
#include "console/views/mainwindow.h"
#include "console/views/taskdock.h"

#include <QActionGroup>
#include <QApplication>
#include <QListWidget>
#include <QMenuBar>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace homeport {

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildViewMenu();
    buildHelpMenu();
    auto *const palette = new QAction(tr("Find a page or an action…"), this);
    palette->setObjectName(u"commandPalette"_s);
    palette->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    connect(palette, &QAction::triggered, this, &MainWindow::openPalette);
    QMenu *const view = menuBar()->findChild<QMenu *>(u"viewMenu"_s);
    view->insertAction(view->actions().first(), palette);
}

void MainWindow::buildFileMenu()
{
    QMenu *const file = menuBar()->addMenu(tr("&File"));
    QAction *const connections = file->addAction(
        tr("&Connections…"), QKeySequence(Qt::CTRL | Qt::Key_O), this, &MainWindow::showConnections);
    connections->setObjectName(u"connections"_s);
    m_disconnect = file->addAction(tr("&Disconnect"), &m_context.connection, &Connection::close);
    m_disconnect->setObjectName(u"disconnect"_s);
    file->addSeparator();
    file->addAction(tr("&New window"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), this,
        [] { QProcess::startDetached(QApplication::applicationFilePath(), {}); });
    file->addSeparator();
    QAction *const quit =
        file->addAction(tr("&Quit"), QKeySequence(QKeySequence::Quit), this, &MainWindow::close);
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::buildViewMenu()
{
    QMenu *const view = menuBar()->addMenu(tr("&View"));
    view->setObjectName(u"viewMenu"_s);
    QAction *const refresh = view->addAction(tr("&Refresh"), QKeySequence(Qt::Key_F5), this, [this] {
        m_context.watch.refresh();
        if (m_front)
            m_front->refresh();
    });
    refresh->setObjectName(u"refresh"_s);
    QAction *const pause = view->addAction(tr("&Pause updates"));
    pause->setObjectName(u"pauseUpdates"_s);
    pause->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_P));
    pause->setCheckable(true);
    connect(pause, &QAction::toggled, this, [this](bool isPaused) {
        m_context.watch.setPaused(isPaused);
        showStaleness();
    });
    view->addAction(tr("&Filter"), QKeySequence(QKeySequence::Find), this, [this] {
        if (m_front && m_front->filterField())
            m_front->filterField()->setFocus(Qt::ShortcutFocusReason);
    });
    view->addSeparator();
    for (int i = 0; i < int(m_pages.size()) && i < 9; ++i) {
        const QKeySequence key(Qt::ALT | Qt::Key(Qt::Key_1 + i));
        view->addAction(m_pages[i]->title(), key, this, [this, i] {
            m_connectPane->endChoosing();
            m_navigation->setCurrentRow(i);
        });
    }
    view->addSeparator();
    QAction *const tasks = m_tasks->toggleViewAction();
    tasks->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    view->addAction(tasks);
    buildThemeMenu(view);
    view->addAction(tr("Reset &layout"), this, [this] {
        m_context.profiles.resetLayouts(m_context.connection.profile().id);
        restoreLayout();
    });
}

void MainWindow::buildThemeMenu(QMenu *view)
{
    QMenu *const themes = view->addMenu(tr("&Theme"));
    auto *const group = new QActionGroup(this);
    const QString chosen = m_context.profiles.option(u"colourScheme"_s);
    const std::initializer_list<std::pair<QString, QString>> choices{
        {tr("&System"), u"system"_s}, {tr("&Light"), u"light"_s}, {tr("&Dark"), u"dark"_s}};
    for (const auto &[text, name] : choices) {
        QAction *const action = themes->addAction(text);
        action->setObjectName(u"theme:"_s + name);
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setChecked(name == chosen || (chosen.isEmpty() && name == u"system"));
        connect(action, &QAction::triggered, this, [this, word = name] {
            m_context.profiles.setOption(u"colourScheme"_s, word);
            applyColourScheme(*qApp, colourSchemeNamed(word));
        });
    }
}

void MainWindow::buildHelpMenu()
{
    QMenu *const help = menuBar()->addMenu(tr("&Help"));
    QAction *const keys = help->addAction(tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), this,
        [this] { openShortcutSheet(menuBar(), this); });
    keys->setObjectName(u"shortcutSheet"_s);
    QAction *const about = help->addAction(tr("&About Homeport"), this, [this] { openAboutDialog(this); });
    about->setObjectName(u"about"_s);
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::openPalette()
{
    QList<QAction *> actions;
    if (m_front && hasCluster() && !m_connectPane->isChoosing()) {
        const QList<QAction *> all = m_front->findChildren<QAction *>();
        for (QAction *const action : all) {
            const auto *const owner = qobject_cast<QWidget *>(action->parent());
            if (action->isVisible() && !action->text().isEmpty() && !action->menu()
                && (!owner || owner->isVisible()))
                actions.append(action);
        }
    }
    auto *const palette = new CommandPalette(actions + actionsOf(menuBar()), this);
    palette->open();
}

} // namespace homeport
