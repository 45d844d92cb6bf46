// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Names put into DNs and filters: the one escaping function for each, and comparison of DNs.
#include "server/directory/distinguishedname.h"

#include "shared/base/bytes.h"

#include <QStringDecoder>
#include <ldap.h>

namespace homeport {

namespace {

constexpr qsizetype nameLimit = 256;

QByteArray hexEscaped(QByteArrayView value)
{
    constexpr char digits[] = "0123456789ABCDEF";
    QByteArray out;
    out.reserve(value.size());
    for (const char c : value) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '.' || c == '_';
        if (plain) {
            out += c;
        } else {
            out += '\\';
            out += digits[quint8(c) >> 4];
            out += digits[quint8(c) & 15];
        }
    }
    return out;
}

} // namespace

QByteArray escapedForDn(QByteArrayView value) { return hexEscaped(value); }

QByteArray escapedForFilter(QByteArrayView value) { return hexEscaped(value); }

QByteArray childDn(QByteArrayView type, QByteArrayView value, const QByteArray &parent)
{
    return type.toByteArray() + '=' + escapedForDn(value) + ',' + parent;
}

QByteArray comparableDn(const QByteArray &dn)
{
    LDAPDN parsed = nullptr;
    if (dn.isEmpty() || ldap_str2dn(dn.constData(), &parsed, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS)
        return {};
    char *text = nullptr;
    QByteArray out;
    if (ldap_dn2str(parsed, &text, LDAP_DN_FORMAT_LDAPV3) == LDAP_SUCCESS)
        out = asciiLower(QByteArray(text));
    ldap_memfree(text);
    ldap_dnfree(parsed);
    return out;
}

bool isWithin(const QByteArray &dn, const QByteArray &base)
{
    const QByteArray child = comparableDn(dn);
    const QByteArray parent = comparableDn(base);
    return !child.isEmpty() && !parent.isEmpty() && (child == parent || child.endsWith(',' + parent));
}

bool canBeName(QByteArrayView value)
{
    if (value.isEmpty() || value.size() > nameLimit)
        return false;
    for (const char c : value) {
        if (quint8(c) < 0x20 || quint8(c) == 0x7f)
            return false;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(value);
    return !decoder.hasError();
}

} // namespace homeport
