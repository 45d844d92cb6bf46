// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// When a recipient that had to wait is tried again.
#pragma once

#include <QByteArrayView>
#include <algorithm>

namespace homeport {

/// Milliseconds until the next try after `attempts` that failed. A storage's lane is released by the
/// announcement that it is served (design.md §4 "A home comes back"), so its own clock is only a safety net:
/// 15 s doubling to 5 min. A remote domain: 1 min doubling to 1 h (RFC 5321 4.5.4.1 asks for 30 min and more
/// in the long run).
inline qint64 retryDelayMs(QByteArrayView lane, int attempts)
{
    const bool storage = lane.startsWith("storage:");
    const qint64 first = storage ? 15'000 : 60'000;
    const qint64 longest = storage ? 300'000 : 3'600'000;
    return std::min(longest, first << std::clamp(attempts - 1, 0, 12));
}

} // namespace homeport
