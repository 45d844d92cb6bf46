// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Certificates for tests, made with OpenSSL's API. A failure here is the test program's end.
#include "tests/support/testcertificates.h"

#include <QString>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace homeport {

namespace {

void must(bool done, const char *what)
{
    if (!done)
        qFatal("test certificates: %s", what);
}

template <class T> T *must(T *made, const char *what)
{
    must(made != nullptr, what);
    return made;
}

EVP_PKEY *makeKey(TestAuthority::Key kind)
{
    return must(kind == TestAuthority::Key::Ed25519 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                                    : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"),
        "key");
}

template <class Write> QByteArray toPem(Write write)
{
    BIO *bio = must(BIO_new(BIO_s_mem()), "bio");
    must(write(bio) == 1, "pem");
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray pem(data, size);
    BIO_free(bio);
    return pem;
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension =
        must(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()), "extension");
    must(X509_add_ext(certificate, extension, -1) == 1, "extension");
    X509_EXTENSION_free(extension);
}

X509 *makeCertificate(
    const QByteArray &name, EVP_PKEY *key, std::chrono::seconds from, std::chrono::seconds until)
{
    X509 *certificate = must(X509_new(), "certificate");
    must(X509_set_version(certificate, X509_VERSION_3) == 1, "version");
    quint64 serial = 0;
    must(RAND_bytes(reinterpret_cast<uchar *>(&serial), sizeof serial) == 1, "serial");
    must(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1, "serial");
    must(X509_gmtime_adj(X509_getm_notBefore(certificate), long(from.count())), "from");
    must(X509_gmtime_adj(X509_getm_notAfter(certificate), long(until.count())), "until");
    must(X509_set_pubkey(certificate, key) == 1, "key");
    must(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
             reinterpret_cast<const uchar *>(name.constData()), int(name.size()), -1, 0)
            == 1,
        "name");
    return certificate;
}

} // namespace

struct TestAuthority::Private
{
    EVP_PKEY *key = nullptr;
    X509 *certificate = nullptr;
    QByteArray pem;
};

TestAuthority::TestAuthority(const QByteArray &name)
    : d(std::make_unique<Private>())
{
    d->key = makeKey(Key::P256);
    d->certificate = makeCertificate(name, d->key, std::chrono::hours(-24), std::chrono::hours(24 * 30));
    must(X509_set_issuer_name(d->certificate, X509_get_subject_name(d->certificate)) == 1, "issuer");
    addExtension(d->certificate, d->certificate, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(d->certificate, d->certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(d->certificate, d->certificate, NID_subject_key_identifier, "hash");
    must(X509_sign(d->certificate, d->key, EVP_sha256()) > 0, "signature");
    d->pem = toPem([this](BIO *bio) { return PEM_write_bio_X509(bio, d->certificate); });
}

TestAuthority::~TestAuthority()
{
    X509_free(d->certificate);
    EVP_PKEY_free(d->key);
}

const QByteArray &TestAuthority::certificatePem() const { return d->pem; }

TestIdentity TestAuthority::issue(
    const QList<QByteArray> &dnsNames, Key kind, std::chrono::seconds from, std::chrono::seconds until) const
{
    EVP_PKEY *key = makeKey(kind);
    X509 *certificate = makeCertificate(dnsNames.value(0, "nobody"), key, from, until);
    must(X509_set_issuer_name(certificate, X509_get_subject_name(d->certificate)) == 1, "issuer");
    addExtension(certificate, d->certificate, NID_basic_constraints, "critical,CA:FALSE");
    addExtension(certificate, d->certificate, NID_ext_key_usage, "serverAuth,clientAuth");
    QByteArrayList names;
    for (const QByteArray &name : dnsNames)
        names.append((name == "127.0.0.1" ? "IP:" : "DNS:") + name); // libldap wants addresses as addresses
    if (!names.isEmpty())
        addExtension(certificate, d->certificate, NID_subject_alt_name, names.join(','));
    must(X509_sign(certificate, d->key, EVP_sha256()) > 0, "signature");
    TestIdentity identity;
    identity.certificatePem = toPem([certificate](BIO *bio) { return PEM_write_bio_X509(bio, certificate); });
    identity.keyPem = toPem([key](BIO *bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
    X509_free(certificate);
    EVP_PKEY_free(key);
    return identity;
}

} // namespace homeport
