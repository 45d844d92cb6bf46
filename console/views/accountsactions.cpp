// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What can be done on the page of accounts.
#include "console/views/accountdetail.h"
#include "console/views/accountdialogs.h"
#include "console/views/accountspage.h"
#include "console/views/actdialog.h"
#include "console/views/movesdialog.h"
#include "console/views/routedialog.h"
#include "console/views/tablepane.h"

#include <QComboBox>
#include <QMessageBox>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

QAction *AccountsPage::addAction(const QString &text, const QString &name, void (AccountsPage::*handler)())
{
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, handler);
    m_pane->addAction(action);
    return action;
}

void AccountsPage::buildActions()
{
    m_create = addAction(tr("&Create…"), u"createAccount"_s, &AccountsPage::createAccount);
    m_password = addAction(tr("&Password…"), u"setPassword"_s, &AccountsPage::setPassword);
    m_aliases = addAction(tr("&Aliases…"), u"editAliases"_s, &AccountsPage::editAliases);
    m_enable = addAction(tr("E&nable"), u"enableAccount"_s, &AccountsPage::enableAccount);
    m_disable = addAction(tr("Disa&ble…"), u"disableAccount"_s, &AccountsPage::disableAccount);
    m_move = addAction(tr("&Move…"), u"moveAccount"_s, &AccountsPage::moveAccount);
    m_delete = addAction(tr("&Delete…"), u"deleteAccount"_s, &AccountsPage::deleteAccount);
    m_pane->addAction(nullptr);
    m_route = addAction(tr("E&xplain route"), u"explainRoute"_s, &AccountsPage::explainRoute);
    m_moves = addAction(tr("M&oves…"), u"showMoves"_s, &AccountsPage::showMoves);
    m_domains = addAction(tr("D&omains…"), u"showDomains"_s, &AccountsPage::showDomains);
    addAction(tr("&Import…"), u"importAccounts"_s, &AccountsPage::tellImport);
}

void AccountsPage::showAllowed()
{
    const Connection &connection = m_context.connection;
    const QString offline = connection.whyNot(AdministratorRole::Viewer);
    const QString isOff = connection.state() == LinkState::Connected ? QString() : offline;
    const QString asOperator = connection.whyNot(AdministratorRole::Operator);
    const QString asAdministrator = connection.whyNot(AdministratorRole::Administrator);
    const AccountRow *const row = chosen();
    const QString notOne = row ? QString() : tr("Select one account or alias.");
    const QString notAccount = !row ? tr("Select one account.")
        : row->isAccount()          ? QString()
                                    : tr("%1 is an alias: this is for accounts only.").arg(row->address);
    const auto decide = [](QAction *action, const QString &denied, const QString &whyNot,
                            const QString &tip) { allow(action, denied.isEmpty() ? whyNot : denied, tip); };
    decide(m_create, asOperator, {}, tr("Make an account; its password is shown once"));
    decide(m_password, asOperator, notAccount, tr("Set a new password"));
    decide(m_aliases, isOff, notOne, tr("Further addresses of an account, or the targets of an alias"));
    decide(m_enable, asOperator,
        notAccount.isEmpty() && row->isEnabled ? tr("%1 can log in already.").arg(row->address) : notAccount,
        tr("Let it log in again"));
    decide(m_disable, asOperator,
        notAccount.isEmpty() && !row->isEnabled ? tr("%1 is disabled already.").arg(row->address)
                                                : notAccount,
        tr("Keep it from logging in; mail is still delivered"));
    decide(m_move, asAdministrator,
        notAccount.isEmpty() && !row->isServed
            ? tr("Its storage is not served: a lost backend's accounts are reassigned, not moved.")
            : notAccount,
        tr("Move it to another backend while it is in use"));
    decide(m_delete, asOperator,
        notAccount.isEmpty() || row == nullptr
            ? notAccount
            : tr("%1 is an alias: remove it with \"Aliases…\".").arg(row->address),
        tr("Delete the account; its mail is kept for 30 days"));
    decide(m_route, isOff, notOne, tr("Where mail and logins of the address go, as each member sees it"));
    decide(m_moves, isOff, {}, tr("Moves that are under way, and old copies that are kept"));
    decide(m_domains, isOff, {}, tr("The domains that the cluster accepts mail for"));
}

void AccountsPage::changedOf(const QString &address)
{
    if (const AccountRow *const row = chosen(); row && row->address == address)
        m_detail->refresh();
    lookAtRowsInSight();
    m_context.watch.refresh();
}

void AccountsPage::createAccount()
{
    QString domain = m_domain->currentData().toString();
    if (domain.isEmpty() && m_domain->count() == 2)
        domain = m_domain->itemData(1).toString();
    const QPointer<AccountsPage> self(this);
    openCreateAccount(m_context, domain, this, [self](const QString &address) {
        if (!self)
            return;
        self->changedOf(address);
    });
}

void AccountsPage::setPassword()
{
    if (const AccountRow *const row = chosen())
        openSetPassword(m_context, row->address, this);
}

void AccountsPage::editAliases()
{
    const AccountRow *const row = chosen();
    if (!row)
        return;
    const QPointer<AccountsPage> self(this);
    const auto done = [self](const QString &address) {
        if (self)
            self->changedOf(address);
    };
    (new AliasesDialog(m_context, *row, done, this))->open();
}

void AccountsPage::runOn(Act (*makeAct)(const QString &))
{
    const AccountRow *const row = chosen();
    if (!row)
        return;
    const QPointer<AccountsPage> self(this);
    const QString address = row->address;
    ActDialog::run(m_context.acts, makeAct(address), this, [self, address](const QJsonObject &) {
        if (self)
            self->changedOf(address);
    });
}

void AccountsPage::enableAccount() { runOn(enableAct); }
void AccountsPage::disableAccount() { runOn(disableAct); }

void AccountsPage::moveAccount()
{
    const AccountRow *const row = chosen();
    if (!row)
        return;
    const QPointer<AccountsPage> self(this);
    openMoveAccount(m_context, *row, this, [self](const QString &address) {
        if (self)
            self->changedOf(address);
    });
}

void AccountsPage::deleteAccount()
{
    const AccountRow *const row = chosen();
    if (!row)
        return;
    const QPointer<AccountsPage> self(this);
    const QString address = row->address;
    ActDialog::run(m_context.acts, deleteAccountAct(*row), this, [self, address](const QJsonObject &) {
        if (self)
            self->changedOf(address);
    });
}

void AccountsPage::explainRoute()
{
    if (const AccountRow *const row = chosen())
        (new RouteDialog(m_context, row->address, this))->show();
}

void AccountsPage::showMoves()
{
    auto *const dialog = new MovesDialog(m_context, this);
    connect(dialog, &MovesDialog::changed, this, &AccountsPage::lookAtRowsInSight);
    dialog->show();
}

void AccountsPage::showDomains()
{
    auto *const dialog = new DomainsDialog(m_context, this);
    connect(dialog, &DomainsDialog::changed, this, [this] { loadDomains(); });
    dialog->open();
}

void AccountsPage::tellImport()
{
    auto *const box = new QMessageBox(QMessageBox::Information, tr("Import accounts"),
        tr("Files with many accounts are read by homeportctl, which reports each row that it could not "
           "take."),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("Try it first, without a change:\n"
           "homeportctl account import accounts.csv --dry-run\n\n"
           "Then import, with a list of what failed:\n"
           "homeportctl account import accounts.csv --report failed.csv\n\n"
           "What is present and equal is skipped, so the same file may be imported again."));
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}

} // namespace homeport
