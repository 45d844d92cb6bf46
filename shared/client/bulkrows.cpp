// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of verbs for many accounts at once.
#include "shared/client/verbtable.h"

using namespace Qt::StringLiterals;

namespace homeport {

QList<VerbRow> bulkRows()
{
    return {
        {.words = u"account import"_s,
            .what = u"account.import"_s,
            .help =
                u"Create the accounts and aliases of a CSV or LDIF file; what is present and equal is skipped"_s,
            .positionals = {{u"FILE"_s, u"file"_s}},
            .options = {{u"--format"_s, u"csv|ldif"_s, u"format"_s, ArgumentKind::Text,
                            u"of the file (default: by the end of its name)"_s},
                {u"--host"_s, u"MEMBER"_s, u"host"_s, ArgumentKind::Text,
                    u"home of all of them, whatever the file says"_s},
                {u"--storage"_s, u"STORAGE"_s, u"storage"_s, ArgumentKind::Text,
                    u"storage of all of them, whatever the file says"_s},
                {u"--spread"_s, {}, u"spread"_s, ArgumentKind::Flag,
                    u"all to the backends with the fewest accounts (default for rows that name no host)"_s},
                {u"--create-domains"_s, {}, u"createDomains"_s, ArgumentKind::Flag,
                    u"make the domains that are missing"_s},
                {u"--dry-run"_s, {}, u"dryRun"_s, ArgumentKind::Flag, u"check everything, change nothing"_s},
                {u"--report"_s, u"FILE"_s, u"report"_s, ArgumentKind::Text,
                    u"write each row that was not imported, and why, as CSV (JSON lines to a name with .jsonl)"_s},
                {u"--attribute"_s, u"FIELD=NAME"_s, u"attributes"_s, ArgumentKind::Repeated,
                    u"LDIF: read a field, such as host or password_hash, from this attribute; may be repeated"_s}},
            .patience = Patience::Short},
        {.words = u"account reconcile"_s,
            .what = u"account.reconcile"_s,
            .help =
                u"Compare the directory with what the storages really hold; changes nothing without --mend"_s,
            .options = {{u"--host"_s, u"MEMBER"_s, u"host"_s, ArgumentKind::Text,
                            u"only what this member serves"_s},
                {u"--mend"_s, u"KIND,…"_s, u"mend"_s, ArgumentKind::Commas,
                    u"no-mailbox: make missing folders; orphan: move to .deleted/ for 30 days; wrong-host: set hostServer"_s},
                {u"--min-age"_s, u"SECONDS"_s, u"minAge"_s, ArgumentKind::Number,
                    u"younger orphans are left alone (default: 600)"_s},
                {u"--limit"_s, u"N"_s, u"limit"_s, ArgumentKind::Number,
                    u"findings shown and mended per kind (default: 1000)"_s}},
            .show = Show::Table,
            .list = u"findings"_s,
            .columns = {{u"KIND"_s, u"kind"_s}, {u"ADDRESS"_s, u"address"_s}, {u"STORAGE"_s, u"storage"_s},
                {u"MENDED"_s, u"mended"_s}, {u"WHAT"_s, u"text"_s}},
            .patience = Patience::Long},
    };
}

} // namespace homeport
