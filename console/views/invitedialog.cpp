// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A form, and below it what came of it.
#include "console/views/invitedialog.h"

#include "console/models/memberacts.h"
#include "console/models/memberedit.h"
#include "console/views/calmwidgets.h"
#include "console/views/forms.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QPlainTextEdit *commandField(QWidget *parent, const QString &name)
{
    auto *const field = new QPlainTextEdit(parent);
    field->setReadOnly(true);
    field->setTabChangesFocus(true);
    field->setFont(fixedFont());
    field->setFixedHeight(field->fontMetrics().height() * 3 + 12);
    field->setAccessibleName(name);
    return field;
}

} // namespace

InviteDialog::InviteDialog(ConsoleContext &context, const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"inviteDialog"_s);
    setWindowTitle(tr("Invite a machine into the cluster"));
    build(name);
    buildResult();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_invite = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_invite->setObjectName(u"makeInvitation"_s);
    m_invite->setAutoDefault(false);
    layout()->addWidget(buttons);
    connect(m_invite, &QPushButton::clicked, this, [this] { invite(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&context.connection, &Connection::stateChanged, this, &InviteDialog::showForm);
    setMinimumWidth(fontMetrics().averageCharWidth() * 84);
    showForm();
}

void InviteDialog::build(const QString &name)
{
    auto *const box = new QVBoxLayout(this);
    m_explained = paragraphLabel(this);
    box->addWidget(m_explained);
    auto *const form = new QFormLayout;
    m_name = new QLineEdit(name, this);
    m_name->setObjectName(u"inviteName"_s);
    m_name->setPlaceholderText(u"back2.example.net"_s);
    form->addRow(tr("&Member name:"), m_name);
    m_rights = new CalmComboBox(this);
    m_rights->setObjectName(u"inviteRights"_s);
    m_rights->addItem(tr("Frontend: takes clients and mail"), u"proxy"_s);
    m_rights->addItem(tr("Backend: hosts accounts too"), u"proxy,store"_s);
    m_rights->addItem(tr("Frontend and keeper of the table"), u"proxy,keeper"_s);
    m_rights->addItem(tr("Backend and keeper of the table"), u"proxy,store,keeper"_s);
    form->addRow(tr("&Rights:"), m_rights);
    m_replace = new QCheckBox(tr("It &takes the place of the lost member of this name"), this);
    m_replace->setObjectName(u"inviteReplace"_s);
    form->addRow(QString(), m_replace);
    m_without = new QLineEdit(this);
    m_without->setPlaceholderText(tr("none; front2.example.net, …"));
    m_without->setToolTip(
        tr("Before a place is given away every member is asked whether it still reaches the lost "
           "one. Name those that cannot be asked and of which you know that they do not."));
    form->addRow(tr("&Without asking:"), m_without);
    m_address = new QLineEdit(this);
    m_address->setObjectName(u"inviteAddress"_s);
    m_address->setPlaceholderText(tr("192.0.2.22; where the other members reach the new machine"));
    form->addRow(tr("&Address of the machine:"), m_address);
    m_ctl = commandField(this, tr("The same as a homeportctl command"));
    m_ctl->setFixedHeight(m_ctl->fontMetrics().height() * 2 + 12);
    form->addRow(tr("The same:"), m_ctl);
    box->addLayout(form);
    m_outcome = paragraphLabel(this);
    m_outcome->setObjectName(u"outcome"_s);
    m_outcome->hide();
    box->addWidget(m_outcome);
    for (QLineEdit *const field : {m_name, m_without, m_address})
        connect(field, &QLineEdit::textChanged, this, &InviteDialog::showForm);
    connect(m_rights, &QComboBox::currentIndexChanged, this, &InviteDialog::showForm);
    connect(m_replace, &QCheckBox::toggled, this, &InviteDialog::showForm);
}

void InviteDialog::buildResult()
{
    m_result = new QWidget(this);
    auto *const result = new QVBoxLayout(m_result);
    result->setContentsMargins({});
    result->addWidget(paragraphLabel(m_result, tr("Run this on the new machine, as root:")));
    auto *const line = new QHBoxLayout;
    m_command = commandField(m_result, tr("The command for the new machine"));
    m_command->setObjectName(u"joinCommand"_s);
    auto *const copy = new QPushButton(tr("Copy"), m_result);
    copy->setAccessibleName(tr("Copy the command for the new machine"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
        [this] { QApplication::clipboard()->setText(m_command->toPlainText()); });
    line->addWidget(m_command, 1);
    line->addWidget(copy, 0, Qt::AlignTop);
    result->addLayout(line);
    auto *const tokenLine = new QFormLayout;
    m_tokenField = new QLineEdit(m_result);
    m_tokenField->setObjectName(u"token"_s);
    m_tokenField->setReadOnly(true);
    m_tokenField->setFont(fixedFont());
    tokenLine->addRow(tr("The token a&lone:"), m_tokenField);
    result->addLayout(tokenLine);
    m_result->hide();
    layout()->addWidget(m_result);
}

Rights InviteDialog::rights() const
{
    const QString words = m_rights->currentData().toString();
    Rights out;
    out.proxy = true;
    out.store = words.contains(u"store"_s);
    out.keeper = words.contains(u"keeper"_s);
    return out;
}

Act InviteDialog::act() const
{
    MemberEdit without;
    without.text(MemberField::Rights) = m_without->text(); // a list of words like any other
    return inviteMember(m_name->text().trimmed().toLower(), rights(), m_replace->isChecked(),
        without.list(MemberField::Rights));
}

QString InviteDialog::whyNot() const
{
    const QString mayNot = m_context.connection.whyNot(AdministratorRole::Administrator);
    if (!mayNot.isEmpty())
        return mayNot;
    MemberEdit edit = newMemberEdit(0);
    edit.text(MemberField::Name) = m_name->text().trimmed().toLower();
    const QList<FieldProblem> problems = problemsOf({edit}, ClusterTable());
    if (!problems.isEmpty())
        return problems.first().text;
    const bool isThere = m_context.watch.cluster().member(edit.name()) != nullptr;
    return m_replace->isChecked() && !isThere
        ? tr("\"%1\" is no member: only the place of a member can be taken.").arg(edit.name())
        : QString();
}

void InviteDialog::showForm()
{
    m_explained->setText(
        m_replace->isChecked() ? tr(
            "A stand-by machine takes the place of a lost member: same name, same rights. Its storages wait "
            "until their disks are attached there. Every member is asked first whether it still reaches the "
            "lost one. The token is good once, for one hour.")
                               : tr("The machine becomes a member under this name. The token is good once, "
                                    "for one hour, and only for "
                                    "this name."));
    m_rights->setEnabled(!m_replace->isChecked());
    m_rights->setToolTip(m_replace->isChecked() ? tr("It gets the rights of the lost member.") : QString());
    m_without->setEnabled(m_replace->isChecked());
    const Act shown = act();
    m_ctl->setPlainText(shown.command());
    m_invite->setText(m_token.isEmpty() ? shown.button : tr("Make another token"));
    m_invite->setEnabled(whyNot().isEmpty() && !m_isRunning);
    m_invite->setToolTip(whyNot());
    if (!m_token.isEmpty())
        showCommand();
}

Task<> InviteDialog::invite()
{
    const QPointer<InviteDialog> self(this);
    m_isRunning = true;
    setStateText(m_outcome, Severity::Busy, tr("The token is being made…"));
    showForm();
    const Act wanted = act();
    const Result<QJsonObject> answer = co_await m_context.acts.run(wanted);
    if (!self)
        co_return;
    m_isRunning = false;
    if (!answer) {
        setStateText(m_outcome, Severity::Bad, tr("No token was made: %1").arg(answer.error().forLog));
        showForm();
        co_return;
    }
    m_token = answer->value(u"token"_s).toString();
    m_validUntil = QDateTime::currentDateTimeUtc().addSecs(answer->value(u"validSeconds"_s).toInteger(3600));
    QStringList lines{
        tr("The token is valid until %1, once.").arg(m_validUntil.toLocalTime().toString(u"HH:mm:ss"_s))};
    lines += remarksOf(*answer);
    setStateText(m_outcome, lines.size() > 1 ? Severity::Notice : Severity::Good, lines.join(u'\n'));
    for (QWidget *const field : QList<QWidget *>{m_name, m_rights, m_replace, m_without})
        field->setEnabled(false); // the token is for just this
    showForm();
    m_result->show();
    adjustSize();
    m_tokenField->setText(m_token);
}

void InviteDialog::showCommand()
{
    m_command->setPlainText(joinCommand(m_token, m_name->text().trimmed().toLower(), rights(),
        m_replace->isChecked(), m_address->text().trimmed()));
    m_rights->setEnabled(false);
    m_without->setEnabled(false);
}

} // namespace homeport
