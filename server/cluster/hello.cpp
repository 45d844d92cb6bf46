// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Judging a hello.
#include "server/cluster/hello.h"

namespace homeport {

Result<int> agreeOnProtocol(const Hello &ours, const Hello &theirs)
{
    const int highest = std::min(ours.protocolMax, theirs.protocolMax);
    if (highest >= std::max(ours.protocolMin, theirs.protocolMin))
        return highest;
    const QString text = QStringLiteral("%1 speaks link protocol %2 to %3, %4 speaks %5 to %6")
                             .arg(ours.member.text)
                             .arg(ours.protocolMin)
                             .arg(ours.protocolMax)
                             .arg(theirs.member.text)
                             .arg(theirs.protocolMin)
                             .arg(theirs.protocolMax);
    return fail(Error::refused(text.toLatin1(), text, "505"));
}

Result<int> acceptHello(const Hello &ours, const Hello &theirs, const MemberName &proven)
{
    if (theirs.cluster != ours.cluster)
        return fail(Error::refused("another cluster",
            QStringLiteral("%1 belongs to cluster %2").arg(proven.text, theirs.cluster.text()), "403"));
    if (theirs.member != proven)
        return fail(Error::refused("another member",
            QStringLiteral("%1 says that it is \"%2\"").arg(proven.text, theirs.member.text), "403"));
    return agreeOnProtocol(ours, theirs);
}

} // namespace homeport
