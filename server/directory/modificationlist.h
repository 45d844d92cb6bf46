// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A list of changes in libldap's shape.
#pragma once

#include "server/directory/ldapmessages.h"

#include <ldap.h>
#include <vector>

namespace homeport {

/// Points into the values given, which must outlive it.
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

} // namespace homeport
