// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From libldap's messages to plain values.
#pragma once

#include "server/directory/ldapmessages.h"

typedef struct ldap LDAP;
typedef struct ldapmsg LDAPMessage;

namespace homeport {

/// A search's entry; `message` is LDAP_RES_SEARCH_ENTRY.
LdapEntry entryFrom(LDAP *handle, LDAPMessage *message);

/// The end of any request, into `reply` beside the entries that it has.
void readResult(LDAP *handle, LDAPMessage *message, LdapReply &reply);

} // namespace homeport
