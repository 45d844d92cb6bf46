// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Slows down who guesses passwords, by source address and by account, without locking honest users out.
#pragma once

#include "shared/base/clock.h"

#include <QByteArray>
#include <chrono>
#include <list>
#include <mutex>
#include <unordered_map>

namespace homeport {

/// Counts failed logins and those under way, shared by all protocols and workers of a member. Any thread.
///
/// A source is an IPv4 address or an IPv6 /64. The delay grows 0, 1, 2, 4, 8, 15 s with the *weight* of its
/// failures: (failures + share × attempts under way) × share, where share = failures / (failures +
/// successes). So parallel guessing counts at once, and a webmail server with a thousand good logins and ten
/// typing errors is not slowed down. Numbers halve every `halfLife`. An account's delay is at most
/// `accountDelay`: whoever guesses at an account delays its owner, at another address, by no more than that.
class LoginThrottle
{
public:
    struct Limits
    {
        qsizetype entries = 65536; ///< sources and accounts each; the longest unused go first
        std::chrono::milliseconds sourceDelay = 15s;
        std::chrono::milliseconds accountDelay = 4s;
        std::chrono::milliseconds halfLife = 5min;
    };
    struct Keys
    {
        QByteArray source;
        QByteArray account;
    };
    enum class Outcome { Success, Failure, Undecided };

    LoginThrottle();
    explicit LoginThrottle(Limits limits);

    /// `address` as in PeerInfo, `login` as sent.
    static Keys keys(QByteArrayView address, QByteArrayView login);
    /// Counts an attempt as under way; how long it has to wait. Each begin() is followed by one end().
    std::chrono::milliseconds begin(const Keys &keys, qint64 nowMs);
    /// After a failure: the delay that is due now; who has waited less for this attempt waits the rest
    /// before the answer. Otherwise 0.
    std::chrono::milliseconds end(const Keys &keys, Outcome outcome, qint64 nowMs);

private:
    struct Counter
    {
        QByteArray key;
        double failures = 0;
        double successes = 0;
        int underWay = 0;
        qint64 seenMs = 0;
        std::list<Counter *>::iterator use;
    };
    struct Table
    {
        std::unordered_map<QByteArray, std::unique_ptr<Counter>> counters;
        std::list<Counter *> byUse; ///< longest unused first
    };
    Counter &counter(Table &table, const QByteArray &key, qint64 nowMs);
    void trim(Table &table);
    std::chrono::milliseconds delay(const Counter &source, const Counter &account) const;
    static void settle(Counter &counter, Outcome outcome);

    const Limits m_limits;
    std::mutex m_mutex;
    Table m_sources;
    Table m_accounts;
};

} // namespace homeport
