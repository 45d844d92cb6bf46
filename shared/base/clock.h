// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Time: deadlines are monotonic, stamps are wall clock, and nobody confuses the two.
#pragma once

#include <QDateTime>
#include <QDeadlineTimer>
#include <chrono>

namespace homeport {

using namespace std::chrono_literals;

/// A point on the monotonic clock after which a step gives up. `Deadline(QDeadlineTimer::Forever)` never
/// ends.
using Deadline = QDeadlineTimer;

/// Where sessions and queues get the time from; tests replace it.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Milliseconds of a clock that never jumps; its zero means nothing.
    virtual qint64 monotonicMs() const = 0;
    /// Milliseconds since 1970-01-01 UTC. For stamps and display only, never for durations.
    virtual qint64 wallMs() const = 0;
    /// The deadline `after` from now.
    virtual Deadline in(std::chrono::milliseconds after) const { return Deadline(after); }
};

class SystemClock : public Clock
{
public:
    qint64 monotonicMs() const override;
    qint64 wallMs() const override;
};

/// A duration that a peer's or a file's stamp allows: a stamp in the future counts as now.
inline qint64 ageMs(qint64 stampMs, qint64 nowMs) { return stampMs > nowMs ? 0 : nowMs - stampMs; }

} // namespace homeport
