// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The window: navigation, banners, one page in front, the state of the connection; the connections while
// there is no cluster to show.
#pragma once

#include "console/models/login.h"
#include "console/views/banner.h"
#include "console/views/page.h"

#include <QMainWindow>

class QAction;
class QLabel;
class QListWidget;
class QSplitter;
class QStackedWidget;

namespace homeport {

class ConnectPane;
class Notices;
class TaskDock;

/// What it shows lives as long as it does.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Without `secrets` no password is remembered; else it outlives the window.
    explicit MainWindow(ConsoleContext &context, SecretStore *secrets = nullptr, QWidget *parent = nullptr);

    QList<Page *> pages() const { return m_pages; }
    Page *page(const QString &id) const;
    void showPage(const QString &id, const QString &what = {});
    /// "connections": the saved connections, though one is open.
    void showConnections();
    ProfileLogin &login() { return m_login; }

Q_SIGNALS:
    void demoRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildCentre();
    void buildMenus();
    void buildFileMenu();
    void buildViewMenu();
    void buildThemeMenu(QMenu *view);
    void buildHelpMenu();
    void openPalette();
    void showConnection();
    void showLink();
    void showRightPart();
    void showStaleness();
    void showBadges();
    void bringToFront(int index);
    void restoreLayout();
    void resetLayout();
    bool hasCluster() const;

    ConsoleContext &m_context;
    ProfileLogin m_login;
    Notices *m_notices = nullptr;
    QList<Page *> m_pages;
    Page *m_front = nullptr;
    QStackedWidget *m_body = nullptr; ///< the connections, or the pages
    ConnectPane *m_connectPane = nullptr;
    QSplitter *m_splitter = nullptr;
    QListWidget *m_navigation = nullptr;
    TaskDock *m_tasks = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_banners = nullptr;
    Banner *m_connectionBanner = nullptr;
    QWidget *m_colour = nullptr;
    QLabel *m_connectionText = nullptr;
    QLabel *m_asOf = nullptr;
    QAction *m_disconnect = nullptr;
    QString m_profileId;
    bool m_wasConnected = false; ///< and has not been closed since: old data stay in sight
};

} // namespace homeport
