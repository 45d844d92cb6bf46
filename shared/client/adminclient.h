// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Client of the admin API, for homeportctl and the console.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/secret.h"
#include "shared/model/clustertable.h"
#include "shared/net/http2connection.h"

namespace homeport {

/// Where the daemon is and how it is known.
struct AdminTarget
{
    QString socketPath; ///< not empty: the daemon's Unix socket, no login
    QString host;
    quint16 port = 0;
    QString user;
    Secret password;
    /// SHA-256 of the daemon's certificate, or of an authority in the chain that it sends; 32 bytes. Empty,
    /// and no `authorityPem`: connect() fails with status "unknown-certificate" and seenFingerprint() tells
    /// what it saw.
    QByteArray fingerprint;
    QByteArray authorityPem; ///< of the cluster; judged instead of the fingerprint when that is empty
};

/// One thread; outlives its coroutines. A broken connection is made again by connect().
///
/// Errors: Error::status is the answer's word ("bad-request", "unauthorised", "forbidden", "no-such-account",
/// "no-such-member", "not-found", "conflict", "throttled", "unavailable", "internal"), or "unreachable",
/// "unknown-certificate", "wrong-certificate"; forLog is the text for the administrator.
class AdminClient
{
public:
    /// `parser` reads long answers, so that the caller's loop does not wait for that; it outlives the client.
    explicit AdminClient(AdminTarget target, BlockingPool *parser = nullptr)
        : m_target(std::move(target))
        , m_parser(parser)
    {
    }
    ~AdminClient();
    Q_DISABLE_COPY_MOVE(AdminClient)

    /// Connects and logs in.
    Task<Result<>> connect(Deadline deadline);
    bool isConnected() const { return m_http && !m_http->isExhausted(); }
    /// One verb. `request` makes a change happen once however often it is sent: a new one for each change,
    /// the same one for a repetition after an error of the connection.
    Task<Result<QJsonObject>> call(QString what, QJsonObject arguments, RequestId request, Deadline deadline);

    AdministratorRole role() const { return m_role; }
    /// SHA-256 of the certificate that the daemon showed last, 32 bytes.
    QByteArray seenFingerprint() const { return m_seen; }
    /// SHA-256 of the authority in the chain shown last, when it vouches for that certificate and for the
    /// host that was asked for: what to pin, as it stays when the certificate is renewed. Looked for after
    /// "unknown-certificate" and "wrong-certificate"; empty: the chain holds none.
    QByteArray seenAuthority() const { return m_seenAuthority; }
    /// "12:AB:…", as people compare it.
    static QString fingerprintText(const QByteArray &fingerprint);
    /// Reads that, with or without colons; empty when it is none.
    static QByteArray fingerprintFromText(const QString &text);

private:
    Task<Result<std::unique_ptr<ByteStream>>> reach(Deadline deadline);
    Task<Result<std::unique_ptr<ByteStream>>> reachWith(QByteArray authorityPem, Deadline deadline);
    Task<> findAuthority(Deadline deadline);
    Task<Result<QJsonObject>> post(QByteArray path, QJsonObject body, Deadline deadline);

    Task<Result<QJsonObject>> parsed(QByteArray body);

    const AdminTarget m_target;
    BlockingPool *const m_parser;
    std::unique_ptr<Http2Connection> m_http;
    QByteArray m_token;
    QByteArray m_seen;
    QList<QByteArray> m_seenChain; ///< DER, the daemon's own first
    QByteArray m_seenAuthority;
    AdministratorRole m_role = AdministratorRole::Viewer;
};

} // namespace homeport
