// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Short searches for administrators: who leads to an account, how many are away from their home.
#include "server/directory/distinguishedname.h"
#include "server/directory/ldapdirectoryeditor.h"
#include "server/directory/records.h"

#include <algorithm>

namespace homeport {

namespace {

QByteArray equals(const QByteArray &attribute, const QByteArray &value)
{
    return '(' + attribute + '=' + escapedForFilter(value) + ')';
}

/// One page of at most `limit` entries, on the connection that all share: `cookie` says that there are more.
Task<Result<LdapReply>> firstPage(std::shared_ptr<LdapServers> servers, QByteArray filter, int limit)
{
    const auto settings = servers->settings();
    LdapSearch search;
    search.base = settings->base;
    search.scope = LdapScope::Subtree;
    search.filter = filter;
    search.attributes.append("1.1"); // RFC 4511 4.5.1.8: the names are enough
    search.pageSize = limit;
    const LdapServers::Operation operation = [search](LdapConnection &connection, Deadline deadline) {
        return connection.search(search, deadline);
    };
    const QStringList writer{settings->writer};
    const Deadline deadline(3 * settings->timeout);
    LdapServers::Answer answer = co_await servers->run(
        writer, LdapServers::Kind::Shared, LdapServers::Repeat::Safe, operation, deadline);
    if (!answer.reply.isSuccess())
        co_return fail(laterError(settings->writer + QStringLiteral(": search"), answer.reply));
    co_return std::move(answer.reply);
}

} // namespace

Task<Result<QList<Address>>> LdapDirectoryEditor::redirectsTo(Address target, int limit)
{
    const auto servers = m_servers;
    const auto settings = servers->settings();
    const DirectoryNames &names = settings->names;
    // by the class first: it is indexed, and there are fewer redirections than accounts
    const QByteArray filter = "(&" + equals("objectClass", names.redirectClass)
        + equals(names.target, target.normalised().text()) + ')';
    const Result<LdapReply> reply = co_await firstPage(servers, filter, limit);
    if (!reply)
        co_return fail(reply.error());
    QList<Address> found;
    for (const LdapEntry &entry : reply->entries) {
        if (const auto address = addressFromDn(entry.dn, settings->base))
            found.append(*address);
    }
    std::sort(
        found.begin(), found.end(), [](const Address &a, const Address &b) { return a.text() < b.text(); });
    co_return found;
}

Task<Result<DirectoryEditor::AwayCount>> LdapDirectoryEditor::countAway(MemberName oldHost, int limit)
{
    const auto servers = m_servers;
    const QByteArray filter = equals(servers->settings()->names.oldHostServer, oldHost.utf8());
    const Result<LdapReply> reply = co_await firstPage(servers, filter, limit);
    if (!reply)
        co_return fail(reply.error());
    AwayCount count;
    count.accounts = int(reply->entries.size());
    count.isMore = !reply->cookie.isEmpty();
    co_return count;
}

} // namespace homeport
