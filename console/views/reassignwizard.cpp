// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Putting the steps together.
#include "console/views/reassignwizard.h"

#include "console/views/reassignsteps.h"

using namespace Qt::StringLiterals;

namespace homeport {

ReassignWizard::ReassignWizard(ConsoleContext &context, const QString &member, QWidget *parent)
    : StepDialog(parent)
    , m_desk(new ReassignDesk(context.connection, context.watch, this))
{
    setObjectName(u"reassignWizard"_s);
    setWindowTitle(tr("Reassign the accounts of a member"));
    m_desk->plan.member = member;
    auto *const preflight = new PreflightStep(*m_desk, this);
    auto *const progress = new ProgressStep(context, *m_desk, this);
    auto *const done = new DoneStep(*progress, this);
    addStep(new SourceStep(*m_desk, this));
    addStep(new TargetStep(*m_desk, this));
    addStep(new AttachStep(context, *m_desk, this));
    addStep(preflight);
    addStep(new ConfirmStep(context, *m_desk, this));
    addStep(progress);
    addStep(done);
    const auto undo = [this](const QString &jobId) {
        Q_EMIT undoRequested(jobId);
        close();
    };
    connect(preflight, &PreflightStep::pageWanted, this, [this](const QString &page) {
        Q_EMIT pageWanted(page);
        close();
    });
    connect(progress, &ProgressStep::undoRequested, this, undo);
    connect(done, &DoneStep::undoRequested, this, undo);
    connect(done, &DoneStep::restoreRequested, this, [this](const QString &home) {
        Q_EMIT restoreRequested(home);
        close();
    });
    connect(this, &StepDialog::stepShown, this, &ReassignWizard::showClosing);
    const std::optional<JobRow> &running = context.watch.jobs().running;
    if (running)
        m_desk->jobId = running->job.id.text();
    showStep(running ? u"progress"_s : u"source"_s);
}

void ReassignWizard::showClosing(const QString &step)
{
    if (step == u"progress")
        setCloseText(tr("Close; the job goes on"),
            tr("Closing this window does not stop the job: it runs in the cluster."));
    else if (step == u"done")
        setCloseText(tr("Close"), {});
    else
        setCloseText(tr("Cancel"), tr("Nothing has been reassigned."));
}

} // namespace homeport
