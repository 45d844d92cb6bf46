// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Jobs as rows, what may be done with each, and why not.
#pragma once

#include "console/models/act.h"
#include "console/models/clusterstate.h"
#include "console/models/rowmodel.h"

namespace homeport {

struct JobEntry
{
    Job job;
    QStringList storageNames;
    std::optional<JobProgress> progress; ///< of now, or the last that was seen
    bool isUnended = false; ///< the one job that has not ended
    bool isProgressNow = false; ///< somebody runs it at this moment
    QString lostText; ///< it has not ended and nobody runs it: why, and what to type

    QString id() const { return job.id.text(); }
    bool operator==(const JobEntry &) const = default;
};

/// Newest first. `seen`: the last progress of each job, by id.
QList<JobEntry> jobEntries(const JobsState &state, const QHash<QString, JobProgress> &seen);
/// Its state in a word: "lost its runner" and "waits for a disk" beside those of jobWord().
StateWord entryWord(const JobEntry &entry);
/// "reassign back2.example.net → back1.example.net"
QString jobTitle(const Job &job);
/// "1,234 of 10,211", "1,234"; empty: nothing is known.
QString rewrittenText(const JobEntry &entry);

using JobModel = RowModel<JobEntry>;
QList<RowColumn<JobEntry>> jobColumns();

enum class JobVerb { Pause, Resume, Cancel, Undo };
/// Empty: it may be done. `unended`: the job that has not ended, if there is one.
QString whyNotJob(JobVerb verb, const JobEntry &entry, const JobEntry *unended);
Act jobAct(JobVerb verb, const JobEntry &entry);
/// Running, paused and failed ones want attention.
int jobsWanting(const QList<JobEntry> &entries, Severity *worst);

} // namespace homeport
