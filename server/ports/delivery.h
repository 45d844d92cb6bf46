// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Final delivery: to a storage here, or over the link to the member that serves it.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/task.h"
#include "shared/mail/messagebody.h"
#include "shared/model/clustertable.h"

namespace homeport {

struct DeliveryRecipient
{
    DeliveryKey key;
    AccountId account;
    QByteArray address; ///< the account's own
    QByteArray recipient; ///< of the client's RCPT
    StorageId storage;
    quint64 epoch = 0;
};

struct DeliveryRequest
{
    QByteArray from; ///< empty: null reverse-path
    QByteArray session; ///< hex
    qint64 receivedMs = 0;
    QList<DeliveryRecipient> recipients;
    std::shared_ptr<const MessageBody> body; ///< sealed
};

enum class DeliveryOutcome {
    Delivered, ///< durable in the account (or it had been, under this key)
    Refused, ///< for good
    Later,
    NotHere, ///< that storage is not served here with this epoch
};

struct DeliveryResult
{
    DeliveryKey key;
    DeliveryOutcome outcome = DeliveryOutcome::Later;
    QByteArray status; ///< RFC 3463
    QByteArray text;
};

/// One result per recipient, always, by the deadline; a result that did not come is Later.
class LocalDelivery
{
public:
    virtual ~LocalDelivery() = default;
    virtual Task<QList<DeliveryResult>> deliver(DeliveryRequest request) = 0;
};

class ByteStream;

struct TunnelRequest
{
    QByteArray protocol; ///< "imap" or "pop3"
    AccountId account;
    QByteArray address;
    StorageId storage;
    quint64 epoch = 0;
    QByteArray login;
    QByteArray clientAddress;
    quint16 clientPort = 0;
    QByteArray clientTls;
    QByteArray session;
    QByteArray tag;
    MemberName via =
        {}; ///< who carries the session; not on the wire: the answerer knows its peer. Empty: this member
};

/// The other members, from a worker's point of view. Errors: Temporary; status "not-here" when the answer was
/// *not here* (the table has been brought up to date by then: route again).
class MemberLink
{
public:
    virtual ~MemberLink() = default;
    virtual Task<QList<DeliveryResult>> deliver(
        MemberName member, DeliveryRequest request, Deadline deadline) = 0;
    virtual Task<Result<std::unique_ptr<ByteStream>>> openTunnel(
        MemberName member, TunnelRequest request, Deadline deadline) = 0;
};

} // namespace homeport
