// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The descriptor's side of a TCP stream: open, plain reads and writes, close, moving between threads.
#include "shared/net/tcpstream_p.h"

#include "shared/net/socketaddress.h"

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>

namespace homeport {

namespace {

constexpr size_t scratchSize = 16 * 1024;
constexpr qsizetype bulkRead = 64 * 1024;
constexpr qsizetype readsPerTurn = 256 * 1024; // then the other connections have their turn

bool wouldBlock(int errorNumber)
{
    return errorNumber == EAGAIN || errorNumber == EWOULDBLOCK || errorNumber == EINTR;
}

/// Tuning only: a socket without these options (a test's socket pair) works all the same.
void tune(int descriptor, const TcpPatience &patience)
{
    const auto set = [descriptor](int level, int option, int value) {
        (void)::setsockopt(descriptor, level, option, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
#ifdef TCP_KEEPIDLE
    set(IPPROTO_TCP, TCP_KEEPIDLE, int(patience.idleProbe.count()));
    set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
#endif
#ifdef TCP_USER_TIMEOUT
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, int(std::chrono::milliseconds(patience.unacknowledged).count()));
#endif
#ifdef SO_NOSIGPIPE
    set(SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
}

#ifdef MSG_NOSIGNAL
constexpr int sendFlags = MSG_NOSIGNAL;
#else
constexpr int sendFlags = 0;
#endif

} // namespace

TcpStream::TcpStream(Descriptor descriptor, PeerInfo peer, ConnectionSlot slot, const TcpPatience &patience)
    : BufferedStream(peer.address.isEmpty() ? peerOf(descriptor.get()) : std::move(peer))
    , m_descriptor(std::move(descriptor))
    , m_slot(std::move(slot))
{
    setNonBlocking(m_descriptor.get());
    tune(m_descriptor.get(), patience);
    watchReads(true);
}

TcpStream::TcpStream(Carried carried, Descriptor descriptor, std::unique_ptr<Tls> tls, ConnectionSlot slot)
    : BufferedStream(std::move(carried))
    , m_descriptor(std::move(descriptor))
    , m_tls(std::move(tls))
    , m_slot(std::move(slot))
{
    if (!isReadingPaused() && !hasEnded())
        resumeReading();
}

TcpStream::~TcpStream() { closeTransport(); }

void TcpStream::standFor(const PeerInfo &client, ConnectionSlot slot)
{
    if (!client.address.isEmpty()) {
        peerInfo().address = client.address;
        peerInfo().port = client.port;
        peerInfo().localAddress = client.localAddress;
        peerInfo().localPort = client.localPort;
    }
    if (slot)
        m_slot = std::make_shared<std::pair<ConnectionSlot, ConnectionSlot>>(m_slot, std::move(slot));
}

void TcpStream::limitReading(qsizetype bytes)
{
    m_allowance = bytes;
    if (m_descriptor.isOpen() && !hasEnded() && !isReadingPaused())
        watchReads(bytes != 0);
}

void TcpStream::watchReads(bool on)
{
    if (on && !m_reads)
        m_reads = std::make_unique<Notifier>(m_descriptor.get(), Notifier::Read, [this] { onReadable(); });
    else if (m_reads)
        m_reads->setEnabled(on);
}

void TcpStream::watchWrites(bool on)
{
    if (on && !m_writes)
        m_writes = std::make_unique<Notifier>(m_descriptor.get(), Notifier::Write, [this] { onWritable(); });
    else if (m_writes)
        m_writes->setEnabled(on);
}

void TcpStream::onReadable()
{
    if (!m_descriptor.isOpen())
        return; // closed or detached since this call was posted
    if (m_phase == Phase::Handshake) {
        driveHandshake();
    } else if (m_tls) {
        readTls();
        if (m_tls->writeWantsRead && !isBroken())
            pushOutput();
    } else {
        readPlain();
    }
    settle();
}

void TcpStream::onWritable()
{
    watchWrites(false);
    switch (m_phase) {
    case Phase::Connecting: {
        int outcome = 0;
        socklen_t size = sizeof outcome;
        if (::getsockopt(m_descriptor.get(), SOL_SOCKET, SO_ERROR, &outcome, &size) != 0)
            outcome = errno;
        if (outcome != 0) {
            fail(StreamError::Kind::Failed, QString::fromLocal8Bit(std::strerror(outcome)));
        } else {
            m_phase = Phase::Open;
            watchReads(true);
            inputChanged();
        }
        break;
    }
    case Phase::Handshake:
        driveHandshake();
        break;
    case Phase::Open:
        if (m_tls && m_tls->readWantsWrite)
            readTls();
        pushOutput();
        break;
    }
    settle();
}

void TcpStream::readPlain()
{
    qsizetype total = 0;
    char scratch[scratchSize];
    while (!isReadingPaused() && total < readsPerTurn && m_allowance != 0) {
        const bool isLimited = m_allowance > 0;
        const qsizetype room = m_bulk ? bulkRead
            : isLimited               ? std::min(m_allowance, qsizetype(scratchSize))
                                      : qsizetype(scratchSize);
        char *target = m_bulk ? inputRoom(room) : scratch;
        const ssize_t count = ::recv(m_descriptor.get(), target, size_t(room), 0);
        const int errorNumber = errno;
        if (m_bulk)
            inputArrived(room, std::max<qsizetype>(count, 0));
        else if (count > 0)
            received(QByteArrayView(scratch, count));
        if (count > 0 && isLimited) {
            m_allowance -= count;
            if (m_allowance == 0)
                watchReads(false);
            return;
        }
        if (count > 0) {
            total += count;
            m_bulk = count == room;
            if (!m_bulk)
                return; // the notifier tells of more: no second system call to learn that there is none
            continue;
        }
        m_bulk = false;
        if (count == 0) {
            watchReads(false);
            receivedEnd();
        } else if (!wouldBlock(errorNumber)) {
            failWith(QStringLiteral("read"), errorNumber);
        }
        return;
    }
}

void TcpStream::transmit()
{
    if (m_phase != Phase::Open || !m_descriptor.isOpen())
        return;
    if (m_tls)
        writeTls();
    else
        writePlain();
}

void TcpStream::writePlain()
{
    while (unsent() > 0) {
        const QByteArrayView bytes = pendingOutput();
        const ssize_t count = ::send(m_descriptor.get(), bytes.data(), size_t(bytes.size()), sendFlags);
        if (count < 0) {
            if (wouldBlock(errno))
                watchWrites(true);
            else
                failWith(QStringLiteral("write"), errno);
            return;
        }
        sent(count);
    }
}

void TcpStream::failWith(const QString &what, int errorNumber)
{
    watchReads(false);
    watchWrites(false);
    const bool gone = errorNumber == ECONNRESET || errorNumber == EPIPE || errorNumber == ETIMEDOUT
        || errorNumber == ECONNABORTED || errorNumber == EHOSTUNREACH || errorNumber == ENETUNREACH;
    fail(gone ? StreamError::Kind::Closed : StreamError::Kind::Failed,
        QStringLiteral("%1: %2").arg(what, QString::fromLocal8Bit(std::strerror(errorNumber))));
}

void TcpStream::endOutput()
{
    if (m_tls)
        m_tls->sayGoodbye();
    // the peer may be gone already: then there is nobody to tell
    (void)::shutdown(m_descriptor.get(), SHUT_WR);
}

void TcpStream::closeTransport()
{
    if (!m_descriptor.isOpen())
        return;
    m_reads.reset();
    m_writes.reset();
    if (m_tls && m_phase == Phase::Open && !isBroken())
        m_tls->sayGoodbye();
    // Unread input at close() makes the kernel send RST, which can overtake our last reply: take it out
    // first.
    char scratch[scratchSize];
    for (int i = 0; i < 8 && ::recv(m_descriptor.get(), scratch, sizeof scratch, MSG_DONTWAIT) > 0; ++i) { }
    m_descriptor.reset();
    m_tls.reset();
    m_slot.reset();
}

void TcpStream::pauseReading() { watchReads(false); }

void TcpStream::resumeReading()
{
    watchReads(true);
    // bytes that libssl has taken from the descriptor already make nothing readable
    if (m_tls && m_phase == Phase::Open && m_tls->hasPending())
        m_tls->readSoon(*this, [this] { onReadable(); });
}

/// The descriptor, libssl's state and the buffers, between two threads.
class DetachedTcp final : public DetachedStream
{
public:
    std::unique_ptr<ByteStream> attach() override
    {
        if (!m_descriptor.isOpen())
            return nullptr;
        return std::unique_ptr<ByteStream>(new TcpStream(
            std::move(m_carried), std::move(m_descriptor), std::move(m_tls), std::move(m_slot)));
    }

private:
    friend class TcpStream;
    BufferedStream::Carried m_carried;
    ConnectionSlot m_slot;
    Descriptor m_descriptor;
    std::unique_ptr<TcpStream::Tls> m_tls;
};

std::unique_ptr<DetachedStream> TcpStream::detach()
{
    if (isClosed() || isBroken() || hasWaiter() || m_phase != Phase::Open)
        return nullptr;
    auto detached = std::make_unique<DetachedTcp>();
    m_reads.reset(); // before the other thread registers the same descriptor
    m_writes.reset();
    detached->m_carried = takeCarried();
    detached->m_slot = std::move(m_slot);
    detached->m_descriptor = std::move(m_descriptor);
    detached->m_tls = std::move(m_tls);
    return detached;
}

} // namespace homeport
