// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sections of messages (RFC 3501 6.4.5) as ranges of octets.
#include "server/imap/fetchsection.h"

#include "shared/base/bytes.h"

#include <QSet>

namespace homeport::imap {

namespace {

constexpr qint64 headerLimit = 1024 * 1024;

bool isFieldSelection(SectionText text)
{
    return text == SectionText::HeaderFields || text == SectionText::HeaderFieldsNot;
}

Region cut(Region region, const std::optional<Partial> &partial)
{
    if (!partial)
        return region;
    const qint64 skipped = std::min(partial->offset, region.length);
    return {region.offset + skipped, std::min(partial->length, region.length - skipped)};
}

/// The whole message's sections need no structure.
Task<Result<Region>> messageRegion(MessageReader &reader, SectionText text)
{
    if (text == SectionText::All)
        co_return Region{0, reader.size()};
    const auto header = co_await reader.headerLength();
    if (!header)
        co_return fail(header.error());
    if (text == SectionText::Text)
        co_return Region{*header, reader.size() - *header};
    co_return Region{0, *header};
}

std::optional<Region> partRegion(const MimePart &part, SectionText text)
{
    if (text == SectionText::All)
        return Region{part.bodyOffset, part.bodyLength};
    if (text == SectionText::Mime)
        return Region{part.headerOffset, part.headerLength};
    if (!part.isMessage()) // RFC 3501 6.4.5: HEADER and TEXT are for message/rfc822 parts
        return std::nullopt;
    const MimePart &inner = part.children.front();
    if (text == SectionText::Text)
        return Region{inner.bodyOffset, inner.bodyLength};
    return Region{inner.headerOffset, inner.headerLength};
}

} // namespace

QByteArray selectedFields(QByteArrayView header, const QList<QByteArray> &names, SectionText text)
{
    QSet<QByteArray> wanted;
    for (const QByteArray &name : names)
        wanted.insert(asciiLower(name));
    QByteArray out;
    HeaderFields fields(header);
    while (const auto field = fields.next()) {
        if (wanted.contains(asciiLower(field->name)) == (text == SectionText::HeaderFields))
            out += field->raw;
    }
    return out + "\r\n";
}

Task<Result<SectionContent>> sectionContent(MessageReader &reader, FetchSection section)
{
    Region region;
    if (section.path.isEmpty()) {
        const auto found = co_await messageRegion(reader, section.text);
        if (!found)
            co_return fail(found.error());
        region = *found;
    } else {
        const auto structure = co_await reader.structure();
        if (!structure)
            co_return fail(structure.error());
        const MimePart *part = partAt(**structure, section.path);
        const auto found = part ? partRegion(*part, section.text) : std::nullopt;
        if (!found)
            co_return SectionContent(NoSection{});
        region = *found;
    }
    if (!isFieldSelection(section.text))
        co_return SectionContent(cut(region, section.partial));
    const auto header = co_await reader.read(region.offset, std::min(region.length, headerLimit));
    if (!header)
        co_return fail(header.error());
    const QByteArray fields = selectedFields(*header, section.fields, section.text);
    const Region range = cut({0, fields.size()}, section.partial);
    co_return SectionContent(fields.mid(range.offset, range.length));
}

} // namespace homeport::imap
