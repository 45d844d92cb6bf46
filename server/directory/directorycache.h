// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the directory said, kept for all workers: positive answers of any age, negative ones for seconds.
#pragma once

#include "server/ports/directory.h"

#include <list>
#include <mutex>
#include <unordered_map>

namespace homeport {

/// Any thread. Bounded: the entry that was not used for longest goes first.
class DirectoryCache
{
public:
    explicit DirectoryCache(qsizetype capacity = 500'000)
        : m_capacity(capacity)
    {
    }

    using Value = std::variant<Record, QByteArray, Absent>; ///< account or redirection, domain, nothing
    struct Answer
    {
        Value value;
        std::chrono::milliseconds age;
    };
    /// An absence older than `absentFor` is not returned, nor kept.
    std::optional<Answer> find(const QByteArray &key);
    void insert(const QByteArray &key, Value value);
    void forget(const QByteArray &key);
    qsizetype size() const;

    static constexpr auto recent = std::chrono::seconds(60);
    static constexpr auto absentFor = std::chrono::seconds(5); ///< design.md §4 law 4

private:
    struct Item
    {
        QByteArray key;
        Value value;
        std::chrono::steady_clock::time_point when;
    };
    using Items = std::list<Item>;
    struct Hash
    {
        size_t operator()(const QByteArray &key) const noexcept { return qHash(key); }
    };

    const qsizetype m_capacity;
    mutable std::mutex m_mutex;
    Items m_items; ///< last used first
    std::unordered_map<QByteArray, Items::iterator, Hash> m_index;
};

} // namespace homeport
