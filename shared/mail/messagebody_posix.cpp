// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Message bodies in flight: memory, budget and the unlinked file.
#include "shared/mail/messagebody.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace homeport {

bool MessageBudget::take(qint64 bytes)
{
    if (m_used.fetch_add(bytes) + bytes <= m_limit)
        return true;
    m_used.fetch_sub(bytes);
    return false;
}

MessageBody::MessageBody(MessagePlace place)
    : m_place(std::move(place))
    , m_hash(std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256))
{
}

MessageBody::MessageBody(MessageBody &&other) noexcept
    : m_place(other.m_place)
    , m_memory(std::exchange(other.m_memory, {}))
    , m_taken(std::exchange(other.m_taken, 0))
    , m_file(std::exchange(other.m_file, -1))
    , m_size(std::exchange(other.m_size, 0))
    , m_hash(std::move(other.m_hash))
    , m_sha256(std::exchange(other.m_sha256, {}))
{
}

MessageBody &MessageBody::operator=(MessageBody &&other) noexcept
{
    if (this == &other)
        return *this;
    release();
    m_place = other.m_place;
    m_memory = std::exchange(other.m_memory, {});
    m_taken = std::exchange(other.m_taken, 0);
    m_file = std::exchange(other.m_file, -1);
    m_size = std::exchange(other.m_size, 0);
    m_hash = std::move(other.m_hash);
    m_sha256 = std::exchange(other.m_sha256, {});
    return *this;
}

MessageBody::~MessageBody() { release(); }

void MessageBody::release()
{
    if (m_file >= 0)
        ::close(std::exchange(m_file, -1)); // an unlinked scratch file: nothing can be lost by a failure here
    if (m_place.budget)
        m_place.budget->give(std::exchange(m_taken, 0));
    m_memory.clear();
}

Result<> MessageBody::append(QByteArrayView bytes)
{
    if (!m_hash)
        return fail(Error::internal(QStringLiteral("bytes for a message body that is sealed or moved away")));
    if (bytes.isEmpty())
        return {};
    if (m_file < 0) {
        const bool small = m_size + bytes.size() <= m_place.memoryLimit;
        const bool fits = small && (!m_place.budget || m_place.budget->take(bytes.size()));
        if (!fits) {
            if (const auto moved = moveToFile(); !moved)
                return moved;
        } else {
            m_taken += m_place.budget ? bytes.size() : 0;
            m_memory.append(bytes);
        }
    }
    if (m_file >= 0) {
        if (const auto written = writeToFile(bytes); !written)
            return written;
    }
    m_hash->addData(bytes);
    m_size += bytes.size();
    return {};
}

Result<> MessageBody::moveToFile()
{
    QByteArray path = m_place.directory + "/body.XXXXXX";
    const int file = ::mkstemp(path.data());
    if (file < 0)
        return fail(Error::system(QStringLiteral("mkstemp ") + QString::fromLocal8Bit(path), errno));
    m_file = file;
    if (::fcntl(file, F_SETFD, FD_CLOEXEC) != 0)
        return fail(Error::system(QStringLiteral("fcntl ") + QString::fromLocal8Bit(path), errno));
    if (::unlink(path.constData()) != 0)
        return fail(Error::system(QStringLiteral("unlink ") + QString::fromLocal8Bit(path), errno));
    const QByteArray memory = std::exchange(m_memory, {});
    if (m_place.budget)
        m_place.budget->give(std::exchange(m_taken, 0));
    return writeToFile(memory);
}

Result<> MessageBody::writeToFile(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(m_file, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            Error error = Error::system(
                QStringLiteral("write to a file in ") + QString::fromLocal8Bit(m_place.directory), errno);
            error.status = "4.3.1"; // RFC 3463: mail system full
            return fail(error);
        }
        bytes = bytes.sliced(written);
    }
    return {};
}

std::shared_ptr<const MessageBody> MessageBody::seal(MessageBody &&body)
{
    auto sealed = std::make_shared<MessageBody>(std::move(body));
    if (sealed->m_hash)
        sealed->m_sha256 = sealed->m_hash->result();
    sealed->m_hash.reset();
    return sealed;
}

std::shared_ptr<const MessageBody> MessageBody::fromBytes(QByteArray bytes)
{
    MessageBody body({});
    body.m_hash->addData(bytes);
    body.m_size = bytes.size();
    body.m_memory = std::move(bytes);
    return seal(std::move(body));
}

std::shared_ptr<const MessageBody> MessageBody::fromDescriptor(int file, qint64 size, QByteArray sha256)
{
    auto body = std::make_shared<MessageBody>(MessagePlace{});
    body->m_hash.reset();
    body->m_file = file;
    body->m_size = size;
    body->m_sha256 = std::move(sha256);
    return body;
}

Result<QByteArray> MessageBody::read(qint64 offset, qint64 length) const
{
    if (offset < 0 || length < 0)
        return fail(Error::internal(QStringLiteral("message body read at %1+%2").arg(offset).arg(length)));
    length = std::min(length, std::max<qint64>(0, m_size - offset));
    if (length == 0)
        return QByteArray();
    if (m_file < 0)
        return m_memory.mid(offset, length);
    QByteArray out(qsizetype(length), Qt::Uninitialized);
    for (qint64 done = 0; done < length;) {
        const ssize_t got = ::pread(m_file, out.data() + done, size_t(length - done), off_t(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(Error::system(QStringLiteral("pread of a message body"), got < 0 ? errno : EIO));
        done += got;
    }
    return out;
}

} // namespace homeport
