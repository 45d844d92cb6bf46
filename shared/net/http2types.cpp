// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Header look-up, and the ends of connections as errors.
#include "shared/net/http2types.h"

namespace homeport {

QByteArray headerValue(const Http2Headers &headers, QByteArrayView name)
{
    for (const Http2Header &header : headers) {
        if (header.name == name)
            return header.value.isNull() ? QByteArray("") : header.value;
    }
    return {};
}

Error Http2End::toError() const
{
    const auto kindText = [this] {
        switch (kind) {
        case Kind::Closed:
            return QStringLiteral("closed here");
        case Kind::PeerClosed:
            return QStringLiteral("closed by the peer");
        case Kind::Dead:
            return QStringLiteral("dead");
        case Kind::Failed:
            return QStringLiteral("failed");
        }
        return QString();
    };
    return Error::temporary(QByteArrayLiteral("connection lost"),
        QStringLiteral("HTTP/2 connection %1: %2").arg(kindText(), detail));
}

} // namespace homeport
