// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Invitations on disk, tokens in text.
#include "server/cluster/invitations.h"

#include "shared/base/durablefile_posix.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace homeport {

namespace {

const QByteArray tokenPrefix = QByteArrayLiteral("HP1.");

QByteArray hashOf(const Secret &secret)
{
    return QCryptographicHash::hash(secret.reveal(), QCryptographicHash::Sha256).toHex();
}

Rights rightsFromJson(const QJsonArray &texts)
{
    return {texts.contains(QStringLiteral("proxy")), texts.contains(QStringLiteral("store")),
        texts.contains(QStringLiteral("keeper"))};
}

QJsonObject toJson(const Invitation &invitation)
{
    return {
        {QStringLiteral("secretHash"), QString::fromLatin1(invitation.secretHash)},
        {QStringLiteral("name"), invitation.name.text},
        {QStringLiteral("rights"), QJsonArray::fromStringList(toTexts(invitation.rights))},
        {QStringLiteral("expires"), invitation.expires},
        {QStringLiteral("boundKey"), QString::fromLatin1(invitation.boundKey.toBase64())},
        {QStringLiteral("standBy"), invitation.purpose == Invitation::For::StandBy},
    };
}

Invitation invitationFromJson(const QJsonObject &json)
{
    return {
        json.value(QStringLiteral("secretHash")).toString().toLatin1(),
        MemberName(json.value(QStringLiteral("name")).toString()),
        rightsFromJson(json.value(QStringLiteral("rights")).toArray()),
        qint64(json.value(QStringLiteral("expires")).toDouble()),
        QByteArray::fromBase64(json.value(QStringLiteral("boundKey")).toString().toLatin1()),
        json.value(QStringLiteral("standBy")).toBool() ? Invitation::For::StandBy
                                                       : Invitation::For::NewMember,
    };
}

} // namespace

QByteArray encodeToken(const JoinToken &token)
{
    const QJsonObject json{
        {QStringLiteral("c"), token.cluster.text()},
        {QStringLiteral("n"), token.name.text},
        {QStringLiteral("s"), QString::fromLatin1(token.secret.reveal().toHex())},
        {QStringLiteral("a"), QJsonArray::fromStringList(token.addresses)},
        {QStringLiteral("f"), QString::fromLatin1(token.fingerprint.toHex())},
        {QStringLiteral("k"), token.keeper.text},
    };
    return tokenPrefix
        + QJsonDocument(json)
              .toJson(QJsonDocument::Compact)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

Result<JoinToken> decodeToken(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    if (!trimmed.startsWith(tokenPrefix))
        return fail(Error::syntax("not an invitation token: it begins with HP1."));
    const auto decoded = QByteArray::fromBase64Encoding(trimmed.mid(tokenPrefix.size()),
        QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QJsonObject json = decoded ? QJsonDocument::fromJson(*decoded).object() : QJsonObject();
    if (json.isEmpty())
        return fail(Error::syntax("damaged invitation token: copy it as a whole"));
    JoinToken token;
    const auto cluster = ClusterId::fromHex(json.value(QStringLiteral("c")).toString().toLatin1());
    const QByteArray secret = QByteArray::fromHex(json.value(QStringLiteral("s")).toString().toLatin1());
    token.fingerprint = QByteArray::fromHex(json.value(QStringLiteral("f")).toString().toLatin1());
    token.name = MemberName(json.value(QStringLiteral("n")).toString());
    token.keeper = MemberName(json.value(QStringLiteral("k")).toString());
    for (const QJsonValue &address : json.value(QStringLiteral("a")).toArray())
        token.addresses.append(address.toString());
    if (!cluster || secret.size() != 16 || token.fingerprint.size() != 32 || token.name.isEmpty()
        || token.keeper.isEmpty() || token.addresses.isEmpty())
        return fail(Error::syntax("damaged invitation token: a part of it is missing"));
    token.cluster = *cluster;
    token.secret = Secret(secret);
    return token;
}

Result<> Invitations::load()
{
    const Result<QByteArray> bytes = readWholeFile(m_path);
    if (!bytes)
        return bytes.error().status == "missing" ? Result<>() : fail(bytes.error());
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject())
        return fail(
            Error::refused("damaged invitations", QStringLiteral("%1 is no JSON object").arg(m_path)));
    for (const QJsonValue &value : document.object().value(QStringLiteral("invitations")).toArray())
        m_invitations.append(invitationFromJson(value.toObject()));
    return {};
}

Result<> Invitations::save(const QList<Invitation> &invitations)
{
    QJsonArray array;
    for (const Invitation &invitation : invitations)
        array.append(toJson(invitation));
    const QJsonObject json{{QStringLiteral("invitations"), array}};
    if (Result<> written = writeFileDurably(m_path, QJsonDocument(json).toJson()); !written)
        return written;
    m_invitations = invitations;
    return {};
}

Result<Secret> Invitations::invite(const MemberName &name, const Rights &rights, Invitation::For purpose)
{
    constexpr qint64 rememberedSeconds = 7 * 86400; // so that a late comer hears "expired", not "unknown"
    const qint64 now = m_clock.wallMs() / 1000;
    QList<Invitation> kept = m_invitations;
    kept.removeIf([&](const Invitation &old) {
        return old.expires + rememberedSeconds < now || (old.name == name && old.boundKey.isEmpty());
    });
    const Secret secret(randomBytes(16));
    kept.append({hashOf(secret), name, rights, now + lifetimeSeconds, {}, purpose});
    if (const Result<> saved = save(kept); !saved)
        return fail(saved.error());
    return secret;
}

bool Invitations::isThrottled()
{
    const qint64 now = m_clock.monotonicMs();
    m_failures.removeIf([now](qint64 when) { return now - when >= 60'000; });
    return m_failures.size() >= failuresPerMinute;
}

Result<Invitation> Invitations::failed(QByteArray reason)
{
    m_failures.append(m_clock.monotonicMs());
    return fail(Error::refused(std::move(reason), {}, "403"));
}

Result<Invitation> Invitations::check(
    const Secret &secret, const MemberName &name, const QByteArray &publicKey)
{
    const QByteArray hash = hashOf(secret);
    const Invitation *found = nullptr;
    for (const Invitation &invitation : std::as_const(m_invitations)) {
        if (equalInConstantTime(invitation.secretHash, hash))
            found = &invitation;
    }
    // only guesses are slowed down: who knows the secret is not kept out by those who guess
    if (!found && isThrottled())
        return fail(Error::refused("too many failures: wait a minute", {}, "429"));
    if (!found)
        return failed("unknown invitation");
    if (found->name != name)
        return failed("invitation is for " + found->name.utf8());
    if (found->expires < m_clock.wallMs() / 1000)
        return failed("invitation has expired");
    if (!found->boundKey.isEmpty() && found->boundKey != publicKey)
        return failed("invitation was used");
    return *found;
}

Result<> Invitations::bind(const Secret &secret, const QByteArray &publicKey)
{
    const QByteArray hash = hashOf(secret);
    QList<Invitation> changed = m_invitations;
    for (Invitation &invitation : changed) {
        if (!equalInConstantTime(invitation.secretHash, hash))
            continue;
        if (invitation.boundKey == publicKey)
            return {};
        if (!invitation.boundKey.isEmpty())
            return fail(Error::refused("invitation was used", {}, "403"));
        invitation.boundKey = publicKey;
        return save(changed);
    }
    return fail(Error::refused("unknown invitation", {}, "403"));
}

} // namespace homeport
