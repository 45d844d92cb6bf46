// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A selected mailbox as one session sees it: sequence numbers that change only when the client is told.
#pragma once

#include "server/imap/syntax/command.h"
#include "server/ports/mailboxes.h"

namespace homeport::imap {

/// What may be told behind a command (RFC 3501 7.4.1: no EXPUNGE behind FETCH, STORE and SEARCH).
enum class Updates { None, KeepNumbers, All };

class MailboxView
{
public:
    static Task<Result<std::unique_ptr<MailboxView>>> open(
        std::shared_ptr<MailAccount> account, QByteArray name, Access access);

    Mailbox &mailbox() { return *m_mailbox; }
    const std::shared_ptr<Mailbox> &shared() const { return m_mailbox; }
    bool isReadOnly() const { return m_readOnly; }

    qsizetype count() const { return m_messages.size(); }
    /// By index: the sequence number minus 1.
    const MessageInfo &at(qsizetype index) const { return m_messages[index]; }
    qsizetype recentCount() const;
    qsizetype firstUnseen() const; ///< index, -1 for none

    /// The messages of a set, ascending. A sequence number that does not exist is a syntax error, a UID is
    /// not.
    Result<QList<qsizetype>> indexes(const SequenceSet &set, Numbering numbering) const;
    QList<quint32> uids(const QList<qsizetype> &indexes) const;
    /// The index of a UID, -1 for none.
    qsizetype indexOf(quint32 uid) const;

    /// Takes new flags for a message that the client is told of by the caller.
    void take(const MessageInfo &info);
    /// Looks for changes and says them: EXISTS, RECENT, EXPUNGE, FETCH (FLAGS), as far as `updates` allows.
    Task<Result<QByteArray>> changes(Updates updates, Numbering numbering);
    /// "* FLAGS" and PERMANENTFLAGS lines when there are keywords the client has not heard of.
    QByteArray newKeywords(const Flags &flags);
    /// Both lines in any case.
    QByteArray flagLines() const;
    /// "* 3 FETCH (UID 9 FLAGS (…))" with CR LF.
    QByteArray fetchFlags(qsizetype index, Numbering numbering) const;

private:
    MailboxView() = default;
    QByteArray expunged();

    std::shared_ptr<Mailbox> m_mailbox;
    bool m_readOnly = false;
    quint64 m_cursor = 0;
    QList<MessageInfo> m_messages; ///< ascending by UID
    QList<quint32> m_vanished; ///< gone, and the client has not been told
    QList<QByteArray> m_keywords; ///< announced
};

/// "\Seen \Flagged word", `recent` adds \Recent.
QByteArray formatFlags(const Flags &flags, bool recent);
/// Flags as the client wrote them; \Recent and unknown system flags are syntax errors.
Result<Flags> flagsFrom(const QList<QByteArray> &names);

} // namespace homeport::imap
