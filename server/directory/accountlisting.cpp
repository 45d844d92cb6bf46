// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// All accounts that match a filter, page by page.
#include "server/directory/accountlisting.h"

#include "server/directory/attributeprimer.h"
#include "server/directory/distinguishedname.h"
#include "server/directory/records.h"

#include <ldap.h>

namespace homeport {

namespace {

constexpr int largestPage = 10'000;

QByteArray equals(const QByteArray &attribute, const QByteArray &value)
{
    return '(' + attribute + '=' + escapedForFilter(value) + ')';
}

/// The name in `uid=NAME,PARENT` when it stands there without any escape; a null array when not.
QByteArray plainName(const QByteArray &dn, qsizetype comma)
{
    constexpr QByteArrayView type("uid=");
    if (!dn.startsWith(type))
        return {};
    const QByteArray name = dn.mid(type.size(), comma - type.size());
    for (const char c : name) {
        if (c == '\\' || c == '+' || c == '"' || c == '#' || c == ' ')
            return {};
    }
    return name;
}

QByteArray damage(const LdapEntry &entry, const QString &why) { return entry.dn + ": " + why.toUtf8(); }

} // namespace

QByteArray accountFilterText(const HostFilter &filter, const DirectoryNames &names)
{
    QByteArray parts;
    if (filter.hostServer)
        parts += equals(names.hostServer, filter.hostServer->utf8());
    if (filter.oldHostServer)
        parts += equals(names.oldHostServer, filter.oldHostServer->utf8());
    if (parts.isEmpty())
        parts += '(' + names.hostServer + "=*)";
    const qsizetype at = filter.text.indexOf('@');
    if (at > 0)
        parts += "(uid=*" + escapedForFilter(filter.text.first(at)) + ')';
    else if (at < 0 && !filter.text.isEmpty())
        parts += "(uid=*" + escapedForFilter(filter.text) + "*)";
    return "(&" + parts + ')';
}

AccountListing::AccountListing(
    std::shared_ptr<const DirectorySettingsSource> source, CancelFlag cancelled, HostFilter filter)
    : m_link(std::move(source), std::move(cancelled))
    , m_filter(std::move(filter))
{
}

Result<AccountPage> AccountListing::nextPage(int limit)
{
    auto use = m_link.use(false);
    if (!use)
        return fail(use.error());
    const DirectorySettings &settings = *use->settings;
    if (!m_settings) {
        m_settings = use->settings;
        m_search.base =
            m_filter.domain ? domainDn(asciiLower(*m_filter.domain), settings.base) : settings.base;
        m_search.scope = LdapScope::Subtree;
        m_search.filter = accountFilterText(m_filter, settings.names);
        m_search.attributes = recordAttributes(settings.names);
        m_search.attributes.removeOne("modifyTimestamp");
    } else if (m_settings != use->settings) {
        return fail(Error::temporary("the directory's settings changed: list again", {}, "4.4.3"));
    }
    m_search.pageSize = std::clamp(limit, 1, largestPage);
    AccountPage page;
    page.accounts.reserve(m_search.pageSize);
    while (page.accounts.isEmpty() && page.damaged.isEmpty() && !m_isAtEnd) {
        const LdapReply reply = use->connection.search(m_search);
        m_seen += reply.entries.size();
        if (isCutOff(reply.code))
            return fail(cutOffError(settings, reply, m_seen));
        if (!reply.isSuccess())
            return fail(laterError(settings.writer + QStringLiteral(": list accounts"), reply));
        for (const LdapEntry &entry : reply.entries)
            take(entry, settings, page);
        m_search.cookie = reply.cookie;
        m_isAtEnd = reply.cookie.isEmpty();
    }
    return page;
}

void AccountListing::take(const LdapEntry &entry, const DirectorySettings &settings, AccountPage &page)
{
    const auto address = addressOf(entry.dn, settings);
    if (!address && comparableDn(entry.dn) == comparableDn(primerDn(settings.base)))
        return;
    if (!address) {
        page.damaged.append(damage(entry, QStringLiteral("it is not \"uid=NAME,cn=DOMAIN\" below the base")));
        return;
    }
    if (!matches(*address))
        return;
    auto record = recordFrom(entry, *address, settings.names);
    if (!record)
        page.damaged.append(damage(entry, record.error().forLog));
    else if (*record && std::holds_alternative<AccountRecord>(**record))
        page.accounts.append(std::get<AccountRecord>(std::move(**record)));
    else
        page.damaged.append(damage(entry, QStringLiteral("its uid is not the name in its DN")));
}

/// As addressFromDn, which takes DNs apart in general; nearly all are plain, in a few domains.
std::optional<Address> AccountListing::addressOf(const QByteArray &dn, const DirectorySettings &settings)
{
    const qsizetype comma = dn.indexOf(',');
    const QByteArray name = comma > 0 ? plainName(dn, comma) : QByteArray();
    if (name.isEmpty())
        return addressFromDn(dn, settings.base);
    const QByteArray parent = dn.mid(comma + 1);
    const auto known = m_domains.constFind(parent);
    if (known != m_domains.cend())
        return Address{name, *known}.normalised();
    const auto address = addressFromDn(dn, settings.base);
    if (address)
        m_domains.insert(parent, address->domain);
    return address;
}

bool AccountListing::matches(const Address &address) const
{
    const qsizetype at = m_filter.text.indexOf('@');
    return at < 0 || address.domain.startsWith(asciiLower(m_filter.text.sliced(at + 1)));
}

} // namespace homeport
