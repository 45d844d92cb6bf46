// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// CAPABILITY, ID, ENABLE, NAMESPACE, NOOP and LOGOUT: commands that only tell.
#include "server/imap/capability.h"

#include "server/imap/commands.h"

namespace homeport::imap {

namespace {
constexpr const char *features =
    "LITERAL+ ID ENABLE IDLE NAMESPACE CHILDREN SPECIAL-USE UIDPLUS UNSELECT MOVE";
} // namespace

QByteArray homeCapabilities() { return QByteArray("IMAP4rev1 ") + features; }

QByteArray loginCapabilities(TlsOffer tls, bool loginAllowed)
{
    QByteArray out = QByteArray("IMAP4rev1 SASL-IR ") + features;
    if (tls == TlsOffer::StartTls)
        out += " STARTTLS";
    // RFC 3501 6.2.3: LOGINDISABLED where the password would travel in the clear
    return out + (loginAllowed ? " AUTH=PLAIN AUTH=LOGIN" : " LOGINDISABLED");
}

QByteArray idAnswer() { return "* ID (\"name\" \"Homeport\" \"version\" \"" HOMEPORT_VERSION "\")\r\n"; }

Task<Completion> execute(ImapContext &context, Capability)
{
    co_await context.send("* CAPABILITY " + homeCapabilities() + "\r\n");
    co_return QByteArray("Capability completed");
}

Task<Completion> execute(ImapContext &, Noop) { co_return QByteArray("Noop completed"); }

Task<Completion> execute(ImapContext &context, Logout)
{
    context.loggedOut = true;
    co_await context.send("* BYE Logging out\r\n");
    co_return QByteArray("Logout completed");
}

Task<Completion> execute(ImapContext &context, Namespace)
{
    co_await context.send("* NAMESPACE ((\"\" \".\")) NIL NIL\r\n"); // RFC 2342 5
    co_return QByteArray("Namespace completed");
}

Task<Completion> execute(ImapContext &context, Id)
{
    co_await context.send(idAnswer());
    co_return QByteArray("Id completed");
}

Task<Completion> execute(ImapContext &context, Enable)
{
    co_await context.send("* ENABLED\r\n"); // RFC 5161 3.1: none of our extensions needs enabling
    co_return QByteArray("Enable completed");
}

// The verb table lets these three in before login only.
Task<Completion> execute(ImapContext &, StartTls) { co_return fail(Error::syntax("not after login")); }

Task<Completion> execute(ImapContext &, Login) { co_return fail(Error::syntax("not after login")); }

Task<Completion> execute(ImapContext &, Authenticate) { co_return fail(Error::syntax("not after login")); }

} // namespace homeport::imap
