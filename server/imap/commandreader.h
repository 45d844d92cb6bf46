// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reads one command from a stream: lines and literals, with "+" where the client waits for it.
#pragma once

#include "server/imap/syntax/commandparser.h"
#include "shared/net/bytestream.h"

namespace homeport::imap {

/// A command or why there is none. After StreamError::TooLong the stream is of no more use.
using CommandStep = std::variant<Parsed, ParseFailure, StreamError>;

/// `commandDeadline` ends the wait for the command, `literalLimit` the wait for each literal of it. Nothing
/// behind the command is taken from the stream. `stream` and `parser` must outlive the task.
Task<CommandStep> readCommand(ByteStream &stream, CommandParser &parser, qsizetype lineLimit,
    Deadline commandDeadline, std::chrono::milliseconds literalLimit);

} // namespace homeport::imap
