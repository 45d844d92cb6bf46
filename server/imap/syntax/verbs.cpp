// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of IMAP verbs: when each is legal and how its arguments are read.
#include "server/imap/syntax/grammar.h"
#include "server/imap/syntax/mailboxname.h"
#include "shared/base/bytes.h"
#include "shared/mail/datetime.h"

#include <array>

namespace homeport::imap {

namespace {

constexpr States anyState =
    States(int(State::NotAuthenticated) | int(State::Authenticated) | int(State::Selected));
constexpr States before = State::NotAuthenticated;
constexpr States after = States(int(State::Authenticated) | int(State::Selected));
constexpr States selected = State::Selected;

template <class Plain> Command plain(Scanner &) { return Plain{}; }

Command login(Scanner &in)
{
    in.space();
    QByteArray name = in.astring();
    in.space();
    return Login{std::move(name), Secret(in.astring())};
}

Command authenticate(Scanner &in)
{
    Authenticate out;
    in.space();
    out.mechanism = asciiUpper(in.atom());
    if (!in.take(' '))
        return out;
    QByteArray initial; // RFC 4959: base64 or "="
    while (!in.failed() && !in.atEnd() && in.peek() != ' ') {
        initial += in.peek();
        in.take(in.peek());
    }
    if (initial.isEmpty())
        in.fail("the initial response is missing");
    out.initial = Secret(initial);
    return out;
}

Command id(Scanner &in)
{
    Id out;
    in.space();
    if (in.takeWord("NIL"))
        return out;
    in.expect('(', "a list or NIL is missing");
    if (in.take(')'))
        return out;
    do {
        QByteArray name = in.string();
        in.space();
        QByteArray value = in.nstring();
        out.fields.append({std::move(name), std::move(value)});
        if (out.fields.size() > 30) // RFC 2971 3.3
            in.fail("ID has more than 30 fields");
    } while (in.take(' '));
    in.expect(')', "the list of ID has no end");
    return out;
}

Command enable(Scanner &in)
{
    Enable out;
    in.space();
    do
        out.names.append(asciiUpper(in.atom()));
    while (in.take(' '));
    return out;
}

QByteArray oneMailbox(Scanner &in)
{
    in.space();
    return in.mailbox();
}

Command select(Scanner &in) { return Select{oneMailbox(in), Access::ReadWrite}; }

Command examine(Scanner &in) { return Select{oneMailbox(in), Access::ReadOnly}; }

/// RFC 3501 6.3.3: a separator at the end announces children; it is no part of the name.
Command create(Scanner &in)
{
    QByteArray name = oneMailbox(in);
    if (name.size() > 1 && name.endsWith('.'))
        name.chop(1);
    return Create{std::move(name)};
}

Command remove(Scanner &in) { return Delete{oneMailbox(in)}; }

Command rename(Scanner &in)
{
    QByteArray from = oneMailbox(in);
    return Rename{std::move(from), oneMailbox(in)};
}

Command subscribe(Scanner &in) { return Subscribe{oneMailbox(in), Subscription::On}; }

Command unsubscribe(Scanner &in) { return Subscribe{oneMailbox(in), Subscription::Off}; }

Command listing(Scanner &in, Listing which)
{
    in.space();
    QByteArray reference = in.mailbox();
    in.space();
    return List{which, std::move(reference), in.listPattern()};
}

Command list(Scanner &in) { return listing(in, Listing::All); }

Command lsub(Scanner &in) { return listing(in, Listing::Subscribed); }

Command status(Scanner &in)
{
    struct Name
    {
        const char *name;
        StatusItem item;
    };
    constexpr std::array<Name, 5> names{
        {{"MESSAGES", StatusItem::Messages}, {"RECENT", StatusItem::Recent}, {"UIDNEXT", StatusItem::UidNext},
            {"UIDVALIDITY", StatusItem::UidValidity}, {"UNSEEN", StatusItem::Unseen}}};
    Status out{oneMailbox(in), {}};
    in.space();
    in.expect('(', "a list of status items is missing");
    do {
        const QByteArray word = in.atom();
        const auto found = std::find_if(names.begin(), names.end(),
            [&word](const Name &name) { return equalIgnoringCase(word, name.name); });
        if (found == names.end())
            in.fail("a status item is unknown");
        else if (!out.items.contains(found->item))
            out.items.append(found->item);
    } while (!in.failed() && in.take(' '));
    in.expect(')', "the list of status items has no end");
    return out;
}

Command copying(Scanner &in, Numbering numbering, CopyAction action)
{
    in.space();
    SequenceSet set = in.sequenceSet();
    return Copy{numbering, action, std::move(set), oneMailbox(in)};
}

Command copy(Scanner &in) { return copying(in, Numbering::Sequence, CopyAction::Copy); }

Command move(Scanner &in) { return copying(in, Numbering::Sequence, CopyAction::Move); }

Command fetch(Scanner &in) { return parseFetch(in, Numbering::Sequence); }

Command search(Scanner &in) { return parseSearch(in, Numbering::Sequence); }

Command store(Scanner &in) { return parseStore(in, Numbering::Sequence); }

/// RFC 3501 6.4.8, RFC 4315 (EXPUNGE), RFC 6851 (MOVE)
Command uid(Scanner &in)
{
    in.space();
    const QByteArray verb = asciiUpper(in.atom());
    if (verb == "FETCH")
        return parseFetch(in, Numbering::Uid);
    if (verb == "SEARCH")
        return parseSearch(in, Numbering::Uid);
    if (verb == "STORE")
        return parseStore(in, Numbering::Uid);
    if (verb == "COPY")
        return copying(in, Numbering::Uid, CopyAction::Copy);
    if (verb == "MOVE")
        return copying(in, Numbering::Uid, CopyAction::Move);
    if (verb == "EXPUNGE") {
        in.space();
        return Expunge{in.sequenceSet()};
    }
    in.fail("UID is followed by an unknown command");
    return Noop{};
}

/// A complete APPEND never gets here with its message: parseAppend() takes it at the announcement.
Command append(Scanner &in)
{
    in.fail("APPEND has no message literal");
    return Noop{};
}

struct Verb
{
    const char *name;
    States legalIn;
    Command (*arguments)(Scanner &);
};

constexpr auto verbs = std::to_array<Verb>({
    {"CAPABILITY", anyState, &plain<Capability>}, // RFC 3501 6.1.1
    {"NOOP", anyState, &plain<Noop>}, // 6.1.2
    {"LOGOUT", anyState, &plain<Logout>}, // 6.1.3
    {"STARTTLS", before, &plain<StartTls>}, // 6.2.1
    {"AUTHENTICATE", before, &authenticate}, // 6.2.2
    {"LOGIN", before, &login}, // 6.2.3
    {"SELECT", after, &select}, // 6.3.1
    {"EXAMINE", after, &examine}, // 6.3.2
    {"CREATE", after, &create}, // 6.3.3
    {"DELETE", after, &remove}, // 6.3.4
    {"RENAME", after, &rename}, // 6.3.5
    {"SUBSCRIBE", after, &subscribe}, // 6.3.6
    {"UNSUBSCRIBE", after, &unsubscribe}, // 6.3.7
    {"LIST", after, &list}, // 6.3.8
    {"LSUB", after, &lsub}, // 6.3.9
    {"STATUS", after, &status}, // 6.3.10
    {"APPEND", after, &append}, // 6.3.11
    {"CHECK", selected, &plain<Check>}, // 6.4.1
    {"CLOSE", selected, &plain<Close>}, // 6.4.2
    {"EXPUNGE", selected, &plain<Expunge>}, // 6.4.3
    {"SEARCH", selected, &search}, // 6.4.4
    {"FETCH", selected, &fetch}, // 6.4.5
    {"STORE", selected, &store}, // 6.4.6
    {"COPY", selected, &copy}, // 6.4.7
    {"UID", selected, &uid}, // 6.4.8
    {"MOVE", selected, &move}, // RFC 6851
    {"UNSELECT", selected, &plain<Unselect>}, // RFC 3691
    {"IDLE", after, &plain<Idle>}, // RFC 2177
    {"NAMESPACE", after, &plain<Namespace>}, // RFC 2342
    {"ID", anyState, &id}, // RFC 2971
    {"ENABLE", after, &enable}, // RFC 5161
});

} // namespace

ParseStep parseCommand(QByteArrayView text, int depthLimit)
{
    Scanner in(text, depthLimit);
    QByteArray tag = in.tag();
    in.space();
    if (in.failed())
        return ParseFailure{"*", Error::syntax("a command is a tag, a blank and a verb")};
    const QByteArray word = in.atom();
    const auto verb = std::find_if(
        verbs.begin(), verbs.end(), [&word](const Verb &row) { return equalIgnoringCase(row.name, word); });
    if (verb == verbs.end())
        return ParseFailure{std::move(tag), Error::syntax("unknown command")};
    Command command = verb->arguments(in);
    in.end();
    if (in.failed())
        return ParseFailure{std::move(tag), in.error()};
    return Parsed{std::move(tag), verb->legalIn, std::move(command)};
}

ParseStep parseAppend(QByteArrayView text, qint64 size, LiteralKind kind)
{
    Scanner in(text, 1);
    QByteArray tag = in.tag();
    in.space();
    if (!equalIgnoringCase(in.atom(), "APPEND") || in.failed())
        return NeedMore{};
    Append out;
    out.size = size;
    out.literal = kind;
    in.space();
    out.mailbox = in.mailbox();
    in.space();
    if (in.peek() == '(') {
        out.flags = in.flags(Scanner::Parentheses::Required);
        in.space();
    }
    if (in.peek() == '"') {
        const auto date = parseInternalDate(in.string());
        if (!date)
            in.fail("the date of APPEND is malformed");
        else
            out.internalDateMs = date->toMSecsSinceEpoch();
        in.space();
    }
    if (in.isCut())
        return NeedMore{}; // the literal is the mailbox's name
    if (!in.failed() && in.peek() != '{')
        in.fail("APPEND has no message literal");
    if (in.failed())
        return ParseFailure{std::move(tag), in.error()};
    in.literal(); // cut at its first byte: that is the message
    if (!in.isCut() && size != 0)
        return ParseFailure{std::move(tag), Error::syntax("APPEND takes one message")};
    return Parsed{std::move(tag), after, std::move(out)};
}

} // namespace homeport::imap
