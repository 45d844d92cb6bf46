// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// All accounts that match a filter, page by page (RFC 2696), read on pool threads.
#pragma once

#include "server/directory/bulklink.h"

#include <QHash>

namespace homeport {

/// The condition for accounts, in the words of RFC 4515. Everything of the filter but the domain, which is
/// the search's base, and what stands behind '@' in `text`.
QByteArray accountFilterText(const HostFilter &filter, const DirectoryNames &names);

/// One listing: one thread at a time. The server ties its place in the listing to the connection.
class AccountListing
{
public:
    AccountListing(
        std::shared_ptr<const DirectorySettingsSource> source, CancelFlag cancelled, HostFilter filter);

    /// The next page; pages without an account of ours are passed over. `next` is not set.
    Result<AccountPage> nextPage(int limit);
    bool isAtEnd() const { return m_isAtEnd; }

private:
    void take(const LdapEntry &entry, const DirectorySettings &settings, AccountPage &page);
    std::optional<Address> addressOf(const QByteArray &dn, const DirectorySettings &settings);
    bool matches(const Address &address) const;

    BulkLink m_link;
    const HostFilter m_filter;
    LdapSearch m_search;
    std::shared_ptr<const DirectorySettings> m_settings; ///< those of the first page
    qint64 m_seen = 0;
    bool m_isAtEnd = false;
    QHash<QByteArray, QByteArray> m_domains; ///< DN of a domain's entry -> domain
};

} // namespace homeport
