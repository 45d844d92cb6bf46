// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a server announces after EHLO, as a client needs it.
#pragma once

#include "server/smtp/syntax/reply.h"

namespace homeport {

struct Capabilities
{
    bool startTls = false; ///< RFC 3207
    bool pipelining = false; ///< RFC 2920
    bool eightBitMime = false; ///< RFC 6152
    bool smtpUtf8 = false; ///< RFC 6531
    bool enhancedStatusCodes = false; ///< RFC 2034
    bool chunking = false; ///< RFC 3030
    bool dsn = false; ///< RFC 3461
    std::optional<qint64> size; ///< RFC 1870; 0: announced without a limit
    QList<QByteArray> mechanisms; ///< RFC 4954, in upper case
    bool operator==(const Capabilities &) const = default;
};

/// From the positive reply to EHLO. Unknown keywords are skipped; "AUTH=LOGIN" of old servers is understood.
Capabilities parseCapabilities(const Reply &ehlo);

} // namespace homeport
