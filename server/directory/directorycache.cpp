// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the directory said, kept for all workers.
#include "server/directory/directorycache.h"

namespace homeport {

std::optional<DirectoryCache::Answer> DirectoryCache::find(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_index.find(key);
    if (found == m_index.end())
        return std::nullopt;
    const Items::iterator item = found->second;
    const auto age =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - item->when);
    if (std::holds_alternative<Absent>(item->value) && age > absentFor) {
        m_items.erase(item);
        m_index.erase(found);
        return std::nullopt;
    }
    m_items.splice(m_items.begin(), m_items, item);
    return Answer{item->value, age};
}

void DirectoryCache::insert(const QByteArray &key, Value value)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.find(key); found != m_index.end()) {
        m_items.erase(found->second);
        m_index.erase(found);
    }
    m_items.push_front({key, std::move(value), std::chrono::steady_clock::now()});
    m_index.emplace(key, m_items.begin());
    while (qsizetype(m_items.size()) > m_capacity) {
        m_index.erase(m_items.back().key);
        m_items.pop_back();
    }
}

void DirectoryCache::forget(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.find(key); found != m_index.end()) {
        m_items.erase(found->second);
        m_index.erase(found);
    }
}

qsizetype DirectoryCache::size() const
{
    const std::lock_guard lock(m_mutex);
    return qsizetype(m_items.size());
}

} // namespace homeport
