// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The envelope of a message: who sent it and who shall get it, apart from its header.
#pragma once

#include "shared/mail/address.h"

#include <QByteArray>
#include <QFlags>
#include <QList>

namespace homeport {

/// RFC 3461 4.1: when the sender wants to hear of a recipient.
enum class DsnNotify {
    Unspecified = 0, ///< no NOTIFY parameter: failures, and delays where that is our custom
    Never = 1,
    Success = 2,
    Failure = 4,
    Delay = 8,
};
Q_DECLARE_FLAGS(DsnNotifyFlags, DsnNotify)

/// One RCPT TO.
struct Recipient
{
    Address address; ///< as the client wrote it, unquoted
    QByteArray originalRecipient; ///< ORCPT, undecoded ("rfc822;..."), empty where not given
    DsnNotifyFlags notify;
    bool operator==(const Recipient &) const = default;
};

/// RFC 6152 BODY=.
enum class BodyType { SevenBit, EightBitMime };
/// RFC 3461 RET=.
enum class DsnReturn { Unspecified, Headers, Full };

struct Envelope
{
    QByteArray reversePath; ///< wire form without brackets; empty is the null reverse-path
    QList<Recipient> recipients;
    BodyType bodyType = BodyType::SevenBit;
    bool smtpUtf8 = false; ///< RFC 6531
    DsnReturn dsnReturn = DsnReturn::Unspecified;
    QByteArray envelopeId; ///< ENVID, undecoded
    bool operator==(const Envelope &) const = default;
};

} // namespace homeport

Q_DECLARE_OPERATORS_FOR_FLAGS(homeport::DsnNotifyFlags)
