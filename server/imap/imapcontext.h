// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the commands of one IMAP session share: stream, account, the selected mailbox.
#pragma once

#include "server/imap/mailboxview.h"
#include "server/imap/messagereader.h"
#include "server/imap/syntax/commandparser.h"
#include "shared/net/bytestream.h"

namespace homeport::imap {

/// Settings of all sessions at home. Must outlive them.
struct ImapSettings
{
    MessagePlace bodies; ///< where messages of APPEND are kept until they are stored
    qint64 maxMessageSize = 50 * 1024 * 1024; ///< of APPEND, in octets
    std::chrono::milliseconds idleLimit = 30min; ///< without a command (RFC 3501 5.4: at least 30 minutes)
    std::chrono::milliseconds transferLimit = 5min; ///< for each piece of a literal, either way
    int badCommandLimit = 100; ///< in a row, then BYE
    ParserLimits parser;
};

/// One per session; thread: the account's worker.
struct ImapContext
{
    ByteStream &stream;
    std::shared_ptr<MailAccount> account;
    const ImapSettings &settings;
    const Clock &clock;
    std::unique_ptr<MailboxView> view; ///< the selected mailbox
    MessageCache cache; ///< the message looked at last
    QByteArray output; ///< not given to the stream yet
    bool lost = false; ///< the stream can take no more: the session ends without a word
    bool loggedOut = false;
    bool waiting = false; ///< for the client: nothing is being written

    /// Collects bytes; gives them to the stream when there are many. Waits while the client is slow.
    Task<> send(QByteArray bytes);
    /// Gives all collected bytes to the stream.
    Task<> flush();
    /// Reads away a literal that nobody wants and the rest of its line. False (and lost) when that is too
    /// much.
    Task<bool> skipLiteral(qint64 size);
};

} // namespace homeport::imap
