// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Private keys: Ed25519 of members (certificates and table signatures), P-256 of the authority and of
// servers.
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret.h"

#include <memory>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace homeport {

struct KeyDeleter
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
struct CertificateDeleter
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
struct RequestDeleter
{
    void operator()(X509_REQ *request) const { X509_REQ_free(request); }
};
using CertificatePointer = std::unique_ptr<X509, CertificateDeleter>;
using RequestPointer = std::unique_ptr<X509_REQ, RequestDeleter>;

/// The oldest message of libcrypto's error queue, which is emptied; for the log.
Error cryptoError(const QString &what);

/// A private key. Copies share it; it never changes. Any thread.
class PrivateKey
{
public:
    enum class Kind { Ed25519, P256 };

    static Result<PrivateKey> generate(Kind kind);
    /// PKCS#8 PEM without a passphrase. Refused when it is not a key of that kind.
    static Result<PrivateKey> fromPem(const QByteArray &pem, Kind kind);
    /// The key in a file of its own (mode 0600, in a folder for its owner only): made, durably, where it is
    /// missing. Blocking.
    static Result<PrivateKey> stored(const QString &path, Kind kind);
    Secret toPem() const;

    /// Ed25519: the 32 bytes that a member row pins.
    QByteArray publicKey() const;
    /// Ed25519 (RFC 8032) over `message`: 64 bytes.
    Result<QByteArray> sign(const QByteArray &message) const;
    EVP_PKEY *handle() const { return m_key.get(); }

private:
    explicit PrivateKey(EVP_PKEY *key)
        : m_key(key, KeyDeleter{})
    {
    }
    std::shared_ptr<EVP_PKEY> m_key;
};

/// True when `signature` is the Ed25519 signature of `message` by the owner of `publicKey` (32 bytes).
bool verifySignature(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature);

} // namespace homeport
