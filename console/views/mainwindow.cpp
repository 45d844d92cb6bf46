// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Putting the window together, and following the connection.
#include "console/views/mainwindow.h"

#include "console/models/texts.h"
#include "console/views/bannerstack.h"
#include "console/views/connectpane.h"
#include "console/views/look.h"
#include "console/views/pages.h"
#include "console/views/tablepane.h"
#include "console/views/taskdock.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QListWidget>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

MainWindow::MainWindow(ConsoleContext &context, SecretStore *secrets, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_login(context.connection, context.profiles, secrets)
    , m_notices(new Notices(context.watch, this))
{
    setObjectName(u"mainWindow"_s);
    resize(1280, 760);
    buildCentre();
    m_connectionText = new QLabel(this);
    m_asOf = new QLabel(this);
    m_connectionText->setAccessibleName(tr("Connection"));
    m_asOf->setAccessibleName(tr("Age of what is shown"));
    statusBar()->addPermanentWidget(m_connectionText);
    statusBar()->addPermanentWidget(m_asOf);
    connect(&context.connection, &Connection::stateChanged, this, &MainWindow::showConnection);
    connect(&context.connection, &Connection::countdown, this, &MainWindow::showLink);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &MainWindow::showStaleness);
    connect(&context.watch, &ClusterWatch::staleChanged, this, &MainWindow::showStaleness);
    buildMenus();
    showConnection();
    if (!m_pages.isEmpty())
        m_navigation->setCurrentRow(0);
}

void MainWindow::buildCentre()
{
    auto *const central = new QWidget(this);
    auto *const layout = new QVBoxLayout(central);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_colour = new QWidget(central);
    m_colour->setFixedHeight(4);
    m_colour->setAutoFillBackground(true);
    layout->addWidget(m_colour);
    m_connectionBanner = new Banner(central);
    m_connectionBanner->setObjectName(u"banner:connection"_s);
    layout->addWidget(m_connectionBanner);
    auto *const banners = new BannerStack(*m_notices, central);
    m_banners = banners;
    layout->addWidget(banners);
    m_body = new QStackedWidget(central);
    layout->addWidget(m_body, 1);
    m_connectPane = new ConnectPane(m_login, m_body);
    m_body->addWidget(m_connectPane);
    m_splitter = new QSplitter(m_body);
    m_splitter->setObjectName(u"mainSplitter"_s);
    m_body->addWidget(m_splitter);
    m_navigation = new QListWidget(m_splitter);
    m_navigation->setObjectName(u"navigation"_s);
    m_navigation->setAccessibleName(tr("Pages"));
    m_navigation->setUniformItemSizes(true);
    m_navigation->setFrameShape(QFrame::NoFrame);
    m_navigation->setSpacing(2);
    m_stack = new QStackedWidget(m_splitter);
    m_stack->setContentsMargins(8, 8, 8, 4);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    setCentralWidget(central);

    m_pages = makePages(m_context, m_stack);
    for (Page *const page : std::as_const(m_pages)) {
        m_stack->addWidget(page);
        m_navigation->addItem(page->title());
        connect(page, &Page::badgeChanged, this, &MainWindow::showBadges);
        connect(page, &Page::linkActivated, this, &MainWindow::showPage);
    }
    m_tasks = new TaskDock(m_context, this);
    addDockWidget(Qt::BottomDockWidgetArea, m_tasks);
    resetLayout();
    connect(banners, &BannerStack::linkActivated, this, &MainWindow::showPage);
    connect(m_navigation, &QListWidget::currentRowChanged, this, &MainWindow::bringToFront);
    connect(m_connectionBanner, &Banner::buttonClicked, &m_context.connection, &Connection::retryNow);
    connect(m_connectPane, &ConnectPane::demoRequested, this, &MainWindow::demoRequested);
    connect(m_connectPane, &ConnectPane::choosingEnded, this, &MainWindow::showRightPart);
}

Page *MainWindow::page(const QString &id) const
{
    const auto found =
        std::find_if(m_pages.cbegin(), m_pages.cend(), [&](Page *page) { return page->id() == id; });
    return found == m_pages.cend() ? nullptr : *found;
}

void MainWindow::showPage(const QString &id, const QString &what)
{
    if (id == u"connections")
        return showConnections();
    Page *const wanted = page(id);
    if (!wanted)
        return;
    m_navigation->setCurrentRow(int(m_pages.indexOf(wanted)));
    if (!what.isEmpty())
        wanted->show(what);
}

void MainWindow::showConnections()
{
    m_connectPane->showList(hasCluster());
    showRightPart();
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
        const Severity worst = hasBadge ? page->badgeSeverity() : Severity::None; // texts stay in line
        item->setIcon(severityIcon(worst, palette()));
    }
}

/// Connected, or being connected again.
bool MainWindow::hasCluster() const
{
    const LinkState state = m_context.connection.state();
    return m_wasConnected
        && (state == LinkState::Connected || state == LinkState::Waiting || state == LinkState::Connecting);
}

void MainWindow::showConnection()
{
    const Connection &connection = m_context.connection;
    if (m_profileId != connection.profile().id) {
        m_profileId = connection.profile().id;
        m_wasConnected = false;
        restoreLayout();
    }
    if (connection.state() != LinkState::Waiting && connection.state() != LinkState::Connecting)
        m_wasConnected = connection.state() == LinkState::Connected;
    allow(m_disconnect,
        connection.state() == LinkState::Closed ? tr("There is no connection to end.") : QString());
    const bool isOpen = connection.state() != LinkState::Closed;
    const QString name = isOpen ? connection.profile().name : QString();
    setWindowTitle(name.isEmpty() ? tr("Homeport console") : tr("%1 – Homeport console").arg(name));
    QPalette colours = palette();
    if (isOpen && !connection.profile().colour.isEmpty())
        colours.setColor(QPalette::Window, QColor(connection.profile().colour));
    m_colour->setPalette(colours);
    showLink();
    showRightPart();
    showStaleness();
}

void MainWindow::showRightPart()
{
    const bool showsPages = hasCluster() && !m_connectPane->isChoosing();
    m_body->setCurrentWidget(showsPages ? static_cast<QWidget *>(m_splitter) : m_connectPane);
    m_banners->setVisible(showsPages && !m_notices->list().isEmpty());
}

void MainWindow::showLink()
{
    const Connection &connection = m_context.connection;
    const Profile &profile = connection.profile();
    const LinkState state = connection.state();
    if (state == LinkState::Waiting && hasCluster())
        m_connectionBanner->setMessage(Severity::Bad,
            tr("Not connected: %1. Next attempt in %n second(s); what is shown below is old.", nullptr,
                connection.secondsToRetry())
                .arg(connection.problem()),
            tr("Connect now"));
    else if (state == LinkState::Connecting && hasCluster())
        m_connectionBanner->setMessage(Severity::Busy, tr("Connecting to %1…").arg(profile.address));
    else
        m_connectionBanner->setMessage(Severity::Notice, {});
    const QString who = profile.isLocal() ? tr("local") : profile.user;
    const QString power = profile.isReadOnly ? tr("read-only") : toText(connection.role());
    m_connectionText->setText(state == LinkState::Connected
            ? withGlyph(Severity::Good, tr("%1 as %2 (%3)").arg(profile.name, who, power))
            : withGlyph(Severity::Unknown, tr("not connected")));
    m_connectionText->setToolTip(profile.address);
}

void MainWindow::showStaleness()
{
    const ClusterWatch &watch = m_context.watch;
    const QDateTime asOf = watch.asOf();
    QString text;
    if (asOf.isValid() && hasCluster()) {
        const QString time = timeText(asOf, QDateTime::currentDateTimeUtc());
        text = watch.isPaused() ? tr("updates paused: as of %1").arg(time)
            : watch.isStale()   ? tr("old: as of %1").arg(time)
                                : tr("as of %1").arg(time);
    }
    m_asOf->setText(text);
    m_asOf->setToolTip(watch.problem().isEmpty() ? fullTimeText(asOf) : watch.problem());
}

void MainWindow::resetLayout()
{
    m_splitter->setSizes({fontMetrics().averageCharWidth() * 24, 1000});
    m_tasks->hide();
}

void MainWindow::restoreLayout()
{
    const QByteArray geometry = m_context.layout(u"window/geometry"_s);
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    if (!m_splitter->restoreState(m_context.layout(u"window/splitter"_s)))
        resetLayout();
    restoreState(m_context.layout(u"window/state"_s));
    m_tasks->restoreLayout();
    for (Page *const page : std::as_const(m_pages))
        page->restoreLayout();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_context.setLayout(u"window/geometry"_s, saveGeometry());
    m_context.setLayout(u"window/state"_s, saveState());
    m_context.setLayout(u"window/splitter"_s, m_splitter->saveState());
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_colour || !m_disconnect)
        return;
    showConnection();
    showBadges();
}

} // namespace homeport
