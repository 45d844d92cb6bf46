// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Counters of failed logins.
#include "server/auth/loginthrottle.h"

#include "shared/base/bytes.h"

#include <QList>
#include <algorithm>
#include <cmath>

namespace homeport {

namespace {

std::chrono::milliseconds delayFor(double weight, std::chrono::milliseconds most)
{
    static constexpr std::array<std::chrono::milliseconds, 6> steps{0s, 1s, 2s, 4s, 8s, 15s};
    // a little slack: what has only just begun to decay still counts whole
    const size_t step = weight < 0 ? 0 : size_t(std::min(weight + 0.1, double(steps.size() - 1)));
    return std::min(steps[step], most);
}

double weightOf(double failures, double successes, int underWay)
{
    if (failures <= 0)
        return 0;
    const double share = failures / (failures + successes);
    return (failures + share * underWay) * share;
}

/// The first four groups of an IPv6 address in canonical text (RFC 5952), others as they are: a site has a
/// /64.
QByteArray sourceOf(const QByteArray &address)
{
    if (!address.contains(':'))
        return address;
    if (address.contains('.'))
        return address.mid(address.lastIndexOf(':') + 1); // ::ffff:192.0.2.1
    const qsizetype gap = address.indexOf("::");
    QList<QByteArray> groups = (gap < 0 ? address : address.left(gap)).split(':');
    if (gap >= 0) {
        const qsizetype behind = gap + 2 < address.size() ? address.mid(gap + 2).count(':') + 1 : 0;
        if (gap == 0)
            groups.clear();
        while (groups.size() + behind < 8)
            groups.append("0");
        groups += address.mid(gap + 2).split(':');
    }
    return groups.mid(0, 4).join(':') + "/64";
}

} // namespace

LoginThrottle::LoginThrottle()
    : LoginThrottle(Limits())
{
}

LoginThrottle::LoginThrottle(Limits limits)
    : m_limits(limits)
{
}

LoginThrottle::Keys LoginThrottle::keys(QByteArrayView address, QByteArrayView login)
{
    return {sourceOf(address.toByteArray().left(64)),
        asciiLower(login.first(std::min<qsizetype>(login.size(), 320)))};
}

LoginThrottle::Counter &LoginThrottle::counter(Table &table, const QByteArray &key, qint64 nowMs)
{
    auto found = table.counters.find(key);
    if (found == table.counters.end()) {
        auto fresh = std::make_unique<Counter>();
        fresh->key = key;
        fresh->seenMs = nowMs;
        fresh->use = table.byUse.insert(table.byUse.end(), fresh.get());
        found = table.counters.emplace(key, std::move(fresh)).first;
    }
    Counter &counter = *found->second;
    table.byUse.splice(table.byUse.end(), table.byUse, counter.use);
    const double halves =
        double(std::max<qint64>(0, nowMs - counter.seenMs)) / double(m_limits.halfLife.count());
    const double rest = std::exp2(-halves);
    counter.failures *= rest;
    counter.successes *= rest;
    counter.seenMs = nowMs;
    return counter;
}

void LoginThrottle::trim(Table &table)
{
    auto candidate = table.byUse.begin();
    while (qsizetype(table.counters.size()) > m_limits.entries && candidate != table.byUse.end()) {
        Counter *const oldest = *candidate;
        ++candidate;
        if (oldest->underWay > 0)
            continue;
        table.byUse.erase(oldest->use);
        table.counters.erase(QByteArray(oldest->key)); // a copy: the key dies with the counter
    }
}

std::chrono::milliseconds LoginThrottle::delay(const Counter &source, const Counter &account) const
{
    const double sourceWeight = weightOf(source.failures, source.successes, source.underWay);
    const double accountWeight = weightOf(account.failures, account.successes, account.underWay);
    return std::max(
        delayFor(sourceWeight, m_limits.sourceDelay), delayFor(accountWeight, m_limits.accountDelay));
}

void LoginThrottle::settle(Counter &counter, Outcome outcome)
{
    counter.underWay = std::max(0, counter.underWay - 1);
    counter.failures += outcome == Outcome::Failure ? 1 : 0;
    counter.successes += outcome == Outcome::Success ? 1 : 0;
}

std::chrono::milliseconds LoginThrottle::begin(const Keys &keys, qint64 nowMs)
{
    const std::scoped_lock lock(m_mutex);
    Counter &source = counter(m_sources, keys.source, nowMs);
    Counter &account = counter(m_accounts, keys.account, nowMs);
    const std::chrono::milliseconds due = delay(source, account);
    ++source.underWay;
    ++account.underWay;
    trim(m_sources);
    trim(m_accounts);
    return due;
}

std::chrono::milliseconds LoginThrottle::end(const Keys &keys, Outcome outcome, qint64 nowMs)
{
    const std::scoped_lock lock(m_mutex);
    Counter &source = counter(m_sources, keys.source, nowMs);
    Counter &account = counter(m_accounts, keys.account, nowMs);
    settle(source, outcome);
    settle(account, outcome);
    return outcome == Outcome::Failure ? delay(source, account) : 0ms;
}

} // namespace homeport
