// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How mail leaves for other sites: the port, and what it answers.
#pragma once

#include "server/delivery/homedelivery.h"

namespace homeport {

struct RemoteResult
{
    DeliveryOutcome outcome = DeliveryOutcome::Later; ///< Delivered, Refused or Later
    QByteArray status;
    QByteArray text;
};

/// Where remote mail goes. Main thread.
class RemoteTransport
{
public:
    virtual ~RemoteTransport() = default;
    /// Is there a way out at all? Without one, remote recipients are refused at RCPT.
    virtual bool isConfigured() const = 0;
    /// The server that mail is handed to, for people; empty: none.
    virtual QByteArray server() const { return {}; }
    /// One message; results in the order of the recipients.
    virtual Task<QList<RemoteResult>> send(
        MessageInFlight message, QList<QByteArray> recipients, Deadline deadline) = 0;
};

} // namespace homeport
