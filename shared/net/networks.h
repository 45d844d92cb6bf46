// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lists of networks in CIDR notation, as settings have them.
#pragma once

#include "shared/base/result.h"

#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace homeport {

class NetworkList
{
public:
    /// "192.0.2.0/24", "2001:db8::/32", "127.0.0.1". The Error names the entry that is none.
    static Result<NetworkList> parse(const QStringList &texts);

    bool isEmpty() const { return m_networks.isEmpty(); }
    /// `address` as in PeerInfo. IPv4 in IPv6 clothing counts as IPv4.
    bool contains(const QByteArray &address) const;

private:
    QList<QPair<QHostAddress, int>> m_networks;
};

} // namespace homeport
