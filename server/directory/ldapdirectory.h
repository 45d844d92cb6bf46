// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Look-ups and password checks in an LDAP directory: the Directory port.
#pragma once

#include "server/directory/directorycache.h"
#include "server/directory/ldapservers.h"
#include "server/directory/turnstile.h"

namespace homeport {

/// One instance per worker loop; settings and cache are shared among them. `pool` opens connections, which
/// can block for the settings' time-out and longer in name resolution: give it threads of its own (4 are
/// enough for a process). It must be destroyed after all directories and before their loops end.
class LdapDirectory : public Directory
{
public:
    LdapDirectory(std::shared_ptr<const DirectorySettingsSource> settings,
        std::shared_ptr<DirectoryCache> cache, BlockingPool &pool);
    /// Calls under way end with "unknown" before this returns.
    ~LdapDirectory() override;
    Q_DISABLE_COPY_MOVE(LdapDirectory)

    Task<Lookup<Record>> find(Address address, Freshness freshness, Deadline deadline) override;
    Task<Lookup<QByteArray>> findDomain(QByteArray domain, Freshness freshness, Deadline deadline) override;
    Task<Lookup<Record>> findExplained(Address address, Freshness freshness, Deadline deadline,
        std::shared_ptr<AnswerSource> source) override;
    Task<Lookup<QByteArray>> findDomainExplained(QByteArray domain, Freshness freshness, Deadline deadline,
        std::shared_ptr<AnswerSource> source) override;
    Task<Result<PasswordVerdict>> verifyPassword(
        AccountRecord account, Secret password, Deadline deadline) override;
    void forget(const Address &address) override;

private:
    const std::shared_ptr<LdapServers> m_servers;
    const std::shared_ptr<DirectoryCache> m_cache;
    const std::shared_ptr<Turnstile> m_binders; ///< how many passwords are checked at a time
};

/// Keys of the shared cache.
QByteArray cacheKey(const Address &normalised);
QByteArray domainCacheKey(const QByteArray &normalised);

/// One read by DN through `servers`; no cache. `uris` in order of preference.
Task<Lookup<LdapEntry>> readEntry(std::shared_ptr<LdapServers> servers, QStringList uris, QByteArray dn,
    QByteArray filter, QList<QByteArray> attributes, Deadline deadline,
    std::shared_ptr<AnswerSource> source = nullptr);
/// The record of a normalised address, and its entry.
struct FoundRecord
{
    Record record;
    LdapEntry entry;
};
Task<Lookup<FoundRecord>> readRecord(std::shared_ptr<LdapServers> servers, QStringList uris, Address address,
    Deadline deadline, std::shared_ptr<AnswerSource> source = nullptr);

} // namespace homeport
