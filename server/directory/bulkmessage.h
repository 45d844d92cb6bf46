// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A message from the server, freed when it has been read.
#pragma once

#include "server/directory/bulkconnection.h"

#include <ldap.h>

namespace homeport {

struct MessageFreer
{
    void operator()(LDAPMessage *message) const { ldap_msgfree(message); }
};
using MessagePointer = std::unique_ptr<LDAPMessage, MessageFreer>;

struct BulkConnection::Message
{
    MessagePointer raw;
    int id = 0;
    int type = 0;
    int code = 0; ///< why there is no message; negative
};

} // namespace homeport
