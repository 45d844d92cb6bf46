// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of jobs, and the pane of the one that is chosen.
#include "console/views/jobspage.h"

#include "console/views/actdialog.h"
#include "console/views/jobpane.h"
#include "console/views/reassignwizard.h"
#include "console/views/restoreguide.h"
#include "console/views/tablepane.h"

#include <QAction>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

JobsPage::JobsPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"jobs"_s, tr("Jobs"), parent)
{
    m_model = new JobModel(
        jobColumns(), [](const JobEntry &entry) { return entry.id(); }, this);
    auto *const layout = new QVBoxLayout(this);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"jobsSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_table =
        new TablePane(*m_model, context, u"jobs/table"_s, tr("Jobs"), TablePane::Filtering::Here, m_splitter);
    m_table->setEmptyText(tr(
        "No reassignment and no restore yet.\n\nWhen a backend is lost, \"Reassign…\" gives its accounts to "
        "another member; when it is repaired, \"Restore…\" gives them back. Each shows here until twenty "
        "newer ones have been."));
    m_table->view()->setSelectionMode(QAbstractItemView::SingleSelection);
    m_pane = new JobPane(context, m_splitter);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_pane);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    layout->addWidget(m_splitter);
    m_reassign = addAction(u"reassign"_s, tr("Reassign…"), &JobsPage::reassign);
    m_restore = addAction(u"restore"_s, tr("Restore…"), &JobsPage::restore);
    m_table->addAction(nullptr);
    m_verbs = {{JobVerb::Pause, addVerb(u"pauseJob"_s, tr("Pause"), JobVerb::Pause)},
        {JobVerb::Resume, addVerb(u"resumeJob"_s, tr("Resume"), JobVerb::Resume)},
        {JobVerb::Cancel, addVerb(u"cancelJob"_s, tr("Cancel…"), JobVerb::Cancel)},
        {JobVerb::Undo, addVerb(u"undoJob"_s, tr("Undo…"), JobVerb::Undo)}};
    connect(m_table, &TablePane::selectionChanged, this, [this] {
        followSelected();
        showActions();
    });
    connect(m_table, &TablePane::retryRequested, &context.watch, &ClusterWatch::refresh);
    connect(m_pane, &JobPane::undoRequested, this, [this](const QString &jobId) { openGuide({{}, jobId}); });
    connect(&context.watch, &ClusterWatch::jobsChanged, this, &JobsPage::showJobs);
    connect(&context.watch, &ClusterWatch::staleChanged, this,
        [this] { m_model->setStale(m_context.watch.isStale()); });
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &JobsPage::showActions);
    connect(&context.watch, &ClusterWatch::pendingChanged, this, &JobsPage::showActions);
    connect(&context.connection, &Connection::stateChanged, this, &JobsPage::showActions);
    showJobs();
}

QAction *JobsPage::addAction(const QString &name, const QString &text, void (JobsPage::*slot)())
{
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, slot);
    m_table->addAction(action);
    return action;
}

QAction *JobsPage::addVerb(const QString &name, const QString &text, JobVerb verb)
{
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, [this, verb] { steer(verb); });
    m_table->addAction(action);
    return action;
}

void JobsPage::activate() { m_context.watch.refresh(); }

void JobsPage::refresh() { m_context.watch.refresh(); }

QWidget *JobsPage::filterField() { return m_table->filterField(); }

void JobsPage::restoreLayout()
{
    m_table->restoreLayout();
    const QByteArray split = m_context.layout(u"jobs/splitter"_s);
    if (!split.isEmpty())
        m_splitter->restoreState(split);
}

const JobEntry *JobsPage::selected() const
{
    const QStringList keys = m_table->selectedKeys();
    return keys.isEmpty() ? nullptr : m_model->find(keys.first());
}

const JobEntry *JobsPage::unended() const
{
    const QList<JobEntry> &all = m_model->allRows();
    const auto found =
        std::find_if(all.cbegin(), all.cend(), [](const JobEntry &entry) { return entry.isUnended; });
    return found == all.cend() ? nullptr : &*found;
}

void JobsPage::showJobs()
{
    const JobsState &jobs = m_context.watch.jobs();
    const bool hadUnended = unended();
    if (jobs.running && jobs.progress)
        m_seen.insert(jobs.running->job.id.text(), *jobs.progress);
    const QList<JobEntry> entries = jobEntries(jobs, m_seen);
    m_model->setRows(entries);
    const JobEntry *const running = unended();
    if (running && !hadUnended)
        m_wanted = running->id(); // what has just begun is looked at
    else if (!selected() && m_wanted.isEmpty() && !entries.isEmpty())
        m_wanted = entries.first().id();
    if (!m_wanted.isEmpty() && m_model->rowOf(m_wanted) >= 0) {
        m_table->select(m_wanted);
        m_wanted.clear();
    }
    Severity worst = Severity::None;
    const int wanting = jobsWanting(entries, &worst);
    setBadge(wanting, worst);
    followSelected();
    showActions();
}

void JobsPage::followSelected()
{
    const JobEntry *const entry = selected();
    m_pane->setVisible(m_model->totalCount() > 0);
    m_pane->follow(entry ? entry->id() : QString());
}

void JobsPage::showActions()
{
    const QString noRight = m_context.connection.whyNot(AdministratorRole::Administrator);
    const JobEntry *const entry = selected();
    const JobEntry *const running = unended();
    allow(m_reassign, running ? QString() : noRight,
        running ? tr("A job has not ended: shows how far it is.")
                : tr("Give the accounts of a member that is lost to another one."));
    const QStringList away = membersAway(m_context.watch.cluster(), m_context.watch.pending());
    QString whyNoRestore = noRight;
    if (away.isEmpty())
        whyNoRestore = tr("Every storage is at home and no account is away: there is nothing to restore.");
    allow(m_restore, whyNoRestore, tr("Give a member its storages and accounts back, step by step."));
    for (const VerbAction &one : std::as_const(m_verbs)) {
        QString whyNot = noRight;
        if (!entry)
            whyNot = tr("Choose a job first.");
        else if (whyNot.isEmpty())
            whyNot = whyNotJob(one.verb, *entry, running);
        allow(one.action, whyNot, entry ? jobAct(one.verb, *entry).text : QString());
    }
}

void JobsPage::steer(JobVerb verb)
{
    const JobEntry *const entry = selected();
    if (!entry)
        return;
    if (verb == JobVerb::Undo || (verb == JobVerb::Resume && entry->job.isUndo))
        return openGuide({{}, entry->id()}); // it has steps of its own
    ClusterWatch *const watch = &m_context.watch;
    ActDialog::run(
        m_context.acts, jobAct(verb, *entry), this, [watch](const QJsonObject &) { watch->refresh(); });
}

void JobsPage::openWizard(const QString &member)
{
    auto *const wizard = new ReassignWizard(m_context, member, window());
    connect(wizard, &ReassignWizard::pageWanted, this,
        [this](const QString &page) { Q_EMIT linkActivated(page, {}); });
    connect(wizard, &ReassignWizard::restoreRequested, this, [this](const QString &home) {
        openGuide({home, {}});
    });
    connect(wizard, &ReassignWizard::undoRequested, this, [this](const QString &jobId) {
        openGuide({{}, jobId});
    });
    wizard->open();
}

void JobsPage::openGuide(const ReturnOrder &order)
{
    auto *const guide = new RestoreGuide(m_context, order, window());
    guide->open();
}

void JobsPage::show(const QString &what)
{
    const QString verb = what.section(u':', 0, 0);
    const QString which = what.section(u':', 1);
    if (verb == u"reassign") {
        openWizard(which);
    } else if (verb == u"restore") {
        openGuide({which, {}});
    } else if (verb == u"undo") {
        openGuide({{}, which});
    } else if (verb == u"job") {
        m_wanted = which;
        m_table->filterField()->clear(); // it may be hidden by it
        showJobs();
    }
}

} // namespace homeport
