// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of sessions, of the audit, and of member rows tried and applied.
#include "shared/client/verbrows.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QList<VerbRow> sessionRows()
{
    return {
        {u"session list"_s, u"session.list"_s, u"List the sessions of clients, newest first"_s, {},
            {{u"--member"_s, u"MEMBER"_s, u"member"_s, ArgumentKind::Text,
                 u"only there (default: all members)"_s},
                {u"--service"_s, u"SERVICE"_s, u"service"_s, ArgumentKind::Text,
                    u"imap, pop3, smtp or submission"_s},
                {u"--text"_s, u"TEXT"_s, u"text"_s, ArgumentKind::Text,
                    u"part of the account, the login or the client's address"_s},
                {u"--limit"_s, u"N"_s, u"limit"_s, ArgumentKind::Number,
                    u"no more than so many (default: all)"_s}},
            Show::Table, u"sessions"_s,
            {{u"MEMBER"_s, u"member"_s}, {u"ID"_s, u"id"_s}, {u"SERVICE"_s, u"service"_s},
                {u"ACCOUNT"_s, u"account"_s}, {u"CLIENT"_s, u"client"_s},
                {u"SINCE"_s, u"since"_s, Format::Time}, {u"ROLE"_s, u"role"_s}, {u"PEER"_s, u"peer"_s},
                {u"TLS"_s, u"tls"_s}}},
        {.words = u"session end"_s,
            .what = u"session.end"_s,
            .help = u"End a session, those of an account, or all of a member, each between two commands"_s,
            .positionals = {{u"ID"_s, u"id"_s, ArgumentKind::Text, Count::Optional}},
            .options = {{u"--member"_s, u"MEMBER"_s, u"member"_s, ArgumentKind::Text,
                            u"whose session it is, as session list shows"_s},
                {u"--account"_s, u"ADDRESS"_s, u"account"_s, ArgumentKind::Text,
                    u"all sessions of this account, on all members"_s},
                {u"--all"_s, {}, u"all"_s, ArgumentKind::Flag, u"all sessions of the member"_s}},
            .danger = Danger::Asks},
    };
}

QList<VerbRow> auditRows()
{
    return {
        {u"audit list"_s, u"audit.list"_s, u"Show what was changed by whom, newest first"_s, {},
            {{u"--who"_s, u"NAME"_s, u"who"_s, ArgumentKind::Text, u"only by this administrator"_s},
                {u"--what"_s, u"VERB"_s, u"what"_s, ArgumentKind::Text,
                    u"only this act, such as member.set, or all of a group, such as member"_s},
                {u"--text"_s, u"TEXT"_s, u"text"_s, ArgumentKind::Text, u"anywhere in the record"_s},
                {u"--since"_s, u"TIME"_s, u"since"_s, ArgumentKind::Text,
                    u"2026-01-31, or 2026-01-31T12:00:00Z"_s},
                {u"--until"_s, u"TIME"_s, u"until"_s, ArgumentKind::Text, u"the same"_s},
                {u"--failed"_s, {}, u"failed"_s, ArgumentKind::Flag, u"only what was not done"_s},
                {u"--request"_s, u"ID"_s, u"request"_s, ArgumentKind::Text, u"only this request"_s},
                {u"--limit"_s, u"N"_s, u"limit"_s, ArgumentKind::Number,
                    u"no more than so many (default: all)"_s}},
            Show::Table, u"records"_s,
            {{u"TIME"_s, u"time"_s, Format::Time}, {u"WHO"_s, u"who"_s}, {u"FROM"_s, u"from"_s},
                {u"AT"_s, u"member"_s}, {u"WHAT"_s, u"what"_s}, {u"ARGUMENTS"_s, u"arguments"_s},
                {u"RESULT"_s, u"result"_s}, {u"MS"_s, u"durationMs"_s}, {u"ERROR"_s, u"error"_s},
                {u"PROOF"_s, u"proof"_s}, {u"REQUEST"_s, u"request"_s}}},
        {u"task list"_s, u"task.list"_s, u"List the changes that are under way on all keepers"_s, {}, {},
            Show::Table, u"tasks"_s,
            {{u"STARTED"_s, u"started"_s, Format::Time}, {u"WHO"_s, u"who"_s}, {u"FROM"_s, u"from"_s},
                {u"AT"_s, u"member"_s}, {u"WHAT"_s, u"what"_s}, {u"ARGUMENTS"_s, u"arguments"_s},
                {u"REQUEST"_s, u"request"_s}}},
    };
}

} // namespace

QList<VerbRow> clusterRows()
{
    return sessionRows() + auditRows()
        + QList<VerbRow>{
            {u"member test"_s, u"member.test"_s,
                u"Try addresses from the keeper: name, connection, certificate; changes nothing"_s,
                {{u"MEMBER"_s, u"member"_s, ArgumentKind::Text, Count::Optional}},
                {{u"--address"_s, u"HOST:PORT"_s, u"addresses"_s, ArgumentKind::Repeated,
                    u"instead of those in the member's row; may be repeated"_s}},
                Show::Table, u"tests"_s,
                {{u"ADDRESS"_s, u"address"_s}, {u"REACHABLE"_s, u"reachable"_s}, {u"MEMBER"_s, u"name"_s},
                    {u"MS"_s, u"milliseconds"_s}, {u"RESOLVES TO"_s, u"resolvesTo"_s},
                    {u"ERROR"_s, u"error"_s}}},
            {.words = u"table apply"_s,
                .what = u"table.apply"_s,
                .help = u"Add or change the member rows of a JSON or CSV file, all in one revision or none"_s,
                .positionals = {{u"FILE"_s, u"members"_s, ArgumentKind::MemberFile}},
                .options =
                    {{u"--expected"_s, u"HASH"_s, u"expected"_s, ArgumentKind::Text,
                         u"required: the revision that the file was made against, as table history shows it"_s},
                        {u"--comment"_s, u"TEXT"_s, u"comment"_s, ArgumentKind::Text,
                            u"for the table's history"_s},
                        {u"--dry-run"_s, {}, u"dryRun"_s, ArgumentKind::Flag,
                            u"only show what would change"_s}},
                .show = Show::Differences,
                .danger = Danger::Asks},
            {u"account pending"_s, u"account.pending"_s,
                u"List the homes whose accounts are with a stand-in, and how many"_s, {}, {}, Show::Table,
                u"hosts"_s,
                {{u"OLD HOST"_s, u"member"_s}, {u"ACCOUNTS"_s, u"accounts"_s}, {u"AND MORE"_s, u"more"_s}}},
        };
}

} // namespace homeport
