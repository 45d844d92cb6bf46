// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Words for LDAP answers.
#include "server/directory/ldapmessages.h"

#include <ldap.h>

namespace homeport {

bool LdapEntry::hasClass(const QByteArray &name) const
{
    const QList<QByteArray> classes = all("objectClass");
    return std::any_of(classes.begin(), classes.end(),
        [&](const QByteArray &value) { return equalIgnoringCase(value, name); });
}

bool LdapReply::isServerAway() const { return code < 0 || code == LDAP_BUSY || code == LDAP_UNAVAILABLE; }

QString LdapReply::text() const
{
    QString out = QStringLiteral("%1 (%2)").arg(QString::fromLatin1(ldap_err2string(code))).arg(code);
    if (!diagnostic.isEmpty())
        out += QStringLiteral(": ") + escapedForLog(diagnostic);
    if (code == LDAP_SIZELIMIT_EXCEEDED || code == LDAP_ADMINLIMIT_EXCEEDED)
        out += QStringLiteral("; give the entry that Homeport binds as unlimited searches (slapd: limits "
                              "dn.exact=... size=unlimited "
                              "size.prtotal=unlimited)");
    if (hasReferences)
        out += QStringLiteral("; parts of the answer are on another server");
    return out;
}

Error laterError(const QString &what, const LdapReply &reply)
{
    return Error::temporary("directory not available, try again later",
        what + QStringLiteral(": ") + reply.text(), "4.4.3"); // RFC 3463: directory server failure
}

} // namespace homeport
