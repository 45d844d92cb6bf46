// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who logs in: SASL's result on any member.
#pragma once

#include "server/ports/router.h"

namespace homeport {

struct LoginAttempt
{
    QByteArray name; ///< as sent; may be an alias
    Secret password;
    QByteArray clientAddress;
    QByteArray service; ///< "imap", "pop3", "submission"
    QByteArray authorization; ///< SASL authzid; empty or equal to the name
    QByteArray method; ///< for the log: "PLAIN", "LOGIN", "USER"
    QByteArray session; ///< for the log: hex
};

struct Identity
{
    QByteArray login; ///< as sent
    AccountPlace place; ///< route at the time of login
    bool isHere = false;
};
struct LoginDenied
{
}; ///< wrong name or password: the same answer and time for both
struct LoginLater
{
    Error why;
};
using LoginResult = std::variant<Identity, LoginDenied, LoginLater>;

/// Counts failures per client and account, delays, verifies by the directory, routes. Every call ends within
/// 30 s. Thread: the session's worker.
class Authenticator
{
public:
    virtual ~Authenticator() = default;
    virtual Task<LoginResult> login(LoginAttempt attempt) = 0;
};

} // namespace homeport
