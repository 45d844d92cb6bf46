// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// PLAIN and LOGIN.
#include "server/auth/sasl.h"

namespace homeport {

namespace {

constexpr qsizetype nameLimit = 1024;
constexpr qsizetype passwordLimit = 1024;

Error malformed(const char *what) { return Error::syntax(what, "5.5.2"); }

SaslStep credentials(QByteArray authorization, QByteArray name, QByteArray password)
{
    if (name.isEmpty() || password.isEmpty())
        return malformed("empty name or password"); // an LDAP bind without a password would always succeed
    if (name.size() > nameLimit || authorization.size() > nameLimit || password.size() > passwordLimit)
        return malformed("name or password too long");
    if (name.contains('\0') || password.contains('\0'))
        return malformed("name or password with NUL");
    return SaslCredentials{std::move(authorization), std::move(name), Secret(std::move(password))};
}

SaslStep plain(const QByteArray &message)
{
    // RFC 4616 2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
    const qsizetype first = message.indexOf('\0');
    const qsizetype second = first < 0 ? -1 : message.indexOf('\0', first + 1);
    if (second < 0)
        return malformed("malformed PLAIN message");
    return credentials(
        message.left(first), message.mid(first + 1, second - first - 1), message.mid(second + 1));
}

} // namespace

std::optional<SaslExchange> SaslExchange::begin(QByteArrayView mechanism)
{
    if (equalIgnoringCase(mechanism, "PLAIN"))
        return SaslExchange(Mechanism::Plain);
    if (equalIgnoringCase(mechanism, "LOGIN"))
        return SaslExchange(Mechanism::Login);
    return std::nullopt;
}

SaslStep SaslExchange::start(std::optional<QByteArray> initialResponse)
{
    if (initialResponse)
        return answer(std::move(*initialResponse));
    return SaslChallenge{m_mechanism == Mechanism::Plain ? QByteArray() : QByteArray("Username:")};
}

SaslStep SaslExchange::answer(QByteArray response)
{
    if (m_mechanism == Mechanism::Plain)
        return plain(response);
    if (m_name)
        return credentials({}, *m_name, std::move(response));
    m_name = std::move(response);
    return SaslChallenge{"Password:"};
}

Result<QByteArray> decodeSaslLine(QByteArrayView line)
{
    if (line == "*")
        return fail(malformed("authentication cancelled"));
    const auto decoded = QByteArray::fromBase64Encoding(
        line.toByteArray(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || line.size() % 4 != 0)
        return fail(malformed("malformed base64"));
    return *decoded;
}

Result<QByteArray> decodeSaslInitialResponse(QByteArrayView argument)
{
    if (argument == "=")
        return QByteArray("");
    return decodeSaslLine(argument);
}

} // namespace homeport
