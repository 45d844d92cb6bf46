// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Header and structure of one stored message, read once and only as far as needed.
#pragma once

#include "server/ports/mailboxes.h"
#include "shared/mail/mime.h"

namespace homeport::imap {

/// Thread: the account's worker. Never holds more than a header (1 MiB) and the structure.
class MessageReader
{
public:
    explicit MessageReader(std::shared_ptr<MessageData> data)
        : m_data(std::move(data))
    {
    }

    qint64 size() const { return m_data->size(); }
    Task<Result<QByteArray>> read(qint64 offset, qint64 length);
    /// The message's header with the empty line at its end; cut at 1 MiB.
    Task<Result<QByteArray>> header();
    /// Octets of the header, exact for headers of any size.
    Task<Result<qint64>> headerLength();
    Task<Result<std::shared_ptr<const MimePart>>> structure();

private:
    std::shared_ptr<MessageData> m_data;
    std::optional<QByteArray> m_header;
    std::shared_ptr<const MimePart> m_structure;
};

/// The message a session looked at last: clients ask for its structure, then part after part.
struct MessageCache
{
    quint32 uid = 0; ///< 0: none
    std::shared_ptr<MessageReader> reader;
};

/// Octets of a message that a section stands for.
struct Region
{
    qint64 offset = 0;
    qint64 length = 0;
};
/// A part by its numbers (RFC 3501 6.4.5); null when there is none.
const MimePart *partAt(const MimePart &root, const QList<int> &path);

} // namespace homeport::imap
