// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The keys of SEARCH (RFC 3501 6.4.4).
#include "server/imap/syntax/grammar.h"
#include "shared/base/bytes.h"
#include "shared/mail/datetime.h"

#include <QStringDecoder>
#include <array>

namespace homeport::imap {

namespace {

SearchKey key(Scanner &in);

QString text(Scanner &in)
{
    in.space();
    const QByteArray bytes = in.astring();
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString out = decoder(bytes);
    if (decoder.hasError())
        in.fail("the text to search for is not UTF-8");
    return out;
}

SearchKey date(Scanner &in, DateField field, DateRelation relation)
{
    in.space();
    const bool quoted = in.peek() == '"';
    const auto day = parseImapDate(quoted ? in.string() : in.atom());
    if (!day)
        in.fail("a date is malformed");
    return {SearchDate{field, relation, day.value_or(QDate())}};
}

SearchKey size(Scanner &in, SizeRelation relation)
{
    in.space();
    return {SearchSize{relation, in.number()}};
}

SearchKey inField(Scanner &in, const char *field) { return {SearchHeader{field, text(in)}}; }

std::optional<SearchKey> flagKey(const QByteArray &word)
{
    struct Name
    {
        const char *name;
        const char *flag;
        bool wanted;
    };
    constexpr std::array<Name, 10> names{{{"ANSWERED", "\\Answered", true}, {"DELETED", "\\Deleted", true},
        {"DRAFT", "\\Draft", true}, {"FLAGGED", "\\Flagged", true}, {"SEEN", "\\Seen", true},
        {"UNANSWERED", "\\Answered", false}, {"UNDELETED", "\\Deleted", false}, {"UNDRAFT", "\\Draft", false},
        {"UNFLAGGED", "\\Flagged", false}, {"UNSEEN", "\\Seen", false}}};
    for (const Name &name : names) {
        if (word == name.name)
            return SearchKey{SearchFlag{name.flag, name.wanted}};
    }
    if (word == "RECENT")
        return SearchKey{Recency::Recent};
    if (word == "NEW")
        return SearchKey{Recency::New};
    if (word == "OLD")
        return SearchKey{Recency::Old};
    if (word == "ALL")
        return SearchKey{SearchAll{}};
    return std::nullopt;
}

std::optional<SearchKey> dateKey(Scanner &in, const QByteArray &word)
{
    struct Name
    {
        const char *name;
        DateField field;
        DateRelation relation;
    };
    constexpr std::array<Name, 6> names{{{"BEFORE", DateField::Internal, DateRelation::Before},
        {"ON", DateField::Internal, DateRelation::On}, {"SINCE", DateField::Internal, DateRelation::Since},
        {"SENTBEFORE", DateField::Sent, DateRelation::Before}, {"SENTON", DateField::Sent, DateRelation::On},
        {"SENTSINCE", DateField::Sent, DateRelation::Since}}};
    for (const Name &name : names) {
        if (word == name.name)
            return date(in, name.field, name.relation);
    }
    return std::nullopt;
}

std::optional<SearchKey> textKey(Scanner &in, const QByteArray &word)
{
    constexpr std::array<const char *, 5> fields{"BCC", "CC", "FROM", "SUBJECT", "TO"};
    for (const char *field : fields) {
        if (word == field)
            return inField(in, field);
    }
    if (word == "BODY")
        return SearchKey{SearchText{TextScope::Body, text(in)}};
    if (word == "TEXT")
        return SearchKey{SearchText{TextScope::HeaderAndBody, text(in)}};
    if (word == "HEADER") {
        in.space();
        QByteArray name = in.astring();
        return SearchKey{SearchHeader{std::move(name), text(in)}};
    }
    return std::nullopt;
}

SearchKey nested(Scanner &in)
{
    in.enter();
    in.space();
    SearchKey out = key(in);
    in.leave();
    return out;
}

SearchKey list(Scanner &in)
{
    in.enter();
    SearchAnd out;
    do
        out.keys.push_back(key(in));
    while (!in.failed() && in.take(' '));
    in.expect(')', "a list of search keys has no end");
    in.leave();
    return {std::move(out)};
}

SearchKey key(Scanner &in)
{
    if (in.failed())
        return {SearchAll{}};
    if (in.take('('))
        return list(in);
    const char c = in.peek();
    if (c == '*' || (c >= '0' && c <= '9'))
        return {SearchSet{Numbering::Sequence, in.sequenceSet()}};
    const QByteArray word = asciiUpper(in.atom());
    if (auto out = flagKey(word))
        return std::move(*out);
    if (auto out = dateKey(in, word))
        return std::move(*out);
    if (auto out = textKey(in, word))
        return std::move(*out);
    if (word == "KEYWORD" || word == "UNKEYWORD") {
        in.space();
        return {SearchFlag{in.atom(), word == "KEYWORD"}};
    }
    if (word == "LARGER")
        return size(in, SizeRelation::Larger);
    if (word == "SMALLER")
        return size(in, SizeRelation::Smaller);
    if (word == "UID") {
        in.space();
        return {SearchSet{Numbering::Uid, in.sequenceSet()}};
    }
    if (word == "NOT") {
        SearchNot out;
        out.key.push_back(nested(in));
        return {std::move(out)};
    }
    if (word == "OR") {
        SearchOr out;
        out.keys.push_back(nested(in));
        out.keys.push_back(nested(in));
        return {std::move(out)};
    }
    in.fail("a search key is unknown");
    return {SearchAll{}};
}

void charset(Scanner &in)
{
    if (!in.takeWord("CHARSET "))
        return;
    const QByteArray name = asciiUpper(in.astring());
    if (!in.failed() && name != "UTF-8" && name != "US-ASCII")
        in.refuse("the charset is not supported", "BADCHARSET (US-ASCII UTF-8)"); // RFC 3501 6.4.4
    in.space();
}

} // namespace

Command parseSearch(Scanner &in, Numbering numbering)
{
    in.space();
    charset(in);
    SearchAnd all;
    do
        all.keys.push_back(key(in));
    while (!in.failed() && in.take(' '));
    if (all.keys.size() == 1)
        return Search{numbering, std::move(all.keys.front())};
    return Search{numbering, {std::move(all)}};
}

} // namespace homeport::imap
