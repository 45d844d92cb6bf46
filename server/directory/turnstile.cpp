// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lets a limited number of coroutines pass at a time.
#include "server/directory/turnstile.h"

namespace homeport {

Task<bool> Turnstile::enter(Deadline deadline)
{
    if (m_free > 0) {
        --m_free;
        co_return true;
    }
    if (deadline.hasExpired())
        co_return false;
    const OneShot<bool> turn;
    m_line.append(turn);
    QTimer timer;
    if (!deadline.isForever()) {
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, &timer, [turn] { turn.finish(false); });
        timer.start(std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 0)));
    }
    const bool passed = co_await turn;
    co_return passed;
}

void Turnstile::leave()
{
    while (!m_line.isEmpty()) {
        const OneShot<bool> next = m_line.takeFirst();
        if (next.isFinished())
            continue; // gave up
        next.finish(true);
        return;
    }
    ++m_free;
}

} // namespace homeport
