// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of three tables side by side: of a common ancestor and of the two lines that follow it.
#pragma once

#include "shared/model/clustertable.h"

#include <algorithm>
#include <optional>

namespace homeport {

/// One row as each of them has it.
template <class Row> struct Rows
{
    std::optional<Row> base;
    std::optional<Row> ours;
    std::optional<Row> theirs;
    const Row &any() const { return ours ? *ours : theirs ? *theirs : *base; }
};

template <class Row, class Key>
std::optional<Row> rowWithKey(const QList<Row> &rows, const QString &wanted, Key key)
{
    const auto found =
        std::find_if(rows.cbegin(), rows.cend(), [&](const Row &row) { return key(row) == wanted; });
    return found == rows.cend() ? std::nullopt : std::optional<Row>(*found);
}

/// Every row of any of the three, once: in the order of ours, then theirs, then base.
template <class Row, class Key>
QList<Rows<Row>> joined(const QList<Row> &base, const QList<Row> &ours, const QList<Row> &theirs, Key key)
{
    QList<Rows<Row>> all;
    QStringList seen;
    for (const QList<Row> *side : {&ours, &theirs, &base}) {
        for (const Row &row : *side) {
            const QString name = key(row);
            if (seen.contains(name))
                continue;
            seen.append(name);
            all.append(
                {rowWithKey(base, name, key), rowWithKey(ours, name, key), rowWithKey(theirs, name, key)});
        }
    }
    return all;
}

inline QString keyOfMember(const Member &member) { return member.name.text; }
inline QString keyOfStorage(const Storage &storage) { return storage.id.text(); }
inline QString keyOfAdministrator(const Administrator &administrator) { return administrator.name; }
inline QString keyOfJob(const Job &job) { return job.id.text(); }
inline QString keyOfRemoved(const RemovedMember &removed)
{
    return QString::fromLatin1(removed.publicKey.toBase64());
}

/// "storage:NAME", or "storage:ID" when the two lines use the name for different storages.
QString storageRowName(const Storage &storage, const ClusterTable &ours, const ClusterTable &theirs);

} // namespace homeport
