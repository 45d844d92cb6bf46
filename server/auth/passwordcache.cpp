// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Keyed hashes of passwords that were right.
#include "server/auth/passwordcache.h"

#include <QMessageAuthenticationCode>

namespace homeport {

PasswordCache::PasswordCache()
    : PasswordCache(Limits())
{
}

PasswordCache::PasswordCache(Limits limits)
    : m_limits(limits)
    , m_key(randomBytes(32))
{
}

QByteArray PasswordCache::hashOf(const AccountId &account, const Secret &password) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_key);
    code.addData(account.raw()); // 16 bytes always: no ambiguity with what follows
    code.addData(password.reveal());
    return code.result();
}

void PasswordCache::erase(std::unordered_map<AccountId, Entry>::iterator entry)
{
    m_byUse.erase(entry->second.use);
    m_entries.erase(entry);
}

bool PasswordCache::wasRight(const AccountId &account, const Secret &password, qint64 nowMs)
{
    const QByteArray hash = hashOf(account, password);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(account);
    if (found == m_entries.end())
        return false;
    if (found->second.expiresMs <= nowMs) {
        erase(found);
        return false;
    }
    if (!equalInConstantTime(found->second.hash, hash))
        return false;
    m_byUse.splice(m_byUse.end(), m_byUse, found->second.use);
    return true;
}

void PasswordCache::remember(const AccountId &account, const Secret &password, qint64 nowMs)
{
    QByteArray hash = hashOf(account, password);
    const std::scoped_lock lock(m_mutex);
    if (const auto old = m_entries.find(account); old != m_entries.end())
        erase(old);
    Entry entry{std::move(hash), nowMs + m_limits.lifetime.count(), m_byUse.insert(m_byUse.end(), account)};
    m_entries.emplace(account, std::move(entry));
    if (qsizetype(m_entries.size()) > m_limits.entries)
        erase(m_entries.find(m_byUse.front()));
}

void PasswordCache::forget(const AccountId &account)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_entries.find(account); found != m_entries.end())
        erase(found);
}

} // namespace homeport
