// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Directory entries and the records made from them, both ways.
#include "server/directory/records.h"

#include "server/directory/distinguishedname.h"

#include <ldap.h>

namespace homeport {

namespace {

auto malformed(const LdapEntry &entry, const QByteArray &attribute, const QByteArray &value)
{
    return fail(Error::temporary("directory record damaged, try again later",
        QStringLiteral("%1: %2 is \"%3\", which is not usable")
            .arg(escapedForLog(entry.dn), QString::fromUtf8(attribute), escapedForLog(value)),
        "4.3.5")); // RFC 3463: system incorrectly configured
}

/// One value or none; more than one is malformed.
Result<std::optional<QByteArray>> single(const LdapEntry &entry, const QByteArray &attribute)
{
    const QList<QByteArray> values = entry.all(attribute);
    if (values.size() > 1)
        return malformed(entry, attribute, values.join(" and "));
    if (values.isEmpty())
        return std::optional<QByteArray>();
    return std::optional(values.first());
}

/// accountId, else the entry's own unchanging id (RFC 4530), so that records made with other tools work.
Result<AccountId> accountIdOf(const LdapEntry &entry, const DirectoryNames &names)
{
    for (const QByteArray &attribute : {names.accountId, QByteArray("entryUUID")}) {
        const auto text = single(entry, attribute);
        if (!text)
            return fail(text.error());
        if (!*text)
            continue;
        if (const auto id = AccountId::fromHex(**text))
            return *id;
        return malformed(entry, attribute, **text);
    }
    return malformed(entry, names.accountId, "missing");
}

Result<bool> booleanOf(const LdapEntry &entry, const QByteArray &attribute, bool whenAbsent)
{
    const auto text = single(entry, attribute);
    if (!text)
        return fail(text.error());
    if (!*text)
        return whenAbsent;
    if (equalIgnoringCase(**text, "TRUE")) // RFC 4517 3.3.3
        return true;
    if (equalIgnoringCase(**text, "FALSE"))
        return false;
    return malformed(entry, attribute, **text);
}

Result<qint64> quotaOf(const LdapEntry &entry, const DirectoryNames &names)
{
    const auto text = single(entry, names.quota);
    if (!text)
        return fail(text.error());
    bool isNumber = true;
    const qint64 bytes = *text ? (*text)->toLongLong(&isNumber) : 0;
    if (!isNumber || bytes < 0)
        return malformed(entry, names.quota, **text);
    return bytes;
}

Result<AccountRecord> accountFrom(const LdapEntry &entry, const Address &address, const DirectoryNames &names)
{
    const auto host = single(entry, names.hostServer);
    const auto oldHost = single(entry, names.oldHostServer);
    const auto storage = single(entry, names.accountStorage);
    const auto id = accountIdOf(entry, names);
    const auto implied = booleanOf(entry, names.accountStorageImplied, false);
    const auto enabled = booleanOf(entry, names.enabled, true);
    const auto quota = quotaOf(entry, names);
    for (const Error *error : {host ? nullptr : &host.error(), oldHost ? nullptr : &oldHost.error(),
             storage ? nullptr : &storage.error(), implied ? nullptr : &implied.error(),
             id ? nullptr : &id.error(), enabled ? nullptr : &enabled.error(),
             quota ? nullptr : &quota.error()}) {
        if (error)
            return fail(*error);
    }
    AccountRecord account;
    account.dn = entry.dn;
    account.address = address;
    account.id = *id;
    account.hostServer = MemberName(QString::fromUtf8(**host).toLower());
    if (*oldHost)
        account.oldHostServer = MemberName(QString::fromUtf8(**oldHost).toLower());
    if (*storage) {
        account.storage = StorageId::fromHex(**storage);
        if (!account.storage)
            return malformed(entry, names.accountStorage, **storage);
        account.isStorageImplied = *implied;
    }
    account.enabled = *enabled;
    account.quotaBytes = *quota;
    return account;
}

Result<RedirectRecord> redirectFrom(
    const LdapEntry &entry, const Address &address, const DirectoryNames &names)
{
    RedirectRecord redirect{entry.dn, address, {}};
    for (const QByteArray &value : entry.all(names.target)) {
        const auto target = parseAddress(value, AddressCharset::Utf8);
        if (!target)
            return malformed(entry, names.target, value);
        redirect.targets.append(*target);
    }
    std::sort(redirect.targets.begin(), redirect.targets.end(), // a set has no order of its own
        [](const Address &a, const Address &b) { return a.text() < b.text(); });
    return redirect;
}

bool isNamed(const LdapEntry &entry, const QByteArray &name)
{
    const QList<QByteArray> values = entry.all("uid");
    return std::any_of(
        values.begin(), values.end(), [&](const QByteArray &value) { return asciiLower(value) == name; });
}

LdapChange with(const QByteArray &attribute, QList<QByteArray> values)
{
    return {LdapChange::Kind::Add, attribute, std::move(values)};
}

/// The value of a DN's first part, and the rest of the DN.
struct FirstPart
{
    QByteArray type;
    QByteArray value;
};

QList<FirstPart> partsOf(const QByteArray &dn)
{
    LDAPDN parsed = nullptr;
    QList<FirstPart> parts;
    if (ldap_str2dn(dn.constData(), &parsed, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS)
        return parts;
    for (int i = 0; parsed && parsed[i]; ++i) {
        const LDAPAVA *first = parsed[i][0];
        parts.append({QByteArray(first->la_attr.bv_val, qsizetype(first->la_attr.bv_len)),
            QByteArray(first->la_value.bv_val, qsizetype(first->la_value.bv_len))});
    }
    ldap_dnfree(parsed);
    return parts;
}

} // namespace

QByteArray domainDn(const QByteArray &domain, const QByteArray &base) { return childDn("cn", domain, base); }

QByteArray entryDn(const Address &address, const QByteArray &base)
{
    return childDn("uid", address.local, domainDn(address.domain, base));
}

QByteArray firstValueOf(const QByteArray &dn) { return partsOf(dn).value(0).value; }

QByteArray membersDn(const QByteArray &base) { return "ou=members," + base; }

QByteArray memberDn(const MemberName &member, const QByteArray &base)
{
    return childDn("cn", member.utf8(), membersDn(base));
}

QList<QByteArray> recordAttributes(const DirectoryNames &names)
{
    return {"objectClass", "uid", "entryUUID", "modifyTimestamp", names.hostServer, names.oldHostServer,
        names.accountStorage, names.accountStorageImplied, names.accountId, names.target, names.quota,
        names.enabled};
}

Result<std::optional<Record>> recordFrom(
    const LdapEntry &entry, const Address &address, const DirectoryNames &names)
{
    if (!entry.has("uid") || !entry.has("objectClass")) // hidden from us by access rules: nothing is certain
        return malformed(entry, "uid or objectClass", "not readable");
    if (!isNamed(entry, address.local))
        return std::optional<Record>();
    if (entry.has(names.hostServer)) {
        auto account = accountFrom(entry, address, names);
        if (!account)
            return fail(account.error());
        return std::optional<Record>(std::move(*account));
    }
    if (entry.has(names.target)) {
        auto redirect = redirectFrom(entry, address, names);
        if (!redirect)
            return fail(redirect.error());
        return std::optional<Record>(std::move(*redirect));
    }
    if (entry.hasClass(names.accountClass) || entry.hasClass(names.redirectClass))
        return malformed(entry, names.hostServer, "missing");
    return std::optional<Record>();
}

std::optional<Address> addressFromDn(const QByteArray &dn, const QByteArray &base)
{
    const QList<FirstPart> parts = partsOf(dn);
    if (parts.size() < 3 || !isWithin(dn, base) || parts.size() != partsOf(base).size() + 2)
        return std::nullopt;
    if (!equalIgnoringCase(parts[0].type, "uid") || !equalIgnoringCase(parts[1].type, "cn"))
        return std::nullopt;
    return Address{parts[0].value, parts[1].value}.normalised();
}

QDateTime changedAt(const LdapEntry &entry)
{
    const QByteArray text = entry.all("modifyTimestamp").value(0);
    QDateTime when =
        QDateTime::fromString(QString::fromLatin1(text.left(14)), QStringLiteral("yyyyMMddHHmmss"));
    when.setTimeSpec(Qt::UTC);
    return text.endsWith('Z') ? when : QDateTime();
}

QList<LdapChange> attributesOf(const AccountRecord &account, const DirectoryNames &names)
{
    QList<LdapChange> list{with("objectClass", {"homeportEntry", names.accountClass}),
        with("uid", {account.address.local}), with(names.hostServer, {account.hostServer.utf8()}),
        with(names.accountId, {account.id.hex()})};
    if (!account.oldHostServer.isEmpty())
        list.append(with(names.oldHostServer, {account.oldHostServer.utf8()}));
    if (account.storage)
        list.append(with(names.accountStorage, {account.storage->hex()}));
    if (account.storage && account.isStorageImplied)
        list.append(with(names.accountStorageImplied, {"TRUE"}));
    if (account.quotaBytes > 0)
        list.append(with(names.quota, {QByteArray::number(account.quotaBytes)}));
    if (!account.enabled)
        list.append(with(names.enabled, {"FALSE"}));
    return list;
}

QList<LdapChange> attributesOf(const RedirectRecord &redirect, const DirectoryNames &names)
{
    QList<QByteArray> targets;
    for (const Address &target : redirect.targets)
        targets.append(target.text());
    return {with("objectClass", {"homeportEntry", names.redirectClass}),
        with("uid", {redirect.address.local}), with(names.target, targets)};
}

} // namespace homeport
