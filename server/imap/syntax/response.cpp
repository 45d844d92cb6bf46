// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// IMAP answers as bytes.
#include "server/imap/syntax/response.h"

#include "server/imap/syntax/mailboxname.h"
#include "shared/base/bytes.h"

#include <algorithm>

namespace homeport::imap {

namespace {

QByteArray nilIfEmpty(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QByteArray("NIL") : formatString(bytes);
}

QByteArray upperString(const QByteArray &text) { return formatString(asciiUpper(text)); }

void appendAddress(QByteArray &out, const ListedAddress &address)
{
    switch (address.kind) {
    case ListedAddress::Kind::Mailbox:
        out += '(' + nilIfEmpty(address.name) + " NIL " + formatString(address.mailbox) + ' '
            + formatString(address.host) + ')'; // NIL as host would begin a group
        return;
    case ListedAddress::Kind::GroupStart:
        out += "(NIL NIL " + formatString(address.mailbox) + " NIL)";
        return;
    case ListedAddress::Kind::GroupEnd:
        out += "(NIL NIL NIL NIL)";
        return;
    }
}

QByteArray formatAddresses(const QList<ListedAddress> &list)
{
    if (list.isEmpty())
        return "NIL";
    QByteArray out = "(";
    for (const ListedAddress &address : list)
        appendAddress(out, address);
    return out + ')';
}

QByteArray formatParameters(const QList<Parameter> &parameters)
{
    if (parameters.isEmpty())
        return "NIL";
    QByteArray out = "(";
    for (const Parameter &parameter : parameters) {
        if (out.size() > 1)
            out += ' ';
        out += upperString(parameter.name) + ' ' + formatString(parameter.value);
    }
    return out + ')';
}

/// Disposition, language, location: the extension data that all parts share.
QByteArray extension(const MimePart &part)
{
    QByteArray out = " NIL";
    if (part.disposition) {
        out = " (" + upperString(part.disposition->value) + ' '
            + formatParameters(part.disposition->parameters) + ')';
    }
    if (part.languages.isEmpty()) {
        out += " NIL ";
    } else if (part.languages.size() == 1) {
        out += ' ' + formatString(part.languages.first()) + ' ';
    } else {
        QList<QByteArray> tags;
        for (const QByteArray &tag : part.languages)
            tags.append(formatString(tag));
        out += " (" + tags.join(' ') + ") ";
    }
    return out + nilIfEmpty(part.location);
}

void appendStructure(QByteArray &out, const MimePart &part, StructureForm form);

void appendMultipart(QByteArray &out, const MimePart &part, StructureForm form)
{
    out += '(';
    for (const MimePart &child : part.children)
        appendStructure(out, child, form);
    out += ' ' + upperString(part.subtype);
    if (form == StructureForm::BodyStructure)
        out += ' ' + formatParameters(part.parameters) + extension(part);
    out += ')';
}

void appendLeaf(QByteArray &out, const MimePart &part, StructureForm form)
{
    // What could not be taken apart (depth limit, no boundary) is shown as what it is to the client: bytes.
    const bool opaque = part.type == "multipart" || (part.type == "message" && part.subtype == "rfc822");
    const bool text = part.type == "multipart" || part.type == "text";
    const QByteArray type = part.type == "multipart" ? "text" : opaque ? "application" : part.type;
    const QByteArray subtype = part.type == "multipart" ? "plain" : opaque ? "octet-stream" : part.subtype;
    out += '(' + upperString(type) + ' ' + upperString(subtype) + ' ' + formatParameters(part.parameters)
        + ' ' + nilIfEmpty(part.id) + ' ' + nilIfEmpty(part.description) + ' ' + upperString(part.encoding)
        + ' ' + QByteArray::number(part.bodyLength);
    if (text)
        out += ' ' + QByteArray::number(part.lines);
    if (form == StructureForm::BodyStructure)
        out += ' ' + nilIfEmpty(part.md5) + extension(part);
    out += ')';
}

void appendMessage(QByteArray &out, const MimePart &part, StructureForm form)
{
    const MimePart &inner = part.children.front();
    out += "(\"MESSAGE\" \"RFC822\" " + formatParameters(part.parameters) + ' ' + nilIfEmpty(part.id) + ' '
        + nilIfEmpty(part.description) + ' ' + upperString(part.encoding) + ' '
        + QByteArray::number(part.bodyLength) + ' '
        + formatEnvelope(inner.envelope ? *inner.envelope : MessageEnvelope()) + ' ';
    appendStructure(out, inner, form);
    out += ' ' + QByteArray::number(part.lines);
    if (form == StructureForm::BodyStructure)
        out += ' ' + nilIfEmpty(part.md5) + extension(part);
    out += ')';
}

void appendStructure(QByteArray &out, const MimePart &part, StructureForm form)
{
    if (part.isMultipart())
        appendMultipart(out, part, form);
    else if (part.isMessage())
        appendMessage(out, part, form);
    else
        appendLeaf(out, part, form);
}

} // namespace

QByteArray formatString(QByteArrayView bytes)
{
    const bool quotable = bytes.size() <= 1000 && std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return quint8(c) >= 0x20 && quint8(c) < 0x7f;
    });
    if (!quotable) {
        QByteArray clean = bytes.toByteArray();
        clean.replace(QByteArray(1, '\0'), QByteArray());
        return '{' + QByteArray::number(clean.size()) + "}\r\n" + clean;
    }
    QByteArray out = "\"";
    for (const char c : bytes) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

QByteArray formatNstring(const std::optional<QByteArray> &bytes)
{
    return bytes ? formatString(*bytes) : QByteArray("NIL");
}

QByteArray formatMailbox(QByteArrayView utf8)
{
    const QByteArray wire = encodeMailboxName(utf8);
    const bool atom = !wire.isEmpty() && wire != "NIL" && std::all_of(wire.begin(), wire.end(), [](char c) {
        return quint8(c) > 0x20 && quint8(c) < 0x7f && !QByteArrayView("(){%*\"\\]").contains(c);
    });
    return atom ? wire : formatString(wire);
}

QByteArray formatEnvelope(const MessageEnvelope &envelope)
{
    return '(' + formatNstring(envelope.date) + ' ' + formatNstring(envelope.subject) + ' '
        + formatAddresses(envelope.from) + ' ' + formatAddresses(envelope.sender) + ' '
        + formatAddresses(envelope.replyTo) + ' ' + formatAddresses(envelope.to) + ' '
        + formatAddresses(envelope.cc) + ' ' + formatAddresses(envelope.bcc) + ' '
        + formatNstring(envelope.inReplyTo) + ' ' + formatNstring(envelope.messageId) + ')';
}

QByteArray formatStructure(const MimePart &part, StructureForm form)
{
    QByteArray out;
    appendStructure(out, part, form);
    return out;
}

} // namespace homeport::imap
