// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A ByteStream on a TCP descriptor, in the clear or with TLS: system calls and libssl, nothing between.
#pragma once

#include "shared/net/bufferedstream.h"
#include "shared/net/descriptor.h"
#include "shared/net/tlscontext.h"

#include <memory>

namespace homeport {

class Notifier;

/// What keeps a connection's place counted (listener caps); released when the connection is closed.
using ConnectionSlot = std::shared_ptr<void>;

/// How long the other side may be gone before the kernel gives the connection up (TCP_USER_TIMEOUT, which
/// also counts a closed window: a mail client that pauses while it reads; keepalive probes on an idle
/// connection). 30 s between members, minutes for clients.
struct TcpPatience
{
    std::chrono::seconds unacknowledged{300};
    std::chrono::seconds idleProbe{120};

    static TcpPatience members() { return {std::chrono::seconds(30), std::chrono::seconds(15)}; }
};

/// Lives in the thread that made it; detach() and attach() carry it to another, TLS state included.
class TcpStream final : public BufferedStream
{
public:
    /// Takes an accepted or connected descriptor; makes it non-blocking and sets TCP_NODELAY. `peer` is asked
    /// of the kernel when its address is empty.
    explicit TcpStream(Descriptor descriptor, PeerInfo peer = {}, ConnectionSlot slot = {},
        const TcpPatience &patience = {});
    ~TcpStream() override;

    /// `address` is text ("192.0.2.1", "2001:db8::1", no names: see resolve.h). Closed/TimedOut/Failed with
    /// the address in the detail.
    static Task<StreamResult<std::unique_ptr<TcpStream>>> connectTo(
        QString address, quint16 port, Deadline deadline, TcpPatience patience = {});

    /// Server side; for implicit TLS call it first, for STARTTLS after flush(). After an error only close()
    /// is left.
    Task<StreamResult<>> startTls(std::shared_ptr<TlsContext> context, Deadline deadline) override;
    /// Client side. `serverName` goes into SNI and is what the certificate must be for
    /// (TlsClientOptions::Verify).
    Task<StreamResult<>> startTlsClient(
        std::shared_ptr<TlsContext> context, QByteArray serverName, Deadline deadline);

    /// After the handshake. Empty when none was agreed on.
    QByteArray alpn() const;
    std::optional<PeerCertificate> peerCertificate() const;
    /// Client side: all certificates that the server sent, DER, its own first.
    QList<QByteArray> peerChain() const;
    /// Server side: the name that the client asked for in SNI (RFC 6066 section 3), empty without.
    QByteArray serverName() const;
    bool isResumed() const; ///< the session was resumed

    /// A proxy in front named the client: from here on peer() is that, and `slot` counts too. Empty addresses
    /// leave what the socket says.
    void standFor(const PeerInfo &client, ConnectionSlot slot);
    /// Takes at most so many bytes more from the descriptor, in the clear; -1: as many as come. What stays
    /// there is for TLS, which reads the descriptor itself.
    void limitReading(qsizetype bytes);

    std::unique_ptr<DetachedStream> detach() override;

protected:
    void transmit() override;
    void endOutput() override;
    void closeTransport() override;
    void pauseReading() override;
    void resumeReading() override;

private:
    friend class DetachedTcp;
    struct Tls;
    enum class Phase { Connecting, Handshake, Open };

    TcpStream(Carried carried, Descriptor descriptor, std::unique_ptr<Tls> tls, ConnectionSlot slot);
    void onReadable();
    void onWritable();
    void watchReads(bool on);
    void watchWrites(bool on);
    void readPlain();
    void readTls();
    void writePlain();
    void writeTls();
    void driveHandshake();
    void handshakeFailed(int result);
    void afterHandshake();
    void failWith(const QString &what, int errorNumber);
    Task<StreamResult<>> handshake(
        std::shared_ptr<TlsContext> context, QByteArray serverName, Deadline deadline);

    Descriptor m_descriptor;
    std::unique_ptr<Notifier> m_reads;
    std::unique_ptr<Notifier> m_writes; ///< made when first needed
    std::unique_ptr<Tls> m_tls;
    ConnectionSlot m_slot;
    Phase m_phase = Phase::Open;
    qsizetype m_allowance = -1; ///< see limitReading()
    bool m_bulk = false; ///< the last read filled its buffer: read straight into the input
};

} // namespace homeport
