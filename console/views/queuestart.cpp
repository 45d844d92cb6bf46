// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The first view of the queues.
#include "console/views/queuestart.h"

#include "console/models/texts.h"
#include "console/views/heatdelegate.h"
#include "console/views/look.h"
#include "console/views/queueactions.h"
#include "console/views/reasonline.h"
#include "console/views/tablepane.h"

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

/// In characters, for the columns of DestinationModel and LaneModel.
constexpr std::array<int, 18> destinationWidths{
    26, 17, 24, 13, 11, 10, 9, 9, 9, 9, 9, 9, 9, 9, 15, 15, 18, 30};
constexpr std::array<int, 18> laneWidths{26, 24, 17, 13, 11, 10, 9, 9, 9, 9, 9, 9, 9, 9, 15, 15, 18, 30};

void widen(QTableView *view, const std::array<int, 18> &widths)
{
    for (int column = 0; column < int(widths.size()); ++column)
        view->setColumnWidth(column, widths[size_t(column)] * view->fontMetrics().averageCharWidth());
}

} // namespace

QueueStart::QueueStart(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *const top = new QHBoxLayout;
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"queueSummary"_s);
    m_summary->setAccessibleName(tr("What waits"));
    m_summary->setWordWrap(true);
    top->addWidget(m_summary, 1);
    auto *const search = new QPushButton(tr("&Search all messages…"), this);
    search->setObjectName(u"searchAllMessages"_s);
    search->setAccessibleName(tr("Search the messages of all destinations"));
    connect(search, &QPushButton::clicked, this, [this] { Q_EMIT opened({}); });
    top->addWidget(search, 0, Qt::AlignTop);
    layout->addLayout(top);
    m_reason = new ReasonLine(this);
    m_reason->setObjectName(u"queueReason"_s);
    connect(m_reason, &QLabel::linkActivated, this,
        [this](const QString &target) { Q_EMIT linkActivated(u"jobs"_s, target); });
    layout->addWidget(m_reason);
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(u"queueOutcome"_s);
    m_outcome->setAccessibleName(tr("What came of the last act"));
    m_outcome->hide();
    layout->addWidget(m_outcome);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_destinations = new TablePane(m_model, context, u"queues/destinations"_s,
        tr("Destinations with waiting mail"), TablePane::Filtering::Here, m_splitter);
    m_destinations->view()->setItemDelegate(new HeatDelegate(m_destinations->view()));
    m_destinations->view()->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *const below = new QWidget(m_splitter);
    auto *const lower = new QVBoxLayout(below);
    lower->setContentsMargins({});
    m_lanesTitle = new QLabel(below);
    m_lanesTitle->setAccessibleName(tr("Whose lanes are shown below"));
    lower->addWidget(m_lanesTitle);
    m_lanesPane = new TablePane(m_lanes, context, u"queues/lanes"_s, tr("Lanes of the destination"),
        TablePane::Filtering::Here, below);
    m_lanesPane->view()->setItemDelegate(new HeatDelegate(m_lanesPane->view()));
    m_lanesPane->setEmptyText(
        tr("Select a destination above to see which member holds how much of its mail."));
    lower->addWidget(m_lanesPane, 1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    layout->addWidget(m_splitter, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { m_context.setLayout(u"queues/startSplitter"_s, m_splitter->saveState()); });

    m_open = new QAction(tr("&Open"), this);
    m_open->setObjectName(u"destinations_open"_s);
    connect(m_open, &QAction::triggered, this, [this] { Q_EMIT opened(m_destinations->currentKey()); });
    m_destinations->addAction(m_open);
    m_destinations->addAction(nullptr);
    m_actions = new QueueActions(context, u"destinations"_s, this);
    m_actions->addTo(m_destinations);
    connect(m_actions, &QueueActions::done, this, [this](const QString &outcome) {
        m_outcome->setText(withGlyph(Severity::Good, outcome));
        m_outcome->show();
        m_context.watch.refresh();
    });
    connect(m_destinations, &TablePane::activated, this, &QueueStart::opened);
    connect(m_destinations, &TablePane::selectionChanged, this, &QueueStart::showCurrent);
    connect(m_destinations, &TablePane::retryRequested, &context.watch, &ClusterWatch::refresh);
    connect(m_lanesPane, &TablePane::activated, this, [this](const QString &key) {
        if (const Lane *const lane = m_lanes.find(key))
            Q_EMIT laneOpened(*lane);
    });
    restoreLayout();
    showSummary();
    showCurrent();
}

void QueueStart::restoreLayout()
{
    m_destinations->restoreLayout();
    m_lanesPane->restoreLayout();
    setWidths();
    const QByteArray splitter = m_context.layout(u"queues/startSplitter"_s);
    if (splitter.isEmpty() || !m_splitter->restoreState(splitter))
        m_splitter->setSizes({600, 250});
}

/// A profile without a layout of its own begins with columns that fit these tables.
void QueueStart::setWidths()
{
    if (m_context.layout(u"queues/destinations"_s).isEmpty())
        widen(m_destinations->view(), destinationWidths);
    if (m_context.layout(u"queues/lanes"_s).isEmpty())
        widen(m_lanesPane->view(), laneWidths);
}

void QueueStart::take(const QList<DestinationLanes> &destinations)
{
    m_model.setRows(destinations);
    m_destinations->setProblem(m_context.watch.lanes().unreachable.isEmpty()
            ? QString()
            : tr("These queues could not be asked, and what waits there is not shown: %1")
                  .arg(m_context.watch.lanes().unreachable.join(u"; "_s)));
    if (m_destinations->selectedKeys().isEmpty() && m_model.shownCount() > 0)
        m_destinations->select(m_model.keyAt(0)); // the worst
    showSummary();
    showCurrent();
}

void QueueStart::showAges() { m_model.showAges(); }

void QueueStart::showSummary()
{
    const bool isKnown = m_context.watch.asOf().isValid();
    m_destinations->setEmptyText(
        isKnown ? tr("No mail waits anywhere.") : tr("Not known yet: the queues have not been asked."));
    const QueueSummary summary = summaryOf(m_model.allRows());
    if (!isKnown)
        m_summary->setText(QString());
    else if (summary.messages == 0)
        m_summary->setText(withGlyph(Severity::Good, tr("No mail waits anywhere.")));
    else if (summary.unavailable == 0)
        m_summary->setText(
            tr("%Ln message(s) wait(s); every destination is available.", nullptr, int(summary.messages)));
    else
        m_summary->setText(withGlyph(Severity::Bad,
            tr("%Ln destination(s) unavailable", nullptr, summary.unavailable) + u": "_s
                + tr("%Ln message(s) wait(s) there", nullptr, int(summary.waitingForThem)) + u"; "_s
                + tr("%Ln message(s) in all queues.", nullptr, int(summary.messages))));
}

void QueueStart::showCurrent()
{
    const QStringList selected = m_destinations->selectedKeys();
    const DestinationLanes *const current = selected.isEmpty() ? nullptr : m_model.find(selected.first());
    m_actions->setScope(current ? destinationScope(*current) : [] {
        MessageScope none;
        none.kind = MessageScope::Kind::Destination;
        return none;
    }());
    allow(m_open, current ? QString() : tr("Select one destination first."),
        tr("Show the messages that wait there"));
    m_lanes.setRows(current ? current->lanes : QList<Lane>());
    m_lanesTitle->setText(
        current ? tr("In the queues of these members, for %1:").arg(current->label) : QString());
    if (!current)
        return m_reason->setReason(Severity::None, {});
    const bool offers = offersReassignment(*current);
    m_reason->setReason(destinationWord(current->state).severity,
        whyMailWaits(*current, QDateTime::currentDateTimeUtc())
            + (offers ? u' ' + tr("To serve it elsewhere:") : QString()),
        offers ? tr("Reassign…") : QString(), u"reassign:"_s + current->label);
}

} // namespace homeport
