// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of the cluster table and of storages.
#include "shared/client/verbrows.h"

using namespace Qt::StringLiterals;

namespace homeport {

QList<VerbRow> tableRows()
{
    const Positional revision{u"NUMBER"_s, u"revision"_s, ArgumentKind::Number};
    return {
        {u"table show"_s, u"table.show"_s, u"Print the cluster table as JSON"_s, {},
            {{u"--revision"_s, u"N"_s, u"revision"_s, ArgumentKind::Number,
                u"an earlier one (default: in force)"_s}},
            Show::Json},
        {u"table history"_s, u"table.history"_s, u"List the newest revisions of the cluster table"_s, {},
            {{u"--limit"_s, u"N"_s, u"limit"_s, ArgumentKind::Number, u"how many (default: 20)"_s}},
            Show::Table, u"revisions"_s,
            {{u"NUMBER"_s, u"number"_s}, {u"HASH"_s, u"shortHash"_s}, {u"TIME"_s, u"time"_s, Format::Time},
                {u"AUTHOR"_s, u"author"_s}, {u"FROM"_s, u"from"_s}, {u"COMMENT"_s, u"comment"_s}}},
        {u"table diff"_s, u"table.diff"_s, u"Show rows that differ between diverged tables"_s, {}, {},
            Show::Differences},
        {.words = u"table merge"_s,
            .what = u"table.merge"_s,
            .help =
                u"Make one table of two that have diverged; rows that one side changed are taken from it"_s,
            .options = {{u"--take"_s, u"ROW=ours|theirs"_s, u"take"_s, ArgumentKind::Repeated,
                            u"for a row that both changed, as table diff names it; may be repeated"_s},
                {u"--branch"_s, u"HASH"_s, u"branch"_s, ArgumentKind::Text,
                    u"which one, where there are several (the beginning of its hash)"_s}},
            .show = Show::Differences,
            .danger = Danger::Asks},
        {.words = u"table put-back"_s,
            .what = u"table.putBack"_s,
            .help = u"Make a revision with the members, administrators and directory of an earlier one"_s,
            .positionals = {revision},
            .options = {{u"--dry-run"_s, {}, u"dryRun"_s, ArgumentKind::Flag,
                u"only show what would change"_s}},
            .show = Show::Differences,
            .danger = Danger::Asks},
    };
}

QList<VerbRow> storageRows()
{
    return {
        {u"storage list"_s, u"storage.list"_s, u"List the storages"_s, {}, {}, Show::Table, u"storages"_s,
            {{u"STORAGE"_s, u"name"_s}, {u"HOME"_s, u"home"_s}, {u"OWNER"_s, u"owner"_s},
                {u"STATE"_s, u"state"_s}, {u"SERVED"_s, u"served"_s}, {u"EPOCH"_s, u"epoch"_s},
                {u"ACCOUNTS"_s, u"accounts"_s}, {u"FREE"_s, u"freeBytes"_s, Format::Bytes},
                {u"ATTACHED TO"_s, u"preparedAt"_s}, {u"PROBLEM"_s, u"problem"_s}}},
        {u"storage create"_s, u"storage.create"_s,
            u"Make an empty storage and put it into the cluster table"_s,
            {{u"PATH"_s, u"path"_s, ArgumentKind::Path}, {u"NAME"_s, u"name"_s}}, {onMember()}},
        {u"storage attach"_s, u"storage.attach"_s, u"Prepare a member to serve the storage at a path"_s,
            {{u"PATH"_s, u"path"_s, ArgumentKind::Path}},
            {{u"--fenced"_s, u"STATEMENT"_s, u"fenced"_s, ArgumentKind::Text,
                 u"your audited statement that the old owner is powered off or cut from the disk"_s},
                {u"--only-copy"_s, {}, u"onlyCopy"_s, ArgumentKind::Flag,
                    u"your audited statement that this disk is the only current one, although its label is old"_s},
                onMember()}},
        {.words = u"storage detach"_s,
            .what = u"storage.detach"_s,
            .help = u"Let go of a storage cleanly: its accounts are away until it is attached"_s,
            .positionals = {{u"STORAGE"_s, u"storage"_s}},
            .danger = Danger::Asks},
        {u"storage check"_s, u"storage.check"_s,
            u"Read the label of the storage at a path and compare it with the cluster table"_s,
            {{u"PATH"_s, u"path"_s, ArgumentKind::Path}},
            {{u"--deep"_s, {}, u"deep"_s, ArgumentKind::Flag, u"read account ids and delivery journal too"_s},
                onMember()}},
        {.words = u"storage serve"_s,
            .what = u"storage.serve"_s,
            .help = u"Serve without a majority of members until the daemon stops"_s,
            .options = {{u"--alone"_s, {}, u"alone"_s, ArgumentKind::Flag,
                            u"required: you know that no other member serves these storages"_s},
                onMember()},
            .danger = Danger::Asks},
    };
}

} // namespace homeport
