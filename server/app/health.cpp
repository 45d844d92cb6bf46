// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Running the probes.
#include "server/app/health.h"

namespace homeport {

/// A probe with what came of it. Lives as long as its run.
struct HealthChecks::Slot
{
    HealthProbe probe;
    bool isRunning = false;
    Result<> result;
    Signal ended;
};

HealthChecks::HealthChecks(std::vector<HealthProbe> probes, const Clock &clock)
    : HealthChecks(std::move(probes), clock, Limits())
{
}

HealthChecks::HealthChecks(std::vector<HealthProbe> probes, const Clock &clock, Limits limits)
    : m_clock(clock)
    , m_limits(limits)
{
    for (HealthProbe &probe : probes) {
        auto slot = std::make_shared<Slot>();
        slot->probe = std::move(probe);
        m_slots.push_back(std::move(slot));
    }
}

Task<> HealthChecks::drive(std::shared_ptr<Slot> slot)
{
    slot->isRunning = true;
    Result<> result = co_await slot->probe.run();
    slot->result = std::move(result);
    slot->isRunning = false;
    slot->ended.wakeAll();
}

Task<QStringList> HealthChecks::runAll()
{
    const auto slots = m_slots; // this object may end while they run
    const Deadline deadline(m_limits.patience);
    for (const auto &slot : slots) {
        if (!slot->isRunning)
            drive(slot);
    }
    QStringList problems;
    for (const auto &slot : slots) {
        while (slot->isRunning && !deadline.hasExpired())
            co_await slot->ended.wait(deadline);
        if (slot->isRunning)
            problems.append(slot->probe.name + QStringLiteral(": no answer in time"));
        else if (!slot->result)
            problems.append(slot->probe.name + QStringLiteral(": ")
                + (slot->result.error().forLog.isEmpty() ? QString::fromUtf8(slot->result.error().forPeer)
                                                         : slot->result.error().forLog));
    }
    co_return problems;
}

Task<QStringList> HealthChecks::problems()
{
    const auto shared = m_shared;
    const Clock &clock = m_clock;
    if (shared->isRunning) {
        const Deadline deadline(m_limits.patience * 2);
        while (shared->isRunning && !deadline.hasExpired())
            co_await shared->ended.wait(deadline);
        co_return QStringList(shared->last);
    }
    if (shared->at && clock.monotonicMs() - *shared->at < m_limits.keep.count())
        co_return QStringList(shared->last);
    shared->isRunning = true;
    QStringList found = co_await runAll();
    shared->last = std::move(found);
    shared->at = clock.monotonicMs();
    shared->isRunning = false;
    shared->ended.wakeAll();
    co_return QStringList(shared->last);
}

bool HealthChecks::isRunning() const
{
    return std::any_of(m_slots.begin(), m_slots.end(), [](const auto &slot) { return slot->isRunning; });
}

} // namespace homeport
