// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Mail addresses as RFC 5321 writes them in paths, and the form in which accounts are looked up.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace homeport {

/// A mailbox, local part and domain. `local` holds the meaning, never the quotes or backslashes of the wire
/// form; `domain` is a host name as it was written, or an address literal with its brackets.
struct Address
{
    QByteArray local;
    QByteArray domain;

    /// The wire form; the local part is quoted where RFC 5321 demands it.
    QByteArray text() const;
    /// The form for look-ups of OUR accounts: both parts in lower case (ASCII), no trailing dot. Never send
    /// it to another site: there the local part belongs to its host (RFC 5321 2.4).
    Address normalised() const;
    bool isLiteral() const { return domain.startsWith('['); }
    auto operator<=>(const Address &) const = default;
};

size_t qHash(const Address &address, size_t seed = 0);

enum class AddressCharset {
    Ascii,
    Utf8, ///< RFC 6531: UTF-8 in local part and domain
};

/// Parses `local@domain` without angle brackets. A source route ("@a,@b:u@d") is dropped, as RFC 5321
/// appendix C asks; "user%host@relay" is simply a local part with a percent sign.
/// Errors are Syntax with status 5.1.3.
Result<Address> parseAddress(QByteArrayView text, AddressCharset charset = AddressCharset::Ascii);

/// A path at the start of a text: `<>`, `<local@domain>`; `length` bytes of the text were read.
struct ParsedPath
{
    std::optional<Address> address; ///< none for the null path
    qsizetype length = 0;
};
/// Parses a path with its angle brackets, as it stands behind "MAIL FROM:". `>` inside quotes is no end.
Result<ParsedPath> parsePath(QByteArrayView text, AddressCharset charset = AddressCharset::Ascii);

/// Says whether `name` may be the local part of an account of ours and the name of its folder:
/// 1…64 of [a-z0-9._+-], no dot in front. Refused with a text that names the fault.
Result<> checkAccountName(QByteArrayView name);

/// Says whether `name` may be a shared domain and the name of its folder: a host name in lower case.
Result<> checkDomainName(QByteArrayView name);

} // namespace homeport
