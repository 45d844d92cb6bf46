// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The requests of an LDAP connection: from plain values to libldap's calls.
#include "server/directory/ldapconnection.h"
#include "server/directory/modificationlist.h"

namespace homeport {

namespace {

LdapReply closedReply() { return LdapReply{LDAP_SERVER_DOWN, {}, {}, {}, false, {}}; }

int scopeNumber(LdapScope scope)
{
    switch (scope) {
    case LdapScope::Base:
        return LDAP_SCOPE_BASE;
    case LdapScope::OneLevel:
        return LDAP_SCOPE_ONELEVEL;
    case LdapScope::Subtree:
        break;
    }
    return LDAP_SCOPE_SUBTREE;
}

} // namespace

Task<LdapReply> LdapConnection::search(LdapSearch search, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    std::vector<char *> attributes;
    for (QByteArray &name : search.attributes)
        attributes.push_back(name.data());
    attributes.push_back(nullptr);
    LDAPControl *page = nullptr;
    if (search.pageSize > 0) {
        berval cookie{ber_len_t(search.cookie.size()), search.cookie.data()};
        // critical: a server that cannot page must say so instead of sending everything (RFC 2696 3)
        const int made = ldap_create_page_control(m_handle.get(), search.pageSize, &cookie, 1, &page);
        if (made != LDAP_SUCCESS)
            co_return LdapReply{made, {}, {}, {}, false, {}};
    }
    LDAPControl *controls[] = {page, nullptr};
    const std::function<int(int *)> call = [&](int *id) {
        return ldap_search_ext(m_handle.get(), search.base.constData(), scopeNumber(search.scope),
            search.filter.constData(), attributes.data(), 0, page ? controls : nullptr, nullptr, nullptr, 0,
            id);
    };
    LdapReply reply = co_await send(call, deadline);
    if (page)
        ldap_control_free(page);
    co_return reply;
}

Task<LdapReply> LdapConnection::bind(QByteArray dn, Secret password, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    const QByteArray &text = password.reveal();
    const berval credentials{ber_len_t(text.size()), const_cast<char *>(text.constData())};
    const std::function<int(int *)> call = [&](int *id) {
        return ldap_sasl_bind(m_handle.get(), dn.constData(), LDAP_SASL_SIMPLE,
            const_cast<berval *>(&credentials), nullptr, nullptr, id);
    };
    LdapReply reply = co_await send(call, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::modify(QByteArray dn, QList<LdapChange> changes, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    ModificationList list(changes);
    const std::function<int(int *)> call = [&](int *id) {
        return ldap_modify_ext(m_handle.get(), dn.constData(), list.data(), nullptr, nullptr, id);
    };
    LdapReply reply = co_await send(call, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::add(QByteArray dn, QList<LdapChange> attributes, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    ModificationList list(attributes);
    const std::function<int(int *)> call = [&](int *id) {
        return ldap_add_ext(m_handle.get(), dn.constData(), list.data(), nullptr, nullptr, id);
    };
    LdapReply reply = co_await send(call, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::remove(QByteArray dn, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    const std::function<int(int *)> call = [&](int *id) {
        return ldap_delete_ext(m_handle.get(), dn.constData(), nullptr, nullptr, id);
    };
    LdapReply reply = co_await send(call, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::changePassword(QByteArray dn, Secret password, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    const QByteArray &text = password.reveal();
    berval user{ber_len_t(dn.size()), dn.data()};
    berval fresh{ber_len_t(text.size()), const_cast<char *>(text.constData())};
    const std::function<int(int *)> call = [&](int *id) {
        return ldap_passwd(m_handle.get(), &user, nullptr, &fresh, nullptr, nullptr, id);
    };
    LdapReply reply = co_await send(call, deadline);
    co_return reply;
}

} // namespace homeport
