// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What has to be done to make one folder of a copy equal to its source. Pure.
#pragma once

#include "server/ports/accountmoves.h"

namespace homeport {

enum class ControlFiles {
    IfChanged,
    Always, ///< the last round: their stamps are not relied on
};

struct TransferPlan
{
    QList<TransferFile> fetch;
    QList<std::pair<QByteArray, QByteArray>> rename; ///< from, to: flags changed, or moved from new to cur
    QList<QByteArray> remove;
    QList<TransferFile> same; ///< messages that are there, under their name of now
    bool isEmpty() const { return fetch.isEmpty() && rename.isEmpty() && remove.isEmpty(); }
};

/// A message is known by the part of its name before ':', which never changes; it is the same when size and
/// modification time (ms) are.
TransferPlan planTransfer(
    const QList<TransferFile> &there, const QList<TransferFile> &here, ControlFiles controls);

} // namespace homeport
