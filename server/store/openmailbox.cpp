// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The commands of an open mailbox.
#include "server/store/openmailbox.h"

namespace homeport {

void OpenMailbox::markRecent(QList<MessageInfo> &messages) const
{
    for (MessageInfo &info : messages)
        info.recent = m_recent.contains(info.uid) || (m_readOnly && info.recent);
}

Task<Result<MailboxChanges>> OpenMailbox::open()
{
    auto changes = co_await changesSince(0);
    co_return changes;
}

Task<Result<MailboxChanges>> OpenMailbox::changesSince(quint64 cursor)
{
    if (m_state->isDeleted)
        co_return fail(noSuchMailbox());
    const auto folder = m_state->folder();
    const Recents recents = m_readOnly ? Recents::Leave : Recents::Claim;
    m_state->looked();
    auto work = [folder, recents] { return folder->look(recents); };
    const auto delta = co_await m_account->inTurn(std::move(work));
    if (!delta)
        co_return fail(delta.error());
    m_state->apply(*delta);
    for (const quint32 uid : delta->claimed)
        m_recent.insert(uid);
    MailboxChanges changes = m_state->since(cursor);
    markRecent(changes.arrived);
    markRecent(changes.changed);
    m_told = changes.cursor;
    co_return changes;
}

Task<bool> OpenMailbox::waitForChange(Deadline deadline, std::stop_token stop)
{
    for (;;) {
        if (stop.stop_requested())
            co_return false;
        if (m_state->expectsNews() || m_state->cursor() > m_told || m_state->isDeleted
            || m_account->ended().stop_requested())
            co_return true;
        if (deadline.hasExpired())
            co_return false;
        const Deadline poll(m_account->context().pollPeriod);
        const Deadline until =
            !deadline.isForever() && deadline.deadline() < poll.deadline() ? deadline : poll;
        const bool woken = co_await m_state->signal().wait(until, stop);
        if (woken || stop.stop_requested() || deadline.hasExpired())
            continue;
        const bool changed = co_await pollDisk();
        if (changed)
            m_state->expectNews();
    }
}

Task<bool> OpenMailbox::pollDisk()
{
    const qint64 nowMs = m_account->context().clock->monotonicMs();
    if (nowMs - m_state->polledMs < m_account->context().pollPeriod.count() / 2)
        co_return false; // another session has just looked
    m_state->polledMs = nowMs;
    const auto folder = m_state->folder();
    auto work = [folder] { return folder->looksChanged(); };
    const auto changed = co_await m_account->inTurn(std::move(work));
    co_return !changed || *changed;
}

Task<Result<std::shared_ptr<MessageData>>> OpenMailbox::fetch(quint32 uid)
{
    const auto folder = m_state->folder();
    auto work = [folder, uid]() -> Result<std::shared_ptr<MessageFile>> {
        auto opened = folder->open(uid);
        if (!opened)
            return fail(opened.error());
        return std::make_shared<MessageFile>(std::move(*opened));
    };
    auto file = co_await m_account->inTurn(std::move(work));
    if (!file)
        co_return fail(file.error());
    std::shared_ptr<MessageData> message = std::make_shared<StoredMessage>(std::move(**file), m_account);
    co_return message;
}

Task<Result<QList<MessageInfo>>> OpenMailbox::store(QList<quint32> uids, FlagChange change, Flags flags)
{
    if (m_readOnly)
        co_return fail(Error::refused("mailbox is read-only", {}, "READ-ONLY"));
    const auto folder = m_state->folder();
    auto work = [folder, uids, change, flags] { return folder->changeFlags(uids, change, flags); };
    const auto delta = co_await m_account->inTurn(std::move(work));
    if (!delta)
        co_return fail(delta.error());
    m_state->apply(*delta);
    QList<MessageInfo> touched = delta->touched;
    markRecent(touched);
    co_return touched;
}

Task<Result<QList<quint32>>> OpenMailbox::expunge(QList<quint32> uids)
{
    if (m_readOnly)
        co_return fail(Error::refused("mailbox is read-only", {}, "READ-ONLY"));
    const auto folder = m_state->folder();
    auto work = [folder, uids] { return folder->expunge(uids); };
    const auto delta = co_await m_account->inTurn(std::move(work));
    if (!delta)
        co_return fail(delta.error());
    m_state->apply(*delta);
    co_return delta->vanished;
}

Task<Result<QByteArray>> StoredMessage::read(qint64 offset, qint64 length)
{
    const auto file = m_file;
    const auto position = m_position;
    if (offset < 0 || length < 0)
        co_return fail(Error::internal(QStringLiteral("message read at %1+%2").arg(offset).arg(length)));
    const qint64 wanted = std::min(length, std::max<qint64>(file->servedSize - offset, 0));
    if (wanted == 0)
        co_return QByteArray();
    const auto storage = m_account->storagePointer();
    BlockingPool &pool = *m_account->context().pool;
    auto work = [file, position, storage, offset, wanted]() -> Result<QByteArray> {
        const Gate::Pass pass(storage->gate());
        if (!pass)
            return fail(StoredAccount::notServed());
        if (file->servedSize != file->storedSize)
            return readConverted(*file, *position, offset, wanted);
        auto stored = readAt(file->file.get(), offset, wanted);
        if (!stored)
            return fail(stored.error());
        return std::move(*stored);
    };
    auto bytes = co_await pool.run(std::move(work));
    if (bytes && bytes->size() != wanted)
        co_return fail(Error::temporary("message changed while it was read"));
    co_return bytes;
}

Result<QByteArray> StoredMessage::readConverted(
    const MessageFile &file, Position &position, qint64 offset, qint64 length)
{
    if (offset < position.served)
        position = {};
    QByteArray out;
    while (out.size() < length) {
        const auto bytes = readAt(file.file.get(), position.stored, 64 * 1024);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->isEmpty())
            break;
        for (qsizetype i = 0; i < bytes->size() && out.size() < length; ++i) {
            const char c = bytes->at(i);
            const bool bare = c == '\n' && position.before != '\r';
            if (bare) { // a CR is served first; the LF stays to be read
                if (position.served++ >= offset)
                    out.append('\r');
                position.before = '\r';
                --i;
                continue;
            }
            if (position.served++ >= offset)
                out.append(c);
            position.before = c;
            ++position.stored;
        }
    }
    return out;
}

} // namespace homeport
