// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who may serve a storage: label against row, the attach ticket, and the signs of life of another holder.
#pragma once

#include "server/store/storageroot.h"
#include "shared/base/clock.h"
#include "shared/model/storage.h"

namespace homeport {

/// What `storage attach` found and was told; written durably as STATE/attach/<id> (protocol.md 2.2).
struct AttachTicket
{
    StorageId id;
    QString path;
    Place place;
    quint64 epoch = 0; ///< of the label
    quint64 counter = 0;
    LabelState state = LabelState::Detached;
    QString proof; ///< the fence command's or the administrator's statement; empty after a clean detach
    bool operator==(const AttachTicket &) const = default;
};

struct AttachOptions
{
    QString proof; ///< not empty: the old owner is fenced, by a command that said so or a statement
    bool onlyCurrentDisk = false; ///< the administrator's statement for a label older than the row
    std::chrono::milliseconds watch = 12s; ///< two periods of the counter and a little
};

/// Looks at the label and changes nothing. Refused, each with its own text: no label, damaged, of another
/// cluster, of another storage, older than the row, not detached cleanly without proof, counter moving.
/// Blocks for `watch` when the label was not detached cleanly.
Result<AttachTicket> checkAttach(
    const QString &path, const ClusterId &cluster, const Storage &row, const AttachOptions &options);

/// Tickets in `directory` (made when missing). Blocking.
Result<> writeTicket(const QString &directory, const AttachTicket &ticket);
Result<std::optional<AttachTicket>> readTicket(const QString &directory, const StorageId &id);
Result<> dropTicket(const QString &directory, const StorageId &id);

/// The label to serve with: the present one when it agrees with the row, or one with the row's owner and
/// epoch when a ticket allows it. Refused otherwise, saying what stands against it.
Result<Label> labelToServe(const Label &label, const Place &place, const Storage &row,
    const ClusterId &cluster, const MemberName &self, const std::optional<AttachTicket> &ticket);

} // namespace homeport
