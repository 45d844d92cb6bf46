// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Logs in by the directory: throttle, route the name, verify the password by a bind.
#pragma once

#include "server/auth/loginthrottle.h"
#include "server/auth/passwordcache.h"
#include "server/ports/authenticator.h"
#include "shared/base/log.h"

namespace homeport {

/// One per worker; throttle and cache are shared by all of them. Directory, router and clock outlive it, and
/// it outlives the sessions that wait in login().
class DirectoryAuthenticator final : public Authenticator
{
public:
    struct Settings
    {
        QByteArray defaultDomain; ///< for names without @; empty: such names are denied
        /// Bound when there is no such account, so that the directory is asked as often and answers in the
        /// same time: best an entry with a hash of the usual kind and a random password.
        AccountRecord decoy;
        std::chrono::milliseconds stepLimit = 5s; ///< for the route, and again for the bind
        /// A denial is answered at a multiple of this after the attempt began: what is left of the
        /// differences between "no such account" and "wrong password" disappears in it.
        std::chrono::milliseconds denialGrain = 250ms;
    };
    /// How the authenticator waits; tests replace it. Default: sleepFor().
    using Wait = std::function<Task<>(std::chrono::milliseconds)>;

    DirectoryAuthenticator(Directory &directory, Router &router, std::shared_ptr<LoginThrottle> throttle,
        std::shared_ptr<PasswordCache> cache, const Clock &clock, Settings settings, Wait wait = {});

    /// At most 15 s of throttle in all, and twice `stepLimit`.
    Task<LoginResult> login(LoginAttempt attempt) override;

private:
    /// Where a name logs in; or why it does not.
    using Found = std::variant<Identity, LoginDenied, LoginLater>;
    Task<Found> find(QByteArray name);
    Task<LoginResult> verify(LoginAttempt attempt);
    Task<LoginResult> verifyFound(Identity identity, Secret password, bool allowed);
    Task<> answerDenial(LoginThrottle::Keys keys, std::chrono::milliseconds waited, qint64 beganMs);
    Task<Result<PasswordVerdict>> bind(AccountRecord account, Secret password);
    std::optional<Address> addressOf(QByteArrayView name) const;

    Directory &m_directory;
    Router &m_router;
    const std::shared_ptr<LoginThrottle> m_throttle;
    const std::shared_ptr<PasswordCache> m_cache;
    const Clock &m_clock;
    const Settings m_settings;
    const Wait m_wait;
    double m_bindMs = 0; ///< how long the directory takes to judge a real account's password, smoothed
};

Q_DECLARE_LOGGING_CATEGORY(lcAuth)

} // namespace homeport
