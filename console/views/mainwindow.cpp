// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Putting the window together.
#include "console/views/mainwindow.h"

#include "console/models/texts.h"
#include "console/views/look.h"
#include "console/views/pages.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

MainWindow::MainWindow(ConsoleContext &context, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
{
    setWindowTitle(tr("Homeport console"));
    resize(1280, 760);
    auto *const central = new QWidget(this);
    auto *const layout = new QVBoxLayout(central);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_colour = new QWidget(central);
    m_colour->setFixedHeight(4);
    m_colour->setAutoFillBackground(true);
    layout->addWidget(m_colour);
    m_banners = new QVBoxLayout;
    m_connectionBanner = new Banner(central);
    m_banners->addWidget(m_connectionBanner);
    layout->addLayout(m_banners);
    auto *const splitter = new QSplitter(central);
    splitter->setObjectName(u"mainSplitter"_s);
    m_navigation = new QListWidget(splitter);
    m_navigation->setAccessibleName(tr("Pages"));
    m_navigation->setUniformItemSizes(true);
    m_stack = new QStackedWidget(splitter);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);
    setCentralWidget(central);

    m_pages = makePages(context, m_stack);
    for (Page *const page : std::as_const(m_pages)) {
        m_stack->addWidget(page);
        m_navigation->addItem(page->title());
        connect(page, &Page::badgeChanged, this, &MainWindow::showBadges);
        connect(page, &Page::linkActivated, this, &MainWindow::showPage);
    }
    splitter->setSizes({fontMetrics().averageCharWidth() * 24, 1000});
    connect(m_navigation, &QListWidget::currentRowChanged, this, &MainWindow::bringToFront);
    connect(m_connectionBanner, &Banner::buttonClicked, &context.connection, &Connection::retryNow);
    m_connectionText = new QLabel(this);
    m_asOf = new QLabel(this);
    statusBar()->addPermanentWidget(m_connectionText);
    statusBar()->addPermanentWidget(m_asOf);
    connect(&context.connection, &Connection::stateChanged, this, &MainWindow::showConnection);
    connect(&context.connection, &Connection::countdown, this, &MainWindow::showConnection);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &MainWindow::showStaleness);
    connect(&context.watch, &ClusterWatch::staleChanged, this, &MainWindow::showStaleness);
    buildMenus();
    showConnection();
    if (!m_pages.isEmpty())
        m_navigation->setCurrentRow(0);
}

Page *MainWindow::page(const QString &id) const
{
    const auto found =
        std::find_if(m_pages.cbegin(), m_pages.cend(), [&](Page *page) { return page->id() == id; });
    return found == m_pages.cend() ? nullptr : *found;
}

void MainWindow::showPage(const QString &id, const QString &what)
{
    Page *const wanted = page(id);
    if (!wanted)
        return;
    m_navigation->setCurrentRow(int(m_pages.indexOf(wanted)));
    if (!what.isEmpty())
        wanted->show(what);
}

void MainWindow::bringToFront(int index)
{
    if (index < 0 || index >= m_pages.size())
        return;
    if (m_front)
        m_front->deactivate();
    m_front = m_pages[index];
    m_stack->setCurrentWidget(m_front);
    m_front->activate();
}

void MainWindow::showBadges()
{
    for (int i = 0; i < int(m_pages.size()); ++i) {
        const Page *const page = m_pages[i];
        QListWidgetItem *const item = m_navigation->item(i);
        const bool hasBadge = page->badge() > 0;
        item->setText(hasBadge ? tr("%1 (%2)").arg(page->title()).arg(page->badge()) : page->title());
        item->setIcon(hasBadge ? severityIcon(page->badgeSeverity(), palette()) : QIcon());
    }
}

void MainWindow::buildMenus()
{
    QMenu *const view = menuBar()->addMenu(tr("&View"));
    QAction *const refresh = view->addAction(tr("&Refresh"), QKeySequence(Qt::Key_F5), this, [this] {
        m_context.watch.refresh();
        if (m_front)
            m_front->refresh();
    });
    refresh->setObjectName(u"refresh"_s);
    QAction *const pause = view->addAction(tr("&Pause updates"));
    pause->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_P));
    pause->setCheckable(true);
    connect(pause, &QAction::toggled, &m_context.watch, &ClusterWatch::setPaused);
    view->addAction(tr("&Filter"), QKeySequence(QKeySequence::Find), this, [this] {
        if (m_front && m_front->filterField())
            m_front->filterField()->setFocus(Qt::ShortcutFocusReason);
    });
    view->addSeparator();
    for (int i = 0; i < int(m_pages.size()) && i < 9; ++i) {
        const QKeySequence key(Qt::ALT | Qt::Key(Qt::Key_1 + i));
        view->addAction(m_pages[i]->title(), key, this, [this, i] { m_navigation->setCurrentRow(i); });
    }
    view->addSeparator();
    view->addAction(tr("Reset &layout"), this, [this] {
        m_context.profiles.resetLayouts(m_context.connection.profile().id);
        restoreLayout();
    });
}

void MainWindow::showConnection()
{
    const Connection &connection = m_context.connection;
    const Profile &profile = connection.profile();
    if (m_profileId != profile.id) {
        m_profileId = profile.id;
        restoreLayout();
    }
    QPalette colours = palette();
    colours.setColor(QPalette::Window,
        profile.colour.isEmpty() ? colours.color(QPalette::Window) : QColor(profile.colour));
    m_colour->setPalette(colours);
    setWindowTitle(
        profile.name.isEmpty() ? tr("Homeport console") : tr("%1 – Homeport console").arg(profile.name));
    switch (connection.state()) {
    case LinkState::Waiting:
        m_connectionBanner->setMessage(Severity::Bad,
            tr("Not connected to %1: %2. Next attempt in %n second(s); what is shown below is old.", nullptr,
                connection.secondsToRetry())
                .arg(profile.address, connection.problem()),
            tr("Connect now"));
        break;
    case LinkState::Connecting:
        m_connectionBanner->setMessage(Severity::Busy, tr("Connecting to %1…").arg(profile.address));
        break;
    default:
        m_connectionBanner->setMessage(Severity::Notice, {});
    }
    const bool isConnected = connection.state() == LinkState::Connected;
    m_connectionText->setText(isConnected ? withGlyph(Severity::Good,
                                  tr("%1 as %2 (%3)")
                                      .arg(profile.name, profile.isLocal() ? tr("local") : profile.user,
                                          profile.isReadOnly ? tr("read-only") : toText(connection.role())))
                                          : withGlyph(Severity::Unknown, tr("not connected")));
}

void MainWindow::showStaleness()
{
    const ClusterWatch &watch = m_context.watch;
    const QDateTime asOf = watch.asOf();
    m_asOf->setText(asOf.isValid() ? (watch.isStale() ? tr("old: as of %1") : tr("as of %1"))
                                         .arg(timeText(asOf, QDateTime::currentDateTimeUtc()))
                                   : QString());
}

void MainWindow::restoreLayout()
{
    const QByteArray geometry = m_context.layout(u"window/geometry"_s);
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    restoreState(m_context.layout(u"window/state"_s));
    for (Page *const page : std::as_const(m_pages))
        page->restoreLayout();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_context.setLayout(u"window/geometry"_s, saveGeometry());
    m_context.setLayout(u"window/state"_s, saveState());
    QMainWindow::closeEvent(event);
}

} // namespace homeport
