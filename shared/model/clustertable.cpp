// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Look-ups in the cluster table.
#include "shared/model/clustertable.h"

#include <algorithm>

namespace homeport {

namespace {

/// The first element for which `is` holds, or null; constness follows the list's.
template <class List, class Is> auto find(List &list, Is is) -> decltype(&*list.begin())
{
    const auto found = std::find_if(list.begin(), list.end(), is);
    return found == list.end() ? nullptr : &*found;
}

} // namespace

const Member *ClusterTable::member(const MemberName &name) const
{
    return find(members, [&](const Member &m) { return m.name == name; });
}

Member *ClusterTable::member(const MemberName &name)
{
    return find(members, [&](const Member &m) { return m.name == name; });
}

const Storage *ClusterTable::storage(const StorageId &id) const
{
    return find(storages, [&](const Storage &s) { return s.id == id; });
}

Storage *ClusterTable::storage(const StorageId &id)
{
    return find(storages, [&](const Storage &s) { return s.id == id; });
}

const Storage *ClusterTable::storageByName(const QString &name) const
{
    return find(storages, [&](const Storage &s) { return s.name == name; });
}

const Storage *ClusterTable::defaultStorageOf(const MemberName &host) const
{
    return find(storages, [&](const Storage &s) { return s.home == host && s.isDefault; });
}

QList<Storage> ClusterTable::storagesOwnedBy(const MemberName &owner) const
{
    QList<Storage> out;
    std::copy_if(storages.begin(), storages.end(), std::back_inserter(out),
        [&](const Storage &s) { return s.owner == owner; });
    return out;
}

const Job *ClusterTable::runningJob() const
{
    return find(jobs, [](const Job &job) { return job.isRunning(); });
}

} // namespace homeport
