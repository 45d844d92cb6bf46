// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// FETCH (RFC 3501 6.4.5): message after message, large texts streamed in pieces.
#include "server/imap/commands.h"
#include "server/imap/fetchsection.h"
#include "server/imap/syntax/response.h"
#include "shared/mail/datetime.h"

#include <algorithm>

namespace homeport::imap {

namespace {

constexpr qsizetype batch = 64;
constexpr qint64 chunk = 256 * 1024;

bool setsSeen(const Fetch &command)
{
    return std::any_of(command.items.begin(), command.items.end(), [](const FetchItem &item) {
        const auto *section = std::get_if<FetchSection>(&item);
        return section && section->setsSeen;
    });
}

bool asksFor(const Fetch &command, FetchAttribute wanted)
{
    return std::any_of(command.items.begin(), command.items.end(), [wanted](const FetchItem &item) {
        const auto *attribute = std::get_if<FetchAttribute>(&item);
        return attribute && *attribute == wanted;
    });
}

/// The reader of a message; the one used last is kept.
Task<Result<std::shared_ptr<MessageReader>>> readerFor(ImapContext &context, quint32 uid)
{
    if (context.cache.uid == uid)
        co_return Result<std::shared_ptr<MessageReader>>(context.cache.reader);
    const auto data = co_await context.view->mailbox().fetch(uid);
    if (!data)
        co_return fail(data.error());
    context.cache = {uid, std::make_shared<MessageReader>(*data)};
    co_return Result<std::shared_ptr<MessageReader>>(context.cache.reader);
}

Task<Result<QByteArray>> attributeText(ImapContext &context, MessageInfo info, FetchAttribute attribute)
{
    switch (attribute) {
    case FetchAttribute::Flags:
        co_return "FLAGS (" + formatFlags(info.flags, info.recent) + ')';
    case FetchAttribute::InternalDate:
        co_return "INTERNALDATE \"" + formatInternalDate(info.internalDateMs) + '"';
    case FetchAttribute::Rfc822Size:
        co_return "RFC822.SIZE " + QByteArray::number(info.size);
    case FetchAttribute::Uid:
        co_return "UID " + QByteArray::number(info.uid);
    case FetchAttribute::Envelope:
    case FetchAttribute::Body:
    case FetchAttribute::BodyStructure:
        break;
    }
    const auto reader = co_await readerFor(context, info.uid);
    if (!reader)
        co_return fail(reader.error());
    if (attribute == FetchAttribute::Envelope) {
        const auto header = co_await (*reader)->header();
        if (!header)
            co_return fail(header.error());
        co_return "ENVELOPE " + formatEnvelope(parseMessageEnvelope(*header));
    }
    const auto structure = co_await (*reader)->structure();
    if (!structure)
        co_return fail(structure.error());
    if (attribute == FetchAttribute::Body)
        co_return "BODY " + formatStructure(**structure, StructureForm::Body);
    co_return "BODYSTRUCTURE " + formatStructure(**structure, StructureForm::BodyStructure);
}

/// A piece of an answer: bytes, then octets of the message.
struct Piece
{
    QByteArray bytes;
    Region region;
};

Task<Result<Piece>> pieceFor(ImapContext &context, MessageInfo info, FetchItem item)
{
    if (const auto *attribute = std::get_if<FetchAttribute>(&item)) {
        auto text = co_await attributeText(context, info, *attribute);
        if (!text)
            co_return fail(text.error());
        co_return Piece{std::move(*text), {}};
    }
    const auto reader = co_await readerFor(context, info.uid);
    if (!reader)
        co_return fail(reader.error());
    const FetchSection section = std::get<FetchSection>(item);
    const auto content = co_await sectionContent(**reader, section);
    if (!content)
        co_return fail(content.error());
    if (std::holds_alternative<NoSection>(*content))
        co_return Piece{section.answerName + " NIL", {}};
    if (const auto *bytes = std::get_if<QByteArray>(&*content))
        co_return Piece{section.answerName + " {" + QByteArray::number(bytes->size()) + "}\r\n" + *bytes, {}};
    const Region region = std::get<Region>(*content);
    co_return Piece{section.answerName + " {" + QByteArray::number(region.length) + "}\r\n", region};
}

/// The octets of a literal that has been announced. When they cannot be read any more, the connection is of
/// no use.
Task<> stream(ImapContext &context, Region region)
{
    while (region.length > 0 && !context.lost) {
        const auto bytes = co_await context.cache.reader->read(region.offset, std::min(region.length, chunk));
        if (!bytes || bytes->isEmpty()) {
            context.lost = true;
            co_return;
        }
        region.offset += bytes->size();
        region.length -= bytes->size();
        co_await context.send(*bytes);
    }
}

Task<Result<>> fetchOne(ImapContext &context, qsizetype index, QList<FetchItem> items)
{
    const MessageInfo info = context.view->at(index);
    std::vector<Piece> pieces;
    for (const FetchItem &item : items) {
        auto piece = co_await pieceFor(context, info, item);
        if (!piece)
            co_return fail(piece.error());
        pieces.push_back(std::move(*piece));
    }
    QByteArray lead = "* " + QByteArray::number(index + 1) + " FETCH (";
    for (const Piece &piece : pieces) {
        co_await context.send(lead + piece.bytes);
        co_await stream(context, piece.region);
        lead = " ";
    }
    co_await context.send(")\r\n");
    co_return Result<>();
}

/// RFC 3501 6.4.5: BODY[…] sets \Seen, and says so in the same answer. Returns the UIDs that changed.
Task<Result<QSet<quint32>>> markSeen(ImapContext &context, QList<qsizetype> indexes)
{
    MailboxView &view = *context.view;
    QList<quint32> unseen;
    for (const qsizetype index : indexes) {
        if (!view.at(index).flags.has(SystemFlag::Seen))
            unseen.append(view.at(index).uid);
    }
    QSet<quint32> changed;
    if (unseen.isEmpty())
        co_return changed;
    Flags seen;
    seen.set(SystemFlag::Seen);
    const auto stored = co_await view.mailbox().store(unseen, FlagChange::Add, seen);
    if (!stored)
        co_return fail(stored.error());
    for (const MessageInfo &info : *stored) {
        view.take(info);
        changed.insert(info.uid);
    }
    co_return changed;
}

} // namespace

Task<Completion> execute(ImapContext &context, Fetch command)
{
    const auto indexes = context.view->indexes(command.set, command.numbering);
    if (!indexes)
        co_return fail(indexes.error());
    const bool marks = setsSeen(command) && !context.view->isReadOnly();
    const bool asksFlags = asksFor(command, FetchAttribute::Flags);
    QList<FetchItem> items = command.items;
    if (command.numbering == Numbering::Uid && !asksFor(command, FetchAttribute::Uid))
        items.prepend(FetchAttribute::Uid); // RFC 3501 6.4.8
    QList<FetchItem> itemsAndFlags = items;
    if (!asksFlags)
        itemsAndFlags.append(FetchAttribute::Flags);
    bool missing = false;
    for (qsizetype from = 0; from < indexes->size() && !context.lost; from += batch) {
        const QList<qsizetype> part = indexes->mid(from, batch);
        QSet<quint32> changed;
        if (marks) {
            auto marked = co_await markSeen(context, part);
            if (!marked)
                co_return fail(marked.error());
            changed = std::move(*marked);
        }
        for (const qsizetype index : part) {
            const bool flagsToo = changed.contains(context.view->at(index).uid);
            const QList<FetchItem> wanted = flagsToo ? itemsAndFlags : items;
            const auto done = co_await fetchOne(context, index, wanted);
            if (!done && done.error().status != "NONEXISTENT")
                co_return fail(done.error());
            missing = missing || !done;
        }
    }
    if (missing) // RFC 5530: the client learns which with the next EXPUNGE
        co_return fail(Error::refused("some of the messages are gone", {}, "EXPUNGEISSUED"));
    co_return QByteArray("Fetch completed");
}

} // namespace homeport::imap
