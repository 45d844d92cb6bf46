// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Signed revisions: JSON, hash, signing.
#include "server/cluster/tablechain.h"

#include <QCryptographicHash>

namespace homeport {

namespace {

const char signaturePrefix[] = "homeport-table-1";

QByteArray signedBytes(const QByteArray &body) { return QByteArray(signaturePrefix, 16) + body; }

Result<QByteArray> base64Member(const QJsonObject &json, const QString &key)
{
    const QJsonValue value = json.value(key);
    const auto decoded = QByteArray::fromBase64Encoding(
        value.toString().toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!value.isString() || !decoded)
        return fail(Error::syntax("\"" + key.toLatin1() + "\" is missing or no base64"));
    return *decoded;
}

} // namespace

QJsonObject toJson(const SignedRevision &revision)
{
    return {
        {QStringLiteral("body"), QString::fromLatin1(revision.body.toBase64())},
        {QStringLiteral("signer"), revision.signer.text},
        {QStringLiteral("signature"), QString::fromLatin1(revision.signature.toBase64())},
    };
}

Result<SignedRevision> signedRevisionFromJson(const QJsonObject &json)
{
    const Result<QByteArray> body = base64Member(json, QStringLiteral("body"));
    if (!body)
        return fail(body.error());
    const Result<QByteArray> signature = base64Member(json, QStringLiteral("signature"));
    if (!signature)
        return fail(signature.error());
    const QJsonValue signer = json.value(QStringLiteral("signer"));
    if (!signer.isString())
        return fail(Error::syntax("\"signer\" is missing or no text"));
    return SignedRevision{*body, MemberName(signer.toString()), *signature};
}

QJsonArray toJson(const QList<SignedRevision> &revisions)
{
    QJsonArray array;
    for (const SignedRevision &revision : revisions)
        array.append(toJson(revision));
    return array;
}

Result<QList<SignedRevision>> signedRevisionsFromJson(const QJsonObject &json, const QString &key)
{
    const QJsonValue value = json.value(key);
    if (!value.isArray())
        return fail(Error::syntax("\"" + key.toLatin1() + "\" is missing or no array"));
    QList<SignedRevision> result;
    for (const QJsonValue &item : value.toArray()) {
        const Result<SignedRevision> revision = signedRevisionFromJson(item.toObject());
        if (!revision)
            return fail(revision.error());
        result.append(*revision);
    }
    return result;
}

QByteArray revisionHash(const QByteArray &body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
}

Result<RevisionPointer> openRevision(SignedRevision sealed)
{
    Result<ClusterTable> table = decodeTable(sealed.body);
    if (!table)
        return fail(table.error());
    QByteArray hash = revisionHash(sealed.body);
    return std::make_shared<const Revision>(Revision{std::move(sealed), std::move(hash), std::move(*table)});
}

Result<RevisionPointer> sealRevision(
    const ClusterTable &table, const MemberName &signer, const PrivateKey &key)
{
    const QByteArray body = encodeTable(table);
    const Result<QByteArray> signature = key.sign(signedBytes(body));
    if (!signature)
        return fail(signature.error());
    return openRevision({body, signer, *signature});
}

bool isSignedBy(const SignedRevision &revision, const QByteArray &publicKey)
{
    return verifySignature(publicKey, signedBytes(revision.body), revision.signature);
}

} // namespace homeport
