// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The SMTP, IMAP and POP3 replies that an Error stands for: total functions, one place, one truth.
#pragma once

#include "shared/base/error.h"

#include <QByteArray>

namespace homeport {

/// The three-digit code, e.g. 451. Decided by the fault's class, refined by the enhanced status.
int smtpCode(const Error &error);
/// The enhanced status, whose class always agrees with smtpCode(): "4.3.0".
QByteArray smtpStatus(const Error &error);
/// "451 4.3.0 text", without CR LF.
QByteArray smtpReply(const Error &error);

/// "TAG NO [UNAVAILABLE] text" or "TAG BAD text", without CR LF. The response code follows the status:
/// a status that is an IMAP code itself ("NONEXISTENT") stays; x.2.2 OVERQUOTA, x.3.4 TOOBIG, 5.7.8
/// AUTHENTICATIONFAILED, 5.7.1 NOPERM, 5.7.9 and 5.7.11 PRIVACYREQUIRED, 5.1.1 NONEXISTENT, 5.1.4
/// ALREADYEXISTS, 5.2.0 CANNOT; every Temporary and Internal without one of these is UNAVAILABLE (RFC 5530).
QByteArray imapReply(const QByteArray &tag, const Error &error);

/// "-ERR [SYS/TEMP] text" (RFC 3206), "-ERR [AUTH] text" for 5.7.8, else "-ERR text"; without CR LF.
QByteArray pop3Reply(const Error &error);

} // namespace homeport
