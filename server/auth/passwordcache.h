// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Remembers for minutes that a password was right, so that slow hashes are paid once and a directory that is
// away does not lock out those who use their mail all day.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/secret.h"

#include <list>
#include <mutex>
#include <unordered_map>

namespace homeport {

/// Holds HMAC-SHA-256 values under a random key that never leaves the process, never a password. Says only
/// "was right"; a wrong password is always the directory's to judge. Any thread.
class PasswordCache
{
public:
    struct Limits
    {
        qsizetype entries = 65536; ///< the longest unused go first
        std::chrono::milliseconds lifetime = 5min; ///< for so long an old password still logs in
    };
    PasswordCache();
    explicit PasswordCache(Limits limits);

    bool wasRight(const AccountId &account, const Secret &password, qint64 nowMs);
    void remember(const AccountId &account, const Secret &password, qint64 nowMs);
    void forget(const AccountId &account);

private:
    struct Entry
    {
        QByteArray hash;
        qint64 expiresMs = 0;
        std::list<AccountId>::iterator use;
    };
    QByteArray hashOf(const AccountId &account, const Secret &password) const;
    void erase(std::unordered_map<AccountId, Entry>::iterator entry);

    const Limits m_limits;
    const QByteArray m_key;
    std::mutex m_mutex;
    std::unordered_map<AccountId, Entry> m_entries;
    std::list<AccountId> m_byUse; ///< longest unused first
};

} // namespace homeport
