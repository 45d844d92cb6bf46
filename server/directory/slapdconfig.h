// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The configuration of the managed slapd. Pure, apart from looking where slapd's modules are.
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret.h"

#include <QStringList>

namespace homeport {

enum class SlapdRole {
    Writer, ///< takes writes
    ReadOnly, ///< answers, takes no writes; copies may go on copying from it
    Copy, ///< follows `provider` (RFC 4533) and takes no writes of others
};

struct ManagedSlapdSettings
{
    QString folder; ///< STATE/directory; made with mode 0700
    QString slapdPath; ///< "/usr/sbin/slapd"
    QStringList listen; ///< "host:port" or "[v6]:port", for LDAPS
    QString certificateFile; ///< PEM; must name every host of the URIs that members use, IP addresses too
    QString keyFile; ///< PEM
    QString authorityFile; ///< PEM of the CA that issued the certificate
    QByteArray base; ///< "dc=…", "o=…" or "ou=…" in front
    SlapdRole role = SlapdRole::Writer;
    int number = 0; ///< of this server among those of the cluster, 1 to 4095: whose change it was; 0: none
    bool hasCopies = false; ///< others follow this one
    QString provider; ///< of a copy: URI of the writer
    bool operator==(const ManagedSlapdSettings &) const = default;
};

/// The entry that may do everything in the managed directory: keepers bind as it.
QByteArray keeperDn(const QByteArray &base);

/// slapd.conf(5). Refused when the base cannot be used.
Result<QByteArray> slapdConfigText(const ManagedSlapdSettings &settings, const Secret &keeperPassword);

/// The argument of slapd's -h.
QString slapdListenText(const ManagedSlapdSettings &settings);
/// Where this member's own processes reach it: the socket in the state folder, or LDAPS on loopback when the
/// folder's path is too long for a socket.
QString slapdLocalUri(const ManagedSlapdSettings &settings);

} // namespace homeport
