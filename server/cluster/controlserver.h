// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The accepting side of control connections, and of joiners: on the main thread (protocol.md 1.2, 1.7
// to 1.9).
#pragma once

#include "server/cluster/clusterservice.h"

#include <QHash>

namespace homeport {

/// Main thread. Connections come from LinkServerContext::mainConnection, checked.
class ControlServer
{
public:
    explicit ControlServer(ClusterService &cluster)
        : m_cluster(cluster)
    {
    }
    ~ControlServer() { close(); }
    Q_DISABLE_COPY_MOVE(ControlServer)

    /// `peer`: who has proved its name; none: a joiner, who may ask one thing.
    void serve(std::unique_ptr<ByteStream> stream, std::optional<LinkPeer> peer);
    /// Ends connections of members that are not welcome any more.
    void tableChanged();
    void close();
    int connections() const { return int(m_connections.size()); }

private:
    struct Connection
    {
        std::unique_ptr<Http2Connection> http;
        std::optional<LinkPeer> peer;
    };

    ClusterService &m_cluster;
    static constexpr int mostStrangers = 32; ///< connections without a certificate
    int m_strangers = 0;
    QHash<quint64, std::shared_ptr<Connection>> m_connections;
    quint64 m_last = 0;
};

} // namespace homeport
