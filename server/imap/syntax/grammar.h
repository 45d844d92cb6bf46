// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The productions of RFC 3501 9 that have a file of their own. Inside this folder only.
#pragma once

#include "server/imap/syntax/commandparser.h"
#include "server/imap/syntax/scanner.h"

namespace homeport::imap {

/// Judges a text that ends with the announcement of a literal: Parsed when it is APPEND's message,
/// ParseFailure when it is an APPEND that is wrong already, NeedMore for everything else.
ParseStep parseAppend(QByteArrayView text, qint64 size, LiteralKind kind);

/// The arguments behind the verb, its blank included.
Command parseFetch(Scanner &in, Numbering numbering);
Command parseSearch(Scanner &in, Numbering numbering);
Command parseStore(Scanner &in, Numbering numbering);

} // namespace homeport::imap
