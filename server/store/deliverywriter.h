// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One message into one account, in the order that makes 250 mean durable (protocol.md 2.3).
#pragma once

#include "server/store/servedstorage.h"

namespace homeport {

/// The order, and where a crash after each step leaves the message:
///  1. tmp/KEY written and fsynced      an orphan in tmp: swept, or replaced by the next attempt
///  2. intent appended, group fsync     settled at start: linked from tmp (or gone when tmp was lost: no
///  answer)
///  3. link into new/                   perhaps visible after the crash: settled, found or linked again
///  4. fsync of new/                    settled: found
///  5. label checked again              as 4; not ours any more: "later", and the next owner settles
///  6. answer; done without waiting     the next attempt finds done, or settles to it: duplicate
/// Blocking, any thread. One per storage and listener of deliveries.
class DeliveryWriter
{
public:
    /// `maxSize` 0: no limit.
    DeliveryWriter(std::shared_ptr<ServedStorage> storage, qint64 maxSize)
        : m_storage(std::move(storage))
        , m_maxSize(maxSize)
    {
    }
    DeliveryResult deliver(const DeliveryRequest &request, const DeliveryRecipient &recipient);

private:
    DeliveryResult attempt(const DeliveryRequest &request, const DeliveryRecipient &recipient);
    std::optional<DeliveryResult> fromJournal(const DeliveryRecipient &recipient);
    DeliveryResult write(const DeliveryRequest &request, const DeliveryRecipient &recipient);
    Result<qint64> writeTemporary(
        int tmp, const QByteArray &name, const DeliveryRequest &request, const DeliveryRecipient &recipient);
    Result<> makeVisible(int folder, int tmp, const JournalRecord &intent);
    const std::shared_ptr<ServedStorage> m_storage;
    const qint64 m_maxSize;
};

/// "Return-Path: <...>" and "Delivered-To: ..." with CR LF; control characters of the addresses are left out.
QByteArray deliveryHeader(const QByteArray &from, const QByteArray &recipient);

} // namespace homeport
