// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One POP3 session at a time has an account's maildrop (RFC 1939 4).
#pragma once

#include "shared/base/ids.h"

#include <QSet>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace homeport {

/// Shared by all sessions of a member. Any thread.
class MaildropLocks
{
    struct State
    {
        std::mutex mutex;
        QSet<AccountId> taken;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();

public:
    /// Lets the maildrop go when it dies; may outlive the MaildropLocks.
    class Held
    {
    public:
        Held(std::shared_ptr<State> state, AccountId account)
            : m_state(std::move(state))
            , m_account(account)
        {
        }
        Held(Held &&) = default;
        Held &operator=(Held &&other) noexcept
        {
            std::swap(m_state, other.m_state);
            std::swap(m_account, other.m_account);
            return *this;
        }
        Held(const Held &) = delete;
        Held &operator=(const Held &) = delete;
        ~Held()
        {
            if (!m_state)
                return;
            const std::scoped_lock lock(m_state->mutex);
            m_state->taken.remove(m_account);
        }

    private:
        std::shared_ptr<State> m_state;
        AccountId m_account;
    };

    /// None while another session has it.
    std::optional<Held> take(const AccountId &account)
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->taken.contains(account))
            return std::nullopt;
        m_state->taken.insert(account);
        return std::optional<Held>(std::in_place, m_state, account);
    }
};

} // namespace homeport
