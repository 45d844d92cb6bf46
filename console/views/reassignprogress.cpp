// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Steps 6 and 7: the job until its end, and how to take it back.
#include "console/models/texts.h"
#include "console/views/forms.h"
#include "console/views/jobpane.h"
#include "console/views/reassignsteps.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

ProgressStep::ProgressStep(ConsoleContext &context, ReassignDesk &desk, QWidget *parent)
    : Step(u"progress"_s, tr("Progress"), parent)
    , m_desk(desk)
{
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        tr("You may close this window, and the console too: the job goes on in the cluster, and every "
           "console "
           "shows it on the page Jobs.")));
    m_pane = new JobPane(context, this);
    layout->addWidget(m_pane, 1);
    connect(m_pane, &JobPane::changed, this, &Step::changed);
    connect(m_pane, &JobPane::undoRequested, this, &ProgressStep::undoRequested);
}

void ProgressStep::enter() { m_pane->follow(m_desk.jobId); }

QString ProgressStep::whyNotNext() const
{
    return m_pane->follower().hasEnded() ? QString() : tr("The job has not ended yet.");
}

DoneStep::DoneStep(const ProgressStep &progress, QWidget *parent)
    : Step(u"done"_s, tr("Done"), parent)
    , m_progress(progress)
{
    auto *const layout = new QVBoxLayout(this);
    m_done = paragraphLabel(this);
    m_done->setObjectName(u"doneText"_s);
    m_warnings = paragraphLabel(this);
    m_warnings->setObjectName(u"doneWarnings"_s);
    m_takeBack = paragraphLabel(this);
    m_takeBack->setObjectName(u"doneTakeBack"_s);
    layout->addWidget(m_done);
    layout->addWidget(m_warnings);
    layout->addWidget(m_takeBack);
    auto *const line = new QHBoxLayout;
    m_restore = new QPushButton(this);
    m_restore->setObjectName(u"restore"_s);
    m_undo = new QPushButton(tr("Undo this job…"), this);
    m_undo->setObjectName(u"undoJob"_s);
    for (QPushButton *const button : {m_restore, m_undo}) {
        button->setAutoDefault(false);
        line->addWidget(button);
    }
    line->addStretch(1);
    layout->addLayout(line);
    layout->addStretch(1);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const JobEntry *const entry = m_progress.pane().follower().entry())
            Q_EMIT restoreRequested(entry->job.from.text);
    });
    connect(m_undo, &QPushButton::clicked, this,
        [this] { Q_EMIT undoRequested(m_progress.pane().follower().jobId()); });
}

void DoneStep::enter()
{
    const JobFollower &follower = m_progress.pane().follower();
    const JobEntry *const entry = follower.entry();
    if (!entry)
        return;
    QStringList lines{tr("%1: %2.").arg(jobTitle(entry->job), entryWord(*entry).word)};
    if (entry->progress && entry->progress->servedAfterMs)
        lines.append(tr("Access was back after %1 s.")
                         .arg(QLocale().toString(double(*entry->progress->servedAfterMs) / 1000, 'f', 1)));
    if (!rewrittenText(*entry).isEmpty())
        lines.append(tr("%1 records rewritten when it was seen last.").arg(rewrittenText(*entry)));
    if (follower.waiting().messages > 0)
        lines.append(tr("%1 message(s) still wait; they follow by themselves (Queues).")
                         .arg(countText(follower.waiting().messages)));
    setStateText(m_done, entryWord(*entry).severity, lines.join(u'\n'));
    QStringList warnings = entry->job.warnings;
    if (!entry->job.error.isEmpty())
        warnings.prepend(entry->job.error);
    setStateText(m_warnings, Severity::Warning, warnings.join(u'\n'));
    const QString home = entry->job.from.text;
    m_takeBack->setText(
        tr("How to take it back: when %1 is repaired, Restore gives it everything back, with the mail that "
           "came meanwhile; it need not be soon. Undo puts this one job back to what it was before, to the "
           "letter. Both guide you through the disk's move.")
            .arg(home));
    m_restore->setText(tr("Restore %1…").arg(home));
    m_restore->setVisible(entry->job.kind == JobKind::Reassign);
    m_takeBack->setVisible(entry->job.kind == JobKind::Reassign);
    const QString whyNot = whyNotJob(JobVerb::Undo, *entry, follower.unended());
    m_undo->setEnabled(whyNot.isEmpty());
    m_undo->setToolTip(whyNot);
}

} // namespace homeport
