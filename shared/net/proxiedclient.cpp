// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From the first bytes to the client's address.
#include "shared/net/proxiedclient.h"

#include "shared/net/proxyheader.h"

namespace homeport {

Task<Result<>> meetClient(TcpStream &stream, ClientGate gate, Deadline deadline)
{
    QByteArray bytes;
    for (;;) {
        const ProxyStep step = parseProxyHeader(bytes);
        if (const auto *wrong = std::get_if<Error>(&step))
            co_return fail(*wrong);
        if (const auto *header = std::get_if<ProxyHeader>(&step)) {
            PeerInfo client;
            if (!header->isLocal)
                client = {header->sourceAddress, header->sourcePort, header->destinationAddress,
                    header->destinationPort, {}};
            ConnectionSlot slot;
            if (!header->isLocal) { // the proxy's own connections are its affair, and have their place
                slot = gate(client.address);
                if (!slot)
                    co_return fail(Error::refused("not admitted",
                        QStringLiteral(
                            "client %1 is outside the allowed networks or has too many connections")
                            .arg(QString::fromLatin1(client.address))));
            }
            stream.standFor(client, std::move(slot));
            stream.limitReading(-1);
            co_return Result<>();
        }
        // The client's first bytes may have arrived with the header and belong to TLS: not one more than the
        // header is taken, a line byte by byte.
        const ProxyNeedMore more = std::get<ProxyNeedMore>(step);
        const qsizetype count = std::max<qsizetype>(more.exactly, 1);
        stream.limitReading(count);
        const StreamResult<QByteArray> read = co_await stream.readExact(count, deadline);
        if (!read)
            co_return fail(read.error().toError());
        bytes += *read;
    }
}

} // namespace homeport
