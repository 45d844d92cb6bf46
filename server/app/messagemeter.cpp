// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Messages a minute.
#include "server/app/messagemeter.h"

#include <algorithm>

namespace homeport {

void MessageMeter::sample()
{
    m_samples[m_next] = m_before;
    m_next = (m_next + 1) % periods;
    m_before = m_count.load(std::memory_order_relaxed);
}

Task<> MessageMeter::run(std::stop_token stop)
{
    for (;;) {
        const bool hasElapsed = co_await sleepFor(period, stop);
        if (!hasElapsed)
            co_return;
        sample();
    }
}

Task<Result<QByteArray>> CountingIntake::accept(IncomingMessage message)
{
    Result<QByteArray> accepted = co_await m_intake.accept(std::move(message));
    if (accepted)
        m_meter.count();
    co_return accepted;
}

Task<QList<DeliveryResult>> CountingDelivery::deliver(DeliveryRequest request)
{
    QList<DeliveryResult> results = co_await m_delivery.deliver(std::move(request));
    const auto isDone = [](const DeliveryResult &one) { return one.outcome == DeliveryOutcome::Delivered; };
    if (std::any_of(results.cbegin(), results.cend(), isDone))
        m_meter.count();
    co_return results;
}

} // namespace homeport
