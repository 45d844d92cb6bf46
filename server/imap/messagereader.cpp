// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading of headers and structure in pieces.
#include "server/imap/messagereader.h"

namespace homeport::imap {

namespace {
constexpr qint64 firstRead = 16 * 1024;
constexpr qint64 headerLimit = 1024 * 1024;
constexpr qint64 chunk = 256 * 1024;

bool endsHeader(const QByteArray &header)
{
    return header.endsWith("\r\n\r\n") || header.endsWith("\n\n") || header == "\r\n" || header == "\n";
}
} // namespace

Task<Result<QByteArray>> MessageReader::read(qint64 offset, qint64 length)
{
    auto bytes = co_await m_data->read(offset, length);
    co_return bytes;
}

Task<Result<QByteArray>> MessageReader::header()
{
    if (m_header)
        co_return Result<QByteArray>(*m_header); // a bare lvalue would be moved from (base/task.h)
    QByteArray text;
    for (;;) {
        const qint64 wanted = text.isEmpty() ? firstRead : chunk;
        const auto bytes = co_await m_data->read(text.size(), wanted);
        if (!bytes)
            co_return fail(bytes.error());
        text += *bytes;
        const qsizetype length = homeport::headerLength(text);
        const bool whole = endsHeader(text.left(length)) || bytes->isEmpty() || text.size() >= size();
        if (!whole && text.size() < headerLimit)
            continue;
        m_header = text.left(std::min<qsizetype>(length, headerLimit));
        co_return Result<QByteArray>(*m_header); // a bare lvalue would be moved from (base/task.h)
    }
}

Task<Result<qint64>> MessageReader::headerLength()
{
    const auto text = co_await header();
    if (!text)
        co_return fail(text.error());
    if (text->size() < headerLimit)
        co_return text->size();
    const auto whole = co_await structure();
    if (!whole)
        co_return fail(whole.error());
    co_return (*whole)->headerLength;
}

Task<Result<std::shared_ptr<const MimePart>>> MessageReader::structure()
{
    if (m_structure)
        co_return Result<std::shared_ptr<const MimePart>>(m_structure);
    MimeScanner scanner;
    for (qint64 at = 0; at < size();) {
        const auto bytes = co_await m_data->read(at, chunk);
        if (!bytes)
            co_return fail(bytes.error());
        if (bytes->isEmpty())
            co_return fail(
                Error::internal(QStringLiteral("a message ended at %1 of %2").arg(at).arg(size())));
        scanner.feed(*bytes);
        at += bytes->size();
    }
    m_structure = std::make_shared<MimePart>(scanner.finish());
    co_return Result<std::shared_ptr<const MimePart>>(m_structure);
}

const MimePart *partAt(const MimePart &root, const QList<int> &path)
{
    const MimePart *current = &root;
    bool top = true;
    for (const int number : path) {
        const MimePart *holder = current;
        if (!top && current->isMessage())
            holder = &current->children.front();
        else if (!top && !current->isMultipart())
            return nullptr;
        top = false;
        if (holder->isMultipart()) {
            if (size_t(number) > holder->children.size())
                return nullptr;
            current = &holder->children[size_t(number) - 1];
        } else if (number == 1) { // RFC 3501 6.4.5: every message has at least one part
            current = holder;
        } else {
            return nullptr;
        }
    }
    return current;
}

} // namespace homeport::imap
