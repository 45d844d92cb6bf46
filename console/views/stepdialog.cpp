// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Steps and the way between them.
#include "console/views/stepdialog.h"

#include "console/models/severity.h"
#include "console/views/forms.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

QString trailText(const QStringList &titles, int at)
{
    QStringList parts;
    for (int i = 0; i < int(titles.size()); ++i) {
        const QString glyph = i < at ? glyphOf(Severity::Good) + u' '
            : i == at                ? glyphOf(Severity::Busy) + u' '
                                     : QString();
        parts.append(glyph + titles[i]);
    }
    return parts.join(u"  ›  "_s);
}

Step::Step(const QString &id, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
    , m_title(title)
{
    setObjectName(id + u"Step"_s);
}

StepDialog::StepDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *const layout = new QVBoxLayout(this);
    m_trail = paragraphLabel(this);
    m_trail->setObjectName(u"trail"_s);
    m_trail->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_trail);
    m_title = headingLabel(this);
    m_title->setObjectName(u"stepTitle"_s);
    layout->addWidget(m_title);
    auto *const scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack = new QStackedWidget(scroll);
    scroll->setWidget(m_stack);
    layout->addWidget(scroll, 1);
    m_whyNot = paragraphLabel(this);
    m_whyNot->setObjectName(u"whyNotNext"_s);
    layout->addWidget(m_whyNot);
    auto *const buttons = new QHBoxLayout;
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(u"cancel"_s);
    m_back = new QPushButton(tr("&Back"), this);
    m_back->setObjectName(u"back"_s);
    m_next = new QPushButton(this);
    m_next->setObjectName(u"next"_s);
    for (QPushButton *const button : {m_cancel, m_back, m_next})
        button->setAutoDefault(false);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::close);
    connect(
        m_back, &QPushButton::clicked, this, [this] { showAt(std::max(0, m_stack->currentIndex() - 1)); });
    connect(m_next, &QPushButton::clicked, this, &StepDialog::goNext);
    QSize wanted(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 36);
    if (const QScreen *const shown = screen())
        wanted = wanted.boundedTo(shown->availableSize() * 9 / 10);
    resize(wanted);
}

void StepDialog::addStep(Step *step)
{
    m_steps.append(step);
    m_stack->addWidget(step);
    if (step->layout())
        step->layout()->setContentsMargins({}); // in line with the title
    connect(step, &Step::changed, this, [this, step] {
        if (step == current())
            showButtons();
    });
    connect(step, &Step::wantsStep, this, &StepDialog::showStep);
}

Step *StepDialog::current() const { return m_steps.value(m_stack->currentIndex()); }

int StepDialog::indexOf(const QString &id) const
{
    for (int i = 0; i < int(m_steps.size()); ++i) {
        if (m_steps[i]->id() == id)
            return i;
    }
    return -1;
}

void StepDialog::showStep(const QString &id)
{
    if (const int index = indexOf(id); index >= 0)
        showAt(index);
}

void StepDialog::showAt(int index)
{
    m_stack->setCurrentIndex(index);
    Step *const step = m_steps[index];
    m_title->setText(step->title());
    showTrail();
    step->enter();
    showButtons();
    Q_EMIT stepShown(step->id());
}

void StepDialog::goNext()
{
    Step *const step = current();
    if (!step || !step->whyNotNext().isEmpty() || !step->leave())
        return;
    if (m_stack->currentIndex() + 1 < m_stack->count())
        showAt(m_stack->currentIndex() + 1);
    else
        close();
}

void StepDialog::showTrail()
{
    QStringList titles;
    for (const Step *const step : std::as_const(m_steps))
        titles.append(step->title());
    m_trail->setText(trailText(titles, m_stack->currentIndex()));
    m_trail->setAccessibleName(tr("Step %1 of %2: %3")
                                   .arg(m_stack->currentIndex() + 1)
                                   .arg(m_steps.size())
                                   .arg(titles.value(m_stack->currentIndex())));
}

void StepDialog::setCloseText(const QString &button, const QString &tip)
{
    m_cancel->setText(button);
    m_cancel->setToolTip(tip);
}

void StepDialog::showButtons()
{
    const Step *const step = current();
    if (!step)
        return;
    const QString whyNot = step->whyNotNext();
    m_next->setText(step->nextText());
    m_next->setAccessibleName(step->nextText().remove(u'&'));
    m_next->setEnabled(whyNot.isEmpty());
    m_next->setToolTip(whyNot);
    m_whyNot->setText(whyNot);
    m_whyNot->setVisible(!whyNot.isEmpty());
    m_back->setVisible(m_stack->currentIndex() > 0 && step->mayGoBack());
    m_next->setDefault(step->defaultButton() == Step::Default::Next);
    m_cancel->setDefault(step->defaultButton() == Step::Default::Cancel);
}

} // namespace homeport
