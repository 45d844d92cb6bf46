// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// TLS contexts of the cluster link and the three checks.
#include "server/cluster/linkidentity.h"

#include "server/cluster/log.h"
#include "shared/base/durablefile_posix.h"

namespace homeport {

Result<LinkContextsPointer> makeLinkContexts(
    const QByteArray &certificate, const PrivateKey &key, const QByteArray &authority)
{
    const Result<CertificateFacts> facts = certificateFacts(certificate);
    if (!facts)
        return fail(facts.error());
    LinkContexts contexts;
    contexts.authority = authority;
    contexts.certificate = *facts;
    // the authority goes along, so that a joiner can hold it against the fingerprint in its token
    const TlsIdentity identity{certificate + authority, key.toPem()};
    TlsServerOptions server;
    server.identity = identity;
    server.minimum = TlsVersion::V1_3;
    server.alpn = {"h2"};
    server.clientCertificate = TlsServerOptions::ClientCertificate::Optional; // without: /v1/join only
    server.authoritiesPem = authority;
    server.resumption = false; // every connection proves its certificate again
    const auto serverContext = TlsContext::server(server);
    if (!serverContext)
        return fail(serverContext.error());
    contexts.server = *serverContext;
    TlsClientOptions client;
    client.identity = identity;
    client.minimum = TlsVersion::V1_3;
    client.alpn = {"h2"};
    client.authoritiesPem = authority;
    client.verify = TlsClientOptions::Verify::Chain; // the name is checked against the table, by us
    client.resumption = false;
    const auto clientContext = TlsContext::client(client);
    if (!clientContext)
        return fail(clientContext.error());
    contexts.client = *clientContext;
    return std::make_shared<const LinkContexts>(std::move(contexts));
}

Result<std::unique_ptr<LinkIdentity>> LinkIdentity::load(
    const IdentityPaths &paths, const MemberName &self, const QByteArray &authority)
{
    const Result<QByteArray> keyPem = readWholeFile(paths.memberKey(), 64 * 1024);
    if (!keyPem)
        return fail(keyPem.error());
    Result<PrivateKey> key = PrivateKey::fromPem(*keyPem, PrivateKey::Kind::Ed25519);
    if (!key)
        return fail(Error::refused(
            "unreadable member key", paths.memberKey() + QStringLiteral(": ") + key.error().forLog));
    const Result<QByteArray> certificate = readWholeFile(paths.memberCertificate(), 64 * 1024);
    if (!certificate)
        return fail(certificate.error());
    std::unique_ptr<LinkIdentity> identity(new LinkIdentity(paths, self, std::move(*key)));
    const Result<LinkContextsPointer> contexts = identity->contextsFor(*certificate, authority);
    if (!contexts)
        return fail(Error::refused("unusable member certificate",
            paths.memberCertificate() + QStringLiteral(": ") + contexts.error().forLog));
    identity->m_contexts.store(*contexts);
    return identity;
}

Result<LinkContextsPointer> LinkIdentity::contextsFor(
    const QByteArray &certificate, const QByteArray &authority) const
{
    const Result<CertificateFacts> facts = certificateFacts(certificate);
    if (!facts)
        return fail(facts.error());
    if (facts->names != QStringList{m_self.text})
        return fail(Error::refused("wrong certificate",
            QStringLiteral("it is for \"%1\", not %2").arg(facts->names.join(u' '), m_self.text)));
    if (facts->publicKey != m_key.publicKey())
        return fail(
            Error::refused("wrong certificate", QStringLiteral("it is not for the key in member.key")));
    return makeLinkContexts(certificate, m_key, authority);
}

Result<> LinkIdentity::install(const QByteArray &certificate)
{
    const QByteArray authority = contexts()->authority;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (const auto checked = checkMemberCertificate(certificate, authority, now); !checked)
        return fail(checked.error());
    const Result<LinkContextsPointer> made = contextsFor(certificate, authority);
    if (!made)
        return fail(made.error());
    if (Result<> written = writeFileDurably(m_paths.memberCertificate(), certificate); !written)
        return written;
    m_contexts.store(*made);
    qCInfo(lcCluster) << Event("certificate-renewed")
                             .with("until",
                                 QDateTime::fromSecsSinceEpoch((*made)->certificate.notAfter, Qt::UTC)
                                     .toString(Qt::ISODate));
    return {};
}

Result<LinkPeer> identifyPeer(const std::optional<PeerCertificate> &certificate, const ClusterTable &table,
    const QByteArray &authority, qint64 now)
{
    if (!certificate)
        return fail(Error::refused("no certificate", QStringLiteral("the other side shows no certificate")));
    const Result<CertificateFacts> facts = checkMemberCertificate(certificate->der, authority, now);
    if (!facts)
        return fail(facts.error());
    const LinkPeer peer{MemberName(facts->names.first()), facts->publicKey};
    const Member *row = table.member(peer.name);
    if (!row)
        return fail(Error::refused(
            "no such member", QStringLiteral("\"%1\" is no member of this cluster").arg(peer.name.text)));
    if (row->publicKey.isEmpty() || row->publicKey != peer.publicKey)
        return fail(Error::refused("wrong key",
            QStringLiteral("the certificate of %1 has another key than its row").arg(peer.name.text)));
    return peer;
}

const Member *welcomeRow(const ClusterTable &table, const LinkPeer &peer)
{
    const Member *row = table.member(peer.name);
    return row && row->publicKey == peer.publicKey ? row : nullptr;
}

} // namespace homeport
