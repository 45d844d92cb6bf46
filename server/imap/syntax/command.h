// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// IMAP commands as values: what a client asked for, with names decoded and sets parsed.
#pragma once

#include "server/imap/syntax/sequenceset.h"
#include "shared/base/secret.h"

#include <QDate>
#include <QFlags>
#include <QList>
#include <QString>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace homeport::imap {

enum class Numbering { Sequence, Uid };

struct Capability
{
};
struct Noop
{
};
struct Logout
{
};
struct StartTls
{
};
struct Check
{
};
struct Close
{
};
struct Unselect
{
};
struct Idle
{
};
struct Namespace
{
};

/// RFC 2971; an empty list for NIL. Values that were NIL are empty.
struct Id
{
    QList<std::pair<QByteArray, QByteArray>> fields;
};
struct Login
{
    QByteArray name;
    Secret password;
};
struct Authenticate
{
    QByteArray mechanism; ///< upper case
    std::optional<Secret> initial; ///< base64 as sent, "=" for an empty one (RFC 4959)
};
struct Enable
{
    QList<QByteArray> names; ///< upper case
};

// Mailbox names below are UTF-8 with INBOX in capitals.
enum class Access { ReadWrite, ReadOnly };
struct Select
{
    QByteArray mailbox;
    Access access = Access::ReadWrite;
};
struct Create
{
    QByteArray mailbox;
};
struct Delete
{
    QByteArray mailbox;
};
struct Rename
{
    QByteArray from;
    QByteArray to;
};
enum class Subscription { On, Off };
struct Subscribe
{
    QByteArray mailbox;
    Subscription subscription = Subscription::On;
};
enum class Listing { All, Subscribed };
struct List
{
    Listing listing = Listing::All;
    QByteArray reference;
    QByteArray pattern;
};
enum class StatusItem { Messages, Recent, UidNext, UidValidity, Unseen };
struct Status
{
    QByteArray mailbox;
    QList<StatusItem> items;
};

/// Whether the client waits for "+" before it sends a literal (RFC 3501 4.3, RFC 7888).
enum class LiteralKind { Synchronising, NonSynchronising };
/// Everything up to the message's literal; the session reads the literal and the rest of the line.
struct Append
{
    QByteArray mailbox;
    QList<QByteArray> flags;
    std::optional<qint64> internalDateMs;
    qint64 size = 0;
    LiteralKind literal = LiteralKind::Synchronising;
};

struct Expunge
{
    std::optional<SequenceSet> uids; ///< UID EXPUNGE (RFC 4315)
};
enum class CopyAction { Copy, Move };
struct Copy
{
    Numbering numbering = Numbering::Sequence;
    CopyAction action = CopyAction::Copy;
    SequenceSet set;
    QByteArray mailbox;
};
enum class StoreMode { Replace, Add, Remove };
enum class Echo { Answer, Silent };
struct Store
{
    Numbering numbering = Numbering::Sequence;
    SequenceSet set;
    StoreMode mode = StoreMode::Replace;
    Echo echo = Echo::Answer;
    QList<QByteArray> flags;
};

enum class FetchAttribute { Envelope, Flags, InternalDate, Rfc822Size, Uid, Body, BodyStructure };
enum class SectionText { All, Header, HeaderFields, HeaderFieldsNot, Text, Mime };
struct Partial
{
    qint64 offset = 0;
    qint64 length = 0;
};
/// BODY[…], BODY.PEEK[…], RFC822, RFC822.HEADER, RFC822.TEXT.
struct FetchSection
{
    QList<int> path;
    SectionText text = SectionText::All;
    QList<QByteArray> fields; ///< of HEADER.FIELDS and HEADER.FIELDS.NOT
    std::optional<Partial> partial;
    bool setsSeen = true;
    QByteArray answerName; ///< as it stands in the answer: "BODY[1.MIME]<0>", "RFC822"
};
using FetchItem = std::variant<FetchAttribute, FetchSection>;
struct Fetch
{
    Numbering numbering = Numbering::Sequence;
    SequenceSet set;
    QList<FetchItem> items;
};

struct SearchKey;
struct SearchAll
{
};
struct SearchFlag
{
    QByteArray flag; ///< "\\Seen" or a keyword
    bool wanted = true;
};
enum class Recency { Recent, New, Old };
struct SearchHeader
{
    QByteArray name;
    QString text;
};
enum class TextScope { Body, HeaderAndBody };
struct SearchText
{
    TextScope scope = TextScope::Body;
    QString text;
};
enum class DateField { Internal, Sent };
enum class DateRelation { Before, On, Since };
struct SearchDate
{
    DateField field = DateField::Internal;
    DateRelation relation = DateRelation::On;
    QDate date;
};
enum class SizeRelation { Larger, Smaller };
struct SearchSize
{
    SizeRelation relation = SizeRelation::Larger;
    qint64 size = 0;
};
struct SearchSet
{
    Numbering numbering = Numbering::Sequence;
    SequenceSet set;
};
struct SearchNot
{
    std::vector<SearchKey> key; ///< exactly one
};
struct SearchOr
{
    std::vector<SearchKey> keys; ///< exactly two
};
struct SearchAnd
{
    std::vector<SearchKey> keys;
};
struct SearchKey
{
    std::variant<SearchAll, SearchFlag, Recency, SearchHeader, SearchText, SearchDate, SearchSize, SearchSet,
        SearchNot, SearchOr, SearchAnd>
        what;
};
struct Search
{
    Numbering numbering = Numbering::Sequence;
    SearchKey key;
};

using Command = std::variant<Capability, Noop, Logout, StartTls, Check, Close, Unselect, Idle, Namespace, Id,
    Login, Authenticate, Enable, Select, Create, Delete, Rename, Subscribe, List, Status, Append, Expunge,
    Copy, Store, Fetch, Search>;

/// When a command is legal (RFC 3501 3).
enum class State { NotAuthenticated = 1, Authenticated = 2, Selected = 4 };
Q_DECLARE_FLAGS(States, State)

} // namespace homeport::imap

Q_DECLARE_OPERATORS_FOR_FLAGS(homeport::imap::States)
