// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a recipient's attempts came to, as rows of queue.db (protocol.md 2.4).
#pragma once

#include "server/queue/queuerows.h"

namespace homeport::attempthistory {

constexpr int length = 20; ///< newest of each recipient

/// In the transaction that ends the attempt; the oldest beyond `length` goes.
Result<> note(
    Database &database, const queuerows::Recipient &recipient, const AttemptResult &result, qint64 nowMs);
/// Newest last.
Result<QList<QueueTry>> of(Database &database, qint64 row);
/// In the transaction in which the recipient leaves.
Result<> forget(Database &database, const queuerows::Recipient &recipient);

} // namespace homeport::attempthistory
