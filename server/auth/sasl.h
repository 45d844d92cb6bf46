// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SASL mechanisms as pure steps: bytes of the client in; a challenge, credentials or an error out.
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret.h"

#include <QList>
#include <optional>
#include <variant>

namespace homeport {

/// What a client proved nothing about yet.
struct SaslCredentials
{
    QByteArray authorization; ///< RFC 4616 authzid; empty: the name itself
    QByteArray name;
    Secret password;
};

/// To be sent in the protocol's own way (334, "+ "), base64 encoded by the caller.
struct SaslChallenge
{
    QByteArray bytes;
};

using SaslStep = std::variant<SaslChallenge, SaslCredentials, Error>;

/// One exchange of PLAIN (RFC 4616) or LOGIN (draft-murchison-sasl-login, for old Outlook). Both show the
/// password to whoever reads along: offered under TLS only. Plain value.
class SaslExchange
{
public:
    /// None for a mechanism that is not known; the name in any case.
    static std::optional<SaslExchange> begin(QByteArrayView mechanism);
    /// The names to announce.
    static QList<QByteArray> mechanisms() { return {"PLAIN", "LOGIN"}; }

    /// The first step, with the initial response (decoded) if there was one.
    SaslStep start(std::optional<QByteArray> initialResponse);
    /// The answer (decoded) to the last challenge. Errors are Syntax 5.5.2; the exchange is over then.
    SaslStep answer(QByteArray response);
    QByteArray mechanism() const { return m_mechanism == Mechanism::Plain ? "PLAIN" : "LOGIN"; }

private:
    enum class Mechanism { Plain, Login };
    explicit SaslExchange(Mechanism mechanism)
        : m_mechanism(mechanism)
    {
    }
    Mechanism m_mechanism;
    std::optional<QByteArray> m_name; ///< LOGIN: given, the password is to come
};

/// Longest line of an exchange, base64 and line end included (RFC 4954 4, RFC 5034 4).
inline constexpr qsizetype saslLineLimit = 12288;

/// A client's line of an exchange without its line end: strict base64 (RFC 4648 section 4); "*" cancels.
/// Syntax 5.5.2.
Result<QByteArray> decodeSaslLine(QByteArrayView line);
/// The argument of AUTH or AUTHENTICATE: as decodeSaslLine(), and "=" is an empty response (RFC 4954 4).
Result<QByteArray> decodeSaslInitialResponse(QByteArrayView argument);

} // namespace homeport
