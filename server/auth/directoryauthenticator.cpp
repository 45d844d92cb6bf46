// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The login by the directory, step by step.
#include "server/auth/directoryauthenticator.h"

#include "shared/base/log.h"

#include <cmath>

namespace homeport {

Q_LOGGING_CATEGORY(lcAuth, "homeport.auth")

namespace {

constexpr int redirectsLimit = 10;

/// The next name of a redirection that has exactly one target; none for groups and forwarders to many.
std::optional<Address> onlyTarget(const ForwardRoute &route)
{
    if (route.targets.size() != 1)
        return std::nullopt;
    return route.targets.first();
}

/// A copy of the directory said "wrong" and its writer is away (status 4.7.8, RFC 5248): the client is told
/// "later", but guessing must not be free meanwhile.
bool isDoubtful(const LoginResult &result)
{
    const auto *later = std::get_if<LoginLater>(&result);
    return later && later->why.status == "4.7.8";
}

void logOutcome(const LoginAttempt &attempt, const LoginResult &result)
{
    struct Log
    {
        const LoginAttempt &attempt;
        // the address before any text of the client, so that fail2ban cannot be fooled by a name
        Event with(const char *what) const
        {
            return Event(what)
                .with("service", attempt.service)
                .with("rip", attempt.clientAddress)
                .with("method", attempt.method)
                .with("session", attempt.session)
                .with("user", attempt.name);
        }
        void operator()(const Identity &identity) const
        {
            qCInfo(lcAuth) << with("auth-ok").with("account", identity.place.account.address.text());
        }
        void operator()(const LoginDenied &) const { qCWarning(lcAuth) << with("auth-failed"); }
        void operator()(const LoginLater &later) const
        {
            qCWarning(lcAuth) << with("auth-later").why(later.why);
        }
    };
    std::visit(Log{attempt}, result);
}

} // namespace

DirectoryAuthenticator::DirectoryAuthenticator(Directory &directory, Router &router,
    std::shared_ptr<LoginThrottle> throttle, std::shared_ptr<PasswordCache> cache, const Clock &clock,
    Settings settings, Wait wait)
    : m_directory(directory)
    , m_router(router)
    , m_throttle(std::move(throttle))
    , m_cache(std::move(cache))
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_wait(
          wait ? std::move(wait) : [](std::chrono::milliseconds time) -> Task<> { co_await sleepFor(time); })
{
}

Task<LoginResult> DirectoryAuthenticator::login(LoginAttempt attempt)
{
    const LoginThrottle::Keys keys = LoginThrottle::keys(attempt.clientAddress, attempt.name);
    const std::chrono::milliseconds delay = m_throttle->begin(keys, m_clock.monotonicMs());
    if (delay > 0ms)
        co_await m_wait(delay);

    const qint64 beganMs = m_clock.monotonicMs();
    const LoginResult result = co_await verify(attempt);
    logOutcome(attempt, result);
    if (std::holds_alternative<LoginDenied>(result) || isDoubtful(result)) {
        co_await answerDenial(keys, delay, beganMs);
    } else {
        const bool success = std::holds_alternative<Identity>(result);
        m_throttle->end(keys, success ? LoginThrottle::Outcome::Success : LoginThrottle::Outcome::Undecided,
            m_clock.monotonicMs());
    }
    co_return result;
}

Task<> DirectoryAuthenticator::answerDenial(
    LoginThrottle::Keys keys, std::chrono::milliseconds waited, qint64 beganMs)
{
    const qint64 nowMs = m_clock.monotonicMs();
    const std::chrono::milliseconds due = m_throttle->end(keys, LoginThrottle::Outcome::Failure, nowMs);
    const double grain = double(std::max<qint64>(1, m_settings.denialGrain.count()));
    const double least = std::max({double(nowMs - beganMs), m_bindMs, 1.0});
    const qint64 answerMs = beganMs + qint64(std::ceil(least / grain) * grain);
    const std::chrono::milliseconds rest = std::max(due - waited, 0ms);
    co_await m_wait(std::chrono::milliseconds(std::max<qint64>(0, answerMs - nowMs)) + rest);
}

std::optional<Address> DirectoryAuthenticator::addressOf(QByteArrayView name) const
{
    QByteArray text = name.toByteArray();
    if (!text.contains('@') && !m_settings.defaultDomain.isEmpty())
        text += '@' + m_settings.defaultDomain;
    const Result<Address> address = parseAddress(text);
    if (!address)
        return std::nullopt;
    return address->normalised();
}

Task<DirectoryAuthenticator::Found> DirectoryAuthenticator::find(QByteArray name)
{
    std::optional<Address> next = addressOf(name);
    const Deadline deadline = m_clock.in(m_settings.stepLimit); // for all hops together
    for (int hop = 0; next && hop < redirectsLimit; ++hop) {
        const Route route = co_await m_router.route(*next, Freshness::Recent, deadline);
        if (const auto *here = std::get_if<HereRoute>(&route))
            co_return Identity{name, here->place, true};
        if (const auto *member = std::get_if<MemberRoute>(&route))
            co_return Identity{name, member->place, false};
        if (const auto *unknown = std::get_if<UnknownRoute>(&route))
            co_return LoginLater{unknown->why};
        // what is left is a redirection, or no account of ours
        const auto *forward = std::get_if<ForwardRoute>(&route);
        next = forward ? onlyTarget(*forward) : std::nullopt;
    }
    co_return LoginDenied{};
}

Task<LoginResult> DirectoryAuthenticator::verify(LoginAttempt attempt)
{
    const Found found = co_await find(attempt.name);
    if (const auto *later = std::get_if<LoginLater>(&found))
        co_return *later;
    if (const auto *identity = std::get_if<Identity>(&found)) {
        // RFC 4616 2: acting as somebody else is not offered
        const bool allowed = identity->place.account.enabled
            && (attempt.authorization.isEmpty() || attempt.authorization == attempt.name);
        const LoginResult result = co_await verifyFound(*identity, attempt.password, allowed);
        co_return result;
    }
    // no such account: the same question to the directory, the same answers
    const Result<PasswordVerdict> verdict = co_await m_directory.verifyPassword(
        m_settings.decoy, attempt.password, m_clock.in(m_settings.stepLimit));
    if (!verdict && verdict.error().isTemporary())
        co_return LoginLater{verdict.error()};
    co_return LoginDenied{};
}

Task<LoginResult> DirectoryAuthenticator::verifyFound(Identity identity, Secret password, bool allowed)
{
    const AccountRecord account = identity.place.account;
    const bool cacheable = !account.id.isNull();
    if (allowed && cacheable && m_cache->wasRight(account.id, password, m_clock.monotonicMs()))
        co_return identity;
    const Result<PasswordVerdict> verdict = co_await bind(account, password);
    if (!verdict)
        co_return LoginLater{verdict.error()};
    if (*verdict == PasswordVerdict::Wrong) {
        m_cache->forget(account.id);
        co_return LoginDenied{};
    }
    if (!allowed)
        co_return LoginDenied{};
    if (cacheable)
        m_cache->remember(account.id, password, m_clock.monotonicMs());
    co_return identity;
}

Task<Result<PasswordVerdict>> DirectoryAuthenticator::bind(AccountRecord account, Secret password)
{
    const qint64 beganMs = m_clock.monotonicMs();
    const Result<PasswordVerdict> verdict =
        co_await m_directory.verifyPassword(account, password, m_clock.in(m_settings.stepLimit));
    if (verdict)
        m_bindMs = 0.8 * m_bindMs + 0.2 * double(m_clock.monotonicMs() - beganMs);
    co_return verdict;
}

} // namespace homeport
