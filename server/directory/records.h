// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Directory entries and the records made from them, both ways. Pure.
#pragma once

#include "server/directory/directorysettings.h"
#include "server/directory/ldapmessages.h"
#include "server/ports/directory.h"

namespace homeport {

/// `cn=DOMAIN,BASE` and `uid=NAME,cn=DOMAIN,BASE`.
QByteArray domainDn(const QByteArray &domain, const QByteArray &base);
QByteArray entryDn(const Address &address, const QByteArray &base);
/// The first value in a DN, unescaped ("example" of "dc=example,dc=org").
QByteArray firstValueOf(const QByteArray &dn);
QByteArray membersDn(const QByteArray &base);
QByteArray memberDn(const MemberName &member, const QByteArray &base);

/// What to ask of an entry; userPassword is never among it.
QList<QByteArray> recordAttributes(const DirectoryNames &names);

/// An entry read for `address` (normalised). nullopt: it is somebody else (the directory compares names more
/// loosely than mail does: spaces, Unicode case) or no mail entry. Temporary, naming the attribute and value,
/// when the entry cannot be understood: such an account exists, so nobody may be told "no such account".
Result<std::optional<Record>> recordFrom(
    const LdapEntry &entry, const Address &address, const DirectoryNames &names);

/// The address of an entry found by a listing, from its DN; nullopt when it does not stand below a domain.
std::optional<Address> addressFromDn(const QByteArray &dn, const QByteArray &base);

/// modifyTimestamp (RFC 4517 3.3.13); invalid when it is missing or not understood.
QDateTime changedAt(const LdapEntry &entry);

/// The attributes of a new entry. The password is not among them.
QList<LdapChange> attributesOf(const AccountRecord &account, const DirectoryNames &names);
QList<LdapChange> attributesOf(const RedirectRecord &redirect, const DirectoryNames &names);

} // namespace homeport
