// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Names in SNI.
#include "server/cluster/linknames.h"

namespace homeport {

QByteArray serverNameFor(const MemberName &member, LinkPurpose purpose, int worker)
{
    switch (purpose) {
    case LinkPurpose::Control:
        return "control." + member.utf8();
    case LinkPurpose::Sessions:
        return 'w' + QByteArray::number(worker) + '.' + member.utf8();
    case LinkPurpose::Deliveries:
        return 'd' + QByteArray::number(worker) + '.' + member.utf8();
    }
    Q_UNREACHABLE();
}

LinkDoor doorNamed(const QByteArray &serverName, const MemberName &self)
{
    const QByteArray name = asciiLower(serverName);
    const QByteArray suffix = '.' + self.utf8();
    if (!name.endsWith(suffix))
        return {};
    const QByteArray label = name.chopped(suffix.size());
    if (label == "control")
        return {LinkPurpose::Control, std::nullopt};
    bool isNumber = false;
    const int worker = label.mid(1).toUShort(&isNumber);
    if (!isNumber || (label.front() != 'w' && label.front() != 'd'))
        return {};
    return {label.front() == 'w' ? LinkPurpose::Sessions : LinkPurpose::Deliveries, worker};
}

} // namespace homeport
