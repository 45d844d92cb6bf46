// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// PEM and DER by libcrypto's BIO.
#include "server/cluster/x509bytes.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace homeport {

namespace {
struct BioDeleter
{
    void operator()(BIO *bio) const { BIO_free(bio); }
};
using BioPointer = std::unique_ptr<BIO, BioDeleter>;

QByteArray contentsOf(BIO *bio)
{
    char *data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    return length > 0 ? QByteArray(data, length) : QByteArray();
}
} // namespace

std::vector<CertificatePointer> certificatesInPem(const QByteArray &pem)
{
    std::vector<CertificatePointer> result;
    const BioPointer bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    while (bio) {
        CertificatePointer certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        if (!certificate)
            break;
        result.push_back(std::move(certificate));
    }
    ERR_clear_error(); // the end of the text counts as an error there
    return result;
}

RequestPointer requestInPem(const QByteArray &pem)
{
    const BioPointer bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    RequestPointer request(bio ? PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    ERR_clear_error();
    return request;
}

QByteArray pemOf(X509 *certificate)
{
    const BioPointer bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_X509(bio.get(), certificate) != 1)
        return {};
    return contentsOf(bio.get());
}

QByteArray pemOf(X509_REQ *request)
{
    const BioPointer bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_X509_REQ(bio.get(), request) != 1)
        return {};
    return contentsOf(bio.get());
}

QByteArray derOf(X509 *certificate)
{
    uchar *data = nullptr;
    const int length = i2d_X509(certificate, &data);
    if (length <= 0)
        return {};
    const QByteArray der(reinterpret_cast<const char *>(data), length);
    OPENSSL_free(data);
    return der;
}

const EVP_MD *digestFor(EVP_PKEY *key)
{
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256();
}

} // namespace homeport
