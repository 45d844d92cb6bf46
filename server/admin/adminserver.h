// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The admin API's transport: HTTP/2 over TLS for administrators with a password, and over a Unix socket for
// whoever may open it.
#pragma once

#include "server/admin/adminservice.h"
#include "server/admin/adminsessions.h"
#include "shared/config/config.h"
#include "shared/net/http2connection.h"
#include "shared/net/listener.h"
#include "shared/net/unixlistener_posix.h"

namespace homeport {

struct AdminServerOptions
{
    QList<HostPort> listen; ///< empty: only the socket
    QList<Network> allowedNetworks;
    std::shared_ptr<TlsContext> tls; ///< TLS 1.2 or newer, ALPN "h2"; needed when `listen` is not empty
    QString socketPath; ///< STATE/admin.sock; empty: none
};

/// Main thread. `POST /v1/login` {"user", "password"} -> {"token", "role"}; `POST /v1/call` {"what",
/// "arguments", "request"} with "authorization: Bearer TOKEN" (not on the socket: there the caller is
/// administrator "local"). Before a login nothing is parsed but the login's body of at most 4 KiB.
class AdminServer
{
public:
    static constexpr qsizetype loginLimit = 4 * 1024;
    static constexpr qsizetype callLimit = 1024 * 1024;

    /// Errors name address or path. `service` and `sessions` outlive it.
    static Result<std::unique_ptr<AdminServer>> open(
        AdminServerOptions options, AdminService &service, AdminSessions &sessions);
    ~AdminServer();
    Q_DISABLE_COPY_MOVE(AdminServer)

    QList<quint16> ports() const; ///< the real ones, in the order of `listen`
    /// For new connections, after the certificate was renewed.
    void setTls(std::shared_ptr<TlsContext> tls) { m_tls = std::move(tls); }
    /// No new connections; open ones get until the deadline.
    Task<> shutdown(Deadline deadline);

private:
    class Handler;
    struct Connection
    {
        std::unique_ptr<Http2Connection> http;
        std::shared_ptr<Handler> handler;
        Deadline loginUntil;
    };

    AdminServer(AdminServerOptions options, AdminService &service, AdminSessions &sessions);
    Result<> listen();
    Task<> serveTls(std::unique_ptr<TcpStream> stream, std::weak_ptr<bool> alive);
    void serve(std::unique_ptr<ByteStream> stream, std::optional<Caller> local);
    void closeStrangers();

    const AdminServerOptions m_options;
    AdminService &m_service;
    AdminSessions &m_sessions;
    std::shared_ptr<TlsContext> m_tls;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    std::unique_ptr<UnixListener> m_socket;
    QHash<quint64, std::shared_ptr<Connection>> m_connections;
    quint64 m_lastConnection = 0;
    QTimer m_sweep;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace homeport
