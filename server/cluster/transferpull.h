// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The target's side of a transfer: one round that makes the incoming copy equal to the source. Internal to
// server/cluster.
#pragma once

#include "server/cluster/transferplan.h"
#include "shared/net/bytestream.h"

namespace homeport {

struct PullOrder
{
    MovePlace place; ///< here: the incoming copy
    bool isLast = false; ///< the source is held: nothing may differ in the end
    bool checksAll = false; ///< messages that are here already are compared by their hash too
    QByteArray keysFrom; ///< position in the source's journal
};

/// Filled while the round goes on.
struct PullReport
{
    qint64 files = 0; ///< fetched
    qint64 bytes = 0;
    qint64 renamed = 0;
    qint64 removed = 0;
    qint64 messages = 0; ///< of the account
    QByteArray keysNext;
};

/// Ends with the stream: close it to stop a round. The store outlives it.
Task<Result<>> pullRound(MoveStore &store, std::shared_ptr<ByteStream> stream, PullOrder order,
    std::shared_ptr<PullReport> report);

} // namespace homeport
