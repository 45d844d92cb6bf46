// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Messages a minute: one counter that all threads add to, looked at every few seconds.
#pragma once

#include "server/ports/delivery.h"
#include "server/ports/intake.h"

#include <array>
#include <atomic>

namespace homeport {

class MessageMeter
{
public:
    static constexpr std::chrono::seconds period{5};
    static constexpr size_t periods = 12; ///< a minute

    void count() { m_count.fetch_add(1, std::memory_order_relaxed); } ///< any thread
    /// Once a period; main thread, like what follows.
    void sample();
    /// Samples until it is stopped.
    Task<> run(std::stop_token stop);
    /// Those of the last twelve periods.
    qint64 perMinute() const { return m_before - m_samples[m_next]; }

private:
    std::atomic<qint64> m_count{0};
    std::array<qint64, periods> m_samples{}; ///< a ring of totals; the oldest at m_next
    size_t m_next = 0;
    qint64 m_before = 0; ///< the newest total
};

/// Counts what clients hand in here.
class CountingIntake final : public MessageIntake
{
public:
    CountingIntake(MessageIntake &intake, MessageMeter &meter)
        : m_intake(intake)
        , m_meter(meter)
    {
    }
    Task<Result<AcceptedRecipient>> checkRecipient(Address recipient, Sender sender) override
    {
        return m_intake.checkRecipient(std::move(recipient), sender);
    }
    Task<Result<QByteArray>> accept(IncomingMessage message) override;

private:
    MessageIntake &m_intake;
    MessageMeter &m_meter;
};

/// Counts what other members deliver here.
class CountingDelivery final : public LocalDelivery
{
public:
    CountingDelivery(LocalDelivery &delivery, MessageMeter &meter)
        : m_delivery(delivery)
        , m_meter(meter)
    {
    }
    Task<QList<DeliveryResult>> deliver(DeliveryRequest request) override;

private:
    LocalDelivery &m_delivery;
    MessageMeter &m_meter;
};

} // namespace homeport
