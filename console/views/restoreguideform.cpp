// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The guide's widgets, and the words of its stages.
#include "console/views/calmwidgets.h"
#include "console/views/forms.h"
#include "console/views/jobpane.h"
#include "console/views/restoreguide.h"
#include "console/views/stepdialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QLabel *named(QLabel *label, const QString &name)
{
    label->setObjectName(name);
    return label;
}

int trailPlace(ReturnStage stage)
{
    switch (stage) {
    case ReturnStage::Nothing:
    case ReturnStage::Ended:
        return 4;
    case ReturnStage::Blocked:
    case ReturnStage::StartTarget:
    case ReturnStage::LetGo:
        return 0;
    case ReturnStage::MoveDisk:
        return 1;
    case ReturnStage::TakeBack:
        return 2;
    case ReturnStage::Records:
        return 3;
    }
    Q_UNREACHABLE();
}

} // namespace

void RestoreGuide::build()
{
    auto *const layout = new QVBoxLayout(this);
    m_trail = named(paragraphLabel(this), u"guideTrail"_s);
    m_trail->setForegroundRole(QPalette::PlaceholderText);
    m_title = named(headingLabel(this), u"guideTitle"_s);
    layout->addWidget(m_trail);
    layout->addWidget(m_title);
    m_members = new CalmComboBox(this);
    m_members->setObjectName(u"restoreMember"_s);
    m_members->setAccessibleName(tr("Which member gets its storages back"));
    m_members->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_members, 0, Qt::AlignLeft);
    auto *const scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *const body = new QWidget(scroll);
    auto *const list = new QVBoxLayout(body);
    list->setContentsMargins({});
    m_text = named(paragraphLabel(body), u"guideText"_s);
    m_moves = named(paragraphLabel(body), u"guideMoves"_s);
    m_letGoState = named(paragraphLabel(body), u"letGoState"_s);
    m_askAgain = new QPushButton(body);
    m_askAgain->setObjectName(u"askAgain"_s);
    m_askAgain->setAutoDefault(false);
    m_nextTexts = named(paragraphLabel(body), u"guideNext"_s);
    list->addWidget(m_text);
    list->addWidget(m_moves);
    list->addWidget(m_letGoState);
    list->addWidget(m_askAgain, 0, Qt::AlignLeft);
    list->addWidget(m_nextTexts);
    m_paneList = new QVBoxLayout;
    list->addLayout(m_paneList);
    m_jobPane = new JobPane(m_context, body);
    list->addWidget(m_jobPane, 1);
    list->addStretch();
    scroll->setWidget(body);
    layout->addWidget(scroll, 1);
    buildButtons(layout);
    connect(m_jobPane, &JobPane::undoRequested, this, [this](const QString &jobId) {
        m_order = {{}, jobId};
        showMembers();
        showPlan();
    });
    QSize wanted(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 36);
    if (const QScreen *const shown = screen())
        wanted = wanted.boundedTo(shown->availableSize() * 9 / 10);
    resize(wanted);
}

void RestoreGuide::buildButtons(QVBoxLayout *layout)
{
    auto *const buttons = new QHBoxLayout;
    m_close = new QPushButton(tr("Close"), this);
    m_close->setObjectName(u"close"_s);
    m_close->setToolTip(tr("Closing changes nothing: open this guide again to go on where things stand."));
    m_proceed = new QPushButton(this);
    m_proceed->setObjectName(u"proceed"_s);
    m_close->setAutoDefault(false);
    m_proceed->setAutoDefault(false);
    buttons->addWidget(m_close);
    buttons->addStretch(1);
    buttons->addWidget(m_proceed);
    layout->addLayout(buttons);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_proceed, &QPushButton::clicked, this, &RestoreGuide::proceed);
    connect(m_askAgain, &QPushButton::clicked, this, &RestoreGuide::proceed);
    connect(m_members, &QComboBox::currentIndexChanged, this, [this] {
        m_order = {m_members->currentData().toString(), {}};
        m_job.clear();
        m_next.clear();
        showPlan();
    });
}

void RestoreGuide::showTrail()
{
    const QStringList titles{tr("Let go"), tr("Move the disk"), tr("Take back"), tr("Records"), tr("Done")};
    const int place = m_desk->isKnown() ? trailPlace(m_plan.stage) : 0;
    m_trail->setText(trailText(titles, place));
    m_trail->setAccessibleName(tr("Step %1 of %2: %3").arg(place + 1).arg(titles.size()).arg(titles[place]));
    const QString whole =
        m_order.isUndo() ? tr("Undo job %1").arg(m_order.job.left(8)) : tr("Restore %1").arg(m_order.member);
    setWindowTitle(whole);
    m_title->setText(tr("%1: %2").arg(whole, titles[place]));
}

void RestoreGuide::showText()
{
    if (!m_desk->isKnown()) {
        const QString problem = m_desk->problem();
        return setStateText(m_text, problem.isEmpty() ? Severity::Busy : Severity::Bad,
            problem.isEmpty() ? tr("Asking where things stand…") : problem);
    }
    switch (m_plan.stage) {
    case ReturnStage::Nothing:
        setStateText(m_text, Severity::Good, m_plan.reason);
        break;
    case ReturnStage::Blocked:
    case ReturnStage::StartTarget:
        setStateText(m_text, Severity::Warning, m_plan.reason);
        break;
    case ReturnStage::LetGo:
        setStateText(m_text, Severity::None,
            tr("First, whoever serves the storage now lets go of it. From then on its accounts are away for "
               "the "
               "minutes in which the disk moves, and their mail waits. Choose a quiet hour; it need not be "
               "soon."));
        break;
    case ReturnStage::MoveDisk:
        setStateText(m_text, Severity::None,
            tr("Now the disk moves. Unmount it where it was, mount it at its new place, then look at it and "
               "attach it below; this window notices when that is done elsewhere."));
        break;
    case ReturnStage::TakeBack:
        setStateText(m_text, Severity::None,
            tr("Everything is in its place. The accounts are served again as soon as it is given back."));
        break;
    case ReturnStage::Records:
        setStateText(m_text, Severity::None,
            tr("The directory records are being put right. You may close this window: the job goes on in the "
               "cluster."));
        break;
    case ReturnStage::Ended:
        setStateText(m_text, Severity::Good,
            m_order.isUndo() ? tr("Done. Everything is as it was before the job.")
                             : tr("Done. %1 serves its accounts again, and the records are what they were.")
                                   .arg(m_order.member));
        break;
    }
}

void RestoreGuide::showMoves()
{
    QStringList lines;
    for (const ReturnMove &move : std::as_const(m_plan.moves)) {
        const QString where = move.isBack ? tr("with %1 again").arg(move.to)
            : !move.isDetached            ? tr("served by %1 now, goes to %2").arg(move.from, move.to)
            : move.isAttached             ? tr("detached from %1, attached to %2").arg(move.from, move.to)
            : move.path.isEmpty() ? tr("detached from %1; move its disk to %2").arg(move.from, move.to)
                                  : tr("detached from %1, where it lies at %2; move its disk to %3")
                                        .arg(move.from, move.path, move.to);
        lines.append(tr("Storage %1: %2").arg(move.name, where));
    }
    m_moves->setText(lines.join(u'\n'));
    m_moves->setVisible(!lines.isEmpty());
}

} // namespace homeport
