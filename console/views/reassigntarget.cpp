// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Step 2: who takes it.
#include "console/models/rowmodel.h"
#include "console/models/texts.h"
#include "console/views/calmwidgets.h"
#include "console/views/choicetable.h"
#include "console/views/forms.h"
#include "console/views/reassignsteps.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QList<RowColumn<TargetCandidate>> columns()
{
    using Candidate = TargetCandidate;
    QList<RowColumn<Candidate>> out;
    out.append({TargetStep::tr("Member"), u"member"_s, [](const Candidate &one) { return one.member; }});
    RowColumn<Candidate> fitness{TargetStep::tr("As a target"), u"fitness"_s,
        [](const Candidate &one) { return fitnessWord(one.fitness).word; }};
    fitness.severity = [](const Candidate &one) { return fitnessWord(one.fitness).severity; };
    out.append(fitness);
    out.append({TargetStep::tr("Disk"), u"attached"_s, [](const Candidate &one) {
                    return one.isAttached ? TargetStep::tr("attached") : TargetStep::tr("not attached");
                }});
    RowColumn<Candidate> accounts{TargetStep::tr("Accounts now"), u"accounts"_s,
        [](const Candidate &one) { return countText(one.accounts); }};
    accounts.number = [](const Candidate &one) { return one.accounts; };
    out.append(accounts);
    RowColumn<Candidate> room{TargetStep::tr("Free space"), u"freeBytes"_s,
        [](const Candidate &one) { return sizeForPeople(one.freeBytes); }};
    room.number = [](const Candidate &one) { return one.freeBytes; };
    out.append(room);
    out.append({TargetStep::tr("Why"), u"reason"_s, [](const Candidate &one) { return one.reason; }});
    return out;
}

} // namespace

TargetStep::TargetStep(ReassignDesk &desk, QWidget *parent)
    : Step(u"target"_s, tr("Target"), parent)
    , m_desk(desk)
{
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(
        this, tr("Who shall serve these accounts? The best one is where the disk is attached already.")));
    auto *const line = new QHBoxLayout;
    m_scopeLabel = new QLabel(tr("&For:"), this);
    m_scope = new CalmComboBox(this);
    m_scope->setObjectName(u"targetScope"_s);
    m_scope->setAccessibleName(tr("Which storage the target is for"));
    m_scope->setFocusPolicy(Qt::StrongFocus);
    m_scopeLabel->setBuddy(m_scope);
    line->addWidget(m_scopeLabel);
    line->addWidget(m_scope);
    line->addStretch(1);
    layout->addLayout(line);
    m_model = new RowModel<TargetCandidate>(
        columns(), [](const TargetCandidate &one) { return one.member; }, this);
    m_table = new ChoiceTable(*m_model, u"target"_s, tr("Members that could take over"), this);
    layout->addWidget(m_table, 1);
    m_reason = paragraphLabel(this);
    m_reason->setObjectName(u"targetReason"_s);
    m_plan = paragraphLabel(this);
    m_plan->setObjectName(u"targetPlan"_s);
    layout->addWidget(m_reason);
    layout->addWidget(m_plan);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &TargetStep::showCandidates);
    connect(m_table, &ChoiceTable::chosenChanged, this, &TargetStep::take);
    connect(&desk, &ReassignDesk::changed, this, [this] {
        if (isVisible())
            showCandidates();
    });
}

void TargetStep::enter()
{
    m_desk.plan.suggestTargets(m_desk.world());
    showScopes();
    showCandidates();
    m_table->fit();
    m_table->setFocus();
}

void TargetStep::showScopes()
{
    const QSignalBlocker quiet(m_scope);
    const QList<StorageRow> storages = m_desk.plan.storages(m_desk.storages());
    m_scope->clear();
    if (storages.size() > 1)
        m_scope->addItem(tr("all %n storage(s)", nullptr, int(storages.size())), QString());
    for (const StorageRow &storage : storages)
        m_scope->addItem(tr("storage %1").arg(storage.name), storage.id);
    m_scope->setVisible(storages.size() > 1);
    m_scopeLabel->setVisible(storages.size() > 1);
}

QList<StorageRow> TargetStep::scope() const
{
    const QList<StorageRow> storages = m_desk.plan.storages(m_desk.storages());
    const QString one = m_scope->currentData().toString();
    const StorageRow *const storage = findStorage(m_desk.storages(), one);
    return storage ? QList<StorageRow>{*storage} : storages;
}

void TargetStep::showCandidates()
{
    m_isShowing = true;
    const QList<StorageRow> storages = scope();
    m_model->setRows(targetCandidates(m_desk.world(), storages));
    QStringList chosen;
    for (const StorageRow &storage : storages)
        chosen.append(m_desk.plan.targets.value(storage.id));
    chosen.removeDuplicates();
    if (chosen.size() == 1)
        m_table->choose(chosen.first());
    else
        m_table->setCurrentIndex({}); // different ones: none stands for all
    m_isShowing = false;
    showPlan();
}

void TargetStep::take()
{
    if (m_isShowing || m_table->chosen().isEmpty())
        return;
    const ReassignPlan before = m_desk.plan;
    const QList<StorageRow> storages = scope();
    for (const StorageRow &storage : storages)
        m_desk.plan.targets.insert(storage.id, m_table->chosen());
    if (m_desk.plan != before)
        m_desk.forgetPreflight();
    showPlan();
}

void TargetStep::showPlan()
{
    const TargetCandidate *const candidate = m_model->find(m_table->chosen());
    setStateText(m_reason, candidate ? fitnessWord(candidate->fitness).severity : Severity::None,
        candidate ? candidate->member + u": "_s + candidate->reason : QString());
    QStringList lines;
    const QList<StorageRow> storages = m_desk.plan.storages(m_desk.storages());
    for (const StorageRow &storage : storages) {
        const QString target = m_desk.plan.targets.value(storage.id);
        lines.append(tr("Storage %1: %2 → %3")
                         .arg(storage.name, storage.owner, target.isEmpty() ? tr("nobody yet") : target));
    }
    m_plan->setText(lines.join(u'\n'));
    Q_EMIT changed();
}

QString TargetStep::whyNotNext() const { return m_desk.plan.whyNoTarget(m_desk.world()); }

} // namespace homeport
