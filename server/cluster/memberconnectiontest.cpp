// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Trying an address as a member's cluster port.
#include "server/cluster/memberconnectiontest.h"

#include "server/cluster/certificates.h"
#include "server/cluster/linkidentity.h"
#include "shared/net/resolve.h"

namespace homeport {

namespace {

/// The certificate is judged by us afterwards, so that a wrong one can be told from none.
Result<std::shared_ptr<TlsContext>> askingContext()
{
    TlsClientOptions options;
    options.minimum = TlsVersion::V1_3;
    options.alpn = {"h2"};
    options.verify = TlsClientOptions::Verify::Nothing;
    options.resumption = false;
    return TlsContext::client(options);
}

/// Each address gets its share of the time; what is left of the name's other addresses is not tried in vain.
Task<StreamResult<std::unique_ptr<TcpStream>>> connectToOne(
    QStringList addresses, quint16 port, Deadline deadline)
{
    StreamError last;
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        const qint64 share = std::max<qint64>(deadline.remainingTime() / (addresses.size() - i), 1);
        StreamResult<std::unique_ptr<TcpStream>> stream = co_await TcpStream::connectTo(
            addresses[i], port, Deadline(std::chrono::milliseconds(share)), TcpPatience::members());
        if (stream)
            co_return std::move(*stream);
        last = stream.error();
    }
    co_return tl::unexpected(last);
}

/// The name in the certificate, and what is wrong with it.
void judge(const TcpStream &stream, const ClusterTable &table, ConnectionTestResult &result)
{
    const std::optional<PeerCertificate> shown = stream.peerCertificate();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const Result<CertificateFacts> facts = shown
        ? checkMemberCertificate(shown->der, table.authority, now)
        : Result<CertificateFacts>(fail(Error::refused("no certificate", QStringLiteral("it shows none"))));
    if (!facts) {
        result.error =
            QStringLiteral("shows no certificate of a member of this cluster: ") + facts.error().forLog;
        return;
    }
    result.name = facts->names.first();
    if (stream.alpn() != "h2")
        result.error = QStringLiteral("is no cluster port: it does not speak HTTP/2");
    else if (const auto peer = identifyPeer(shown, table, table.authority, now); !peer)
        result.error = peer.error().forLog;
}

} // namespace

Task<ConnectionTestResult> MemberConnectionTest::test(QString host, quint16 port, Deadline deadline)
{
    const TablePointer table = m_cluster.table();
    QElapsedTimer taken;
    taken.start();
    ConnectionTestResult result;
    const Result<std::shared_ptr<TlsContext>> context = askingContext();
    const StreamResult<QStringList> addresses = co_await resolveHost(host, deadline);
    if (!addresses) {
        result.error = addresses.error().detail;
        result.milliseconds = taken.elapsed();
        co_return result;
    }
    result.resolvesTo = *addresses;
    StreamResult<std::unique_ptr<TcpStream>> connected = co_await connectToOne(*addresses, port, deadline);
    if (!connected || !context || !table) {
        result.error = connected ? QStringLiteral("cannot be judged: no cluster table, or no TLS, here")
                                 : QStringLiteral("does not answer: ") + connected.error().detail;
        result.isReachable = connected.has_value();
        result.milliseconds = taken.elapsed();
        co_return result;
    }
    result.isReachable = true;
    const std::unique_ptr<TcpStream> stream = std::move(*connected);
    const StreamResult<> secured = co_await stream->startTlsClient(*context, host.toUtf8(), deadline);
    if (secured)
        judge(*stream, *table, result);
    else
        result.error = QStringLiteral("is no cluster port: no TLS 1.3 handshake: ") + secured.error().detail;
    stream->close();
    result.milliseconds = taken.elapsed();
    co_return result;
}

} // namespace homeport
