// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// OpenSSL's types with owners; included by the .cpp files of shared/net only.
#pragma once

#include "shared/net/tlscontext.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace homeport {

template <auto Free> struct OpenSslDeleter
{
    template <class T> void operator()(T *object) const { Free(object); }
};

using BioPtr = std::unique_ptr<BIO, OpenSslDeleter<BIO_free>>;
using X509Ptr = std::unique_ptr<X509, OpenSslDeleter<X509_free>>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, OpenSslDeleter<EVP_PKEY_free>>;
using SslPtr = std::unique_ptr<SSL, OpenSslDeleter<SSL_free>>;

PeerCertificate describe(X509 *certificate);
/// The certificates of a PEM text, owned by the caller. The Error's forLog has no name in it.
Result<QList<X509 *>> readChain(const QByteArray &pem);
Result<PkeyPtr> readKey(const Secret &pem);

} // namespace homeport
