// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Words and columns of jobs.
#include "console/models/jobmodel.h"

#include "console/models/texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Jobs)
};

QString kindText(const Job &job)
{
    return job.kind == JobKind::Reassign ? Text::tr("reassign") : Text::tr("restore");
}

bool isMoved(const Job &job) { return !job.moves.isEmpty(); }

} // namespace

QList<JobEntry> jobEntries(const JobsState &state, const QHash<QString, JobProgress> &seen)
{
    QList<JobEntry> out;
    for (auto row = state.jobs.crbegin(); row != state.jobs.crend(); ++row) {
        JobEntry entry;
        entry.job = row->job;
        entry.storageNames = row->storageNames;
        if (const auto last = seen.constFind(entry.id()); last != seen.constEnd())
            entry.progress = *last;
        if (state.running && state.running->job.id == entry.job.id) {
            entry.isUnended = true;
            entry.isProgressNow = state.progress.has_value();
            entry.lostText = state.text;
            if (state.progress)
                entry.progress = state.progress;
        }
        out.append(entry);
    }
    return out;
}

StateWord entryWord(const JobEntry &entry)
{
    const bool isLost = !entry.lostText.isEmpty();
    if (isLost && entry.job.state == JobState::Undoing)
        return {Text::tr("being undone: waits for you"), Severity::Warning};
    if (isLost && entry.job.state == JobState::Running)
        return {Text::tr("nobody runs it"), Severity::Bad};
    if (entry.job.state == JobState::Done && !entry.job.warnings.isEmpty())
        return {Text::tr("done, with warnings"), Severity::Warning};
    return jobWord(entry.job.state);
}

QString jobTitle(const Job &job)
{
    if (job.kind == JobKind::Restore)
        return Text::tr("Restore %1").arg(job.to.text);
    return Text::tr("Reassign %1 → %2").arg(job.from.text, job.to.text);
}

QString rewrittenText(const JobEntry &entry)
{
    if (!entry.progress)
        return {};
    const QString done = countText(entry.progress->rewritten);
    return entry.progress->total ? Text::tr("%1 of %2").arg(done, countText(*entry.progress->total)) : done;
}

QList<RowColumn<JobEntry>> jobColumns()
{
    const auto text = [](QString title, QString field, std::function<QString(const JobEntry &)> of) {
        RowColumn<JobEntry> column;
        column.title = std::move(title);
        column.field = std::move(field);
        column.text = std::move(of);
        return column;
    };
    QList<RowColumn<JobEntry>> columns;
    RowColumn<JobEntry> started = text(Text::tr("Started"), u"started"_s,
        [](const JobEntry &entry) { return timeText(entry.job.started, QDateTime::currentDateTimeUtc()); });
    started.number = [](const JobEntry &entry) { return sortTime(entry.job.started); };
    started.toolTip = [](const JobEntry &entry) { return fullTimeText(entry.job.started); };
    started.exported = [](const JobEntry &entry) { return exportTime(entry.job.started); };
    columns.append(started);
    columns.append(
        text(Text::tr("Kind"), u"kind"_s, [](const JobEntry &entry) { return kindText(entry.job); }));
    RowColumn<JobEntry> state =
        text(Text::tr("State"), u"state"_s, [](const JobEntry &entry) { return entryWord(entry).word; });
    state.severity = [](const JobEntry &entry) { return entryWord(entry).severity; };
    state.toolTip = [](const JobEntry &entry) { return entry.lostText; };
    state.exported = [](const JobEntry &entry) { return toText(entry.job.state); };
    columns.append(state);
    columns.append(
        text(Text::tr("From"), u"from"_s, [](const JobEntry &entry) { return entry.job.from.text; }));
    columns.append(text(Text::tr("To"), u"to"_s, [](const JobEntry &entry) { return entry.job.to.text; }));
    columns.append(text(Text::tr("Storages"), u"storageNames"_s,
        [](const JobEntry &entry) { return entry.storageNames.join(u", "_s); }));
    RowColumn<JobEntry> rewritten = text(Text::tr("Rewritten"), u"rewritten"_s, rewrittenText);
    rewritten.number = [](const JobEntry &entry) { return entry.progress ? entry.progress->rewritten : -1; };
    rewritten.toolTip = [](const JobEntry &entry) {
        return entry.progress ? QString()
                              : Text::tr("Only known of jobs that this console has seen running.");
    };
    columns.append(rewritten);
    columns.append(
        text(Text::tr("Run by"), u"runner"_s, [](const JobEntry &entry) { return entry.job.runner.text; }));
    columns.append(
        text(Text::tr("Author"), u"author"_s, [](const JobEntry &entry) { return entry.job.author; }));
    columns.append(
        text(Text::tr("Error"), u"error"_s, [](const JobEntry &entry) { return entry.job.error; }));
    columns.append(text(Text::tr("Warnings"), u"warnings"_s,
        [](const JobEntry &entry) { return entry.job.warnings.join(u"; "_s); }));
    columns.append(text(Text::tr("Job"), u"id"_s, [](const JobEntry &entry) { return entry.job.shortId(); }));
    return columns;
}

QString whyNotJob(JobVerb verb, const JobEntry &entry, const JobEntry *unended)
{
    const Job &job = entry.job;
    const QString word = entryWord(entry).word;
    if (verb == JobVerb::Pause || verb == JobVerb::Cancel) {
        if (!entry.isUnended)
            return Text::tr("Job %1 is %2: it has ended.").arg(job.shortId(), word);
        if (verb == JobVerb::Pause && job.state == JobState::Paused)
            return Text::tr("Job %1 is paused already.").arg(job.shortId());
        return {};
    }
    if (unended && unended->job.id != job.id)
        return Text::tr("Job %1 (%2) has not ended: one job at a time.")
            .arg(unended->job.shortId(), jobTitle(unended->job));
    if (verb == JobVerb::Resume) {
        if (entry.isProgressNow && job.state != JobState::Paused)
            return Text::tr("%1 is running it.").arg(job.runner.text);
        if (entry.isUnended && entry.lostText.isEmpty() && job.state != JobState::Paused)
            return Text::tr("%1 is about to run it.").arg(job.runner.text);
        if (job.state == JobState::Undone || (job.state == JobState::Done && job.warnings.isEmpty()))
            return Text::tr("Job %1 is %2: nothing is left to do.").arg(job.shortId(), word);
        return {};
    }
    if (job.state == JobState::Undone)
        return Text::tr("Job %1 has been undone.").arg(job.shortId());
    if (job.state == JobState::Undoing && entry.isProgressNow)
        return Text::tr("Job %1 is being undone.").arg(job.shortId());
    return isMoved(job) ? QString() : Text::tr("Job %1 has moved no storage.").arg(job.shortId());
}

Act jobAct(JobVerb verb, const JobEntry &entry)
{
    const Job &job = entry.job;
    Act act;
    act.arguments = {{u"job"_s, job.shortId()}};
    act.role = AdministratorRole::Administrator;
    switch (verb) {
    case JobVerb::Pause:
        act.what = u"job.pause"_s;
        act.button = Text::tr("Pause job %1").arg(job.shortId());
        act.text =
            Text::tr("No more directory records are rewritten until the job is resumed. Logins and mail "
                     "go on as they are: nobody is away for it.");
        act.takeBack = Text::tr("Resume goes on where it stopped.");
        act.danger = ActDanger::Plain;
        break;
    case JobVerb::Resume:
        act.what = u"job.resume"_s;
        act.arguments.insert(u"background"_s, true);
        act.button = Text::tr("Resume job %1").arg(job.shortId());
        act.text =
            Text::tr("The keeper that this console is connected to goes on with the job. Whoever ran it "
                     "before writes nothing more.");
        act.takeBack = Text::tr("Pause or Cancel stop it again.");
        act.danger = ActDanger::Plain;
        break;
    case JobVerb::Cancel:
        act.what = u"job.cancel"_s;
        act.button = Text::tr("Cancel job %1 (%2)").arg(job.shortId(), jobTitle(job));
        act.text = Text::tr("Only the rewriting of directory records stops. The storages stay where they are "
                            "now, logins and mail go on; records that are not rewritten keep the former host "
                            "server.");
        act.takeBack = Text::tr("Resume rewrites the rest; Undo puts everything back.");
        act.danger = ActDanger::Destructive;
        break;
    case JobVerb::Undo:
        act.what = u"job.undo"_s;
        act.arguments.insert(u"background"_s, true);
        act.button = Text::tr("Undo job %1 (%2)").arg(job.shortId(), jobTitle(job));
        act.text =
            Text::tr("Everything goes back to what it was before the job: the member that serves %1 now "
                     "lets go of it, the accounts are away until the disk is moved and taken back, and "
                     "their mail waits.")
                .arg(entry.storageNames.join(u", "_s));
        act.takeBack = Text::tr("To take it back, reassign again.");
        act.danger = ActDanger::Destructive;
        break;
    }
    return act;
}

int jobsWanting(const QList<JobEntry> &entries, Severity *worst)
{
    int count = 0;
    *worst = Severity::None;
    for (const JobEntry &entry : entries) {
        if (!entry.isUnended && entry.job.state != JobState::Failed)
            continue;
        ++count;
        *worst = std::max(*worst, entryWord(entry).severity);
    }
    return count;
}

} // namespace homeport
