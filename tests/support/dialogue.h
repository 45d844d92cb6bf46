// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Plays "C:/S:" scenario files against a session and tells file and line of the first difference.
#pragma once

#include "tests/support/memorystream.h"

#include <functional>

namespace homeport {

/// A scenario, one step a line; the client's and the server's lines are without CR LF:
///
///     # a comment, or an empty line
///     given member back2 is down          facts, told to the test (also "when" and "then")
///     C: RCPT TO:<ann@example.org>        sent with CR LF
///     C-raw: "A1 LOGIN {3}\r\nann"        sent as it is; escapes \r \n \t \\ \" \0 \xNN
///     S: 250 2.1.5 *                      the next line; * matches anything in the line
///     S*: A1 OK *                         skips lines until one matches
///     TLS                                 from here on both sides count as encrypted (MemoryStream)
///     CLOSE                               the server ends the connection, and sends nothing before
struct Dialogue
{
    enum class Kind { Send, Expect, ExpectLater, Tls, Close, Fact };
    struct Step
    {
        Kind kind = Kind::Fact;
        QByteArray text; ///< bytes to send (with CR LF), pattern, or the whole line of a fact
        int line = 0;
    };
    QString name; ///< of the file, for messages
    QList<Step> steps;

    static Result<Dialogue> fromFile(const QString &path);
    static Result<Dialogue> fromText(QByteArrayView text, const QString &name = QStringLiteral("dialogue"));
};

/// How the client's bytes travel: as written, or each byte alone in its own turn of the event loop.
enum class Sending { Whole, EveryByte };

/// Is told the "given", "when" and "then" lines; an Error stops the dialogue.
using DialogueFact = std::function<Result<>(const QByteArray &line)>;

/// `pattern` against a line, * standing for any bytes.
bool matchesPattern(QByteArrayView pattern, QByteArrayView line);

/// The client's side on any stream. The error's forLog reads "file:line: expected …, got …".
Task<Result<>> runDialogue(ByteStream &client, Dialogue dialogue, DialogueFact fact, Sending sending);

/// Owns its stream; ends after the stream has ended.
using DialogueSession = std::function<Task<>(std::unique_ptr<ByteStream>)>;

/// Starts `session` on one end of a MemoryStream, plays `dialogue` on the other, closes, and waits until the
/// session has ended (a session that goes on is an error). Runs an event loop: for tests only.
Result<> playDialogue(const Dialogue &dialogue, const DialogueSession &session, const DialogueFact &fact = {},
    Sending sending = Sending::Whole);

/// Whole, then split at every byte. `session` and `fact` must give a fresh world at each call of `session`.
Result<> playDialogueBothWays(
    const Dialogue &dialogue, const DialogueSession &session, const DialogueFact &fact = {});

} // namespace homeport
