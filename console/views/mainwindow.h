// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The window: navigation, banners, one page in front, the tasks below, the state of the connection.
#pragma once

#include "console/views/banner.h"
#include "console/views/page.h"

#include <QMainWindow>

class QLabel;
class QListWidget;
class QStackedWidget;
class QVBoxLayout;

namespace homeport {

/// What it shows lives as long as it does.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(ConsoleContext &context, QWidget *parent = nullptr);

    QList<Page *> pages() const { return m_pages; }
    Page *page(const QString &id) const;
    void showPage(const QString &id, const QString &what = {});

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildMenus();
    void showConnection();
    void showStaleness();
    void showBadges();
    void bringToFront(int index);
    void restoreLayout();

    ConsoleContext &m_context;
    QList<Page *> m_pages;
    Page *m_front = nullptr;
    QListWidget *m_navigation = nullptr;
    QStackedWidget *m_stack = nullptr;
    QVBoxLayout *m_banners = nullptr;
    Banner *m_connectionBanner = nullptr;
    QWidget *m_colour = nullptr;
    QLabel *m_connectionText = nullptr;
    QLabel *m_asOf = nullptr;
    QString m_profileId;
};

} // namespace homeport
