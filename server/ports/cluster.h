// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The cluster as the rest of the server sees it: the table in force and who is up.
#pragma once

#include "shared/base/task.h"
#include "shared/model/status.h"

#include <functional>

namespace homeport {

using TablePointer = std::shared_ptr<const ClusterTable>;

/// Reading is safe from any thread; snapshots never change.
class ClusterView
{
public:
    virtual ~ClusterView() = default;
    virtual MemberName self() const = 0;
    virtual TablePointer table() const = 0;
    virtual TableRevision revision() const = 0;
    /// Does this member reach that one now? (itself: always)
    virtual bool isUp(const MemberName &member) const = 0;
    /// Does its owner say that it serves the storage with the epoch of the table?
    virtual bool isServed(const StorageId &storage) const = 0;
    /// Why nobody serves it although its owner can be asked (detached, not mounted, ...): its mail is parked.
    /// Empty: it is served, or nothing is known.
    virtual QString whyParked(const StorageId &) const { return {}; }
};

/// Making revisions; on keepers, main thread only.
class TableEditor
{
public:
    virtual ~TableEditor() = default;
    /// Applies `change` to a copy of the table in force, signs, stores durably, and pushes to all. Refused
    /// with status "conflict" when `expected` is given and is not in force any more. The value: the new
    /// revision.
    virtual Task<Result<TableRevision>> change(std::function<Result<>(ClusterTable &)> change, QString author,
        QString comment, std::optional<TableRevision> expected) = 0;
    /// Pushes to one member and waits for its answer (protocol.md 1.7): Temporary when it cannot be reached.
    virtual Task<Result<>> pushTo(MemberName member, Deadline deadline) = 0;
};

/// Questions to another member over its control connection (protocol.md 1.9).
class MemberQuestions
{
public:
    virtual ~MemberQuestions() = default;
    virtual Task<Result<QJsonObject>> ask(
        MemberName member, QString what, QJsonObject arguments, Deadline deadline) = 0;
};

} // namespace homeport
