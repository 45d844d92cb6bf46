// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Keys by libcrypto's EVP.
#include "server/cluster/keys.h"

#include "shared/base/durablefile_posix.h"

#include <QFileInfo>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace homeport {

namespace {
struct BioDeleter
{
    void operator()(BIO *bio) const { BIO_free(bio); }
};
struct DigestContextDeleter
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
using BioPointer = std::unique_ptr<BIO, BioDeleter>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, DigestContextDeleter>;

int noPassphrase(char *, int, int, void *)
{
    return -1; // never ask on the terminal
}

const uchar *bytesOf(const QByteArray &bytes) { return reinterpret_cast<const uchar *>(bytes.constData()); }
} // namespace

Error cryptoError(const QString &what)
{
    char text[256] = "unknown failure";
    if (const unsigned long code = ERR_get_error(); code != 0)
        ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return Error::internal(what + QStringLiteral(": ") + QString::fromLatin1(text));
}

Result<PrivateKey> PrivateKey::generate(Kind kind)
{
    EVP_PKEY *key = kind == Kind::Ed25519 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                          : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    if (!key)
        return fail(cryptoError(QStringLiteral("generate a key")));
    return PrivateKey(key);
}

Result<PrivateKey> PrivateKey::fromPem(const QByteArray &pem, Kind kind)
{
    const BioPointer bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr) : nullptr;
    if (!key) {
        ERR_clear_error();
        return fail(
            Error::refused("unreadable key", QStringLiteral("no PEM private key without a passphrase")));
    }
    const PrivateKey result(key);
    if (EVP_PKEY_get_base_id(key) != (kind == Kind::Ed25519 ? EVP_PKEY_ED25519 : EVP_PKEY_EC))
        return fail(Error::refused("wrong kind of key",
            kind == Kind::Ed25519 ? QStringLiteral("the key is not Ed25519")
                                  : QStringLiteral("the key is not EC")));
    return result;
}

Result<PrivateKey> PrivateKey::stored(const QString &path, Kind kind)
{
    const Result<QByteArray> pem = readWholeFile(path, 64 * 1024);
    if (pem) {
        Result<PrivateKey> known = fromPem(*pem, kind);
        if (!known)
            return fail(Error::refused("unreadable key", path + QStringLiteral(": ") + known.error().forLog));
        return known;
    }
    if (pem.error().status != "missing")
        return fail(pem.error());
    Result<PrivateKey> key = generate(kind);
    if (!key)
        return key;
    if (const Result<> made = makePrivateFolder(QFileInfo(path).path()); !made)
        return fail(made.error());
    if (const Result<> written = writeFileDurably(path, key->toPem().reveal()); !written)
        return fail(written.error());
    return key;
}

Secret PrivateKey::toPem() const
{
    const BioPointer bio(BIO_new(BIO_s_mem()));
    char *data = nullptr;
    if (!bio
        || PEM_write_bio_PKCS8PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return Secret();
    const long length = BIO_get_mem_data(bio.get(), &data);
    return Secret(QByteArray(data, length));
}

QByteArray PrivateKey::publicKey() const
{
    QByteArray raw(32, '\0');
    size_t length = size_t(raw.size());
    if (EVP_PKEY_get_raw_public_key(m_key.get(), reinterpret_cast<uchar *>(raw.data()), &length) != 1) {
        ERR_clear_error();
        return {};
    }
    return raw;
}

Result<QByteArray> PrivateKey::sign(const QByteArray &message) const
{
    const DigestContext context(EVP_MD_CTX_new());
    QByteArray signature(64, '\0');
    size_t length = size_t(signature.size());
    // RFC 8032: Ed25519 takes the whole message at once and names no digest.
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<uchar *>(signature.data()), &length,
               bytesOf(message), size_t(message.size()))
            != 1)
        return fail(cryptoError(QStringLiteral("sign")));
    return signature;
}

bool verifySignature(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    if (publicKey.size() != 32 || signature.size() != 64)
        return false;
    const std::unique_ptr<EVP_PKEY, KeyDeleter> key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(publicKey), size_t(publicKey.size())));
    const DigestContext context(EVP_MD_CTX_new());
    const bool isValid = key && context
        && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature), size_t(signature.size()), bytesOf(message),
               size_t(message.size()))
            == 1;
    ERR_clear_error();
    return isValid;
}

} // namespace homeport
