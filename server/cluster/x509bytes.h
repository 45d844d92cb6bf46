// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Certificates and requests to and from PEM and DER. Internal to server/cluster.
#pragma once

#include "server/cluster/keys.h"

#include <vector>

namespace homeport {

/// All certificates of a PEM text, in order; none when it is malformed.
std::vector<CertificatePointer> certificatesInPem(const QByteArray &pem);
RequestPointer requestInPem(const QByteArray &pem); ///< null when it is none
QByteArray pemOf(X509 *certificate);
QByteArray pemOf(X509_REQ *request);
QByteArray derOf(X509 *certificate);
/// The digest to sign with: none for Ed25519, else SHA-256.
const EVP_MD *digestFor(EVP_PKEY *key);

} // namespace homeport
