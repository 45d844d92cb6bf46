// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two tables, and "Put back…".
#include "console/views/revisionspane.h"

#include "console/views/actdialog.h"
#include "console/views/forms.h"
#include "console/views/tablepane.h"

#include <QLabel>
#include <QPointer>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int mostRevisions = 200;

} // namespace

RevisionsPane::RevisionsPane(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"revisions"_s);
    auto *const layout = new QVBoxLayout(this);
    m_summary = paragraphLabel(this);
    layout->addWidget(m_summary);
    auto *const splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_holders = new TablePane(m_holderModel, context, u"members/holders"_s, tr("Who has which revision"),
        TablePane::Filtering::Here, splitter);
    m_history = new TablePane(
        m_historyModel, context, u"members/history"_s, tr("History"), TablePane::Filtering::Here, splitter);
    m_history->setEmptyText(tr("The earlier revisions of the cluster table stand here, newest first."));
    m_history->view()->setSelectionMode(QAbstractItemView::SingleSelection);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    layout->addWidget(splitter, 1);
    m_putBack = new QAction(tr("Put back…"), this);
    m_putBack->setObjectName(u"putBack"_s);
    connect(m_putBack, &QAction::triggered, this, [this] { askPutBack(); });
    m_history->addAction(m_putBack);
    connect(m_history, &TablePane::selectionChanged, this, &RevisionsPane::showAllowed);
    connect(m_history, &TablePane::retryRequested, this, &RevisionsPane::refresh);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &RevisionsPane::takeCluster);
    connect(&context.connection, &Connection::stateChanged, this, &RevisionsPane::showAllowed);
    showAllowed();
}

void RevisionsPane::setActive(bool isActive)
{
    m_isActive = isActive;
    m_loaded.clear();
    takeCluster();
}

void RevisionsPane::refresh() { load(); }

void RevisionsPane::takeCluster()
{
    const ClusterState &cluster = m_context.watch.cluster();
    const QList<RevisionHolder> holders = holdersOf(cluster, cluster.table);
    m_holderModel.setRows(holders);
    m_holderModel.setStale(m_context.watch.isStale());
    const bool isKnown = cluster.table.number > 0;
    m_holders->setEmptyText(tr("The members and the revision that each of them has stand here."));
    setStateText(m_summary, isEverywhere(holders) ? Severity::Good : Severity::Warning,
        isKnown ? holdersText(holders, cluster.table) : QString());
    if (m_isActive && cluster.table.hash != m_loaded)
        load();
}

Task<> RevisionsPane::load()
{
    if (m_isLoading || m_context.connection.state() != LinkState::Connected)
        co_return;
    m_isLoading = true;
    const QPointer<RevisionsPane> self(this);
    m_loaded = m_context.watch.cluster().table.hash;
    const QJsonObject arguments{{u"limit"_s, mostRevisions}};
    Result<QList<HistoryRow>> rows =
        co_await m_context.connection.ask(u"table.history"_s, arguments, historyFromJson);
    if (!self)
        co_return;
    m_isLoading = false;
    if (!rows) {
        m_history->setProblem(tr("The history could not be read: %1").arg(rows.error().forLog));
        co_return;
    }
    m_history->setProblem({});
    for (HistoryRow &row : *rows)
        row.isInForce = row.revision.hash == m_context.watch.cluster().table.hash;
    m_historyModel.setRows(*rows);
    showAllowed();
}

void RevisionsPane::showAllowed()
{
    const QStringList keys = m_history->selectedKeys();
    const HistoryRow *const row = keys.isEmpty() ? nullptr : m_historyModel.find(keys.first());
    QString whyNot = m_context.connection.whyNot(AdministratorRole::Administrator);
    if (whyNot.isEmpty() && !row)
        whyNot = tr("Select an earlier revision first.");
    else if (whyNot.isEmpty() && row->isInForce)
        whyNot = tr("Revision %1 is in force.").arg(row->revision.number);
    allow(m_putBack, whyNot, tr("Shows what would change, before anything does."));
}

Task<> RevisionsPane::askPutBack()
{
    const QStringList keys = m_history->selectedKeys();
    const HistoryRow *const found = keys.isEmpty() ? nullptr : m_historyModel.find(keys.first());
    if (!found)
        co_return;
    const HistoryRow row = *found;
    const QPointer<RevisionsPane> self(this);
    const QJsonObject arguments{{u"revision"_s, qint64(row.revision.number)}, {u"dryRun"_s, true}};
    const Result<PutBackPlan> plan =
        co_await m_context.connection.ask(u"table.putBack"_s, arguments, putBackPlanFromJson);
    if (!self)
        co_return;
    if (!plan)
        m_history->setProblem(tr("Revision %1 cannot be put back: %2")
                                  .arg(QString::number(row.revision.number), plan.error().forLog));
    else
        showPlan(row, *plan);
}

void RevisionsPane::showPlan(const HistoryRow &row, const PutBackPlan &plan)
{
    Act act;
    act.what = u"table.putBack"_s;
    act.arguments = {{u"revision"_s, qint64(row.revision.number)}};
    act.role = AdministratorRole::Administrator;
    act.button = tr("Put back revision %1").arg(row.revision.number);
    act.text = tr(
        "A new revision is made with the members' rights, states and addresses, the administrators and the "
        "directory of revision %1. Storages, jobs, removed members and keys stay as they are.")
                   .arg(row.revision.number);
    act.takeBack = tr("To take it back: put back revision %1.").arg(m_context.watch.cluster().table.number);
    auto *const dialog = new ActDialog(
        m_context.acts, act,
        [self = QPointer<RevisionsPane>(this)](const QJsonObject &) {
            if (self)
                Q_EMIT self->tableChanged();
        },
        this);
    auto *const box = new QWidget(dialog);
    auto *const layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    auto *const model = new TableChangeModel(dialog);
    auto *const pane = new TablePane(
        *model, m_context, u"members/putBack"_s, tr("What would change"), TablePane::Filtering::Here, box);
    pane->setEmptyText(tr("Nothing would change."));
    model->setRows(plan.changes);
    pane->setMinimumHeight(fontMetrics().height() * 12);
    layout->addWidget(pane);
    if (!plan.notPutBack.isEmpty())
        layout->addWidget(paragraphLabel(box, tr("Not put back: %1").arg(plan.notPutBack.join(u"; "_s))));
    dialog->insert(box);
    dialog->resize(fontMetrics().averageCharWidth() * 110, dialog->sizeHint().height());
    dialog->open();
}

} // namespace homeport
