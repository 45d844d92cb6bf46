// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sizes ("50M") and durations ("30s", "5min", "1h", "5d") as people write them.
#pragma once

#include <QString>
#include <chrono>
#include <optional>

namespace homeport {

/// Digits and an optional K, M, G or T (powers of 1024, either case) -> bytes.
std::optional<qint64> parseSize(QStringView text);
/// With the largest unit that divides it: 52428800 -> "50M".
QString sizeText(qint64 bytes);

/// Digits and a unit: ms, s, min, h or d.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);
/// With the largest unit that divides it: 300000 ms -> "5min".
QString durationText(std::chrono::milliseconds duration);

} // namespace homeport
