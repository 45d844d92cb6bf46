// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Following a restore or an undo through its stages.
#include "console/views/restoreguide.h"

#include "console/views/actdialog.h"
#include "console/views/attachpane.h"
#include "console/views/forms.h"
#include "console/views/jobpane.h"

#include <QComboBox>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int lookEvery = 3000; ///< ms: disks are moved outside of the console

} // namespace

RestoreGuide::RestoreGuide(ConsoleContext &context, const ReturnOrder &order, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_desk(new ReassignDesk(context.connection, context.watch, this))
    , m_order(order)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"restoreGuide"_s);
    build();
    showMembers();
    connect(m_desk, &ReassignDesk::changed, this, &RestoreGuide::showPlan);
    connect(&context.watch, &ClusterWatch::jobsChanged, this, &RestoreGuide::showPlan);
    connect(&context.watch, &ClusterWatch::pendingChanged, this, &RestoreGuide::showPlan);
    connect(&context.connection, &Connection::stateChanged, this, &RestoreGuide::showPlan);
    auto *const timer = new QTimer(this);
    timer->setInterval(lookEvery);
    connect(timer, &QTimer::timeout, m_desk, &ReassignDesk::refresh);
    timer->start();
    m_desk->refresh();
    showPlan();
}

void RestoreGuide::showMembers()
{
    QStringList away = membersAway(m_context.watch.cluster(), m_context.watch.pending());
    if (m_order.member.isEmpty() && !m_order.isUndo())
        m_order.member = away.value(0);
    if (!m_order.member.isEmpty() && !away.contains(m_order.member))
        away.prepend(m_order.member);
    const QSignalBlocker quiet(m_members);
    m_members->clear();
    for (const QString &name : std::as_const(away))
        m_members->addItem(tr("Restore %1").arg(name), name);
    m_members->setCurrentIndex(int(away.indexOf(m_order.member)));
    m_members->setVisible(!m_order.isUndo() && away.size() > 1);
}

void RestoreGuide::showPlan()
{
    const JobsState &jobs = m_context.watch.jobs();
    if (jobs.running && jobs.progress)
        m_seen.insert(jobs.running->job.id.text(), *jobs.progress);
    const QList<JobEntry> entries = jobEntries(jobs, m_seen);
    const ReturnStage before = m_plan.stage;
    m_plan = returnPlan(
        m_order, m_context.watch.cluster(), m_desk->storages(), entries, m_context.watch.pending(), m_job);
    if (!m_plan.job.isEmpty() && m_plan.stage != ReturnStage::Blocked)
        m_job = m_plan.job;
    if (before != m_plan.stage && m_plan.stage != ReturnStage::MoveDisk)
        m_next.clear();
    showTrail();
    showText();
    showMoves();
    showLetGo();
    showPanes();
    showButtons();
    const bool hasJob = m_plan.stage == ReturnStage::Records || m_plan.stage == ReturnStage::Ended;
    m_jobPane->setVisible(hasJob);
    m_jobPane->follow(hasJob ? m_plan.job : QString());
}

/// A detached row is not enough: the disk may be moved when the label says so, or the keeper.
void RestoreGuide::showLetGo()
{
    const bool isMoving = m_plan.stage == ReturnStage::MoveDisk;
    QStringList certain;
    QStringList uncertain;
    for (const ReturnMove &move : std::as_const(m_plan.moves)) {
        if (!isMoving || move.isBack || move.isAttached)
            continue;
        const LetGo known = m_letGo.value(move.storage, LetGo::Unknown);
        (known == LetGo::Certain ? certain : uncertain).append(move.from);
        if (known == LetGo::Unknown && !move.path.isEmpty())
            askLabel(move);
    }
    uncertain.removeDuplicates();
    certain.removeDuplicates();
    if (!uncertain.isEmpty())
        setStateText(m_letGoState, Severity::Warning,
            tr("It is not certain that %1 has let go. Do not move the disk before it has confirmed; if it is "
               "lost, power it off and say so when you attach the disk.")
                .arg(namesText(uncertain)));
    else
        setStateText(m_letGoState, Severity::Good,
            certain.isEmpty()
                ? QString()
                : tr("%1 has confirmed that it let go: the disk may be moved.").arg(namesText(certain)));
    m_askAgain->setText(tr("Ask %1 to confirm…").arg(namesText(uncertain)));
    m_askAgain->setVisible(!uncertain.isEmpty());
    const QString noRight = m_context.connection.whyNot(AdministratorRole::Administrator);
    m_askAgain->setEnabled(noRight.isEmpty());
    m_askAgain->setToolTip(noRight);
    m_nextTexts->setText(m_next.join(u'\n'));
    m_nextTexts->setVisible(isMoving && !m_next.isEmpty());
}

Task<> RestoreGuide::askLabel(ReturnMove move)
{
    const QPointer<RestoreGuide> self(this);
    m_letGo.insert(move.storage, LetGo::Asked);
    const QJsonObject arguments{{u"path"_s, move.path}, {u"member"_s, move.from}};
    const Result<StorageCheck> label =
        co_await m_context.connection.ask(u"storage.check"_s, arguments, storageCheckFromJson);
    if (!self || !label || label->id != move.storage || !label->isDetached)
        co_return;
    m_letGo.insert(move.storage, LetGo::Certain);
    showLetGo();
}

void RestoreGuide::showPanes()
{
    const ReassignWorld world = m_desk->world();
    QHash<QString, AttachPane *> kept;
    for (const ReturnMove &move : std::as_const(m_plan.moves)) {
        const StorageRow *const storage = findStorage(world.storages, move.storage);
        if (m_plan.stage != ReturnStage::MoveDisk || move.isBack || !storage)
            continue;
        AttachPane *pane = m_panes.take(move.storage);
        if (!pane) {
            pane = new AttachPane(m_context, this);
            pane->setObjectName(u"attachPane"_s);
            m_paneList->addWidget(pane);
            connect(pane, &AttachPane::attached, m_desk, &ReassignDesk::refresh);
            connect(pane, &AttachPane::attached, &m_context.watch, &ClusterWatch::refresh);
        }
        pane->show(world, *storage, move.to);
        kept.insert(move.storage, pane);
    }
    for (AttachPane *const gone : std::as_const(m_panes))
        gone->deleteLater();
    m_panes = kept;
}

void RestoreGuide::showButtons()
{
    const bool isAct = m_plan.stage == ReturnStage::LetGo || m_plan.stage == ReturnStage::TakeBack;
    const QString noRight = m_context.connection.whyNot(AdministratorRole::Administrator);
    m_proceed->setVisible(isAct && m_desk->isKnown());
    if (!isAct)
        return;
    const Act act = returnAct(m_plan, jobEntries(m_context.watch.jobs(), m_seen));
    m_proceed->setText(act.button + u'…');
    m_proceed->setAccessibleName(act.button);
    m_proceed->setEnabled(noRight.isEmpty());
    m_proceed->setToolTip(noRight);
}

void RestoreGuide::proceed()
{
    const QPointer<RestoreGuide> self(this);
    const Act act = returnAct(m_plan, jobEntries(m_context.watch.jobs(), m_seen));
    ActDialog::run(m_context.acts, act, this, [self](const QJsonObject &answer) {
        if (self)
            self->take(answer);
    });
}

void RestoreGuide::take(const QJsonObject &answer)
{
    const QString job = answer[u"job"_s][u"id"_s].toString();
    if (!job.isEmpty())
        m_job = job;
    m_next.clear();
    const bool isLetGo = !answer[u"done"_s].toBool() && !answer[u"background"_s].toBool();
    const QJsonArray next = answer[u"next"_s].toArray();
    for (const QJsonValue &text : next)
        m_next.append(text.toString());
    for (const ReturnMove &move : std::as_const(m_plan.moves)) {
        if (isLetGo) // it answers with steps only when every owner has confirmed
            m_letGo.insert(move.storage, LetGo::Certain);
    }
    m_desk->refresh();
    m_context.watch.refresh();
    showPlan();
}

} // namespace homeport
