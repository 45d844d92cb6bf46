// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accounts, aliases and domains.
#pragma once

#include "console/models/accountacts.h"
#include "console/models/accountmodel.h"
#include "console/views/page.h"

#include <QTimer>

class QAction;
class QComboBox;
class QSplitter;

namespace homeport {

class AccountDetail;
class TablePane;

class AccountsPage : public Page
{
    Q_OBJECT

public:
    explicit AccountsPage(ConsoleContext &context, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    QWidget *filterField() override;
    void show(const QString &what) override;
    void restoreLayout() override;

private:
    void buildFilters();
    void buildActions();
    QAction *addAction(const QString &text, const QString &name, void (AccountsPage::*handler)());
    void createAccount();
    void setPassword();
    void editAliases();
    void enableAccount();
    void disableAccount();
    void moveAccount();
    void deleteAccount();
    void explainRoute();
    void showMoves();
    void showDomains();
    void tellImport();

    const AccountRow *chosen() const;
    void search();
    void lookAtRowsInSight();
    void showAnswer();
    void showChoices();
    void showAllowed();
    void changedOf(const QString &address);
    Task<> loadDomains();
    void runOn(Act (*makeAct)(const QString &));

    AccountModel m_model;
    TablePane *m_pane = nullptr;
    QSplitter *m_splitter = nullptr;
    AccountDetail *m_detail = nullptr;
    QComboBox *m_domain = nullptr;
    QComboBox *m_host = nullptr;
    QComboBox *m_away = nullptr;
    QAction *m_create = nullptr;
    QAction *m_password = nullptr;
    QAction *m_aliases = nullptr;
    QAction *m_enable = nullptr;
    QAction *m_disable = nullptr;
    QAction *m_move = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_route = nullptr;
    QAction *m_moves = nullptr;
    QAction *m_domains = nullptr;
    QTimer m_timer;
    bool m_isInFront = false;
    bool m_isFilling = false;
};

} // namespace homeport
