// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SEARCH (RFC 3501 6.4.4): files are opened only for messages on which the answer hangs.
#include "server/imap/commands.h"
#include "server/imap/searchmatch.h"
#include "shared/mail/transferencoding.h"

namespace homeport::imap {

namespace {

constexpr qint64 textLimit = 8 * 1024 * 1024; ///< of one part that is searched
constexpr qsizetype breath = 2000; ///< messages between two turns of the event loop

void textParts(const MimePart &part, QList<const MimePart *> &out)
{
    if (part.children.empty() && part.type == "text")
        out.append(&part);
    for (const MimePart &child : part.children)
        textParts(child, out);
}

/// The texts of all text parts. BODY and TEXT look into decoded text, not into attachments.
Task<Result<QString>> bodyText(MessageReader &reader)
{
    const auto structure = co_await reader.structure();
    if (!structure)
        co_return fail(structure.error());
    QList<const MimePart *> parts;
    textParts(**structure, parts);
    QString out;
    for (const MimePart *part : parts) {
        const auto bytes = co_await reader.read(part->bodyOffset, std::min(part->bodyLength, textLimit));
        if (!bytes)
            co_return fail(bytes.error());
        const ParameterList type{{}, part->parameters};
        out +=
            decodeCharset(decodeTransfer(*bytes, part->encoding), type.raw("charset").value_or(QByteArray()));
        out += u'\n';
        if (out.size() > textLimit)
            break;
    }
    co_return out;
}

/// Reads what the key asks for beyond flags, dates and sizes.
Task<Result<bool>> matchesContent(ImapContext &context, const SearchKey &key, SearchFacts facts)
{
    const auto data = co_await context.view->mailbox().fetch(facts.info.uid);
    if (!data && data.error().status == "NONEXISTENT")
        co_return false;
    if (!data)
        co_return fail(data.error());
    MessageReader reader(*data);
    const auto header = co_await reader.header();
    if (!header)
        co_return fail(header.error());
    facts.header = *header;
    if (const auto answer = matches(key, facts))
        co_return *answer;
    const auto body = co_await bodyText(reader);
    if (!body)
        co_return fail(body.error());
    facts.body = *body;
    co_return matches(key, facts).value_or(false);
}

} // namespace

Task<Completion> execute(ImapContext &context, Search command)
{
    const MailboxView &view = *context.view;
    if (!hasValidNumbers(command.key, view.count()))
        co_return fail(Error::syntax("the message set names a message that does not exist"));
    QByteArray numbers;
    for (qsizetype index = 0; index < view.count(); ++index) {
        SearchFacts facts{index, view.count(), view.at(view.count() - 1).uid, view.at(index), {}, {}};
        std::optional<bool> answer = matches(command.key, facts);
        if (!answer) {
            const auto looked = co_await matchesContent(context, command.key, facts);
            if (!looked)
                co_return fail(looked.error());
            answer = *looked;
        }
        if (*answer)
            numbers += ' '
                + QByteArray::number(
                    command.numbering == Numbering::Uid ? facts.info.uid : quint32(index + 1));
        if (index % breath == breath - 1)
            co_await sleepFor(0ms); // other sessions of this worker have their turn
    }
    co_await context.send("* SEARCH" + numbers + "\r\n");
    co_return QByteArray("Search completed");
}

} // namespace homeport::imap
