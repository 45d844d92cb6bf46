// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Replies derived from errors.
#include "shared/mail/reply.h"

namespace homeport {

namespace {

/// What a peer may read, safe on one line: printable ASCII, never empty.
QByteArray peerText(const Error &error)
{
    QByteArray text = error.forPeer;
    for (char &c : text) {
        if (quint8(c) < 0x20 || quint8(c) >= 0x7f)
            c = '?';
    }
    if (!text.isEmpty())
        return text;
    switch (error.fault) {
    case Fault::Syntax:
        return "syntax error";
    case Fault::Refused:
        return "refused";
    case Fault::Temporary:
    case Fault::Internal:
        break;
    }
    return "try again later";
}

QByteArrayView subject(const Error &error) // "7.8" of "5.7.8"; empty where the status is an IMAP code
{
    const QByteArrayView status = error.status;
    const bool enhanced = status.size() > 2 && status[0] >= '2' && status[0] <= '5' && status[1] == '.';
    return enhanced ? status.sliced(2) : QByteArrayView();
}

int temporaryCode(QByteArrayView status)
{
    if (status == "2.2" || status == "3.1" || status == "5.3" || status == "3.4")
        return 452; // RFC 5321 4.2.2: insufficient system storage; too many recipients
    if (status == "3.2")
        return 421; // shutting down
    if (status == "7.0")
        return 454; // RFC 4954 6: temporary authentication failure
    return 451;
}

int permanentCode(QByteArrayView status)
{
    if (status == "2.2" || status == "3.4")
        return 552; // RFC 5321 4.2.2: exceeded storage allocation; RFC 1870: too big
    if (status == "7.8")
        return 535; // RFC 4954 6
    if (status == "7.9")
        return 534;
    if (status == "7.11")
        return 538;
    if (status == "7.0")
        return 554;
    if (status == "5.1")
        return 503;
    if (status == "5.2")
        return 500;
    if (status == "5.4" || status == "1.3")
        return 501;
    if (status == "6.7" || status == "1.7" || status == "1.8")
        return 553;
    if (status.startsWith('6') || status.startsWith("3.") || status.startsWith("4."))
        return 554;
    return 550;
}

QByteArray imapCode(const Error &error)
{
    if (!error.status.isEmpty() && error.status[0] >= 'A' && error.status[0] <= 'Z')
        return error.status; // made for IMAP: "NONEXISTENT"
    const QByteArrayView status = subject(error);
    if (status == "2.2")
        return "OVERQUOTA"; // RFC 5530
    if (status == "3.4")
        return "TOOBIG"; // RFC 4469
    if (error.isTemporary())
        return "UNAVAILABLE"; // RFC 5530
    if (status == "7.8")
        return "AUTHENTICATIONFAILED";
    if (status == "7.1")
        return "NOPERM";
    if (status == "7.9" || status == "7.11")
        return "PRIVACYREQUIRED";
    if (status == "1.1")
        return "NONEXISTENT";
    if (status == "1.4")
        return "ALREADYEXISTS";
    if (status == "2.0")
        return "CANNOT";
    return {};
}

} // namespace

int smtpCode(const Error &error)
{
    switch (error.fault) {
    case Fault::Syntax:
        return error.status.isEmpty() ? 501 : permanentCode(subject(error));
    case Fault::Refused:
        return permanentCode(subject(error));
    case Fault::Temporary:
    case Fault::Internal:
        break;
    }
    return temporaryCode(subject(error));
}

QByteArray smtpStatus(const Error &error)
{
    const char statusClass = error.isTemporary() ? '4' : '5';
    if (!subject(error).isEmpty())
        return statusClass + error.status.mid(1);
    switch (error.fault) {
    case Fault::Syntax:
        return "5.5.4";
    case Fault::Refused:
        return "5.0.0";
    case Fault::Temporary:
    case Fault::Internal:
        break;
    }
    return "4.3.0";
}

QByteArray smtpReply(const Error &error)
{
    return QByteArray::number(smtpCode(error)) + ' ' + smtpStatus(error) + ' ' + peerText(error);
}

QByteArray imapReply(const QByteArray &tag, const Error &error)
{
    if (error.fault == Fault::Syntax && imapCode(error).isEmpty())
        return tag + " BAD " + peerText(error);
    const QByteArray code = imapCode(error);
    return tag + " NO " + (code.isEmpty() ? QByteArray() : '[' + code + "] ") + peerText(error);
}

QByteArray pop3Reply(const Error &error)
{
    if (error.isTemporary())
        return "-ERR [SYS/TEMP] " + peerText(error);
    if (subject(error) == "7.8")
        return "-ERR [AUTH] " + peerText(error);
    return "-ERR " + peerText(error);
}

} // namespace homeport
