// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What all sessions of one mailbox share on the account's worker: messages, changes in order, who waits.
#pragma once

#include "server/store/maildirfolder.h"

namespace homeport {

/// One thread: the account's worker. Memory of expunges grows while the mailbox is open: 24 bytes each.
class MailboxState
{
public:
    MailboxState(QByteArray name, std::shared_ptr<MaildirFolder> folder)
        : m_name(std::move(name))
        , m_folder(std::move(folder))
    {
    }
    const QByteArray &name() const { return m_name; }
    void setName(const QByteArray &name) { m_name = name; }
    const std::shared_ptr<MaildirFolder> &folder() const { return m_folder; }
    quint32 uidValidity() const { return m_uidValidity; }
    quint32 uidNext() const { return m_uidNext; }
    const QList<QByteArray> &keywords() const { return m_keywords; }
    quint64 cursor() const { return m_cursor; }

    void apply(const MailboxDelta &delta);
    /// What happened after `cursor`; 0: everything there is.
    MailboxChanges since(quint64 cursor) const;
    MailboxStatus status() const;

    /// A delivery, or a change seen from outside: the next look will find something.
    void expectNews();
    bool expectsNews() const { return m_news; }
    void looked() { m_news = false; }
    /// Ends every wait: the account ends, or the mailbox was deleted.
    void wakeAll() { m_signal.wakeAll(); }
    Signal &signal() { return m_signal; }
    /// When waiting sessions last looked at the disk; shared, so that one look serves all.
    qint64 polledMs = 0;
    bool isDeleted = false;

private:
    struct Tracked
    {
        MessageInfo info;
        quint64 arrivedAt = 0, changedAt = 0;
    };
    struct Vanished
    {
        quint64 at = 0, arrivedAt = 0;
        quint32 uid = 0;
    };
    std::vector<Tracked>::iterator find(quint32 uid);
    QByteArray m_name;
    const std::shared_ptr<MaildirFolder> m_folder;
    std::vector<Tracked> m_messages; ///< ascending by UID
    std::vector<Vanished> m_vanished; ///< in order
    QList<QByteArray> m_keywords;
    quint32 m_uidValidity = 0, m_uidNext = 1;
    quint64 m_cursor = 1;
    bool m_news = true;
    Signal m_signal;
};

} // namespace homeport
