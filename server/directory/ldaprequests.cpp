// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The requests of an LDAP connection: from plain values to libldap's calls.
#include "server/directory/ldapconnection.h"

#include <ldap.h>

namespace homeport {

namespace {

LdapReply closedReply() { return LdapReply{LDAP_SERVER_DOWN, {}, {}, {}, false, {}}; }

/// A list of changes in libldap's shape; it points into the values given, which must outlive it.
class ModificationList
{
public:
    explicit ModificationList(const QList<LdapChange> &changes)
        : m_parts(size_t(changes.size()))
    {
        for (qsizetype i = 0; i < changes.size(); ++i) {
            Part &part = m_parts[size_t(i)];
            const LdapChange &change = changes[i];
            for (const QByteArray &value : change.values)
                part.values.push_back({ber_len_t(value.size()), const_cast<char *>(value.constData())});
            for (berval &value : part.values)
                part.pointers.push_back(&value);
            part.pointers.push_back(nullptr);
            part.mod.mod_op = operation(change.kind) | LDAP_MOD_BVALUES;
            part.mod.mod_type = const_cast<char *>(change.attribute.constData());
            part.mod.mod_bvalues = part.values.empty() ? nullptr : part.pointers.data();
            m_list.push_back(&part.mod);
        }
        m_list.push_back(nullptr);
    }
    LDAPMod **data() { return m_list.data(); }

private:
    static int operation(LdapChange::Kind kind)
    {
        switch (kind) {
        case LdapChange::Kind::Add:
            return LDAP_MOD_ADD;
        case LdapChange::Kind::Delete:
            return LDAP_MOD_DELETE;
        case LdapChange::Kind::Replace:
            break;
        }
        return LDAP_MOD_REPLACE;
    }
    struct Part
    {
        std::vector<berval> values;
        std::vector<berval *> pointers;
        LDAPMod mod{};
    };
    std::vector<Part> m_parts;
    std::vector<LDAPMod *> m_list;
};

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
    int id = 0;
    const int code = ldap_search_ext(m_handle.get(), search.base.constData(), scopeNumber(search.scope),
        search.filter.constData(), attributes.data(), 0, page ? controls : nullptr, nullptr, nullptr, 0, &id);
    if (page)
        ldap_control_free(page);
    LdapReply reply = co_await await(code, id, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::bind(QByteArray dn, Secret password, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    const QByteArray &text = password.reveal();
    const berval credentials{ber_len_t(text.size()), const_cast<char *>(text.constData())};
    int id = 0;
    const int code = ldap_sasl_bind(m_handle.get(), dn.constData(), LDAP_SASL_SIMPLE,
        const_cast<berval *>(&credentials), nullptr, nullptr, &id);
    LdapReply reply = co_await await(code, id, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::modify(QByteArray dn, QList<LdapChange> changes, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    ModificationList list(changes);
    int id = 0;
    const int code = ldap_modify_ext(m_handle.get(), dn.constData(), list.data(), nullptr, nullptr, &id);
    LdapReply reply = co_await await(code, id, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::add(QByteArray dn, QList<LdapChange> attributes, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    ModificationList list(attributes);
    int id = 0;
    const int code = ldap_add_ext(m_handle.get(), dn.constData(), list.data(), nullptr, nullptr, &id);
    LdapReply reply = co_await await(code, id, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::remove(QByteArray dn, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    int id = 0;
    const int code = ldap_delete_ext(m_handle.get(), dn.constData(), nullptr, nullptr, &id);
    LdapReply reply = co_await await(code, id, deadline);
    co_return reply;
}

Task<LdapReply> LdapConnection::changePassword(QByteArray dn, Secret password, Deadline deadline)
{
    if (!isOpen())
        co_return closedReply();
    const QByteArray &text = password.reveal();
    berval user{ber_len_t(dn.size()), dn.data()};
    berval fresh{ber_len_t(text.size()), const_cast<char *>(text.constData())};
    int id = 0;
    const int code = ldap_passwd(m_handle.get(), &user, nullptr, &fresh, nullptr, nullptr, &id);
    LdapReply reply = co_await await(code, id, deadline);
    co_return reply;
}

} // namespace homeport
