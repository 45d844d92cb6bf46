// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Going from destinations to messages and back.
#include "console/views/queuespage.h"

#include "console/views/queuemessages.h"
#include "console/views/queuestart.h"
#include "console/views/tablepane.h"

#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

QueuesPage::QueuesPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"queues"_s, tr("Queues"), parent)
{
    auto *const layout = new QVBoxLayout(this);
    m_stack = new QStackedWidget(this);
    m_start = new QueueStart(context, m_stack);
    m_messages = new QueueMessages(context, m_stack);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_messages);
    layout->addWidget(m_stack);
    connect(&context.watch, &ClusterWatch::lanesChanged, this, &QueuesPage::takeLanes);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &QueuesPage::takeLanes);
    connect(m_start, &QueueStart::opened, this, [this](const QString &lane) { openMessages(lane); });
    connect(m_start, &QueueStart::laneOpened, this, [this](const Lane &lane) {
        openMessages(lane.name, lane.member,
            lane.name.startsWith(u"storage:") ? tr("storage %1").arg(lane.label) : lane.label);
    });
    connect(m_messages, &QueueMessages::left, this, &QueuesPage::showStart);
    connect(m_start, &QueueStart::linkActivated, this, &Page::linkActivated);
    connect(m_messages, &QueueMessages::linkActivated, this, &Page::linkActivated);
    connect(&context.connection, &Connection::stateChanged, this, [this] {
        if (std::exchange(m_profileId, m_context.connection.profile().id)
            == m_context.connection.profile().id)
            return;
        m_messages->forget();
        showStart();
    });
    takeLanes();
}

bool QueuesPage::showsMessages() const { return m_stack->currentWidget() == m_messages; }

void QueuesPage::takeLanes()
{
    m_destinations = destinationsOf(m_context.watch.lanes().lanes, m_context.watch.cluster());
    m_start->take(m_destinations);
    const QueueSummary summary = summaryOf(m_destinations);
    setBadge(summary.unavailable, Severity::Bad);
    if (m_isActive)
        m_start->showAges();
    if (showsMessages())
        tellDestination();
}

void QueuesPage::tellDestination()
{
    const auto found = std::find_if(m_destinations.cbegin(), m_destinations.cend(),
        [this](const DestinationLanes &one) { return one.name == m_messages->lane(); });
    m_messages->setDestination(found == m_destinations.cend() ? nullptr : &*found);
}

void QueuesPage::openMessages(const QString &lane, const QString &member, const QString &label)
{
    m_messages->open(lane, member, label.isEmpty() ? lane.section(u':', 1) : label);
    m_stack->setCurrentWidget(m_messages);
    tellDestination();
    m_messages->setActive(m_isActive);
    m_messages->pane()->view()->setFocus();
}

void QueuesPage::showStart()
{
    m_messages->setActive(false);
    m_stack->setCurrentWidget(m_start);
    if (const QString lane = m_messages->lane(); !lane.isEmpty())
        m_start->destinations()->select(lane);
    m_start->destinations()->view()->setFocus();
}

void QueuesPage::activate()
{
    m_isActive = true;
    m_messages->setActive(showsMessages());
    takeLanes();
}

void QueuesPage::deactivate()
{
    m_isActive = false;
    m_messages->setActive(false);
}

void QueuesPage::refresh()
{
    if (showsMessages())
        m_messages->refresh();
}

QWidget *QueuesPage::filterField()
{
    return (showsMessages() ? m_messages->pane() : m_start->destinations())->filterField();
}

/// A member that has no storage, such as a frontend, is no destination: nothing can wait for it.
bool QueuesPage::canBeDestination(const QString &lane) const
{
    if (!lane.startsWith(u"host:"))
        return true;
    const QString host = lane.mid(5);
    const QList<StorageSummary> &storages = m_context.watch.cluster().storages;
    return std::any_of(m_destinations.cbegin(), m_destinations.cend(),
               [&lane](const DestinationLanes &one) { return one.name == lane; })
        || std::any_of(storages.cbegin(), storages.cend(),
            [&host](const StorageSummary &one) { return one.owner == host || one.home == host; });
}

void QueuesPage::show(const QString &what)
{
    if (what.isEmpty() || !canBeDestination(what))
        showStart();
    else
        openMessages(what);
}

void QueuesPage::restoreLayout()
{
    m_start->restoreLayout();
    m_messages->restoreLayout();
}

} // namespace homeport
