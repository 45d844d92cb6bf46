// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What both ways of making a member do: folders, keys, certificates for clients, the configuration file.
#pragma once

#include "server/app/setupoptions.h"
#include "server/cluster/certificates.h"

namespace homeport {

/// Refused when the folder holds a member already (setup) or another member (join with another name).
Result<> refuseExistingMember(const SetupOptions &options);

/// The Ed25519 key in STATE/member.key, made when missing.
Result<PrivateKey> memberKey(const IdentityPaths &paths);

/// The P-256 key in STATE/tls/server.key, made when missing.
Result<PrivateKey> serverKey(const IdentityPaths &paths);

/// Names for which a client-facing certificate of this member is good.
QStringList serverCertificateNames(const SetupOptions &options);

/// STATE/tls/server.key and .crt, issued by `authority`.
Result<> issueServerCertificate(
    const IdentityPaths &paths, const Authority &authority, const QStringList &names, qint64 now);

/// The configuration file, 0600; an existing one is kept and refused.
Result<> writeConfiguration(const QString &path, const Config &config);

/// 20 characters without look-alikes, about 115 bits.
QByteArray randomPassword();

} // namespace homeport
