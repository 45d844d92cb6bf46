// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Whoever answers the admin API: a daemon, or the simulated cluster of --demo.
#pragma once

#include "shared/base/task.h"
#include "shared/client/adminclient.h"

namespace homeport {

/// GUI thread; kept alive (shared_ptr) by whoever waits for an answer. Errors as AdminClient says.
class ClusterClient
{
public:
    virtual ~ClusterClient() = default;
    virtual Task<Result<>> connect(Deadline deadline) = 0;
    virtual bool isConnected() const = 0;
    virtual Task<Result<QJsonObject>> call(
        QString what, QJsonObject arguments, RequestId request, Deadline deadline) = 0;
    virtual AdministratorRole role() const = 0;
    /// SHA-256 of the certificate that was shown last; empty: none was.
    virtual QByteArray seenFingerprint() const = 0;
    /// SHA-256 of the authority that vouches for it; empty: none is shown, or it does not.
    virtual QByteArray seenAuthority() const { return {}; }
};

/// A daemon's admin API.
class DaemonClient final : public ClusterClient
{
public:
    DaemonClient(AdminTarget target, BlockingPool *parser)
        : m_client(std::move(target), parser)
    {
    }
    Task<Result<>> connect(Deadline deadline) override { return m_client.connect(deadline); }
    bool isConnected() const override { return m_client.isConnected(); }
    Task<Result<QJsonObject>> call(
        QString what, QJsonObject arguments, RequestId request, Deadline deadline) override
    {
        return m_client.call(what, arguments, request, deadline);
    }
    AdministratorRole role() const override { return m_client.role(); }
    QByteArray seenFingerprint() const override { return m_client.seenFingerprint(); }
    QByteArray seenAuthority() const override { return m_client.seenAuthority(); }

private:
    AdminClient m_client;
};

} // namespace homeport
