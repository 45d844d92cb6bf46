// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading certificates and keys, with errors that say which file and what would be right.
#include "shared/net/tlsopenssl.h"

#include <QFile>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace homeport {

namespace {

Result<QByteArray> readPem(const QString &path, const QString &what)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(
            Error::internal(QStringLiteral("cannot read the %1 %2: %3 (the daemon's user needs to read it)")
                                .arg(what, path, file.errorString())));
    }
    constexpr qint64 limit = 1024 * 1024;
    const QByteArray text = file.read(limit);
    if (!text.contains("-----BEGIN ")) {
        return fail(
            Error::internal(QStringLiteral("the %1 %2 holds no PEM (\"-----BEGIN …\")").arg(what, path)));
    }
    return text;
}

/// UTC seconds of an ASN.1 time.
QDateTime fromAsn1(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QList<QByteArray> dnsNames(X509 *certificate)
{
    QList<QByteArray> names;
    auto *all =
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all, i);
        if (name->type != GEN_DNS)
            continue;
        const auto *text = reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName));
        names.append(asciiLower(QByteArrayView(text, ASN1_STRING_length(name->d.dNSName))));
    }
    GENERAL_NAMES_free(all);
    return names;
}

} // namespace

QString takeTlsErrors()
{
    QStringList texts;
    while (const unsigned long code = ERR_get_error()) {
        const char *reason = ERR_reason_error_string(code);
        texts.append(reason ? QString::fromLatin1(reason) : QStringLiteral("error %1").arg(code, 0, 16));
    }
    return texts.isEmpty() ? QStringLiteral("no detail") : texts.join(QLatin1String("; "));
}

PeerCertificate describe(X509 *certificate)
{
    PeerCertificate peer;
    peer.sanDnsNames = dnsNames(certificate);
    peer.notBefore = fromAsn1(X509_get0_notBefore(certificate));
    peer.notAfter = fromAsn1(X509_get0_notAfter(certificate));
    if (EVP_PKEY *key = X509_get0_pubkey(certificate)) {
        size_t length = 0;
        if (EVP_PKEY_get_raw_public_key(key, nullptr, &length) == 1) {
            peer.rawPublicKey.resize(qsizetype(length));
            EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uchar *>(peer.rawPublicKey.data()), &length);
        }
    }
    uchar *der = nullptr;
    if (const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der); size > 0)
        peer.subjectPublicKeyInfo = QByteArray(reinterpret_cast<char *>(der), size);
    OPENSSL_free(der);
    der = nullptr;
    if (const int size = i2d_X509(certificate, &der); size > 0)
        peer.der = QByteArray(reinterpret_cast<char *>(der), size);
    OPENSSL_free(der);
    uchar digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &length) == 1)
        peer.sha256 = QByteArray(reinterpret_cast<char *>(digest), int(length));
    ERR_clear_error(); // a key without a raw form leaves an entry
    return peer;
}

Result<PeerCertificate> parseCertificate(const QByteArray &pemOrDer)
{
    X509Ptr certificate;
    if (pemOrDer.contains("-----BEGIN ")) {
        const BioPtr bio(BIO_new_mem_buf(pemOrDer.constData(), int(pemOrDer.size())));
        certificate.reset(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    } else {
        const auto *bytes = reinterpret_cast<const uchar *>(pemOrDer.constData());
        certificate.reset(d2i_X509(nullptr, &bytes, long(pemOrDer.size())));
    }
    if (!certificate)
        return fail(Error::syntax("not a certificate: " + takeTlsErrors().toLatin1()));
    return describe(certificate.get());
}

Result<QList<X509Ptr::pointer>> readChain(const QByteArray &pem)
{
    QList<X509 *> chain;
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    while (X509 *certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
        chain.append(certificate);
    const unsigned long last = ERR_peek_last_error();
    const bool clean = ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
    if (chain.isEmpty() || !clean) {
        const QString detail =
            chain.isEmpty() && clean ? QStringLiteral("no certificate in it") : takeTlsErrors();
        std::for_each(chain.begin(), chain.end(), X509_free);
        return fail(Error::internal(detail));
    }
    ERR_clear_error();
    return chain;
}

Result<PkeyPtr> readKey(const Secret &pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.reveal().constData(), int(pem.reveal().size())));
    // an encrypted key must fail, not ask on the terminal
    const auto refuse = [](char *, int, int, void *) { return -1; };
    PkeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, refuse, nullptr));
    if (key)
        return key;
    const bool encrypted = pem.reveal().contains("ENCRYPTED");
    const QString detail = takeTlsErrors();
    return fail(Error::internal(encrypted
            ? QStringLiteral("it is encrypted: give one without a pass phrase, mode 0600")
            : QStringLiteral("not a private key in PEM (%1)").arg(detail)));
}

Result<> TlsIdentity::check(const QString &what) const
{
    const auto chain = readChain(certificatePem);
    if (!chain)
        return fail(Error::internal(QStringLiteral("certificate of %1: %2").arg(what, chain.error().forLog)));
    const auto key = readKey(keyPem);
    const bool match = key && X509_check_private_key(chain->first(), key->get()) == 1;
    ERR_clear_error();
    std::for_each(chain->begin(), chain->end(), X509_free);
    if (!key)
        return fail(Error::internal(QStringLiteral("key of %1: %2").arg(what, key.error().forLog)));
    if (!match) {
        return fail(Error::internal(
            QStringLiteral("%1: the key does not belong to the first certificate of the chain").arg(what)));
    }
    return {};
}

Result<TlsIdentity> TlsIdentity::fromFiles(const QString &certificateFile, const QString &keyFile)
{
    const Result<QByteArray> certificate = readPem(certificateFile, QStringLiteral("certificate file"));
    if (!certificate)
        return fail(certificate.error());
    const Result<QByteArray> key = readPem(keyFile, QStringLiteral("key file"));
    if (!key)
        return fail(key.error());
    TlsIdentity identity{*certificate, Secret(*key)};
    const Result<> usable = identity.check(QStringLiteral("%1 and %2").arg(certificateFile, keyFile));
    if (!usable)
        return fail(usable.error());
    return identity;
}

} // namespace homeport
