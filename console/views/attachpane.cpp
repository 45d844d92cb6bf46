// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From the path to the attached disk.
#include "console/views/attachpane.h"

#include "console/views/actdialog.h"
#include "console/views/forms.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

AttachPane::AttachPane(ConsoleContext &context, QWidget *parent)
    : QGroupBox(parent)
    , m_context(context)
{
    auto *const layout = new QVBoxLayout(this);
    m_state = paragraphLabel(this);
    m_state->setObjectName(u"attachState"_s);
    layout->addWidget(m_state);
    m_detach = new QPushButton(this);
    m_detach->setObjectName(u"detach"_s);
    m_detach->setAutoDefault(false);
    layout->addWidget(m_detach, 0, Qt::AlignLeft);
    buildForm();
    layout->addWidget(m_form);
    connect(m_detach, &QPushButton::clicked, this, &AttachPane::detach);
    connect(&context.connection, &Connection::stateChanged, this, &AttachPane::showParts);
}

void AttachPane::buildForm()
{
    m_form = new QWidget(this);
    auto *const layout = new QVBoxLayout(m_form);
    layout->setContentsMargins({});
    auto *const pathLabel = paragraphLabel(m_form, tr("Where the disk is mounted there:"));
    m_path = new QLineEdit(m_form);
    m_path->setObjectName(u"path"_s);
    m_path->setPlaceholderText(tr("an absolute path, such as /srv/mail"));
    m_path->setAccessibleName(pathLabel->text());
    pathLabel->setBuddy(m_path);
    m_check = new QPushButton(tr("Look at the disk"), m_form);
    m_check->setObjectName(u"check"_s);
    m_check->setAutoDefault(false);
    auto *const line = new QHBoxLayout;
    line->addWidget(m_path, 1);
    line->addWidget(m_check);
    layout->addWidget(pathLabel);
    layout->addLayout(line);
    m_verdict = paragraphLabel(m_form);
    m_verdict->setObjectName(u"verdict"_s);
    layout->addWidget(m_verdict);
    m_vouching = new QWidget(m_form);
    auto *const vouching = new QVBoxLayout(m_vouching);
    vouching->setContentsMargins({});
    m_statementLabel = paragraphLabel(m_vouching);
    m_statement = new QLineEdit(m_vouching);
    m_statement->setObjectName(u"fencingStatement"_s);
    m_statement->setMaxLength(500);
    m_statementLabel->setBuddy(m_statement);
    m_vouch = new QCheckBox(m_vouching);
    m_vouch->setObjectName(u"vouch"_s);
    vouching->addWidget(m_statementLabel);
    vouching->addWidget(m_statement);
    vouching->addWidget(m_vouch);
    layout->addWidget(m_vouching);
    auto *const last = new QHBoxLayout;
    m_whyNot = paragraphLabel(m_form);
    m_whyNot->setObjectName(u"whyNotAttach"_s);
    m_attach = new QPushButton(m_form);
    m_attach->setObjectName(u"attach"_s);
    m_attach->setAutoDefault(false);
    last->addWidget(m_whyNot, 1);
    last->addWidget(m_attach);
    layout->addLayout(last);
    connect(m_path, &QLineEdit::textChanged, this, &AttachPane::forgetCheck);
    connect(m_path, &QLineEdit::returnPressed, this, [this] {
        if (m_check->isEnabled())
            check();
    });
    connect(m_check, &QPushButton::clicked, this, [this] { check(); });
    connect(m_statement, &QLineEdit::textChanged, this, &AttachPane::showParts);
    connect(m_vouch, &QCheckBox::toggled, this, &AttachPane::showParts);
    connect(m_attach, &QPushButton::clicked, this, &AttachPane::attach);
}

void AttachPane::show(const ReassignWorld &world, const StorageRow &storage, const QString &target)
{
    if (storage.id != m_storage.id || target != m_target)
        forgetCheck();
    m_storage = storage;
    m_target = target;
    m_need = attachNeed(world, storage, target);
    showParts();
}

void AttachPane::forgetCheck()
{
    m_label.reset();
    m_checkProblem.clear();
    showParts();
}

void AttachPane::showParts()
{
    const QString noRight = m_context.connection.whyNot(AdministratorRole::Administrator);
    setTitle(tr("Storage %1, to %2").arg(m_storage.name, m_target));
    switch (m_need) {
    case AttachNeed::Nothing:
        setStateText(m_state, Severity::Good, tr("The disk is attached to %1.").arg(m_target));
        break;
    case AttachNeed::LetGo:
        setStateText(m_state, Severity::Warning,
            tr("%1 answers and serves this storage. It must let go of it first: only then may the disk be "
               "moved.")
                .arg(m_storage.owner));
        break;
    case AttachNeed::Attach:
        setStateText(
            m_state, Severity::Notice, tr("Move or mount the disk on %1; then give its path.").arg(m_target));
        break;
    }
    const Act letGo = detachStorageAct(m_storage);
    m_detach->setText(letGo.button + u'…');
    m_detach->setVisible(m_need == AttachNeed::LetGo);
    m_detach->setEnabled(noRight.isEmpty());
    m_detach->setToolTip(noRight);
    m_form->setVisible(m_need == AttachNeed::Attach);
    m_check->setEnabled(m_path->text().startsWith(u'/') && !m_isChecking);
    m_check->setToolTip(
        m_path->text().startsWith(u'/') ? QString() : tr("The path has to begin with a slash."));
    const LabelJudgement judgement = m_label ? judgeLabel(*m_label, m_storage, m_target)
                                             : LabelJudgement{Severity::None, {}, false, false};
    if (m_isChecking)
        setStateText(m_verdict, Severity::Busy, tr("%1 reads the label…").arg(m_target));
    else if (!m_checkProblem.isEmpty())
        setStateText(m_verdict, Severity::Bad, m_checkProblem);
    else
        setStateText(m_verdict, judgement.severity, judgement.text);
    m_vouching->setVisible(judgement.needsStatement);
    const QString owner = m_label ? m_label->owner : m_storage.owner;
    m_statementLabel->setText(tr(
        "How do you know that %1 cannot write to this disk any more? Your words go to the audit log; nobody "
        "checks them: it is you who vouches.")
                                  .arg(owner));
    m_statement->setAccessibleName(m_statementLabel->text());
    m_statement->setPlaceholderText(tr("%1 powered off in rack 4, seen by me, Eve, 03:12").arg(owner));
    m_vouch->setText(vouchText(owner));
    QString whyNot = noRight;
    if (whyNot.isEmpty() && !m_label)
        whyNot = tr("Look at the disk first.");
    if (whyNot.isEmpty() && !judgement.mayAttach)
        whyNot = judgement.text;
    if (whyNot.isEmpty() && judgement.needsStatement)
        whyNot = whyNoStatement(m_statement->text(), m_vouch->isChecked(), owner);
    m_whyNot->setText(m_label && judgement.mayAttach ? whyNot : QString());
    m_attach->setText(tr("Attach storage %1…").arg(m_storage.name));
    m_attach->setEnabled(whyNot.isEmpty());
    m_attach->setToolTip(whyNot);
}

Task<> AttachPane::check()
{
    const QPointer<AttachPane> self(this);
    const QString path = m_path->text();
    const QJsonObject arguments{{u"path"_s, path}, {u"member"_s, m_target}};
    forgetCheck();
    m_isChecking = true;
    showParts();
    const Result<StorageCheck> label =
        co_await m_context.connection.ask(u"storage.check"_s, arguments, storageCheckFromJson);
    if (!self)
        co_return;
    m_isChecking = false;
    if (m_path->text() == path) { // else it belongs to another path
        if (label)
            m_label = *label;
        else
            m_checkProblem = label.error().forLog;
    }
    showParts();
}

void AttachPane::attach()
{
    if (!m_label)
        return;
    StorageAttachment attachment;
    attachment.member = m_target;
    attachment.path = m_path->text();
    if (judgeLabel(*m_label, m_storage, m_target).needsStatement)
        attachment.fenced = m_statement->text().simplified();
    const QPointer<AttachPane> self(this);
    ActDialog::run(
        m_context.acts, attachStorageAct(attachment, *m_label), window(), [self](const QJsonObject &) {
            if (self)
                Q_EMIT self->attached();
        });
}

void AttachPane::detach()
{
    const QPointer<AttachPane> self(this);
    ActDialog::run(m_context.acts, detachStorageAct(m_storage), window(), [self](const QJsonObject &) {
        if (self)
            Q_EMIT self->attached();
    });
}

} // namespace homeport
