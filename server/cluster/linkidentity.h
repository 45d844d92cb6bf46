// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// This member's key and certificate on the cluster link, and the check of the other side's.
#pragma once

#include "server/cluster/certificates.h"
#include "shared/model/clustertable.h"
#include "shared/net/tcpstream.h"

#include <atomic>

namespace homeport {

/// TLS of the cluster port under one certificate.
struct LinkContexts
{
    std::shared_ptr<TlsContext> server;
    std::shared_ptr<TlsContext> client;
    QByteArray authority; ///< PEM: who issues members' certificates
    CertificateFacts certificate;
};
using LinkContextsPointer = std::shared_ptr<const LinkContexts>;

/// Makes the contexts: TLS 1.3, ALPN h2, no resumption, client certificates asked for (protocol.md 1).
Result<LinkContextsPointer> makeLinkContexts(
    const QByteArray &certificate, const PrivateKey &key, const QByteArray &authority);

/// Written by the main thread, read by all.
class LinkIdentity
{
public:
    /// Reads member.key and member.crt; `authority` is the table's. Errors name the file.
    static Result<std::unique_ptr<LinkIdentity>> load(
        const IdentityPaths &paths, const MemberName &self, const QByteArray &authority);

    const PrivateKey &key() const { return m_key; }
    LinkContextsPointer contexts() const { return m_contexts.load(); } ///< any thread
    CertificateFacts certificate() const { return contexts()->certificate; }

    /// A renewed certificate: checked, stored, used by all connections from now on.
    Result<> install(const QByteArray &certificate);

private:
    LinkIdentity(IdentityPaths paths, MemberName self, PrivateKey key)
        : m_paths(std::move(paths))
        , m_self(std::move(self))
        , m_key(std::move(key))
    {
    }
    Result<LinkContextsPointer> contextsFor(const QByteArray &certificate, const QByteArray &authority) const;

    const IdentityPaths m_paths;
    const MemberName m_self;
    const PrivateKey m_key;
    std::atomic<LinkContextsPointer> m_contexts;
};

/// A member that has proved its name.
struct LinkPeer
{
    MemberName name;
    QByteArray publicKey;
    bool operator==(const LinkPeer &) const = default;
};

/// Checks 1 to 3 of protocol.md 1. Refused, saying what is wrong.
Result<LinkPeer> identifyPeer(const std::optional<PeerCertificate> &certificate, const ClusterTable &table,
    const QByteArray &authority, qint64 now);

/// Its row: null when it was removed, withdrawn from the table, or has another key now.
const Member *welcomeRow(const ClusterTable &table, const LinkPeer &peer);

} // namespace homeport
