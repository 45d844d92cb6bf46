// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From stream to command.
#include "server/imap/commandreader.h"

namespace homeport::imap {

Task<CommandStep> readCommand(ByteStream &stream, CommandParser &parser, qsizetype lineLimit,
    Deadline commandDeadline, std::chrono::milliseconds literalLimit)
{
    qint64 literal = 0;
    for (;;) {
        StreamResult<QByteArray> bytes;
        if (literal > 0)
            bytes = co_await stream.readExact(qsizetype(literal), Deadline(literalLimit));
        else
            bytes = co_await stream.readLine(lineLimit, commandDeadline);
        if (!bytes)
            co_return CommandStep(bytes.error());
        ParseStep step = parser.feed(*bytes);
        if (auto *parsed = std::get_if<Parsed>(&step))
            co_return CommandStep(std::move(*parsed));
        if (auto *failure = std::get_if<ParseFailure>(&step))
            co_return CommandStep(std::move(*failure));
        const NeedMore more = std::get<NeedMore>(step);
        literal = more.literal;
        if (!more.askForIt)
            continue;
        const auto written = co_await stream.write("+ Ready for literal data\r\n", Deadline(literalLimit));
        if (!written)
            co_return CommandStep(written.error());
    }
}

} // namespace homeport::imap
