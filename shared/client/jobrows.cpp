// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of reassign, restore and the jobs.
#include "shared/client/verbrows.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Option background()
{
    return {u"--background"_s, {}, u"background"_s, ArgumentKind::Flag,
        u"return as soon as the job stands in the cluster table; see job show"_s};
}

QList<Option> reassignOptions()
{
    return {{u"--dry-run"_s, {}, u"dryRun"_s, ArgumentKind::Flag,
                u"only look: every check with its remedy, and how many accounts would go where"_s},
        {u"--without"_s, u"MEMBER"_s, u"without"_s, ArgumentKind::Repeated,
            u"do not ask this member: you know that it does not reach the old owner; may be repeated"_s},
        background()};
}

VerbRow steering(const QString &words, const QString &what, const QString &help)
{
    return {.words = words,
        .what = what,
        .help = help,
        .positionals = {{u"JOB"_s, u"job"_s, ArgumentKind::Text, Count::Optional}},
        .options = {background()},
        .show = Show::Job,
        .danger = Danger::Asks,
        .patience = Patience::Long};
}

} // namespace

QList<VerbRow> jobRows()
{
    return {
        {.words = u"reassign"_s,
            .what = u"reassign"_s,
            .help = u"Give what a lost member served to another"_s,
            .positionals = {{u"OLD"_s, u"from"_s}, {u"NEW"_s, u"to"_s}},
            .options = reassignOptions()
                + QList<Option>{{u"--storage"_s, u"STORAGE=MEMBER"_s, u"targets"_s, ArgumentKind::Repeated,
                    u"this storage goes to another member than NEW; may be repeated"_s}},
            .show = Show::Job,
            .danger = Danger::Asks,
            .patience = Patience::Long},
        {.words = u"storage reassign"_s,
            .what = u"reassign"_s,
            .help = u"Give one storage to another member"_s,
            .positionals = {{u"STORAGE"_s, u"storage"_s}, {u"NEW"_s, u"to"_s}},
            .options = reassignOptions(),
            .show = Show::Job,
            .danger = Danger::Asks,
            .patience = Patience::Long},
        {.words = u"restore"_s,
            .what = u"restore"_s,
            .help = u"Give a member its storages back; says what to do in between"_s,
            .positionals = {{u"MEMBER"_s, u"member"_s}},
            .options = {background()},
            .show = Show::Job,
            .danger = Danger::Asks,
            .patience = Patience::Long},
        {.words = u"job show"_s,
            .what = u"job.show"_s,
            .help = u"Show the jobs of the cluster table, and how far the running one is"_s,
            .positionals = {{u"JOB"_s, u"job"_s, ArgumentKind::Text, Count::Optional}},
            .show = Show::Jobs,
            .list = u"jobs"_s,
            .columns = {{u"JOB"_s, u"shortId"_s}, {u"STARTED"_s, u"started"_s, Format::Time},
                {u"KIND"_s, u"kind"_s}, {u"STATE"_s, u"state"_s}, {u"FROM"_s, u"from"_s}, {u"TO"_s, u"to"_s},
                {u"STORAGES"_s, u"storageNames"_s}, {u"RUNNER"_s, u"runner"_s}, {u"AUTHOR"_s, u"author"_s},
                {u"ERROR"_s, u"error"_s}, {u"WARNINGS"_s, u"warnings"_s}}},
        steering(u"job pause"_s, u"job.pause"_s, u"Stop rewriting records until the job is resumed"_s),
        steering(u"job resume"_s, u"job.resume"_s,
            u"Go on with a job on this keeper: paused, cancelled, failed, or its keeper is lost"_s),
        steering(u"job cancel"_s, u"job.cancel"_s,
            u"Stop rewriting records for good; storages stay where they are"_s),
        steering(u"job undo"_s, u"job.undo"_s,
            u"Put everything back to what it was before the job; says what to do in between"_s),
    };
}

} // namespace homeport
