// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of administrators: add, password, remove.
#include "console/views/administratorspage.h"

#include "console/views/actdialog.h"
#include "console/views/calmwidgets.h"
#include "console/views/forms.h"
#include "console/views/passwordchoice.h"
#include "console/views/tablepane.h"

#include <QAction>
#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int shortestPassword = 8; // as the daemon wants it

AdministratorRole roleOf(const QComboBox *box) { return AdministratorRole(box->currentData().toInt()); }

} // namespace

AdministratorsPage::AdministratorsPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"administrators"_s, tr("Administrators"), parent)
    , m_model(administratorColumns(), [](const AdministratorRow &row) { return row.name; })
{
    auto *const layout = new QVBoxLayout(this);
    m_pane = new TablePane(m_model, context, u"administrators/table"_s, tr("Administrators"));
    m_pane->setEmptyText(
        tr("There is no administrator in the cluster table: only homeportctl on a server itself can "
           "change something.\nAdd one with \"Add…\"."));
    m_pane->setWidths({24, 18, 70});
    layout->addWidget(m_pane, 1);
    const auto action = [this](
                            const QString &text, const QString &name, void (AdministratorsPage::*handler)()) {
        auto *const made = new QAction(text, this);
        made->setObjectName(name);
        connect(made, &QAction::triggered, this, handler);
        m_pane->addAction(made);
        return made;
    };
    m_add = action(tr("&Add…"), u"addAdministrator"_s, &AdministratorsPage::add);
    m_password = action(tr("&Password…"), u"administratorPassword"_s, &AdministratorsPage::setPassword);
    m_remove = action(tr("&Remove…"), u"removeAdministrator"_s, &AdministratorsPage::remove);
    connect(m_pane, &TablePane::selectionChanged, this, &AdministratorsPage::showAllowed);
    connect(m_pane, &TablePane::retryRequested, this, &AdministratorsPage::refresh);
    connect(&context.connection, &Connection::stateChanged, this, [this] {
        m_model.setStale(m_context.connection.state() != LinkState::Connected);
        showAllowed();
        if (m_isInFront)
            load();
    });
    showAllowed();
}

void AdministratorsPage::activate()
{
    m_isInFront = true;
    load();
}

void AdministratorsPage::deactivate() { m_isInFront = false; }

void AdministratorsPage::refresh() { load(); }

QWidget *AdministratorsPage::filterField() { return m_pane->filterField(); }

void AdministratorsPage::restoreLayout() { m_pane->restoreLayout(); }

const AdministratorRow *AdministratorsPage::chosen() const
{
    const QStringList keys = m_pane->selectedKeys();
    return keys.size() == 1 ? m_model.find(keys.first()) : nullptr;
}

Task<> AdministratorsPage::load()
{
    if (m_context.connection.state() != LinkState::Connected)
        co_return;
    const QPointer<AdministratorsPage> self(this);
    const QJsonObject nothing;
    const Result<QList<AdministratorRow>> rows =
        co_await m_context.connection.ask(u"admin.list"_s, nothing, administratorsFromJson);
    if (!self)
        co_return;
    m_model.setStale(!rows);
    m_pane->setProblem(rows ? QString() : rows.error().forLog);
    if (rows) {
        m_model.setRows(*rows);
        m_pane->setAsOf(QDateTime::currentDateTimeUtc());
    }
    showAllowed();
}

void AdministratorsPage::showAllowed()
{
    const QString denied = m_context.connection.whyNot(AdministratorRole::Administrator);
    const AdministratorRow *const row = chosen();
    const QString notOne = row ? QString() : tr("Select one administrator.");
    const auto others = std::count_if(m_model.allRows().cbegin(), m_model.allRows().cend(),
        [](const AdministratorRow &one) { return one.role == AdministratorRole::Administrator; });
    const bool isLast = row && row->role == AdministratorRole::Administrator && others == 1;
    allow(m_add, denied, tr("Add somebody who may log in to the keepers"));
    allow(m_password, denied.isEmpty() ? notOne : denied, tr("Set a new password"));
    allow(m_remove,
        !denied.isEmpty() ? denied
            : isLast ? tr("%1 is the last with the role administrator: add another one first.").arg(row->name)
                     : notOne,
        tr("Log out for good"));
}

void AdministratorsPage::add()
{
    auto *const box = new QWidget;
    auto *const form = new QFormLayout(box);
    form->setContentsMargins({});
    auto *const name = new QLineEdit(box);
    name->setObjectName(u"administratorName"_s);
    form->addRow(tr("&Name:"), name);
    auto *const role = new CalmComboBox(box);
    role->setObjectName(u"administratorRole"_s);
    for (const AdministratorRole one :
        {AdministratorRole::Viewer, AdministratorRole::Operator, AdministratorRole::Administrator})
        role->addItem(u"%1: %2"_s.arg(toText(one), roleText(one)), int(one));
    form->addRow(tr("&Role:"), role);
    auto *const choice = new PasswordChoice(shortestPassword, box);
    form->addRow(tr("Password:"), choice);
    const QPointer<AdministratorsPage> self(this);
    const auto done = [self, choice = QPointer<PasswordChoice>(choice), name](const QJsonObject &) {
        if (!self)
            return;
        if (choice && choice->isGenerated())
            showPasswordOnce(name->text(), choice->password(), self);
        self->load();
    };
    const auto actOf = [name, role, choice] {
        return addAdministratorAct(name->text().trimmed(), roleOf(role), choice->password());
    };
    auto *const dialog = new ActDialog(m_context.acts, actOf(), done, this);
    dialog->insert(box);
    const auto take = [dialog, name, choice, actOf] {
        const QString fault = whyNoAdministratorName(name->text().trimmed());
        Act act = actOf();
        if (!fault.isEmpty())
            act.button = tr("Add administrator");
        if (!fault.isEmpty())
            act.text = tr("Whoever is added can log in to every keeper with this console or homeportctl.");
        dialog->setAct(act);
        dialog->setFault(fault.isEmpty() ? choice->whyNot() : fault);
    };
    connect(name, &QLineEdit::textChanged, dialog, take);
    connect(role, &QComboBox::currentIndexChanged, dialog, take);
    connect(choice, &PasswordChoice::changed, dialog, take);
    take();
    dialog->open();
    name->setFocus();
}

void AdministratorsPage::setPassword()
{
    const AdministratorRow *const row = chosen();
    if (!row)
        return;
    const QString name = row->name;
    auto *const choice = new PasswordChoice(shortestPassword);
    const QPointer<AdministratorsPage> self(this);
    const auto done = [self, choice = QPointer<PasswordChoice>(choice), name](const QJsonObject &) {
        if (self && choice && choice->isGenerated())
            showPasswordOnce(name, choice->password(), self);
    };
    auto *const dialog =
        new ActDialog(m_context.acts, setAdministratorPasswordAct(name, choice->password()), done, this);
    dialog->insert(choice);
    connect(choice, &PasswordChoice::changed, dialog, [dialog, choice, name] {
        dialog->setAct(setAdministratorPasswordAct(name, choice->password()));
        dialog->setFault(choice->whyNot());
    });
    dialog->open();
}

void AdministratorsPage::remove()
{
    const AdministratorRow *const row = chosen();
    if (!row)
        return;
    const QPointer<AdministratorsPage> self(this);
    ActDialog::run(m_context.acts, removeAdministratorAct(*row), this, [self](const QJsonObject &) {
        if (self)
            self->load();
    });
}

} // namespace homeport
