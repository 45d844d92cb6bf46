// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two streams joined in memory, so that a session can be tested as a dialogue without a socket.
#pragma once

#include "shared/net/bufferedstream.h"

#include <utility>

namespace homeport {

/// One end of an in-memory connection. Behaves like a socket: bytes arrive at the next turn of the loop, a
/// peer that does not read (more than the read high-water mark buffered) holds the writer back, finish() is
/// seen as Ended, close() as Ended too (or, with reset(), as Closed). Both ends live in one thread, in any
/// order of death.
class MemoryStream final : public BufferedStream
{
public:
    using Pair = std::pair<std::unique_ptr<MemoryStream>, std::unique_ptr<MemoryStream>>;
    /// `first` is usually given to the session, `second` is the client.
    static Pair pair();

    ~MemoryStream() override;

    /// Pretends a handshake: refused with bytes buffered, as on a real stream; then peer().tls is "TLSv1.3
    /// TEST".
    Task<StreamResult<>> startTls(std::shared_ptr<TlsContext> context, Deadline deadline) override;
    /// The client's half of the pretended handshake.
    void pretendTls();
    void setPeer(const PeerInfo &peer) { peerInfo() = peer; }
    /// The peer sees a reset connection: its reads and writes give Closed.
    void reset();
    /// Nothing more is taken by the other end until released: for tests of back pressure and deadlines.
    void holdBack(bool held);

protected:
    void transmit() override;
    void endOutput() override;
    void closeTransport() override;
    void resumeReading() override;

private:
    explicit MemoryStream(const PeerInfo &peer);

    MemoryStream *m_other = nullptr;
    bool m_held = false;
};

} // namespace homeport
