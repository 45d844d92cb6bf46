// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Listings of the directory for administrators and jobs.
#include "server/directory/ldaplistings.h"

#include "server/directory/distinguishedname.h"
#include "server/directory/log.h"
#include "server/directory/records.h"

namespace homeport {

namespace {

constexpr int pageLimit = 2000;

QByteArray equals(const QByteArray &attribute, const QByteArray &value)
{
    return '(' + attribute + '=' + escapedForFilter(value) + ')';
}

/// `text` is part of an address: before '@' it is matched by the server, the domain's part by matches().
QByteArray filterText(const HostFilter &filter, const DirectoryNames &names)
{
    QByteArray out = "(&(uid=*)(|(" + names.hostServer + "=*)(" + names.target + "=*))";
    if (filter.hostServer)
        out += equals(names.hostServer, filter.hostServer->utf8());
    if (filter.oldHostServer)
        out += equals(names.oldHostServer, filter.oldHostServer->utf8());
    const qsizetype at = filter.text.indexOf('@');
    if (at > 0)
        out += "(uid=*" + escapedForFilter(filter.text.first(at)) + ')';
    else if (at < 0 && !filter.text.isEmpty())
        out += "(uid=*" + escapedForFilter(filter.text) + "*)";
    return out + ')';
}

bool matches(const HostFilter &filter, const Address &address)
{
    const qsizetype at = filter.text.indexOf('@');
    return at < 0 || address.domain.startsWith(asciiLower(filter.text.sliced(at + 1)));
}

/// Entries that cannot be understood are logged and left out: one bad record must not hide all others.
QList<DirectoryEntry> entriesFrom(
    const QList<LdapEntry> &found, const PagedSearch &paged, const HostFilter &filter)
{
    QList<DirectoryEntry> entries;
    for (const LdapEntry &entry : found) {
        const auto address = addressFromDn(entry.dn, paged.settings->base);
        if (!address || !matches(filter, *address))
            continue;
        const auto record = recordFrom(entry, *address, paged.settings->names);
        if (record && *record)
            entries.append({**record, changedAt(entry)});
        else if (!record)
            qCWarning(lcDirectory) << Event("record.damaged").with("dn", entry.dn).why(record.error());
    }
    return entries;
}

} // namespace

void LdapDirectoryEditor::Listings::dropOld()
{
    for (auto it = m_cursors.begin(); it != m_cursors.end();)
        it = it->unused.elapsed() > keepMs ? m_cursors.erase(it) : std::next(it);
}

std::optional<LdapDirectoryEditor::Listings::Cursor> LdapDirectoryEditor::Listings::take(
    const QByteArray &name)
{
    dropOld();
    if (!m_cursors.contains(name))
        return std::nullopt;
    return m_cursors.take(name);
}

QByteArray LdapDirectoryEditor::Listings::keep(Cursor cursor)
{
    dropOld();
    if (m_cursors.size() >= limit) {
        const auto oldest = std::max_element(m_cursors.begin(), m_cursors.end(),
            [](const Cursor &a, const Cursor &b) { return a.unused.elapsed() < b.unused.elapsed(); });
        m_cursors.erase(oldest);
    }
    cursor.unused.start();
    const QByteArray name = randomBytes(16).toHex();
    m_cursors.insert(name, std::move(cursor));
    return name;
}

void LdapDirectoryEditor::Listings::close() { m_cursors.clear(); }

Task<Result<QList<QByteArray>>> LdapDirectoryEditor::listDomains()
{
    const auto servers = m_servers;
    const auto settings = servers->settings();
    LdapSearch search;
    search.base = settings->base;
    search.scope = LdapScope::OneLevel;
    search.filter = equals("objectClass", settings->names.domainClass);
    search.attributes.append("cn");
    const Deadline deadline(3 * settings->timeout);
    const auto found = co_await searchAll(servers, search, deadline);
    if (!found)
        co_return fail(found.error());
    QList<QByteArray> domains;
    for (const LdapEntry &entry : *found)
        domains.append(asciiLower(entry.all("cn").value(0)));
    std::sort(domains.begin(), domains.end());
    co_return domains;
}

Task<Result<DirectoryPage>> LdapDirectoryEditor::list(HostFilter filter, int limit, QByteArray after)
{
    const auto servers = m_servers;
    const auto listings = m_listings;
    const auto settings = servers->settings();
    const Deadline deadline(3 * settings->timeout);
    const int wanted = limit > 0 ? std::min(limit, pageLimit) : pageLimit;
    Listings::Cursor cursor;
    if (after.isEmpty()) {
        LdapSearch search;
        search.base = filter.domain ? domainDn(asciiLower(*filter.domain), settings->base) : settings->base;
        search.scope = LdapScope::Subtree;
        search.filter = filterText(filter, settings->names);
        search.attributes = recordAttributes(settings->names);
        auto begun = co_await beginPagedSearch(servers, search, deadline);
        if (!begun)
            co_return fail(begun.error());
        cursor.paged = std::make_shared<PagedSearch>(std::move(*begun));
        cursor.filter = filter;
    } else {
        auto kept = listings->take(after);
        if (!kept)
            co_return fail(Error::refused("the listing has expired: begin again", {}, "expired"));
        cursor = std::move(*kept);
    }
    DirectoryPage page;
    while (page.entries.isEmpty() && !cursor.paged->isAtEnd) {
        const auto found = co_await nextPage(cursor.paged, wanted, deadline);
        if (!found)
            co_return fail(found.error());
        page.entries = entriesFrom(*found, *cursor.paged, cursor.filter);
    }
    if (!cursor.paged->isAtEnd)
        page.next = listings->keep(std::move(cursor));
    co_return page;
}

} // namespace homeport
