// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Small helpers on bytes: hex, ASCII case, random numbers, comparison in constant time.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace homeport {

/// Fills `out` from the system's cryptographic random source.
void randomBytes(quint8 *out, size_t length);
QByteArray randomBytes(size_t length);

/// Exactly 2 × `length` hex digits (dashes are skipped) into `out`; false on anything else.
bool parseHex(QByteArrayView text, quint8 *out, size_t length);

/// Compares without telling by its duration where the difference is.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

/// ASCII only: bytes above 0x7f stay as they are.
QByteArray asciiLower(QByteArrayView text);
QByteArray asciiUpper(QByteArrayView text);
bool equalIgnoringCase(QByteArrayView a, QByteArrayView b);

/// Text of a peer made safe for a log line: control characters, quotes, backslash and non-UTF-8 as \xNN,
/// cut after `limit` bytes with "…".
QString escapedForLog(QByteArrayView text, qsizetype limit = 200);

} // namespace homeport
