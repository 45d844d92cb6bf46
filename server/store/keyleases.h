// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// At most one attempt or settlement per delivery key runs at a time; a later one gets the first one's
// outcome.
#pragma once

#include "server/ports/delivery.h"

#include <QHash>
#include <condition_variable>
#include <mutex>

namespace homeport {

/// Any thread; waiting blocks.
class KeyLeases
{
public:
    /// Nothing: the caller leads and has to call finish(). Else the outcome of the attempt that was under
    /// way.
    std::optional<DeliveryResult> join(const DeliveryKey &key)
    {
        std::unique_lock lock(m_mutex);
        const auto running = m_running.value(key);
        if (!running) {
            m_running.insert(key, std::make_shared<Attempt>());
            return std::nullopt;
        }
        m_changed.wait(lock, [&running] { return running->result.has_value(); });
        return running->result;
    }
    void finish(const DeliveryKey &key, const DeliveryResult &result)
    {
        const std::lock_guard lock(m_mutex);
        m_running.take(key)->result = result;
        m_changed.notify_all();
    }

private:
    struct Attempt
    {
        std::optional<DeliveryResult> result;
    };
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QHash<DeliveryKey, std::shared_ptr<Attempt>> m_running;
};

/// Counts who is inside; once closed nobody enters, and closing waits until all have left. Any thread.
class Gate
{
public:
    /// Held while work is done on a storage; false when the gate is closed.
    class Pass
    {
    public:
        explicit Pass(Gate &gate)
            : m_gate(gate.enter() ? &gate : nullptr)
        {
        }
        Pass(const Pass &) = delete;
        Pass &operator=(const Pass &) = delete;
        ~Pass()
        {
            if (m_gate)
                m_gate->leave();
        }
        explicit operator bool() const { return m_gate; }

    private:
        Gate *m_gate;
    };
    /// From now on nobody enters.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    void waitUntilEmpty()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_inside == 0; });
    }

private:
    bool enter()
    {
        const std::lock_guard lock(m_mutex);
        m_inside += m_closed ? 0 : 1;
        return !m_closed;
    }
    void leave()
    {
        const std::lock_guard lock(m_mutex);
        if (--m_inside == 0)
            m_changed.notify_all();
    }
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_inside = 0;
    bool m_closed = false;
};

} // namespace homeport
