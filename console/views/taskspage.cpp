// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Searching the audit.
#include "console/views/taskspage.h"

#include "console/views/calmwidgets.h"
#include "console/views/tablepane.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto typingPause = 300ms;
constexpr auto refreshInterval = 10s;
constexpr int between = -1; ///< data of the period that has fields of its own

} // namespace

TasksPage::TasksPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"tasks"_s, tr("Audit"), parent)
    , m_model(context.connection)
{
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(makeSearchLine());
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    layout->addWidget(m_splitter, 1);
    m_pane = new TablePane(
        m_model, context, u"tasks/audit"_s, tr("Changes, newest first"), TablePane::Filtering::Daemon);
    m_pane->setWidths({14, 12, 16, 18, 44, 24, 10, 20, 22, 34});
    m_pane->filterField()->setPlaceholderText(tr("Text anywhere in the record (Ctrl+F)"));
    m_pane->view()->horizontalHeader()->setSectionsClickable(false); // newest first
    m_pane->view()->horizontalHeader()->setSortIndicatorShown(false);
    m_splitter->addWidget(m_pane);
    m_splitter->addWidget(makeDetail());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    const auto add = [this](const QString &text, const QString &name) {
        auto *const action = new QAction(text, this);
        action->setObjectName(name);
        m_pane->addAction(action);
        return action;
    };
    m_copyCommand = add(tr("Copy as &command"), u"copyAuditCommand"_s);
    m_exportCsv = add(tr("Export all that &match as CSV…"), u"exportAuditCsv"_s);
    m_exportJson = add(tr("Export all that match as &JSON…"), u"exportAuditJson"_s);
    connect(m_copyCommand, &QAction::triggered, this,
        [this] { QApplication::clipboard()->setText(m_command->toPlainText()); });
    connect(m_exportCsv, &QAction::triggered, this, [this] { exportAll(AuditFormat::Csv); });
    connect(m_exportJson, &QAction::triggered, this, [this] { exportAll(AuditFormat::Json); });
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &TasksPage::startSearch);
    connect(m_pane, &TablePane::filterChanged, this, &TasksPage::startSearch);
    connect(m_pane, &TablePane::retryRequested, this, &TasksPage::startSearch);
    connect(m_pane, &TablePane::selectionChanged, this, &TasksPage::showRecord);
    connect(&m_model.query(), &PagedQuerySignals::changed, this, &TasksPage::showAnswer);
    connect(m_pane->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value > m_pane->view()->verticalScrollBar()->maximum() * 3 / 4)
            m_model.query().more();
    });
    connect(&context.connection, &Connection::stateChanged, this, [this] {
        m_model.setStale(m_context.connection.state() != LinkState::Connected);
        showAllowed();
    });
    connect(&context.acts, &ActRunner::ended, this, [this] {
        if (m_timer.isActive())
            refresh();
    });
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { m_context.setLayout(u"tasks/splitter"_s, m_splitter->saveState()); });
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_context.watch.isPaused() && m_pane->view()->verticalScrollBar()->value() == 0)
            refresh();
    });
    showPeriod();
    restoreLayout();
    showAnswer();
    showRecord();
}

QWidget *TasksPage::makeSearchLine()
{
    auto *const line = new QWidget(this);
    auto *const layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    const auto field = [this, line, layout](
                           const QString &title, const QString &name, const QString &example) {
        auto *const label = new QLabel(title, line);
        auto *const made = new QLineEdit(line);
        made->setObjectName(name);
        made->setPlaceholderText(example);
        made->setClearButtonEnabled(true);
        label->setBuddy(made);
        made->setAccessibleName(title);
        layout->addWidget(label);
        layout->addWidget(made, 1);
        connect(made, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
        return made;
    };
    m_who = field(tr("&Who:"), u"auditWho"_s, tr("administrator"));
    m_what = field(tr("Wha&t:"), u"auditWhat"_s, u"member.drain"_s);
    m_what->setToolTip(tr("A verb such as member.drain, or the word before its dot for all of them: member"));
    m_period = new CalmComboBox(line);
    m_period->setObjectName(u"auditPeriod"_s);
    m_period->setAccessibleName(tr("Period"));
    m_period->addItem(tr("Any time"), 0);
    m_period->addItem(tr("Last hour"), 3600);
    m_period->addItem(tr("Last 24 hours"), 24 * 3600);
    m_period->addItem(tr("Last 7 days"), 7 * 24 * 3600);
    m_period->addItem(tr("Between…"), between);
    layout->addWidget(m_period);
    const QDateTime now = QDateTime::currentDateTime();
    const auto edit = [this, line, layout](const QString &title, const QString &name, const QDateTime &time) {
        auto *const made = new CalmDateTimeEdit(time, line);
        made->setObjectName(name);
        made->setAccessibleName(title);
        made->setToolTip(title);
        made->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
        made->setCalendarPopup(true);
        layout->addWidget(made);
        connect(made, &QDateTimeEdit::dateTimeChanged, &m_pause, qOverload<>(&QTimer::start));
        return made;
    };
    m_since = edit(tr("Since"), u"auditSince"_s, now.addDays(-1));
    m_until = edit(tr("Until"), u"auditUntil"_s, now);
    m_onlyFailed = new QCheckBox(tr("Only &failed"), line);
    m_onlyFailed->setObjectName(u"auditFailed"_s);
    layout->addWidget(m_onlyFailed);
    connect(m_period, &QComboBox::currentIndexChanged, this, [this] {
        showPeriod();
        startSearch();
    });
    connect(m_onlyFailed, &QCheckBox::toggled, this, &TasksPage::startSearch);
    return line;
}

void TasksPage::activate()
{
    m_timer.start(refreshInterval);
    if (m_model.pageCount() == 0)
        startSearch();
    else
        refresh();
}

void TasksPage::deactivate() { m_timer.stop(); }

/// The newest page again; further back nothing changes.
void TasksPage::refresh()
{
    if (m_context.connection.state() != LinkState::Connected)
        return;
    if (m_model.pageCount() == 0)
        startSearch();
    else
        m_model.query().refresh(0, 0);
}

QWidget *TasksPage::filterField() { return m_pane->filterField(); }

void TasksPage::show(const QString &what)
{
    m_who->clear();
    m_what->clear();
    m_period->setCurrentIndex(0);
    m_onlyFailed->setChecked(false);
    m_pane->filterField()->setText(what);
    startSearch();
}

void TasksPage::restoreLayout()
{
    m_pane->restoreLayout();
    if (!m_splitter->restoreState(m_context.layout(u"tasks/splitter"_s)))
        m_splitter->setSizes({850, 350});
}

AuditSearch TasksPage::search() const
{
    AuditSearch out;
    out.who = m_who->text().trimmed();
    out.what = m_what->text().trimmed();
    out.text = m_pane->filterField()->text().trimmed();
    out.onlyFailed = m_onlyFailed->isChecked();
    const int seconds = m_period->currentData().toInt();
    if (seconds > 0)
        out.since = QDateTime::currentDateTimeUtc().addSecs(-seconds);
    if (seconds == between) {
        out.since = m_since->dateTime().toUTC();
        out.until = m_until->dateTime().toUTC();
    }
    return out;
}

void TasksPage::startSearch()
{
    m_pause.stop();
    if (m_context.connection.state() == LinkState::Connected)
        m_model.setSearch(search());
}

void TasksPage::showPeriod()
{
    const bool isBetween = m_period->currentData().toInt() == between;
    m_since->setVisible(isBetween);
    m_until->setVisible(isBetween);
}

void TasksPage::showAnswer()
{
    PagedQuery<AuditRecord> &query = m_model.query();
    m_pane->setAsOf(query.asOf());
    QString problem = query.problem();
    if (problem.isEmpty() && !query.unreachable().isEmpty())
        problem = tr("Not all keepers answered; what was done through them is not shown: %1")
                      .arg(query.unreachable().join(u"; "_s));
    m_pane->setProblem(problem);
    if (m_model.pageCount() == 0)
        m_pane->setEmptyText(tr("Changes are shown here once the console is connected."));
    else if (m_model.search() == AuditSearch{})
        m_pane->setEmptyText(
            tr("Nothing was changed yet.\n\nEvery change of the cluster is written down with who, from "
               "where, what and result."));
    else
        m_pane->setEmptyText(tr("No change matches.\n\nClear the fields above to see all of them."));
    showAllowed();
}

} // namespace homeport
