// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lists of networks in CIDR notation.
#include "shared/net/networks.h"

namespace homeport {

Result<NetworkList> NetworkList::parse(const QStringList &texts)
{
    NetworkList list;
    for (const QString &text : texts) {
        const QString address = text.section(QLatin1Char('/'), 0, 0);
        const auto subnet = QHostAddress::parseSubnet(text);
        // Qt also takes "10" and "10.1", which would surprise whoever mistyped an address
        const bool whole = address.contains(QLatin1Char(':')) || address.count(QLatin1Char('.')) == 3;
        if (subnet.second < 0 || !whole || QHostAddress(address).isNull()) {
            return fail(Error::internal(
                QStringLiteral("\"%1\" is not a network: write 192.0.2.0/24 or 2001:db8::/32").arg(text)));
        }
        list.m_networks.append(subnet);
    }
    return list;
}

bool NetworkList::contains(const QByteArray &address) const
{
    QHostAddress host(QString::fromLatin1(address));
    bool isV4 = false;
    const quint32 v4 = host.toIPv4Address(&isV4);
    if (isV4)
        host = QHostAddress(v4);
    return std::any_of(
        m_networks.begin(), m_networks.end(), [&host](const QPair<QHostAddress, int> &network) {
            return host.protocol() == network.first.protocol() && host.isInSubnet(network);
        });
}

} // namespace homeport
