// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From libldap's messages to plain values.
#include "server/directory/ldapanswers.h"

#include <ldap.h>

namespace homeport {

namespace {

QByteArray bytes(const berval *value)
{
    return value ? QByteArray(value->bv_val, qsizetype(value->bv_len)) : QByteArray();
}

} // namespace

LdapEntry entryFrom(LDAP *handle, LDAPMessage *message)
{
    LdapEntry entry;
    char *dn = ldap_get_dn(handle, message);
    entry.dn = QByteArray(dn);
    ldap_memfree(dn);
    BerElement *position = nullptr;
    for (char *name = ldap_first_attribute(handle, message, &position); name;
         name = ldap_next_attribute(handle, message, position)) {
        QList<QByteArray> values;
        if (berval **list = ldap_get_values_len(handle, message, name)) {
            for (berval **value = list; *value; ++value)
                values.append(bytes(*value));
            ldap_value_free_len(list);
        }
        entry.attributes.insert(asciiLower(QByteArray(name)), values);
        ldap_memfree(name);
    }
    ber_free(position, 0);
    return entry;
}

void readResult(LDAP *handle, LDAPMessage *message, LdapReply &reply)
{
    char *matched = nullptr;
    char *diagnostic = nullptr;
    LDAPControl **controls = nullptr;
    const int parsed =
        ldap_parse_result(handle, message, &reply.code, &matched, &diagnostic, nullptr, &controls, 0);
    if (parsed != LDAP_SUCCESS)
        reply.code = LDAP_DECODING_ERROR;
    reply.matchedDn = QByteArray(matched);
    reply.diagnostic = QByteArray(diagnostic);
    ldap_memfree(matched);
    ldap_memfree(diagnostic);
    if (LDAPControl *page =
            controls ? ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nullptr) : nullptr) {
        ber_int_t estimate = 0;
        berval cookie{0, nullptr};
        if (ldap_parse_pageresponse_control(handle, page, &estimate, &cookie) == LDAP_SUCCESS)
            reply.cookie = bytes(&cookie);
        else
            reply.code = LDAP_DECODING_ERROR;
        ber_memfree(cookie.bv_val);
    }
    ldap_controls_free(controls);
}

} // namespace homeport
