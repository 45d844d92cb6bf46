// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Step 1: what is given away.
#include "console/models/rowmodel.h"
#include "console/models/texts.h"
#include "console/views/choicetable.h"
#include "console/views/forms.h"
#include "console/views/reassignsteps.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString countOf(qint64 count) { return count < 0 ? SourceStep::tr("not known") : countText(count); }

QList<RowColumn<SourceChoice>> columns()
{
    using Choice = SourceChoice;
    QList<RowColumn<Choice>> out;
    out.append({SourceStep::tr("Member"), u"member"_s, [](const Choice &choice) {
                    return choice.storage.isEmpty() ? choice.title : u"    "_s + choice.title;
                }});
    RowColumn<Choice> state{
        SourceStep::tr("State"), u"state"_s, [](const Choice &choice) { return choice.state.word; }};
    state.severity = [](const Choice &choice) { return choice.state.severity; };
    out.append(state);
    RowColumn<Choice> since{SourceStep::tr("Since"), u"since"_s,
        [](const Choice &choice) { return timeText(choice.since, QDateTime::currentDateTimeUtc()); }};
    since.toolTip = [](const Choice &choice) { return fullTimeText(choice.since); };
    out.append(since);
    RowColumn<Choice> accounts{SourceStep::tr("Accounts"), u"accounts"_s,
        [](const Choice &choice) { return countOf(choice.accounts); }};
    accounts.number = [](const Choice &choice) { return choice.accounts; };
    out.append(accounts);
    RowColumn<Choice> waiting{SourceStep::tr("Waiting mail"), u"waiting"_s,
        [](const Choice &choice) { return countText(choice.waiting); }};
    waiting.number = [](const Choice &choice) { return choice.waiting; };
    out.append(waiting);
    out.append({SourceStep::tr("Storages"), u"storages"_s,
        [](const Choice &choice) { return choice.storages.join(u", "_s); }});
    return out;
}

} // namespace

SourceStep::SourceStep(ReassignDesk &desk, QWidget *parent)
    : Step(u"source"_s, tr("Source"), parent)
    , m_desk(desk)
{
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        tr("Whose accounts shall somebody else serve? What is down comes first. If the machine will be back "
           "in "
           "minutes, do nothing: its mail waits and is delivered by itself when it returns.")));
    m_model = new RowModel<SourceChoice>(
        columns(), [](const SourceChoice &choice) { return choice.key(); }, this);
    m_table = new ChoiceTable(*m_model, u"source"_s, tr("Members with storages"), this);
    layout->addWidget(m_table, 1);
    m_reason = paragraphLabel(this);
    m_reason->setObjectName(u"sourceReason"_s);
    layout->addWidget(m_reason);
    connect(m_table, &ChoiceTable::chosenChanged, this, &SourceStep::take);
    connect(&desk, &ReassignDesk::changed, this, [this] {
        if (isVisible())
            showChoices();
    });
}

void SourceStep::enter()
{
    m_desk.refresh();
    showChoices();
    m_table->setFocus();
}

void SourceStep::showChoices()
{
    const QList<SourceChoice> choices = sourceChoices(m_desk.world());
    const bool wasEmpty = m_model->totalCount() == 0;
    m_model->setRows(choices);
    if (wasEmpty)
        m_table->fit();
    if (m_table->chosen().isEmpty()) {
        const ReassignPlan &plan = m_desk.plan;
        const QString planned = plan.storage.isEmpty() ? plan.member : plan.member + u'/' + plan.storage;
        m_table->choose(planned.isEmpty() ? suggestedSource(choices) : planned);
    }
    take();
}

void SourceStep::take()
{
    const SourceChoice *const choice = m_model->find(m_table->chosen());
    if (choice) {
        const ReassignPlan before = m_desk.plan;
        m_desk.plan.setSource(*choice);
        if (m_desk.plan != before)
            m_desk.forgetPreflight();
        setStateText(m_reason, choice->state.severity, choice->reason);
    } else {
        setStateText(m_reason, m_desk.problem().isEmpty() ? Severity::None : Severity::Bad, m_desk.problem());
    }
    Q_EMIT changed();
}

QString SourceStep::whyNotNext() const
{
    if (!m_desk.isKnown())
        return m_desk.problem().isEmpty() ? tr("Asking where the storages are…") : m_desk.problem();
    return m_table->chosen().isEmpty() ? tr("Choose a member, or one storage of it.") : QString();
}

} // namespace homeport
