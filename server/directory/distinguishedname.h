// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Names put into DNs and filters: the one escaping function for each, and comparison of DNs.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace homeport {

/// A value as it stands in a DN. Everything but ASCII letters, digits, '-', '.' and '_' becomes \XX
/// (RFC 4514 2.4 allows the pair for any octet), so no name can end its value or begin another.
QByteArray escapedForDn(QByteArrayView value);

/// A value as it stands in a search filter; the same rule (RFC 4515 3), so '*' is never a wildcard.
QByteArray escapedForFilter(QByteArrayView value);

/// `type=value,parent`, the value escaped.
QByteArray childDn(QByteArrayView type, QByteArrayView value, const QByteArray &parent);

/// A DN in one spelling, for comparison: as libldap writes it, in lower case. Empty when it is no DN.
QByteArray comparableDn(const QByteArray &dn);

/// Is `dn` equal to `base` or below it? False when either is empty or no DN.
bool isWithin(const QByteArray &dn, const QByteArray &base);

/// May an entry have this name at all? Not when it is empty, over 256 bytes (slapd's bound of `uid`), not
/// UTF-8, or holds control characters: then it is absent without asking.
bool canBeName(QByteArrayView value);

} // namespace homeport
