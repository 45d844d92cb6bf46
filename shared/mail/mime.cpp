// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The MIME scan: a walk over lines with a stack of open parts.
#include "shared/mail/mime.h"

#include "shared/base/bytes.h"

namespace homeport {

namespace {

constexpr qsizetype delimiterLimit = 512; ///< longer lines are no delimiters (RFC 2046: 70 characters)

/// An entity that is open: its header has been read, its end has not been seen.
struct OpenPart
{
    MimePart *part;
    QByteArray boundary; ///< empty for a leaf and for message/rfc822
    bool closed = false; ///< its closing delimiter was seen: what follows is its epilogue
};

QByteArray boundaryOf(const MimePart &part)
{
    for (const Parameter &parameter : part.parameters) {
        if (parameter.name == "boundary") {
            QByteArray boundary = parameter.value.left(200);
            while (boundary.endsWith(' '))
                boundary.chop(1);
            return boundary;
        }
    }
    return {};
}

static void setType(MimePart &part, const ParameterList &value)
{
    const qsizetype slash = value.value.indexOf('/');
    if (slash <= 0 || slash + 1 == value.value.size())
        return; // RFC 2045 5.2: what cannot be read is text/plain
    part.type = value.value.left(slash).trimmed();
    part.subtype = value.value.mid(slash + 1).trimmed();
    part.parameters = value.parameters;
}

static void setLanguages(MimePart &part, const QByteArray &value)
{
    const QList<QByteArray> tags = value.left(1000).split(',');
    for (const QByteArray &tag : tags) {
        if (!tag.trimmed().isEmpty())
            part.languages.append(tag.trimmed());
    }
}

static void readFields(MimePart &part, QByteArrayView header)
{
    HeaderFields fields(header);
    bool typeSeen = false;
    while (const auto field = fields.next()) {
        if (field->name.size() < 10 || !equalIgnoringCase(field->name.first(8), "content-"))
            continue;
        const QByteArray name = asciiLower(field->name.sliced(8));
        if (name == "type" && !std::exchange(typeSeen, true))
            setType(part, parseParameters(field->value));
        else if (name == "id")
            part.id = unfold(field->value);
        else if (name == "description")
            part.description = unfold(field->value);
        else if (name == "transfer-encoding")
            part.encoding = parseParameters(field->value).value;
        else if (name == "md5")
            part.md5 = unfold(field->value);
        else if (name == "disposition")
            part.disposition = parseParameters(field->value);
        else if (name == "location")
            part.location = unfold(field->value);
        else if (name == "language")
            setLanguages(part, unfold(field->value));
    }
    if (part.encoding.isEmpty())
        part.encoding = "7bit";
    if (part.disposition && part.disposition->value.isEmpty())
        part.disposition.reset();
}

} // namespace

/// Pointers into the tree stay good: only the last child of each open part is open, and a part gets another
/// child only after the one before was closed.
struct MimeScanner::State
{
    explicit State(const MimeLimits &given)
        : limits(given)
    {
        open.reserve(size_t(limits.depth) + 2);
        startHeader(&root, "text", "plain");
    }

    void startHeader(MimePart *part, const char *type, const char *subtype)
    {
        ++parts;
        reading = part;
        header.clear();
        part->headerOffset = at;
        part->type = type;
        part->subtype = subtype;
    }

    /// The header that is being read ends here. A message/rfc822 begins the next header at once.
    void finishHeader(qint64 end)
    {
        MimePart &part = *reading;
        reading = nullptr;
        part.headerLength = end - part.headerOffset;
        part.bodyOffset = end;
        part.lines = lines; // made a difference when the part is closed
        readFields(part, header);
        const bool message =
            open.empty() || (open.back().part->type == "message" && open.back().boundary.isEmpty());
        if (message)
            part.envelope = std::make_shared<MessageEnvelope>(parseMessageEnvelope(header));
        const bool room = int(open.size()) < limits.depth;
        OpenPart entry{&part, {}};
        if (part.type == "multipart" && room)
            entry.boundary = boundaryOf(part);
        open.push_back(entry);
        if (room && parts < limits.parts && part.type == "message" && part.subtype == "rfc822") {
            part.children.emplace_back();
            startHeader(&part.children.back(), "text", "plain");
            reading->headerOffset = end;
        }
    }

    /// One line: its first bytes (all, where it is short), its length, the length of its line end.
    void line(QByteArrayView head, qint64 length, int lineEnd)
    {
        const qint64 start = at;
        at += length;
        ++lines;
        if (length <= delimiterLimit && head.startsWith("--") && delimiter(head.sliced(2), start))
            return;
        previousLineEnd = lineEnd;
        if (!reading)
            return;
        if (header.size() < limits.header)
            header.append(head);
        if (length == lineEnd)
            finishHeader(at);
    }

    /// True when this was a delimiter of an open multipart.
    bool delimiter(QByteArrayView text, qint64 start)
    {
        while (!text.isEmpty() && quint8(text.back()) <= ' ')
            text.chop(1); // RFC 2046 5.1.1: white space behind a boundary is padding
        const auto [index, closing] = findBoundary(text);
        if (index < 0)
            return false;
        --lines;
        while (reading) // a header without an empty line: its part has no body
            finishHeader(start);
        closeFrom(size_t(index) + 1, start - previousLineEnd, lines - 1);
        ++lines;
        previousLineEnd = 0;
        OpenPart &owner = open[size_t(index)];
        owner.closed = owner.closed || closing;
        if (owner.closed || parts >= limits.parts)
            return true;
        owner.part->children.emplace_back();
        // RFC 2046 5.1.5: in a digest, a part without a type is a message
        const bool digest = owner.part->subtype == "digest";
        startHeader(&owner.part->children.back(), digest ? "message" : "text", digest ? "rfc822" : "plain");
        return true;
    }

    struct Found
    {
        int index = -1;
        bool closing = false;
    };
    /// The innermost open multipart this delimiter belongs to. The depth limit bounds the work.
    Found findBoundary(QByteArrayView text) const
    {
        for (int i = int(open.size()) - 1; i >= 0; --i) {
            const QByteArrayView boundary = open[size_t(i)].boundary;
            if (boundary.isEmpty() || !text.startsWith(boundary))
                continue;
            const QByteArrayView rest = text.sliced(boundary.size());
            if (rest.isEmpty() || rest == "--")
                return {i, !rest.isEmpty()};
        }
        return {};
    }

    /// Ends the open parts from `index` on: their bodies end at `end` and before it are `lineEnds` line ends.
    void closeFrom(size_t index, qint64 end, qint64 lineEnds)
    {
        while (open.size() > index) {
            MimePart &part = *open.back().part;
            part.bodyLength = std::max<qint64>(0, end - part.bodyOffset);
            part.lines = std::max<qint64>(0, lineEnds - part.lines);
            open.pop_back();
        }
    }

    const MimeLimits limits;
    MimePart root;
    MimePart *reading = nullptr; ///< the part whose header is being read
    QByteArray header;
    QByteArray carry; ///< the first bytes of a line that has not ended yet
    qint64 carryLength = 0; ///< its length so far
    char carryLast = 0; ///< its last byte
    qint64 at = 0; ///< offset of the next line
    qint64 lines = 0; ///< line ends before `at`
    int previousLineEnd = 0;
    int parts = 0;
    std::vector<OpenPart> open;
};

MimeScanner::MimeScanner(const MimeLimits &limits)
    : m_state(std::make_unique<State>(limits))
{
}

MimeScanner::~MimeScanner() = default;

void MimeScanner::feed(QByteArrayView chunk)
{
    State &s = *m_state;
    while (!chunk.isEmpty()) {
        const qsizetype found = chunk.indexOf('\n');
        const QByteArrayView piece = found < 0 ? chunk : chunk.first(found + 1);
        chunk = chunk.sliced(piece.size());
        const char before = piece.size() > 1 ? piece[piece.size() - 2] : s.carryLast;
        if (found >= 0 && s.carryLength == 0) {
            s.line(piece, piece.size(), before == '\r' && piece.size() > 1 ? 2 : 1);
            continue;
        }
        // in a header the whole line is wanted, in a body only what a delimiter can have
        const qsizetype wanted =
            s.reading ? std::max<qsizetype>(s.limits.header, delimiterLimit) : delimiterLimit;
        s.carry.append(piece.first(std::clamp<qsizetype>(wanted - s.carry.size(), 0, piece.size())));
        s.carryLength += piece.size();
        s.carryLast = piece.back();
        if (found < 0)
            continue;
        const QByteArray head = std::exchange(s.carry, {});
        const qint64 length = std::exchange(s.carryLength, 0);
        s.carryLast = 0;
        s.line(head, length, before == '\r' ? 2 : 1);
    }
}

MimePart MimeScanner::finish()
{
    State &s = *m_state;
    if (s.carryLength > 0) { // the last line has no end
        s.line(s.carry, s.carryLength, 0);
        --s.lines;
    }
    while (s.reading)
        s.finishHeader(s.at);
    s.closeFrom(0, s.at, s.lines);
    return std::move(s.root);
}

MimePart parseMime(QByteArrayView message, const MimeLimits &limits)
{
    MimeScanner scanner(limits);
    scanner.feed(message);
    return scanner.finish();
}

MessageEnvelope parseMessageEnvelope(QByteArrayView header)
{
    MessageEnvelope out;
    const auto text = [](std::optional<QByteArray> &slot, QByteArrayView value) {
        if (!slot)
            slot = unfold(value);
    };
    const auto list = [](QList<ListedAddress> &slot, QByteArrayView value) {
        if (slot.isEmpty())
            slot = parseAddressList(value);
    };
    HeaderFields fields(header);
    while (const auto field = fields.next()) {
        const QByteArray name = asciiLower(field->name.first(std::min<qsizetype>(field->name.size(), 16)));
        if (name == "date")
            text(out.date, field->value);
        else if (name == "subject")
            text(out.subject, field->value);
        else if (name == "in-reply-to")
            text(out.inReplyTo, field->value);
        else if (name == "message-id")
            text(out.messageId, field->value);
        else if (name == "from")
            list(out.from, field->value);
        else if (name == "sender")
            list(out.sender, field->value);
        else if (name == "reply-to")
            list(out.replyTo, field->value);
        else if (name == "to")
            list(out.to, field->value);
        else if (name == "cc")
            list(out.cc, field->value);
        else if (name == "bcc")
            list(out.bcc, field->value);
    }
    if (out.sender.isEmpty())
        out.sender = out.from;
    if (out.replyTo.isEmpty())
        out.replyTo = out.from;
    return out;
}

} // namespace homeport
