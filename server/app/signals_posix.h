// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Signals of the system as events.
#pragma once

#include <QSocketNotifier>
#include <functional>
#include <memory>

namespace homeport {

enum class PosixSignal { Reload, Stop };

/// HUP, INT and TERM through a self-pipe. One per process, main thread.
class PosixSignals
{
public:
    explicit PosixSignals(std::function<void(PosixSignal)> handler);
    ~PosixSignals();
    PosixSignals(const PosixSignals &) = delete;

private:
    std::function<void(PosixSignal)> m_handler;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace homeport
