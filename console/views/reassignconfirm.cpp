// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Step 5: the act in words, with its count; Cancel is the default.
#include "console/views/forms.h"
#include "console/views/reassignsteps.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

ConfirmStep::ConfirmStep(ConsoleContext &context, ReassignDesk &desk, QWidget *parent)
    : Step(u"confirm"_s, tr("Confirm"), parent)
    , m_context(context)
    , m_desk(desk)
{
    auto *const layout = new QVBoxLayout(this);
    m_text = paragraphLabel(this);
    m_text->setObjectName(u"confirmText"_s);
    m_moves = paragraphLabel(this);
    m_moves->setObjectName(u"confirmMoves"_s);
    m_warnings = paragraphLabel(this);
    m_warnings->setObjectName(u"confirmWarnings"_s);
    m_takeBack = paragraphLabel(this);
    m_takeBack->setObjectName(u"takeBack"_s);
    for (QLabel *const part : {m_text, m_moves, m_warnings, m_takeBack})
        layout->addWidget(part);
    auto *const commandLabel = paragraphLabel(this, tr("The same as a homeportctl command:"));
    m_command = new QPlainTextEdit(this);
    m_command->setObjectName(u"command"_s);
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setFont(fixedFont());
    m_command->setAccessibleName(commandLabel->text());
    m_command->setFixedHeight(m_command->fontMetrics().height() * 3 + 12);
    layout->addWidget(commandLabel);
    layout->addWidget(m_command);
    m_typedLabel = paragraphLabel(this);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(u"confirmTyped"_s);
    m_typedLabel->setBuddy(m_typed);
    layout->addWidget(m_typedLabel);
    layout->addWidget(m_typed);
    m_outcome = paragraphLabel(this);
    m_outcome->setObjectName(u"outcome"_s);
    m_outcome->hide();
    layout->addWidget(m_outcome);
    layout->addStretch(1);
    connect(m_typed, &QLineEdit::textChanged, this, &Step::changed);
    connect(&context.connection, &Connection::stateChanged, this, &Step::changed);
}

void ConfirmStep::enter()
{
    if (!m_desk.preflight())
        return;
    const Preflight &preflight = *m_desk.preflight();
    m_act = reassignAct(m_desk.plan, m_desk.world(), preflight);
    m_text->setText(m_act.text);
    QStringList moves;
    for (const PreflightMove &move : preflight.moves)
        moves.append(
            tr("Storage %1: %2 → %3, %4").arg(move.name, move.from, move.to, accountsText(move.accounts)));
    m_moves->setText(moves.join(u'\n'));
    QStringList warnings;
    for (const PreflightFinding &check : preflight.checks) {
        if (check.grade == CheckGrade::Warning)
            warnings.append(check.text);
    }
    setStateText(m_warnings, Severity::Warning, warnings.join(u'\n'));
    m_takeBack->setText(m_act.takeBack);
    m_command->setPlainText(m_act.command());
    m_typed->clear();
    m_typedLabel->setText(
        tr("%1 still answers. If it goes on writing to its disks, mail is destroyed. Type \"%1\" to confirm:")
            .arg(m_act.typed));
    m_typed->setAccessibleName(m_typedLabel->text());
    m_typedLabel->setVisible(!m_act.typed.isEmpty());
    m_typed->setVisible(!m_act.typed.isEmpty());
    m_outcome->hide();
}

QString ConfirmStep::whyNotNext() const
{
    if (m_isRunning)
        return tr("The keeper starts the job…");
    if (!m_desk.preflight())
        return tr("Go back to the checks.");
    if (m_typed->text().trimmed() != m_act.typed)
        return tr("Type \"%1\" to confirm.").arg(m_act.typed);
    return m_context.connection.whyNot(m_act.role);
}

bool ConfirmStep::leave()
{
    perform();
    return false;
}

Task<> ConfirmStep::perform()
{
    const QPointer<ConfirmStep> self(this);
    const Act act = m_act;
    m_isRunning = true;
    m_outcome->hide();
    Q_EMIT changed();
    const Result<QJsonObject> answer = co_await m_context.acts.run(act);
    if (!self)
        co_return;
    m_isRunning = false;
    if (!answer) {
        setStateText(m_outcome, Severity::Bad, answer.error().forLog);
        Q_EMIT changed();
        co_return;
    }
    m_desk.jobId = answer->value(u"job"_s).toObject().value(u"id"_s).toString();
    m_context.watch.refresh();
    Q_EMIT wantsStep(u"progress"_s);
}

} // namespace homeport
