// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The dialogs of the accounts page that ask for more than "do it?".
#pragma once

#include "console/models/accountacts.h"
#include "console/views/context.h"

#include <QDialog>
#include <functional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace homeport {

using AccountDone = std::function<void(const QString &address)>;

/// `domain`: written behind the @ to begin with.
void openCreateAccount(ConsoleContext &context, const QString &domain, QWidget *parent, AccountDone done);
void openSetPassword(ConsoleContext &context, const QString &address, QWidget *parent);
void openMoveAccount(ConsoleContext &context, const AccountRow &account, QWidget *parent, AccountDone done);
void openAddDomain(ConsoleContext &context, QWidget *parent, std::function<void()> done);

/// Of an account: the aliases that lead to it. Of an alias: where it leads. Adds and removes.
class AliasesDialog : public QDialog
{
    Q_OBJECT

public:
    AliasesDialog(ConsoleContext &context, const AccountRow &row, AccountDone done, QWidget *parent);

private:
    Task<> load();
    Task<> removeAlias(QString alias);
    void showDetails(const AccountDetails &details);
    void add();
    void removeChosen();
    void showAllowed();

    ConsoleContext &m_context;
    const AccountRow m_row;
    const AccountDone m_done;
    QStringList m_shown;
    QListWidget *m_list = nullptr;
    QLineEdit *m_new = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QLabel *m_problem = nullptr;
};

/// The shared domains: list and add.
class DomainsDialog : public QDialog
{
    Q_OBJECT

public:
    DomainsDialog(ConsoleContext &context, QWidget *parent);

Q_SIGNALS:
    void changed();

private:
    Task<> load();

    ConsoleContext &m_context;
    QListWidget *m_list = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace homeport
