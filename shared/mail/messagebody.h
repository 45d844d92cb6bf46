// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The bytes of a message in flight: in memory while small, beyond that in an unlinked temporary file.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <atomic>
#include <memory>

namespace homeport {

/// How much memory all messages in flight may take together. Any thread.
class MessageBudget
{
public:
    explicit MessageBudget(qint64 limit)
        : m_limit(limit)
    {
    }
    /// True when `bytes` more fit; then they are taken until give().
    bool take(qint64 bytes);
    void give(qint64 bytes) { m_used.fetch_sub(bytes); }
    qint64 used() const { return m_used.load(); }

private:
    const qint64 m_limit;
    std::atomic<qint64> m_used{0};
};

/// Where bodies are kept; shared by all that make them.
struct MessagePlace
{
    QByteArray directory; ///< for temporary files (a native path); must exist
    std::shared_ptr<MessageBudget> budget;
    qint64 memoryLimit = 256 * 1024; ///< per message (design.md §5 "Queue")
};

/// Filled by one thread with append(), then sealed; a sealed body never changes and is read from any thread.
/// Nothing of it survives a crash: who promises durability copies it into its own place first.
class MessageBody
{
public:
    explicit MessageBody(MessagePlace place);
    MessageBody(MessageBody &&other) noexcept;
    MessageBody &operator=(MessageBody &&other) noexcept;
    MessageBody(const MessageBody &) = delete;
    MessageBody &operator=(const MessageBody &) = delete;
    ~MessageBody();

    /// Temporary when the disk is full or fails; the body is of no use then.
    Result<> append(QByteArrayView bytes);
    qint64 size() const { return m_size; }
    bool isInFile() const { return m_file >= 0; }

    /// No more bytes: fixes the SHA-256 and makes the body shareable. The argument is left empty.
    static std::shared_ptr<const MessageBody> seal(MessageBody &&body);
    /// A sealed body of bytes that are in memory already (a notification, a test).
    static std::shared_ptr<const MessageBody> fromBytes(QByteArray bytes);
    /// A sealed body in a file that is open already (the queue's own); takes the descriptor.
    static std::shared_ptr<const MessageBody> fromDescriptor(int file, qint64 size, QByteArray sha256);

    /// SHA-256 of all bytes, 32 raw bytes. Only after seal().
    const QByteArray &sha256() const { return m_sha256; }
    /// The bytes from `offset`, at most `length` of them, fewer only at the end.
    Result<QByteArray> read(qint64 offset, qint64 length) const;

private:
    Result<> moveToFile();
    Result<> writeToFile(QByteArrayView bytes);
    void release();

    MessagePlace m_place;
    QByteArray m_memory;
    qint64 m_taken = 0; ///< of the budget
    int m_file = -1;
    qint64 m_size = 0;
    std::unique_ptr<QCryptographicHash> m_hash;
    QByteArray m_sha256;
};

} // namespace homeport
