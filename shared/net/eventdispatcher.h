// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The event dispatcher that threads with many connections run on.
#pragma once

#include <QAbstractEventDispatcher>
#include <memory>

namespace homeport {

/// On Linux one on epoll, whose cost does not grow with idle connections (Qt 6.4's own polls every socket at
/// each wake-up) and that restarts a timer in O(log n). Elsewhere null: keep Qt's own. For
/// QThread::setEventDispatcher() or QCoreApplication::setEventDispatcher(), before the thread's loop starts.
std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher();

} // namespace homeport
