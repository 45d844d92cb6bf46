// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The questions and answers of one round of a transfer, from the target's point of view. Internal to
// server/cluster.
#pragma once

#include "server/cluster/transferpull.h"

namespace homeport {

/// What the coroutines of a round share.
struct TransferRound
{
    MoveStore &store;
    std::shared_ptr<ByteStream> stream;
    PullOrder order;
    std::shared_ptr<PullReport> report;
};
using RoundPointer = std::shared_ptr<TransferRound>;

Error malformedTransfer(const char *what);

/// Lines up to one that is "."; with `end`, up to one that begins with '.', whose rest goes there.
Task<Result<QList<QByteArray>>> transferLines(RoundPointer round, QByteArray question, QByteArray *end);
Task<Result<QList<TransferFile>>> filesThere(RoundPointer round, QByteArray folder);
/// Fetches and puts down; a file that is gone meanwhile is left to the next round, unless this is the last.
Task<Result<>> fetchFiles(RoundPointer round, QByteArray folder, QList<TransferFile> files);
/// Compares hashes; what differs is fetched.
Task<Result<>> checkSums(RoundPointer round, QByteArray folder, QList<TransferFile> files);

} // namespace homeport
