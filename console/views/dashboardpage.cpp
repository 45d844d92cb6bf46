// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Health, table and details, refreshed by the watch.
#include "console/views/dashboardpage.h"

#include "console/models/memberacts.h"
#include "console/views/healthpane.h"
#include "console/views/memberactions.h"
#include "console/views/memberdetailpane.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

const QString onlyProblemsPlace = u"dashboard/onlyProblems"_s;
const QString splitterPlace = u"dashboard/splitter"_s;

} // namespace

DashboardPage::DashboardPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"dashboard"_s, tr("Dashboard"), parent)
{
    auto *const layout = new QVBoxLayout(this);
    m_health = new HealthPane(this);
    layout->addWidget(m_health);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_pane = new TablePane(
        m_model, context, u"dashboard/members"_s, tr("Members"), TablePane::Filtering::Here, m_splitter);
    m_pane->setNoMatchText(tr("No member has a problem, or none matches the filter."));
    m_pane->view()->setSelectionMode(QAbstractItemView::SingleSelection);
    m_pane->setWidths({22, 16, 12, 10, 24, 10, 14, 12, 10, 10, 13, 14, 13, 11, 9, 11, 8});
    m_onlyProblems = new QCheckBox(tr("Only problems"), m_pane);
    m_onlyProblems->setObjectName(u"onlyProblems"_s);
    m_onlyProblems->setToolTip(
        tr("Only members that are not up, do not serve a storage, have another cluster "
           "table or a certificate that ends soon."));
    m_pane->addFilterWidget(m_onlyProblems);
    m_detail = new MemberDetailPane(m_splitter);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    layout->addWidget(m_splitter, 1);
    buildActions();
    connect(m_onlyProblems, &QCheckBox::toggled, this, &DashboardPage::setOnlyProblems);
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { m_context.setLayout(splitterPlace, m_splitter->saveState()); });
    connect(m_pane, &TablePane::selectionChanged, this, &DashboardPage::showSelected);
    connect(m_pane, &TablePane::retryRequested, &context.watch, &ClusterWatch::refresh);
    connect(m_pane, &TablePane::activated, this,
        [this](const QString &member) { Q_EMIT linkActivated(u"queues"_s, u"host:"_s + member); });
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &DashboardPage::take);
    connect(&context.watch, &ClusterWatch::lanesChanged, this, &DashboardPage::take);
    connect(&context.watch, &ClusterWatch::staleChanged, this, &DashboardPage::take);
    connect(&context.connection, &Connection::stateChanged, this, &DashboardPage::showSelected);
    restoreLayout();
    take();
}

void DashboardPage::buildActions()
{
    m_acts = new MemberActions(m_context, this);
    m_acts->addTo(m_pane);
    connect(m_acts, &MemberActions::done, &m_context.watch, &ClusterWatch::refresh);
    m_pane->addAction(nullptr);
    m_showQueue = new QAction(tr("Show queue"), this);
    m_showQueue->setObjectName(u"showQueue"_s);
    m_reassign = new QAction(tr("Reassign…"), this);
    m_reassign->setObjectName(u"reassignMember"_s);
    connect(m_showQueue, &QAction::triggered, this,
        [this] { Q_EMIT linkActivated(u"queues"_s, u"host:"_s + m_pane->currentKey()); });
    connect(m_reassign, &QAction::triggered, this,
        [this] { Q_EMIT linkActivated(u"jobs"_s, u"reassign:"_s + m_pane->currentKey()); });
    m_pane->addAction(m_showQueue);
    m_pane->addAction(m_reassign);
}

void DashboardPage::take()
{
    const ClusterWatch &watch = m_context.watch;
    const QDateTime now = watch.asOf().isValid() ? watch.asOf() : QDateTime::currentDateTimeUtc();
    m_model.setRows(memberRows(watch.cluster(), watch.lanes(), now));
    m_model.setStale(watch.isStale());
    m_health->setState(watch.cluster(), watch.asOf(), watch.isStale());
    m_pane->setProblem(watch.problem().isEmpty()
            ? QString()
            : tr("The cluster's status could not be read: %1").arg(watch.problem()));
    m_pane->setEmptyText(watch.asOf().isValid()
            ? tr("The cluster table has no members.")
            : tr("A row for every member of the cluster stands here as soon as the console is connected."));
    m_onlyProblems->setText(m_model.problemCount() > 0 ? tr("Only problems (%1)").arg(m_model.problemCount())
                                                       : tr("Only problems"));
    setBadge(m_model.problemCount(), m_model.worst());
    showSelected();
}

void DashboardPage::showSelected()
{
    const ClusterWatch &watch = m_context.watch;
    const QStringList keys = m_pane->selectedKeys();
    const MemberRow *const row = keys.isEmpty() ? nullptr : m_model.find(keys.first());
    m_detail->setDetail(row ? row->member.name : QString(),
        row ? memberDetail(*row) : clusterDetail(watch.cluster(), m_model.allRows()));
    const QDateTime now = watch.asOf().isValid() ? watch.asOf() : QDateTime::currentDateTimeUtc();
    m_detail->setSamples(watch.samples(), now, watch.isStale());
    const QString whyNone = tr("Select a member in the table first.");
    m_acts->setMember(row ? std::optional(*row) : std::nullopt, whyNone);
    allow(m_showQueue, row ? QString() : whyNone, tr("The mail that waits for its accounts."));
    QString whyNotReassigned = row ? whyNotReassign(*row) : whyNone;
    if (row && whyNotReassigned.isEmpty())
        whyNotReassigned = m_context.connection.whyNot(AdministratorRole::Administrator);
    allow(m_reassign, whyNotReassigned,
        tr("Give its accounts to another member; nothing happens before you confirm."));
}

void DashboardPage::setOnlyProblems(bool isOnly)
{
    m_model.setOnlyProblems(isOnly);
    m_context.setLayout(onlyProblemsPlace, isOnly ? "1" : "0");
}

void DashboardPage::refresh() { m_context.watch.refresh(); }

QWidget *DashboardPage::filterField() { return m_pane->filterField(); }

void DashboardPage::show(const QString &what)
{
    m_onlyProblems->setChecked(m_onlyProblems->isChecked() && m_model.rowOf(what) >= 0);
    m_pane->select(what);
}

void DashboardPage::restoreLayout()
{
    m_pane->restoreLayout();
    m_onlyProblems->setChecked(m_context.layout(onlyProblemsPlace) == "1");
    m_splitter->restoreState(m_context.layout(splitterPlace));
}

} // namespace homeport
