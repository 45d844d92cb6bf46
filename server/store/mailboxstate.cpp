// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The change log of an open mailbox.
#include "server/store/mailboxstate.h"

#include <algorithm>

namespace homeport {

std::vector<MailboxState::Tracked>::iterator MailboxState::find(quint32 uid)
{
    const auto it = std::lower_bound(m_messages.begin(), m_messages.end(), uid,
        [](const Tracked &tracked, quint32 wanted) { return tracked.info.uid < wanted; });
    return it != m_messages.end() && it->info.uid == uid ? it : m_messages.end();
}

void MailboxState::apply(const MailboxDelta &delta)
{
    const bool hasNews = !delta.arrived.isEmpty() || !delta.changed.isEmpty() || !delta.vanished.isEmpty();
    if (hasNews)
        ++m_cursor;
    for (const MessageInfo &info : delta.arrived)
        m_messages.push_back({info, m_cursor, m_cursor});
    for (const MessageInfo &info : delta.changed) {
        if (const auto it = find(info.uid); it != m_messages.end()) {
            it->info = info;
            it->changedAt = m_cursor;
        }
    }
    QSet<quint32> gone;
    for (const quint32 uid : delta.vanished) {
        if (const auto it = find(uid); it != m_messages.end() && !gone.contains(uid)) {
            m_vanished.push_back({m_cursor, it->arrivedAt, uid});
            gone.insert(uid);
        }
    }
    if (!gone.isEmpty())
        std::erase_if(
            m_messages, [&gone](const Tracked &tracked) { return gone.contains(tracked.info.uid); });
    for (const quint32 uid : delta.claimed) {
        if (const auto it = find(uid); it != m_messages.end())
            it->info.recent = false; // it is the claimer's alone from now on
    }
    m_uidValidity = delta.uidValidity;
    m_uidNext = delta.uidNext;
    m_keywords = delta.keywords;
    if (hasNews)
        m_signal.wakeAll();
}

MailboxChanges MailboxState::since(quint64 cursor) const
{
    MailboxChanges changes;
    changes.cursor = m_cursor;
    const auto first = std::upper_bound(m_vanished.begin(), m_vanished.end(), cursor,
        [](quint64 wanted, const Vanished &vanished) { return wanted < vanished.at; });
    for (auto it = first; it != m_vanished.end(); ++it) {
        if (it->arrivedAt <= cursor)
            changes.vanished.append(it->uid);
    }
    std::sort(changes.vanished.begin(), changes.vanished.end());
    if (cursor == m_cursor)
        return changes;
    for (const Tracked &tracked : m_messages) {
        if (tracked.arrivedAt > cursor)
            changes.arrived.append(tracked.info);
        else if (tracked.changedAt > cursor)
            changes.changed.append(tracked.info);
    }
    return changes;
}

MailboxStatus MailboxState::status() const
{
    MailboxStatus status;
    for (const Tracked &tracked : m_messages) {
        status.messages += 1;
        status.recent += tracked.info.recent ? 1 : 0;
        status.unseen += tracked.info.flags.has(SystemFlag::Seen) ? 0 : 1;
    }
    status.uidNext = m_uidNext;
    status.uidValidity = m_uidValidity;
    return status;
}

void MailboxState::expectNews()
{
    m_news = true;
    m_signal.wakeAll();
}

} // namespace homeport
