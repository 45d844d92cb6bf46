// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Tries an address as a member's cluster port: name, connection, handshake, certificate.
#pragma once

#include "server/ports/cluster.h"
#include "server/ports/connectiontest.h"

namespace homeport {

class MemberConnectionTest final : public ConnectionTest
{
public:
    explicit MemberConnectionTest(const ClusterView &cluster)
        : m_cluster(cluster)
    {
    }
    Task<ConnectionTestResult> test(QString host, quint16 port, Deadline deadline) override;

private:
    const ClusterView &m_cluster;
};

} // namespace homeport
