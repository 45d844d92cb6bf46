// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Probes of this member: each bounded, their results kept for a second, however many ask.
#pragma once

#include "shared/base/task.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace homeport {

/// One thing that must work. `run` may take for ever: it is not begun again before it has ended.
struct HealthProbe
{
    QString name; ///< "queue"
    std::function<Task<Result<>>()> run;
};

/// Main thread. What probes use outlives them.
class HealthChecks
{
public:
    struct Limits
    {
        std::chrono::milliseconds patience{2000}; ///< for all probes together
        std::chrono::milliseconds keep{1000}; ///< how old a result may be
    };
    HealthChecks(std::vector<HealthProbe> probes, const Clock &clock, Limits limits);
    HealthChecks(std::vector<HealthProbe> probes, const Clock &clock);

    /// "queue: why it does not work", one for each probe that fails; empty: all is well. All who ask while
    /// the probes run share their result.
    Task<QStringList> problems();
    /// Is a probe under way? What it uses must live until it is not.
    bool isRunning() const;

private:
    struct Slot;
    static Task<> drive(std::shared_ptr<Slot> slot);
    Task<QStringList> runAll();

    const Clock &m_clock;
    const Limits m_limits;
    std::vector<std::shared_ptr<Slot>> m_slots;
    struct Shared
    {
        QStringList last;
        std::optional<qint64> at; ///< monotonic ms
        bool isRunning = false;
        Signal ended;
    };
    const std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

} // namespace homeport
