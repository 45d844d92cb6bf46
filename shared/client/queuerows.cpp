// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of the queues, and of routes.
#include "shared/client/verbrows.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

/// Conditions on recipients; all together.
QList<Option> filterOptions()
{
    return {
        {u"--from"_s, u"TEXT"_s, u"filter.from"_s, ArgumentKind::Text,
            u"contained in the sender's address"_s},
        {u"--to"_s, u"TEXT"_s, u"filter.to"_s, ArgumentKind::Text,
            u"contained in the recipient or his account"_s},
        {u"--error"_s, u"TEXT"_s, u"filter.error"_s, ArgumentKind::Text, u"contained in the last error"_s},
        {u"--mail-state"_s, u"STATE"_s, u"filter.state"_s, ArgumentKind::Text,
            u"waiting, held or quarantined"_s},
        {u"--older-than"_s, u"TIME"_s, u"filter.olderThan"_s, ArgumentKind::Duration,
            u"so long in the queue, such as 90min, 6h or 2d"_s},
        {u"--larger-than"_s, u"SIZE"_s, u"filter.largerThan"_s, ArgumentKind::Size, u"such as 10M"_s},
    };
}

/// What an act may be meant for, and what else it understands.
QList<Option> actOptions(const QList<Option> &more = {})
{
    return filterOptions()
        + QList<Option>{{u"--all"_s, {}, u"filter"_s, ArgumentKind::Everything,
                            u"everything in the queues"_s},
            {u"--expected"_s, u"N"_s, u"expected"_s, ArgumentKind::Number,
                u"how many you were shown: for the audit"_s},
            onMember()}
    + more;
}

VerbRow act(const QString &words, const QString &what, const QString &help, const QList<Option> &more = {})
{
    return {.words = words,
        .what = what,
        .help = help,
        .positionals = {{u"LANE|[MEMBER:]ID[/KEY]"_s, {}, ArgumentKind::QueueScope, Count::Any}},
        .options = actOptions(more),
        .patience = Patience::Long};
}

QList<Column> ageColumns()
{
    static constexpr const char *titles[] = {"<5", "<10", "<20", "<40", "<80", "<160", "<320", "OLDER"};
    QList<Column> columns{{u"MEMBER"_s, u"member"_s}, {u"LANE"_s, u"label"_s}, {u"HOST"_s, u"host"_s},
        {u"WAITING"_s, u"messages"_s}, {u"HELD"_s, u"held"_s}};
    for (size_t i = 0; i < std::size(titles); ++i)
        columns.append({QString::fromLatin1(titles[i]), u"ages.%1"_s.arg(i)});
    return columns;
}

QList<VerbRow> shownRows()
{
    const Positional message{u"[MEMBER:]ID"_s, {}, ArgumentKind::MessageId};
    return {
        {u"queue lanes"_s, u"queue.lanes"_s, u"List the lanes of all members"_s, {}, {}, Show::Table,
            u"lanes"_s,
            {{u"MEMBER"_s, u"member"_s}, {u"LANE"_s, u"shownName"_s}, {u"STATE"_s, u"state"_s},
                {u"WAITING"_s, u"messages"_s}, {u"HELD"_s, u"held"_s}, {u"SIZE"_s, u"bytes"_s, Format::Bytes},
                {u"OLDEST"_s, u"oldest"_s, Format::Time}, {u"NEXT TRY"_s, u"nextTry"_s, Format::Time},
                {u"LAST ERROR"_s, u"lastError"_s}}},
        {u"queue shape"_s, u"queue.lanes"_s,
            u"Show the lanes of all members by age: recipients waiting for less than so many minutes"_s, {},
            {}, Show::Table, u"lanes"_s, ageColumns()},
        {u"queue list"_s, u"queue.list"_s, u"List the messages of a lane"_s,
            {{u"LANE"_s, u"lane"_s, ArgumentKind::Text, Count::Optional}},
            {onMember(),
                {u"--after"_s, u"ID"_s, u"after"_s, ArgumentKind::Number, u"go on after this message"_s},
                {u"--limit"_s, u"N"_s, u"limit"_s, ArgumentKind::Number, u"per member (default: 100)"_s}},
            Show::Table, u"entries"_s,
            {{u"MEMBER"_s, u"member"_s}, {u"ID"_s, u"id"_s}, {u"RECEIVED"_s, u"received"_s, Format::Time},
                {u"SIZE"_s, u"bytes"_s, Format::Bytes}, {u"FROM"_s, u"from"_s},
                {u"TO"_s, u"recipientsText"_s}}},
        {u"queue search"_s, u"queue.search"_s, u"Find recipients in the queues of all members"_s,
            {{u"LANE"_s, u"filter.lane"_s, ArgumentKind::Text, Count::Optional}},
            filterOptions()
                + QList<
                    Option>{{u"--sort"_s, u"BY"_s, u"sort"_s, ArgumentKind::Text,
                                u"received (default), bytes, from, recipient, attempts, nextTry, lastError or state"_s},
                    {u"--descending"_s, {}, u"descending"_s, ArgumentKind::Flag,
                        u"the largest or newest first"_s},
                    onMember(),
                    {u"--limit"_s, u"N"_s, u"limit"_s, ArgumentKind::Number, u"so many and no more"_s},
                    {u"--after"_s, u"CURSOR"_s, u"after"_s, ArgumentKind::Text,
                        u"go on where \"next\" of an answer says (-o json)"_s}},
            Show::Table, u"rows"_s,
            {{u"MEMBER"_s, u"member"_s}, {u"ID"_s, u"id"_s}, {u"RECEIVED"_s, u"received"_s, Format::Time},
                {u"SIZE"_s, u"bytes"_s, Format::Bytes}, {u"FROM"_s, u"from"_s}, {u"TO"_s, u"recipient"_s},
                {u"STATE"_s, u"state"_s}, {u"TRIES"_s, u"attempts"_s},
                {u"NEXT TRY"_s, u"nextTry"_s, Format::Time}, {u"LAST ERROR"_s, u"lastError"_s}}},
        {u"queue show"_s, u"queue.show"_s, u"Show a queued message's envelope, header and attempts"_s,
            {message}, {onMember()}, Show::Message},
        {.words = u"queue export"_s,
            .what = u"queue.export"_s,
            .help = u"Write a queued message to a file"_s,
            .positionals = {message},
            .options = {onMember(),
                {u"--file"_s, u"FILE"_s, u"file"_s, ArgumentKind::Text,
                    u"\"-\": to standard output (default: MEMBER-ID.eml in this folder); a file that is there is kept"_s}},
            .patience = Patience::Long},
    };
}

} // namespace

QList<VerbRow> queueRows()
{
    VerbRow remove = act(u"queue delete"_s, u"queue.delete"_s, u"Delete mail from the queues"_s,
        {{u"--notify"_s, {}, u"notify"_s, ArgumentKind::Flag,
            u"tell its senders (default: nobody is told)"_s}});
    remove.danger = Danger::Asks;
    return shownRows()
        + QList<VerbRow>{
            act(u"queue retry"_s, u"queue.retry"_s, u"Try waiting mail now"_s),
            act(u"queue reroute"_s, u"queue.reroute"_s,
                u"Look up afresh where waiting mail goes, and try it now"_s),
            act(u"queue hold"_s, u"queue.hold"_s, u"Keep mail from being tried"_s),
            act(u"queue release"_s, u"queue.release"_s, u"Let held mail wait and be tried again"_s,
                {{u"--quarantined"_s, {}, u"quarantined"_s, ArgumentKind::Flag,
                    u"what is quarantined too"_s}}),
            remove,
            {.words = u"queue adopt"_s,
                .what = u"queue.adopt"_s,
                .help =
                    u"Take over the queue folder of a lost member; its owner refuses to open it from then on"_s,
                .positionals = {{u"PATH"_s, u"path"_s, ArgumentKind::Path}},
                .options = {onMember()},
                .patience = Patience::Long},
            {u"route"_s, u"route"_s, u"Explain where mail and logins of an address go"_s,
                {{u"ADDRESS"_s, u"address"_s}},
                {onMember(), {u"--all"_s, {}, u"all"_s, ArgumentKind::Flag, u"as every member sees it"_s}},
                Show::Routes},
        };
}

} // namespace homeport
