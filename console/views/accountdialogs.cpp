// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Aliases and domains: short lists with add and remove.
#include "console/views/accountdialogs.h"

#include "console/views/actdialog.h"
#include "console/views/forms.h"
#include "console/views/tablepane.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QListWidget *listIn(QDialog *dialog, const QString &name)
{
    auto *const list = new QListWidget(dialog);
    list->setAccessibleName(name);
    list->setUniformItemSizes(true);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setMinimumHeight(list->fontMetrics().height() * 6);
    return list;
}

} // namespace

AliasesDialog::AliasesDialog(
    ConsoleContext &context, const AccountRow &row, AccountDone done, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_row(row)
    , m_done(std::move(done))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"aliasesDialog"_s);
    setWindowTitle(
        row.isAccount() ? tr("Aliases of %1").arg(row.address) : tr("Targets of %1").arg(row.address));
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        row.isAccount() ? tr("Mail to these addresses goes to %1 too, and its owner can log in with them.")
                              .arg(row.address)
                        : tr("Mail to %1 goes to all of these. To take one out, remove the alias and add it "
                             "again with those "
                             "that shall stay.")
                              .arg(row.address)));
    m_list = listIn(this, windowTitle());
    layout->addWidget(m_list, 1);
    m_problem = paragraphLabel(this);
    layout->addWidget(m_problem);
    auto *const line = new QHBoxLayout;
    m_new = new QLineEdit(this);
    m_new->setObjectName(u"newAlias"_s);
    m_new->setPlaceholderText(row.isAccount() ? tr("another alias, such as sales@example.org")
                                              : tr("another target, such as ann@example.org"));
    m_new->setAccessibleName(row.isAccount() ? tr("New alias") : tr("New target"));
    m_add = new QPushButton(tr("&Add…"), this);
    m_add->setObjectName(u"addAlias"_s);
    m_add->setAutoDefault(false);
    m_remove = new QPushButton(row.isAccount() ? tr("&Remove…") : tr("&Remove the alias…"), this);
    m_remove->setObjectName(u"removeAlias"_s);
    m_remove->setAutoDefault(false);
    line->addWidget(m_new, 1);
    line->addWidget(m_add);
    line->addWidget(m_remove);
    layout->addLayout(line);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_new, &QLineEdit::textChanged, this, &AliasesDialog::showAllowed);
    connect(m_new, &QLineEdit::returnPressed, m_add, &QPushButton::click);
    connect(m_list, &QListWidget::currentRowChanged, this, &AliasesDialog::showAllowed);
    connect(m_add, &QPushButton::clicked, this, &AliasesDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &AliasesDialog::removeChosen);
    connect(&context.connection, &Connection::stateChanged, this, &AliasesDialog::showAllowed);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);
    showAllowed();
    load();
}

Task<> AliasesDialog::load()
{
    const QPointer<AliasesDialog> self(this);
    const QJsonObject question{{u"address"_s, m_row.address}};
    const Result<AccountDetails> details =
        co_await m_context.connection.ask(u"account.show"_s, question, accountDetailsFromJson);
    if (!self)
        co_return;
    if (details) {
        showDetails(*details);
        co_return;
    }
    const bool isGone = details.error().status == "no-such-account"; // an alias that was removed here
    showDetails({});
    setStateText(m_problem, isGone ? Severity::Notice : Severity::Bad,
        isGone ? tr("There is no %1 any more.").arg(m_row.address) : details.error().forLog);
}

void AliasesDialog::showDetails(const AccountDetails &details)
{
    setStateText(m_problem, Severity::None, {});
    m_shown = m_row.isAccount() ? details.aliases : details.row.targets;
    m_list->clear();
    m_list->addItems(m_shown);
    if (m_shown.isEmpty() && m_row.isAccount())
        setStateText(m_problem, Severity::Notice, tr("No alias leads to %1 yet.").arg(m_row.address));
    showAllowed();
}

void AliasesDialog::showAllowed()
{
    const QString denied = m_context.connection.whyNot(AdministratorRole::Operator);
    const QString address = whyNoAddress(m_new->text().trimmed());
    const QString whyNotAdd = denied.isEmpty() ? address : denied;
    m_add->setEnabled(whyNotAdd.isEmpty());
    m_add->setToolTip(whyNotAdd);
    QString whyNotRemove = denied;
    if (whyNotRemove.isEmpty() && m_row.isAccount() && m_list->currentRow() < 0)
        whyNotRemove = tr("Select the alias to be removed.");
    if (whyNotRemove.isEmpty() && m_shown.isEmpty())
        whyNotRemove = tr("There is nothing to remove.");
    m_remove->setEnabled(whyNotRemove.isEmpty());
    m_remove->setToolTip(whyNotRemove);
}

void AliasesDialog::add()
{
    const QString address = m_new->text().trimmed();
    const Act act =
        m_row.isAccount() ? addTargetsAct(address, {m_row.address}) : addTargetsAct(m_row.address, {address});
    const QPointer<AliasesDialog> self(this);
    ActDialog::run(m_context.acts, act, this, [self](const QJsonObject &) {
        if (!self)
            return;
        self->m_new->clear();
        self->load();
        self->m_done(self->m_row.address);
    });
}

void AliasesDialog::removeChosen()
{
    removeAlias(m_row.isAccount() ? m_list->currentItem()->text() : m_row.address);
}

/// The alias may lead to others too: they are named before it goes.
Task<> AliasesDialog::removeAlias(QString alias)
{
    const QPointer<AliasesDialog> self(this);
    const QJsonObject question{{u"address"_s, alias}};
    const Result<AccountDetails> details =
        co_await m_context.connection.ask(u"account.show"_s, question, accountDetailsFromJson);
    if (!self)
        co_return;
    if (!details) {
        setStateText(m_problem, Severity::Bad, details.error().forLog);
        co_return;
    }
    const auto removed = [self](const QJsonObject &) {
        if (!self)
            return;
        self->load();
        self->m_done(self->m_row.address);
    };
    ActDialog::run(m_context.acts, removeAliasAct(alias, details->row.targets), this, removed);
}

DomainsDialog::DomainsDialog(ConsoleContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"domainsDialog"_s);
    setWindowTitle(tr("Domains"));
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        tr("The cluster accepts mail for these domains; their accounts are spread over all backends.")));
    m_list = listIn(this, tr("Domains"));
    layout->addWidget(m_list, 1);
    m_problem = paragraphLabel(this);
    layout->addWidget(m_problem);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *const add = buttons->addButton(tr("&Add a domain…"), QDialogButtonBox::ActionRole);
    add->setObjectName(u"addDomain"_s);
    add->setAutoDefault(false);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(add, &QPushButton::clicked, this, [this] {
        const QPointer<DomainsDialog> self(this);
        openAddDomain(m_context, this, [self] {
            if (!self)
                return;
            self->load();
            Q_EMIT self->changed();
        });
    });
    const auto showAllowed = [this, add] {
        const QString whyNot = m_context.connection.whyNot(AdministratorRole::Administrator);
        add->setEnabled(whyNot.isEmpty());
        add->setToolTip(whyNot);
    };
    connect(&context.connection, &Connection::stateChanged, this, showAllowed);
    showAllowed();
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    load();
}

Task<> DomainsDialog::load()
{
    const QPointer<DomainsDialog> self(this);
    const QJsonObject nothing;
    const Result<QStringList> domains =
        co_await m_context.connection.ask(u"domain.list"_s, nothing, domainsFromJson);
    if (!self)
        co_return;
    setStateText(m_problem, Severity::Bad, domains ? QString() : domains.error().forLog);
    if (!domains)
        co_return;
    m_list->clear();
    m_list->addItems(*domains);
    if (domains->isEmpty())
        setStateText(m_problem, Severity::Notice, tr("There is no domain yet: add the first one."));
}

} // namespace homeport
