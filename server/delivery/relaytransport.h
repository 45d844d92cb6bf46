// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The smarthost: every remote message goes to relay.host by SMTP, with STARTTLS or TLS and AUTH.
#pragma once

#include "server/delivery/remotetransport.h"
#include "server/smtp/syntax/capabilities.h"
#include "shared/base/secret.h"
#include "shared/net/bytestream.h"

namespace homeport {

class TcpStream;

struct RelayOptions
{
    enum class Tls {
        StartTls, ///< required: a relay that does not offer it gets nothing
        Implicit,
        None, ///< in the clear; AUTH is not used
    };
    QString host; ///< empty: no relay
    quint16 port = 587;
    QString user; ///< empty: no AUTH
    Secret password;
    Tls tls = Tls::StartTls;
    QByteArray authoritiesPem; ///< empty: the system's
    QByteArray heloName;
};

/// One connection per message in this first form; RFC 5321, RFC 3207, RFC 4954.
class RelayTransport : public RemoteTransport
{
public:
    explicit RelayTransport(RelayOptions options)
        : m_options(std::move(options))
    {
    }
    bool isConfigured() const override { return !m_options.host.isEmpty(); }
    QByteArray server() const override { return m_options.host.toUtf8(); }
    Task<QList<RemoteResult>> send(
        MessageInFlight message, QList<QByteArray> recipients, Deadline deadline) override;

private:
    struct Dialogue;
    Task<Result<std::unique_ptr<TcpStream>>> connect(Deadline deadline);
    Task<Result<>> secure(Dialogue &dialogue);
    Task<Result<>> authenticate(Dialogue &dialogue);
    Task<Result<QList<RemoteResult>>> converse(
        Dialogue &dialogue, MessageInFlight message, QList<QByteArray> recipients);

    const RelayOptions m_options;
};

} // namespace homeport
