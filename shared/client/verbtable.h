// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verbs of homeportctl: one row each, from which parsing, help and output are made.
#pragma once

#include <QList>
#include <QString>

namespace homeport {

/// How a word of the command line becomes an argument of the request.
enum class ArgumentKind {
    Text,
    Path, ///< made absolute
    Size, ///< "50M" -> bytes
    Number,
    Flag,
    Commas, ///< "a,b" -> list; repeated: one list
    Repeated, ///< each occurrence one element of a list
    MessageId, ///< [MEMBER:]ID -> "member", "id"
    QueueScope, ///< that, "lane", or several messages and recipients -> "selection"; none: options say
                ///< "filter"
    Duration, ///< "90min" -> seconds
    Everything, ///< a flag: an empty object, which restricts nothing
    MemberFile, ///< the member rows of a JSON or CSV file; "-": of standard input
};

enum class Count { One, Optional, OneOrMore, Any };

struct Positional
{
    QString name; ///< in the help: "ADDRESS"
    QString key; ///< of the argument; "filter.lane" is the field of an object
    ArgumentKind kind = ArgumentKind::Text;
    Count count = Count::One;
};

struct Option
{
    QString name; ///< with its dashes
    QString value; ///< in the help: "MEMBER"; empty: a flag
    QString key;
    ArgumentKind kind = ArgumentKind::Text;
    QString help;
};

enum class Format { Plain, Bytes, Time };

struct Column
{
    QString title;
    QString key; ///< in the element; a list is joined with commas
    Format format = Format::Plain;
};

/// How the answer is shown when it is no table.
enum class Show {
    Table, ///< `list` with `columns`
    Fields, ///< every field of the answer, a line each
    Token, ///< only the token
    Status,
    Job, ///< what a reassignment or restore did
    Jobs, ///< the list, and how far the running one is
    Message, ///< a queued message with its recipients
    Routes,
    Differences, ///< rows of two tables side by side
    Json, ///< always
};

enum class Password { None, Generated }; ///< Generated: read from file or stdin, else random and shown once
enum class Danger { None, Asks };
enum class Patience { Short, Long };

struct VerbRow
{
    QString words; ///< "member list"
    QString what; ///< of the admin API
    QString help;
    QList<Positional> positionals;
    QList<Option> options;
    Show show = Show::Fields;
    QString list; ///< key of the answer's list
    QList<Column> columns;
    Password password = Password::None;
    Danger danger = Danger::None;
    Patience patience = Patience::Short;
};

QList<VerbRow> verbTable();
QList<VerbRow> bulkRows(); ///< part of it
/// Options that every verb understands.
QList<Option> globalOptions();
/// Of verbs that set a password.
QList<Option> passwordOptions();

} // namespace homeport
