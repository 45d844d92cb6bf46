// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The arguments of FETCH and STORE.
#include "server/imap/syntax/grammar.h"
#include "shared/base/bytes.h"

#include <array>

namespace homeport::imap {

namespace {

constexpr qsizetype itemLimit = 1000;

struct AttributeName
{
    const char *name;
    FetchAttribute attribute;
};
constexpr std::array<AttributeName, 7> attributeNames{{{"ENVELOPE", FetchAttribute::Envelope},
    {"FLAGS", FetchAttribute::Flags}, {"INTERNALDATE", FetchAttribute::InternalDate},
    {"RFC822.SIZE", FetchAttribute::Rfc822Size}, {"UID", FetchAttribute::Uid}, {"BODY", FetchAttribute::Body},
    {"BODYSTRUCTURE", FetchAttribute::BodyStructure}}};

/// An astring written the way it may stand in an answer.
QByteArray fieldInAnswer(const QByteArray &name)
{
    const bool plain = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return quint8(c) > 0x20 && quint8(c) < 0x7f && !QByteArrayView("(){%*\"\\]").contains(c);
    });
    if (plain)
        return name;
    QByteArray quoted = name;
    quoted.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + quoted + '"';
}

/// "(Subject From)" of HEADER.FIELDS; also written to the answer.
void fieldList(Scanner &in, FetchSection &section)
{
    in.space();
    in.expect('(', "a list of header fields is missing");
    do {
        const QByteArray name = in.astring();
        for (const char c : name) { // RFC 5322 2.2; also keeps the answer's quoting simple
            if (quint8(c) <= 0x20 || quint8(c) >= 0x7f || c == ':')
                in.fail("a header field's name has a character that cannot be");
        }
        section.fields.append(name);
    } while (!in.failed() && section.fields.size() < itemLimit && in.take(' '));
    in.expect(')', "the list of header fields has no end");
    QList<QByteArray> shown;
    for (const QByteArray &name : std::as_const(section.fields))
        shown.append(fieldInAnswer(name));
    section.answerName += " (" + shown.join(' ') + ')';
}

/// RFC 3501 9 section-text, behind the part numbers if there are any.
void sectionText(Scanner &in, FetchSection &section)
{
    struct Name
    {
        const char *name;
        SectionText text;
    };
    constexpr std::array<Name, 5> names{
        {{"HEADER.FIELDS.NOT", SectionText::HeaderFieldsNot}, {"HEADER.FIELDS", SectionText::HeaderFields},
            {"HEADER", SectionText::Header}, {"TEXT", SectionText::Text}, {"MIME", SectionText::Mime}}};
    for (const Name &name : names) {
        if (!in.takeWord(name.name))
            continue;
        section.text = name.text;
        section.answerName += name.name;
        if (section.text == SectionText::Mime && section.path.isEmpty())
            in.fail("MIME needs a part number");
        if (section.text == SectionText::HeaderFields || section.text == SectionText::HeaderFieldsNot)
            fieldList(in, section);
        return;
    }
    in.fail("a section is unknown");
}

/// The inside of BODY[…] and its "]".
void sectionSpec(Scanner &in, FetchSection &section)
{
    while (in.peek() >= '1' && in.peek() <= '9') {
        const quint32 number = in.number();
        if (number > 100'000 || section.path.size() >= 200)
            in.fail("a part number is too large");
        section.path.append(int(number));
        section.answerName += QByteArray::number(number);
        if (!in.take('.'))
            break;
        section.answerName += '.';
        if (in.peek() < '1' || in.peek() > '9') {
            sectionText(in, section);
            break;
        }
    }
    if (section.path.isEmpty() && in.peek() != ']')
        sectionText(in, section);
    in.expect(']', "a section has no end");
    section.answerName += ']';
}

void partial(Scanner &in, FetchSection &section)
{
    if (!in.take('<'))
        return;
    Partial range;
    range.offset = in.number();
    in.expect('.', "a partial range is malformed");
    range.length = in.number();
    if (range.length == 0)
        in.fail("a partial range is empty");
    in.expect('>', "a partial range has no end");
    section.partial = range;
    section.answerName += '<' + QByteArray::number(range.offset) + '>';
}

FetchSection bodySection(Scanner &in, bool setsSeen)
{
    FetchSection section;
    section.setsSeen = setsSeen;
    section.answerName = "BODY[";
    sectionSpec(in, section);
    partial(in, section);
    return section;
}

FetchItem item(Scanner &in)
{
    // the longer names first
    if (in.takeWord("BODY.PEEK["))
        return bodySection(in, false);
    if (in.takeWord("BODY["))
        return bodySection(in, true);
    const QByteArray word = asciiUpper(in.atom());
    if (word == "RFC822")
        return FetchSection{{}, SectionText::All, {}, {}, true, word};
    if (word == "RFC822.HEADER")
        return FetchSection{{}, SectionText::Header, {}, {}, false, word};
    if (word == "RFC822.TEXT")
        return FetchSection{{}, SectionText::Text, {}, {}, true, word};
    for (const AttributeName &name : attributeNames) {
        if (word == name.name)
            return name.attribute;
    }
    in.fail("a fetch item is unknown");
    return FetchAttribute::Uid;
}

/// RFC 3501 6.4.5: the macros stand alone.
bool macro(Scanner &in, QList<FetchItem> &items)
{
    const QList<FetchItem> fast{
        FetchAttribute::Flags, FetchAttribute::InternalDate, FetchAttribute::Rfc822Size};
    if (in.takeWord("ALL")) {
        items = fast + QList<FetchItem>{FetchAttribute::Envelope};
        return true;
    }
    if (in.takeWord("FULL")) {
        items = fast + QList<FetchItem>{FetchAttribute::Envelope, FetchAttribute::Body};
        return true;
    }
    if (in.takeWord("FAST")) {
        items = fast;
        return true;
    }
    return false;
}

} // namespace

Command parseFetch(Scanner &in, Numbering numbering)
{
    Fetch out;
    out.numbering = numbering;
    in.space();
    out.set = in.sequenceSet();
    in.space();
    if (macro(in, out.items))
        return out;
    if (!in.take('(')) {
        out.items.append(item(in));
        return out;
    }
    do {
        out.items.append(item(in));
        if (out.items.size() > itemLimit)
            in.fail("there are too many fetch items");
    } while (!in.failed() && in.take(' '));
    in.expect(')', "the list of fetch items has no end");
    return out;
}

Command parseStore(Scanner &in, Numbering numbering)
{
    Store out;
    out.numbering = numbering;
    in.space();
    out.set = in.sequenceSet();
    in.space();
    if (in.take('+'))
        out.mode = StoreMode::Add;
    else if (in.take('-'))
        out.mode = StoreMode::Remove;
    const QByteArray word = asciiUpper(in.atom());
    if (word == "FLAGS.SILENT")
        out.echo = Echo::Silent;
    else if (word != "FLAGS")
        in.fail("a store item is unknown");
    in.space();
    out.flags = in.flags(Scanner::Parentheses::Optional);
    return out;
}

} // namespace homeport::imap
