// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Long searches, page by page (RFC 2696), each on a connection of its own.
#pragma once

#include "server/directory/ldapservers.h"

#include <QHash>

namespace homeport {

/// A paged search under way: the server ties its cookie to the connection.
struct PagedSearch
{
    LdapConnection::Pointer connection;
    LdapSearch search;
    std::shared_ptr<const DirectorySettings> settings;
    bool isAtEnd = false;
};

/// Begins a search at the writer.
Task<Result<PagedSearch>> beginPagedSearch(
    std::shared_ptr<LdapServers> servers, LdapSearch search, Deadline deadline);
/// The next page; `search.cookie` and `isAtEnd` move on. A size limit of the server, references and any other
/// incomplete answer are errors: a part must never pass for the whole.
Task<Result<QList<LdapEntry>>> nextPage(std::shared_ptr<PagedSearch> paged, int size, Deadline deadline);
/// All pages, one after another.
Task<Result<QList<LdapEntry>>> searchAll(
    std::shared_ptr<LdapServers> servers, LdapSearch search, Deadline deadline);

} // namespace homeport
