// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Deliveries that a crash left open, brought to an end (protocol.md 2.3).
#pragma once

#include "server/store/servedstorage.h"

namespace homeport {

/// The name under which a delivered message becomes visible, and the mark in it by which its key is found.
QByteArray deliveredFileName(const DeliveryKey &key, qint64 wallMs, const QByteArray &tag, qint64 size);
/// The delivery key in a file name's unique part; nothing in names that were not made by a delivery.
std::optional<DeliveryKey> keyInFileName(QByteArrayView name);

/// Settles one open intent; `folder` is the account's. Done: the message is visible and durable. Gone:
/// nothing is. An error leaves it open. The caller holds the key's lease.
Result<JournalKind> settleIntent(ServedStorage &storage, int folder, const JournalRecord &intent);

/// Settles all open intents. Accounts that cannot be settled are reported and stay open: their messages are
/// told "later", all others are served.
Result<> settleAll(ServedStorage &storage);

} // namespace homeport
