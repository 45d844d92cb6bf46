// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How a client session is asked for on the link: the headers of an extended CONNECT (protocol.md 1.3).
#pragma once

#include "server/ports/delivery.h"
#include "shared/net/http2exchange.h"

namespace homeport {

constexpr auto tunnelPath = "/v1/session";

Http2Connect encodeTunnel(const TunnelRequest &request, const MemberName &member);
/// Syntax, naming the header, when one is missing or malformed.
Result<TunnelRequest> decodeTunnel(const QByteArray &protocol, const Http2Headers &headers);

} // namespace homeport
