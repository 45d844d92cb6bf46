// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The dialog of an act.
#include "console/views/actdialog.h"

#include "console/views/look.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int progressAfter = 300; ///< ms: what is done sooner needs no progress

QLabel *paragraph(QWidget *parent)
{
    auto *const label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ActDialog::ActDialog(ActRunner &acts, const Act &act, Done done, QWidget *parent)
    : QDialog(parent)
    , m_acts(acts)
    , m_act(act)
    , m_done(std::move(done))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"actDialog"_s);
    auto *const layout = new QVBoxLayout(this);
    m_text = paragraph(this);
    m_takeBack = paragraph(this);
    layout->addWidget(m_text);
    layout->addWidget(m_takeBack);
    auto *const commandLine = new QHBoxLayout;
    m_command = new QPlainTextEdit(this);
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setPlaceholderText(tr("The same as a homeportctl command, once everything is filled in"));
    m_command->setAccessibleName(tr("The same as a homeportctl command"));
    m_command->setFont([] {
        QFont font(u"monospace"_s);
        font.setStyleHint(QFont::TypeWriter);
        return font;
    }());
    m_command->setFixedHeight(m_command->fontMetrics().height() * 3 + 12);
    auto *const copy = new QPushButton(tr("Copy"), this);
    copy->setAccessibleName(tr("Copy the command"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
        [this] { QApplication::clipboard()->setText(m_command->toPlainText()); });
    commandLine->addWidget(m_command, 1);
    commandLine->addWidget(copy, 0, Qt::AlignTop);
    layout->addLayout(commandLine);
    m_typedLabel = paragraph(this);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(u"typedConfirmation"_s);
    m_typedLabel->setBuddy(m_typed);
    layout->addWidget(m_typedLabel);
    layout->addWidget(m_typed);
    m_fault = paragraph(this);
    m_fault->setAccessibleName(tr("What is missing"));
    m_fault->hide();
    layout->addWidget(m_fault);
    m_outcome = paragraph(this);
    m_outcome->setAccessibleName(tr("What came of it"));
    m_outcome->hide();
    layout->addWidget(m_outcome);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setAccessibleName(tr("In progress"));
    m_progress->hide();
    layout->addWidget(m_progress);
    auto *const buttons = new QDialogButtonBox(this);
    m_doIt = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_doIt->setObjectName(u"doIt"_s);
    m_doIt->setAutoDefault(false);
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_cancel->setDefault(true);
    layout->addWidget(buttons);
    connect(m_doIt, &QPushButton::clicked, this, [this] { perform(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_typed, &QLineEdit::textChanged, this, &ActDialog::showAllowed);
    connect(&acts.connection(), &Connection::stateChanged, this, &ActDialog::showAllowed);
    setMinimumWidth(fontMetrics().averageCharWidth() * 72);
    showAct();
}

void ActDialog::insert(QWidget *widget)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, widget);
    if (m_act.danger != ActDanger::Destructive)
        m_doIt->setDefault(true); // Return in a field shall not throw away what was filled in
}

void ActDialog::setFault(const QString &fault)
{
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_command->setPlainText(fault.isEmpty() ? m_act.command() : QString());
    showAllowed();
}

void ActDialog::setAct(const Act &act)
{
    m_act = act;
    showAct();
}

void ActDialog::showAct()
{
    setWindowTitle(m_act.button);
    m_text->setText(m_act.text);
    m_takeBack->setText(m_act.takeBack);
    m_takeBack->setVisible(!m_act.takeBack.isEmpty());
    m_command->setPlainText(m_act.command());
    m_doIt->setText(m_act.button);
    m_doIt->setAccessibleName(m_act.button);
    m_typedLabel->setText(tr("Type \"%1\" to confirm:").arg(m_act.typed));
    m_typedLabel->setVisible(!m_act.typed.isEmpty());
    m_typed->setVisible(!m_act.typed.isEmpty());
    m_typed->setAccessibleName(m_typedLabel->text());
    showAllowed();
}

void ActDialog::showAllowed()
{
    QString whyNot = m_acts.connection().whyNot(m_act.role);
    if (whyNot.isEmpty() && m_typed->text().trimmed() != m_act.typed)
        whyNot = m_typedLabel->text();
    if (whyNot.isEmpty())
        whyNot = m_fault->text();
    m_doIt->setEnabled(whyNot.isEmpty() && !m_isRunning);
    m_doIt->setToolTip(whyNot);
}

Task<> ActDialog::perform()
{
    const QPointer<ActDialog> self(this);
    m_isRunning = true;
    m_outcome->hide();
    showAllowed();
    m_cancel->setText(tr("Close"));
    QTimer::singleShot(progressAfter, this, [this] { m_progress->setVisible(m_isRunning); });
    const Act act = m_act;
    const Done done = m_done;
    const Result<QJsonObject> answer = co_await m_acts.run(act);
    if (answer && done)
        done(*answer);
    if (!self)
        co_return;
    m_isRunning = false;
    m_progress->hide();
    const QStringList remarks = answer ? remarksOf(*answer) : QStringList{answer.error().forLog};
    if (remarks.isEmpty()) {
        accept();
        deleteLater(); // one that was never shown is not closed either
        co_return;
    }
    const Severity severity = answer ? Severity::Warning : Severity::Bad;
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, severityColour(severity, colours));
    m_outcome->setPalette(colours);
    m_outcome->setText(withGlyph(severity, (answer ? tr("Done, but:\n") : QString()) + remarks.join(u'\n')));
    m_outcome->show();
    m_doIt->setVisible(!answer);
    m_doIt->setText(tr("Try again: %1").arg(m_act.button));
    showAllowed();
    if (!isVisible())
        open();
}

void ActDialog::run(ActRunner &acts, const Act &act, QWidget *parent, Done done)
{
    auto *const dialog = new ActDialog(acts, act, std::move(done), parent);
    if (act.danger == ActDanger::Plain)
        dialog->perform();
    else
        dialog->open();
}

} // namespace homeport
