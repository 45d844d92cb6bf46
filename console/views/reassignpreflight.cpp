// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Step 4: every check, and what leads out of what stands in the way.
#include "console/views/forms.h"
#include "console/views/reassignsteps.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

PreflightStep::PreflightStep(ReassignDesk &desk, QWidget *parent)
    : Step(u"preflight"_s, tr("Preflight"), parent)
    , m_desk(desk)
{
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(
        this, tr("Everything that could go wrong is looked at now. Nothing is changed by looking.")));
    auto *const top = new QHBoxLayout;
    m_result = paragraphLabel(this);
    m_result->setObjectName(u"preflightResult"_s);
    m_again = new QPushButton(tr("&Look again"), this);
    m_again->setObjectName(u"lookAgain"_s);
    m_again->setAutoDefault(false);
    top->addWidget(m_result, 1);
    top->addWidget(m_again, 0, Qt::AlignTop);
    layout->addLayout(top);
    m_busy = new QProgressBar(this);
    m_busy->setRange(0, 0);
    m_busy->setAccessibleName(tr("The checks are running"));
    layout->addWidget(m_busy);
    m_leaveOuts = new QWidget(this);
    new QVBoxLayout(m_leaveOuts);
    m_leaveOuts->layout()->setContentsMargins({});
    layout->addWidget(m_leaveOuts);
    m_checks = new QWidget(this);
    new QVBoxLayout(m_checks);
    layout->addWidget(m_checks);
    layout->addStretch(1);
    connect(m_again, &QPushButton::clicked, &desk, &ReassignDesk::runPreflight);
    connect(&desk, &ReassignDesk::preflightChanged, this, [this] {
        if (isVisible())
            showResult();
    });
}

void PreflightStep::enter()
{
    if (!m_desk.preflight() && !m_desk.isLooking())
        m_desk.runPreflight();
    showResult();
}

void PreflightStep::showResult()
{
    const std::optional<Preflight> &preflight = m_desk.preflight();
    m_busy->setVisible(m_desk.isLooking());
    m_again->setEnabled(!m_desk.isLooking());
    if (m_desk.isLooking()) {
        setStateText(m_result, Severity::Busy, tr("Looking: members, disks, directory…"));
    } else if (!preflight) {
        setStateText(m_result, Severity::Bad, m_desk.preflightProblem());
    } else if (preflight->isBlocked()) {
        setStateText(m_result, Severity::Bad,
            tr("It would be refused: %n thing(s) stand in the way.", nullptr,
                preflight->count(CheckGrade::Block)));
    } else {
        const int warnings = preflight->count(CheckGrade::Warning);
        setStateText(m_result, warnings > 0 ? Severity::Warning : Severity::Good,
            warnings > 0 ? tr("Nothing stands in the way; read the %n warning(s).", nullptr, warnings)
                         : tr("Nothing stands in the way."));
    }
    if (preflight)
        showLeaveOuts();
    showChecks();
    Q_EMIT changed();
}

void PreflightStep::showChecks()
{
    qDeleteAll(m_checks->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    QLayout *const list = m_checks->layout();
    const std::optional<Preflight> &preflight = m_desk.preflight();
    m_checks->setVisible(preflight.has_value());
    if (!preflight)
        return;
    QStringList counts;
    for (const PreflightMove &move : preflight->moves)
        counts.append(
            tr("Storage %1: %2 → %3, %4").arg(move.name, move.from, move.to, accountsText(move.accounts)));
    counts.append(tr("Together: %1").arg(accountsText(preflight->accounts)));
    auto *const countLabel = paragraphLabel(m_checks, counts.join(u'\n'));
    countLabel->setObjectName(u"preflightCounts"_s);
    list->addWidget(countLabel);
    for (const PreflightFinding &check : preflight->checks)
        list->addWidget(checkRow(check));
    for (const QString &entry : preflight->damaged)
        list->addWidget(paragraphLabel(m_checks, tr("Cannot be read: %1").arg(entry)));
}

QWidget *PreflightStep::checkRow(const PreflightFinding &check)
{
    auto *const row = new QFrame(m_checks);
    auto *const line = new QHBoxLayout(row);
    line->setContentsMargins(0, 2, 0, 2);
    const StateWord word = gradeWord(check.grade);
    auto *const grade = new QLabel(row);
    setStateText(grade, word.severity, word.word);
    grade->setFixedWidth(
        fontMetrics().horizontalAdvance(u"✗ "_s + gradeWord(CheckGrade::Block).word) * 5 / 4);
    grade->setAlignment(Qt::AlignTop);
    line->addWidget(grade);
    const QString text =
        check.remedy.isEmpty() ? check.text : check.text + u'\n' + tr("→ %1").arg(check.remedy);
    line->addWidget(paragraphLabel(row, text), 1);
    const Remedy remedy = remedyOf(check);
    if (!remedy.button.isEmpty()) {
        auto *const button = new QPushButton(remedy.button, row);
        button->setObjectName(u"remedy"_s);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, remedy] { follow(remedy); });
        line->addWidget(button, 0, Qt::AlignTop);
    }
    return row;
}

/// The boxes stay while a new look is under way: whoever ticks with the keyboard is not thrown out.
void PreflightStep::showLeaveOuts()
{
    const QList<LeaveOutChoice> choices = leaveOutChoices(*m_desk.preflight(), m_desk.plan);
    QHash<QString, QCheckBox *> kept;
    for (const LeaveOutChoice &choice : choices) {
        QCheckBox *box = m_boxes.take(choice.member);
        if (!box) {
            box = new QCheckBox(tr("Go on without %1").arg(choice.member), m_leaveOuts);
            box->setObjectName(u"without_"_s + choice.member);
            auto *const risk = paragraphLabel(m_leaveOuts, choice.risk);
            risk->setIndent(fontMetrics().height() * 3 / 2);
            box->setAccessibleDescription(choice.risk);
            m_leaveOuts->layout()->addWidget(box);
            m_leaveOuts->layout()->addWidget(risk);
            connect(box, &QObject::destroyed, risk, &QObject::deleteLater);
            connect(box, &QCheckBox::toggled, this, [this, member = choice.member](bool isChosen) {
                m_desk.plan.without.removeAll(member);
                if (isChosen)
                    m_desk.plan.without.append(member);
                m_desk.runPreflight();
            });
        }
        const QSignalBlocker quiet(box);
        box->setChecked(choice.isChosen);
        kept.insert(choice.member, box);
    }
    for (QCheckBox *const gone : std::as_const(m_boxes))
        gone->deleteLater();
    m_boxes = kept;
    m_leaveOuts->setVisible(!m_boxes.isEmpty());
}

void PreflightStep::follow(const Remedy &remedy)
{
    switch (remedy.kind) {
    case RemedyKind::LookAgain:
        m_desk.runPreflight();
        break;
    case RemedyKind::Attach:
        Q_EMIT wantsStep(u"attach"_s);
        break;
    case RemedyKind::Target:
        Q_EMIT wantsStep(u"target"_s);
        break;
    case RemedyKind::Source:
        Q_EMIT wantsStep(u"source"_s);
        break;
    case RemedyKind::Jobs:
        Q_EMIT pageWanted(u"jobs"_s);
        break;
    case RemedyKind::Members:
        Q_EMIT pageWanted(u"members"_s);
        break;
    case RemedyKind::LeaveOut:
    case RemedyKind::None:
        break;
    }
}

QString PreflightStep::whyNotNext() const
{
    if (m_desk.isLooking())
        return tr("The checks are running.");
    if (!m_desk.preflight())
        return tr("The checks did not come to an end: look again.");
    return m_desk.preflight()->isBlocked() ? tr("Solve what stands in the way first.") : QString();
}

} // namespace homeport
