// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Requests and answers of LDAP as plain values, apart from libldap's own types.
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <QHash>
#include <QList>

namespace homeport {

struct LdapEntry
{
    QByteArray dn;
    QHash<QByteArray, QList<QByteArray>> attributes; ///< by name in lower case, options included

    QList<QByteArray> all(const QByteArray &name) const { return attributes.value(asciiLower(name)); }
    bool has(const QByteArray &name) const { return attributes.contains(asciiLower(name)); }
    bool hasClass(const QByteArray &name) const;
};

/// The whole answer to one request.
struct LdapReply
{
    int code = 0; ///< RFC 4511 4.1.9; negative: none came (libldap's own codes)
    QByteArray matchedDn;
    QByteArray diagnostic;
    QList<LdapEntry> entries;
    bool hasReferences = false; ///< parts of the answer are on another server: it is not complete
    QByteArray cookie; ///< of the next page (RFC 2696); empty at the end

    bool isSuccess() const { return code == 0 && !hasReferences; }
    /// The server is away, or said that it is: another one may be asked.
    bool isServerAway() const;
    /// For the log: "noSuchObject (32): text".
    QString text() const;
};

enum class LdapScope { Base, OneLevel, Subtree };

struct LdapSearch
{
    QByteArray base;
    LdapScope scope = LdapScope::Base;
    QByteArray filter = "(objectClass=*)";
    QList<QByteArray> attributes;
    int pageSize = 0; ///< 0: not paged
    QByteArray cookie;
};

struct LdapChange
{
    enum class Kind { Add, Delete, Replace } kind = Kind::Add;
    QByteArray attribute;
    QList<QByteArray> values; ///< Delete with none: all of them
};

/// "later", with what the server said in the log text.
Error laterError(const QString &what, const LdapReply &reply);

} // namespace homeport
