// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Changes to the LDAP directory and listings of it: the DirectoryEditor port.
#pragma once

#include "server/directory/directorycache.h"
#include "server/directory/ldapservers.h"

namespace homeport {

/// On keepers, main thread. Everything goes to the settings' writer, bound as the settings' entry, which must
/// be allowed to write. Each call ends within three times the settings' time-out. A change whose answer was
/// lost is Temporary: it may have happened, and nothing here sends it twice.
class LdapDirectoryEditor : public DirectoryEditor
{
public:
    LdapDirectoryEditor(std::shared_ptr<const DirectorySettingsSource> settings,
        std::shared_ptr<DirectoryCache> cache, BlockingPool &pool);
    ~LdapDirectoryEditor() override;
    Q_DISABLE_COPY_MOVE(LdapDirectoryEditor)

    Task<Result<>> addDomain(QByteArray domain) override;
    Task<Result<QList<QByteArray>>> listDomains() override;
    Task<Result<>> addAccount(AccountRecord account, Secret password) override;
    Task<Result<>> removeEntry(Address address) override;
    Task<Result<>> setPassword(Address address, Secret password) override;
    Task<Result<>> setEnabled(Address address, bool enabled) override;
    Task<Result<>> addRedirect(Address address, QList<Address> targets) override;
    Task<Result<>> removeRedirect(Address address) override;
    Task<Lookup<DirectoryEntry>> show(Address address) override;
    /// `after` is the former page's `next`; it is good for two minutes and then Refused ("expired").
    Task<Result<DirectoryPage>> list(HostFilter filter, int limit, QByteArray after) override;
    Task<Result<QList<Address>>> redirectsTo(Address target, int limit) override;
    Task<Result<AwayCount>> countAway(MemberName oldHost, int limit) override;
    Task<Result<bool>> swapHost(HostChange change) override;
    Task<Result<>> setMemberPassword(MemberName member, Secret password) override;
    Task<Result<>> removeMember(MemberName member) override;
    Task<Result<>> probe(Deadline deadline) override;

private:
    class Listings;
    const std::shared_ptr<LdapServers> m_servers;
    const std::shared_ptr<DirectoryCache> m_cache;
    const std::shared_ptr<Listings> m_listings;
};

/// The changes that make one swap of an account's host: the expected values deleted, the new ones added, so
/// that the server refuses the whole if anything differs (RFC 4511 4.6).
QList<LdapChange> hostSwap(const DirectoryEditor::HostChange &change, const DirectoryNames &names);

} // namespace homeport
