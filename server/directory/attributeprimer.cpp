// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Makes slapd's database know our attributes.
#include "server/directory/attributeprimer.h"

#include "server/directory/distinguishedname.h"
#include "server/directory/records.h"

#include <ldap.h>

namespace homeport {

namespace {

const QByteArray entryName = "homeport-attributes";

/// An account with every attribute that we write.
QList<LdapChange> fullAccount(const DirectoryNames &names)
{
    AccountRecord record;
    record.address.local = entryName;
    record.id = AccountId::random();
    record.hostServer = record.oldHostServer = MemberName(QString::fromLatin1(entryName));
    record.storage = StorageId::random();
    record.isStorageImplied = true;
    record.enabled = false;
    record.quotaBytes = 1;
    QList<LdapChange> attributes = attributesOf(record, names);
    attributes.append({LdapChange::Kind::Add, "userPassword", {"{x}"}});
    attributes.append(
        {LdapChange::Kind::Add, "description", {"makes the database know the attributes of accounts"}});
    return attributes;
}

QString failed(const BulkAnswer &answer)
{
    return QStringLiteral("the attributes of an account cannot be tried out: %1 (%2)")
        .arg(QString::fromLatin1(ldap_err2string(answer.code)), escapedForLog(answer.diagnostic));
}

} // namespace

QByteArray primerDn(const QByteArray &base) { return childDn("uid", entryName, base); }

QString primeAttributes(BulkConnection &connection, const DirectorySettings &settings)
{
    using Kind = LdapChange::Kind;
    const QList<LdapChange> account = fullAccount(settings.names);
    const QByteArray dn = primerDn(settings.base);
    const QList<LdapChange> plain{
        {Kind::Add, "objectClass", {"homeportEntry"}}, {Kind::Add, "uid", {entryName}}};
    const BulkAnswer made = connection.change({dn, plain, true});
    if (made.code != LDAP_SUCCESS && made.code != LDAP_ALREADY_EXISTS)
        return failed(made);
    // an account for a moment, and no longer one in the same breath
    QList<LdapChange> full, bare;
    for (const LdapChange &attribute : account) {
        if (attribute.attribute != "uid")
            full.append({Kind::Replace, attribute.attribute, attribute.values});
        if (attribute.attribute != "uid" && attribute.attribute != "objectClass"
            && attribute.attribute != "description") // stays, and says what the entry is for
            bare.append({Kind::Replace, attribute.attribute, {}});
    }
    bare.append({Kind::Replace, "objectClass", {"homeportEntry"}});
    const BulkAnswer filled = connection.change({dn, full, false});
    const BulkAnswer emptied = connection.change({dn, bare, false});
    if (filled.code != LDAP_SUCCESS)
        return failed(filled);
    return emptied.code == LDAP_SUCCESS ? QString() : failed(emptied);
}

} // namespace homeport
