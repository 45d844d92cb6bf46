// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The PROXY protocol, versions 1 and 2 (haproxy.org, doc/proxy-protocol.txt): bytes in, the client's address
// out.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <variant>

namespace homeport {

/// What a proxy says about the connection it passes on. Addresses as in PeerInfo.
struct ProxyHeader
{
    /// LOCAL, UNKNOWN or a family that is none of ours: the proxy's own connection (a health check, for one);
    /// the addresses are empty, the socket's stand.
    bool isLocal = true;
    QByteArray sourceAddress;
    quint16 sourcePort = 0;
    QByteArray destinationAddress;
    quint16 destinationPort = 0;
    bool operator==(const ProxyHeader &) const = default;
};

/// What to read next: exactly so many bytes, or (exactly = 0) up to a line end within `line` bytes. Never
/// more than the header: what follows is the client's.
struct ProxyNeedMore
{
    qsizetype exactly = 0;
    qsizetype line = 0;
    bool operator==(const ProxyNeedMore &) const = default;
};

using ProxyStep = std::variant<ProxyNeedMore, ProxyHeader, Error>;

constexpr qsizetype proxyLineLimit = 107; ///< version 1, 2.1 "worst case"
constexpr qsizetype proxyBlockLimit = 2048; ///< version 2: addresses and TLVs

/// `bytes`: all that was read of the header so far, as the steps before asked for it (nothing at first).
/// Strict: one form of each number and address, a length that fits, TLVs that add up (what they say is
/// skipped).
ProxyStep parseProxyHeader(QByteArrayView bytes);

} // namespace homeport
