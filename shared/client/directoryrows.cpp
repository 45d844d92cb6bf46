// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows about the directory's servers.
#include "shared/client/verbrows.h"

using namespace Qt::StringLiterals;

namespace homeport {

QList<VerbRow> directoryRows()
{
    const Positional member{u"MEMBER"_s, u"member"_s};
    return {
        {u"directory status"_s, u"directory.status"_s,
            u"Show the directory's servers: what they are, who reaches them, how far copies are behind"_s, {},
            {}, Show::Table, u"servers"_s,
            {{u"SERVER"_s, u"server"_s}, {u"MEMBER"_s, u"member"_s}, {u"ROLE"_s, u"role"_s},
                {u"REACHED BY"_s, u"reachedBy"_s}, {u"NOT BY"_s, u"notReachedNames"_s},
                {u"BEHIND (S)"_s, u"behindSeconds"_s}, {u"PROBLEM"_s, u"problem"_s}}},
        {u"directory copy add"_s, u"directory.copyAdd"_s,
            u"Let a keeper hold a copy of the managed directory, read while the writer is away"_s, {member}},
        {.words = u"directory copy remove"_s,
            .what = u"directory.copyRemove"_s,
            .help = u"End a keeper's copy of the directory"_s,
            .positionals = {member},
            .danger = Danger::Asks},
        {.words = u"directory promote"_s,
            .what = u"directory.promote"_s,
            .help = u"Make another server the writer: a keeper's copy, or a server of your own by its URI"_s,
            .positionals = {{u"MEMBER|URI"_s, u"server"_s}},
            .options =
                {{u"--down"_s, u"STATEMENT"_s, u"down"_s, ArgumentKind::Text,
                     u"your audited statement that the old writer is down, where members still reach it or cannot be asked"_s},
                    {u"--without"_s, u"MEMBER"_s, u"without"_s, ArgumentKind::Repeated,
                        u"do not ask this member: you know that it does not reach the old writer; may be repeated"_s}},
            .danger = Danger::Asks},
    };
}

} // namespace homeport
