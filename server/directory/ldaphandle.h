// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Opening a connection to an LDAP server: address, TLS, bind. It blocks, so it is done on a pool thread.
#pragma once

#include "server/directory/directorysettings.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

typedef struct ldap LDAP;

namespace homeport {

/// Where to connect and as whom; an empty bindDn stays anonymous.
struct LdapTarget
{
    QString uri;
    QByteArray bindDn;
    Secret bindPassword;
    QString caFile;
    QByteArray caPem;
    bool startTls = false;
    QString certificateFile; ///< ours, PEM; empty: none
    QString keyFile;
    bool byCertificate = false; ///< bind as whom the certificate names (SASL EXTERNAL, RFC 4513 5.2.3)
};

class ConnectGuard;

struct LdapHandleCloser
{
    std::shared_ptr<ConnectGuard> guard; ///< libldap calls it until the handle is gone
    void operator()(LDAP *handle) const;
};
/// One thread at a time may use it.
using LdapHandle = std::unique_ptr<LDAP, LdapHandleCloser>;

/// The process must ignore SIGPIPE: libldap writes to connections that the server has closed.
/// Connects, checks the server's certificate, binds. The descriptor does not block afterwards.
/// Temporary, with URI and reason in the log text.
Result<LdapHandle> openLdapHandle(const LdapTarget &target, Deadline deadline);

} // namespace homeport
