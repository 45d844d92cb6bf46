// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading and checking certificates and requests.
#include "server/cluster/certificates.h"

#include "server/cluster/x509bytes.h"

#include <QCryptographicHash>

#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace homeport {

namespace {

struct NamesDeleter
{
    void operator()(GENERAL_NAMES *names) const { GENERAL_NAMES_free(names); }
};

QByteArray rawPublicKey(EVP_PKEY *key)
{
    if (!key || EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519)
        return {};
    QByteArray raw(32, '\0');
    size_t length = size_t(raw.size());
    if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uchar *>(raw.data()), &length) != 1)
        return {};
    return raw;
}

Result<qint64> unixTime(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        ERR_clear_error();
        return fail(
            Error::refused("bad certificate", QStringLiteral("a time in the certificate is malformed")));
    }
    const QDate date(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    return QDateTime(date, QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC).toSecsSinceEpoch();
}

QStringList dnsNames(X509 *certificate)
{
    QStringList result;
    const std::unique_ptr<GENERAL_NAMES, NamesDeleter> names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_DNS)
            continue;
        const char *data = reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName));
        result.append(QString::fromLatin1(data, ASN1_STRING_length(name->d.dNSName)).toLower());
    }
    return result;
}

Result<CertificateFacts> factsOf(X509 *certificate)
{
    CertificateFacts facts;
    const Result<qint64> begin = unixTime(X509_get0_notBefore(certificate));
    const Result<qint64> end = unixTime(X509_get0_notAfter(certificate));
    if (!begin || !end)
        return fail(!begin ? begin.error() : end.error());
    facts.notBefore = *begin;
    facts.notAfter = *end;
    facts.names = dnsNames(certificate);
    facts.publicKey = rawPublicKey(X509_get0_pubkey(certificate));
    ERR_clear_error();
    return facts;
}

/// Name and signature fit one of the authority's certificates, which may sign certificates at all.
bool isIssuedBy(X509 *certificate, const QByteArray &authority)
{
    for (const CertificatePointer &issuer : certificatesInPem(authority)) {
        EVP_PKEY *key = X509_get0_pubkey(issuer.get());
        const bool fits = key && X509_check_ca(issuer.get()) == 1
            && X509_check_issued(issuer.get(), certificate) == X509_V_OK
            && X509_verify(certificate, key) == 1;
        ERR_clear_error();
        if (fits)
            return true;
    }
    return false;
}

QString dateText(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate);
}

} // namespace

Result<CertificatePointer> readCertificate(const QByteArray &derOrPem)
{
    if (!derOrPem.startsWith("-----") && derOrPem.startsWith('\x30')) {
        const uchar *data = reinterpret_cast<const uchar *>(derOrPem.constData());
        CertificatePointer certificate(d2i_X509(nullptr, &data, derOrPem.size()));
        ERR_clear_error();
        if (certificate)
            return certificate;
    } else if (auto all = certificatesInPem(derOrPem); !all.empty()) {
        return std::move(all.front());
    }
    return fail(Error::refused("bad certificate", QStringLiteral("these bytes are no certificate")));
}

Result<CertificateFacts> certificateFacts(const QByteArray &derOrPem)
{
    const Result<CertificatePointer> certificate = readCertificate(derOrPem);
    if (!certificate)
        return fail(certificate.error());
    return factsOf(certificate->get());
}

QByteArray certificateFingerprint(const QByteArray &derOrPem)
{
    const Result<CertificatePointer> certificate = readCertificate(derOrPem);
    if (!certificate)
        return {};
    return QCryptographicHash::hash(derOf(certificate->get()), QCryptographicHash::Sha256);
}

Result<CertificateFacts> checkMemberCertificate(
    const QByteArray &certificate, const QByteArray &authority, qint64 now)
{
    const Result<CertificatePointer> parsed = readCertificate(certificate);
    if (!parsed)
        return fail(parsed.error());
    if (!isIssuedBy(parsed->get(), authority))
        return fail(Error::refused(
            "bad certificate", QStringLiteral("the certificate was not issued by this cluster's authority")));
    const Result<CertificateFacts> facts = factsOf(parsed->get());
    if (!facts)
        return facts;
    if (facts->notBefore > now + certificateBackdateSeconds)
        return fail(Error::refused("bad certificate",
            QStringLiteral("the certificate is not valid before ") + dateText(facts->notBefore)));
    if (facts->notAfter < now)
        return fail(Error::refused(
            "bad certificate", QStringLiteral("the certificate expired at ") + dateText(facts->notAfter)));
    if (X509_check_ca(parsed->get()) != 0)
        return fail(Error::refused("bad certificate", QStringLiteral("the certificate is an authority's")));
    if (facts->names.size() != 1)
        return fail(Error::refused("bad certificate",
            QStringLiteral("the certificate has %1 DNS names, not one").arg(facts->names.size())));
    return facts;
}

Result<QByteArray> makeCertificateRequest(const PrivateKey &key, const MemberName &name)
{
    const RequestPointer request(X509_REQ_new());
    X509_NAME *subject = request ? X509_REQ_get_subject_name(request.get()) : nullptr;
    const QByteArray text = name.utf8();
    if (!subject || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1
        || X509_REQ_set_pubkey(request.get(), key.handle()) != 1
        || X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
               reinterpret_cast<const uchar *>(text.constData()), int(std::min<qsizetype>(text.size(), 64)),
               -1, 0)
            != 1
        || X509_REQ_sign(request.get(), key.handle(), digestFor(key.handle())) == 0)
        return fail(cryptoError(QStringLiteral("make a certificate request")));
    return pemOf(request.get());
}

Result<CertificateRequest> readCertificateRequest(const QByteArray &pem)
{
    RequestPointer request = requestInPem(pem);
    if (!request)
        return fail(
            Error::refused("bad certificate request", QStringLiteral("\"request\" is no PKCS#10 in PEM")));
    EVP_PKEY *key = X509_REQ_get0_pubkey(request.get());
    const bool isSigned = key && X509_REQ_verify(request.get(), key) == 1;
    ERR_clear_error();
    if (!isSigned)
        return fail(Error::refused("bad certificate request",
            QStringLiteral("the certificate request is not signed by its own key")));
    QByteArray raw = rawPublicKey(key);
    return CertificateRequest{std::move(request), std::move(raw)};
}

} // namespace homeport
