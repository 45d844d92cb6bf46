// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Long searches, page by page.
#include "server/directory/listing.h"

namespace homeport {

namespace {
constexpr int pageSize = 1000;
}

Task<Result<PagedSearch>> beginPagedSearch(
    std::shared_ptr<LdapServers> servers, LdapSearch search, Deadline deadline)
{
    const auto settings = servers->settings();
    auto connection = co_await servers->openOwn(settings->writer, deadline);
    if (!connection)
        co_return fail(connection.error());
    co_return PagedSearch{*connection, search, settings, false};
}

Task<Result<QList<LdapEntry>>> nextPage(std::shared_ptr<PagedSearch> paged, int size, Deadline deadline)
{
    paged->search.pageSize = size;
    const LdapSearch search = paged->search;
    LdapReply reply = co_await paged->connection->search(search, deadline);
    if (!reply.isSuccess())
        co_return fail(laterError(QStringLiteral("list %1").arg(escapedForLog(search.base)), reply));
    paged->search.cookie = reply.cookie;
    paged->isAtEnd = reply.cookie.isEmpty();
    co_return std::move(reply.entries);
}

Task<Result<QList<LdapEntry>>> searchAll(
    std::shared_ptr<LdapServers> servers, LdapSearch search, Deadline deadline)
{
    auto begun = co_await beginPagedSearch(servers, search, deadline);
    if (!begun)
        co_return fail(begun.error());
    const auto paged = std::make_shared<PagedSearch>(std::move(*begun));
    QList<LdapEntry> all;
    while (!paged->isAtEnd) {
        auto page = co_await nextPage(paged, pageSize, deadline);
        if (!page)
            co_return fail(page.error());
        all += *page;
    }
    co_return all;
}

} // namespace homeport
