// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Output of a session with back pressure, and literals read away.
#include "server/imap/imapcontext.h"

namespace homeport::imap {

namespace {
constexpr qsizetype outputMark = 32 * 1024;
constexpr qint64 skipLimit = 256 * 1024 * 1024;
} // namespace

Task<> ImapContext::send(QByteArray bytes)
{
    if (lost)
        co_return;
    output += bytes;
    if (output.size() >= outputMark)
        co_await flush();
}

Task<> ImapContext::flush()
{
    if (output.isEmpty() || lost)
        co_return;
    const auto written = co_await stream.write(std::exchange(output, {}), clock.in(settings.transferLimit));
    lost = lost || !written;
}

Task<bool> ImapContext::skipLiteral(qint64 size)
{
    qint64 left = size;
    if (left > skipLimit)
        lost = true;
    while (left > 0 && !lost) {
        const auto bytes =
            co_await stream.readSome(std::min<qint64>(left, 65536), clock.in(settings.transferLimit));
        if (bytes)
            left -= bytes->size();
        else
            lost = true;
    }
    if (!lost) {
        const auto line = co_await stream.readLine(settings.parser.line, clock.in(settings.transferLimit));
        lost = !line || line->endsWith("+}\r\n"); // more literals: not worth the trouble
    }
    co_return !lost;
}

} // namespace homeport::imap
