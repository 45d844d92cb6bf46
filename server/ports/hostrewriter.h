// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Records of many accounts changed fast, by one runner at a time (design.md §5 "Reassignment", 3).
#pragma once

#include "server/ports/directory.h"

namespace homeport {

/// What the directory's writer can do, found out by asking it.
struct RewriterFacts
{
    bool hasTransactions = false; ///< RFC 5805, and the server does not replicate
    QString why; ///< why not
    qint64 sizeLimit = 0; ///< a listing was cut off at this many entries; 0: no limit was met
};

/// One page of accounts; `next` is empty at the end.
struct AccountPage
{
    QList<AccountRecord> accounts;
    QList<QByteArray>
        damaged; ///< "dn: why" of entries that match the filter and cannot be read as an account
    QByteArray next;
};

struct SwapOutcome
{
    qint64 swapped = 0;
    QList<Address> lost; ///< no longer as they were read: somebody else changed them
    QList<std::pair<Address, Error>> failed; ///< each for a reason of its own
    bool isFencedOff = false; ///< a newer runner has raised the fence: nothing of this batch is committed
    std::optional<Error> stopped; ///< the directory went away; what is not counted may or may not be done
};

/// One per job, with its own connections to the writer named in the table; main thread. Calls run one at a
/// time per object, except that one listing and one batch may overlap. Every call ends by itself.
class HostRewriter
{
public:
    virtual ~HostRewriter() = default;
    virtual Task<Result<RewriterFacts>> facts() = 0;
    /// The number that the directory's fence entry holds; 0 when there is none yet.
    virtual Task<Result<quint64>> fence() = 0;
    /// Compare-and-swap of the fence from `expected` to `wanted`; the entry is made when missing. False: it
    /// holds another number than `expected`.
    virtual Task<Result<bool>> raiseFence(quint64 expected, quint64 wanted) = 0;
    /// Accounts that match the filter, `limit` a page. An error (never a short list) when the server cuts the
    /// listing off: status "size-limit", and forLog names the limit met and how to raise it.
    virtual Task<Result<AccountPage>> accounts(HostFilter filter, int limit, QByteArray after) = 0;
    /// Compare-and-swap of each account, as one transaction where the server offers them (entries that fail
    /// are taken out and the rest is done again), else pipelined. Commits nothing once the fence is not
    /// `fence` any more.
    virtual Task<SwapOutcome> swapHosts(QList<DirectoryEditor::HostChange> changes, quint64 fence) = 0;
};

} // namespace homeport
