// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The index of keys and the group commit.
#include "server/store/journal.h"

namespace homeport {

Journal::Journal(std::shared_ptr<StorageRoot> root)
    : m_root(root)
    , m_segments(std::move(root))
{
}

void Journal::apply(const JournalRecord &record, quint32 segment)
{
    switch (record.kind) { // the last record of a key counts
    case JournalKind::Intent:
        m_open.insert(record.key, {record, segment});
        return;
    case JournalKind::Done:
        m_open.remove(record.key);
        m_done.insert(record.key);
        return;
    case JournalKind::Gone:
        m_open.remove(record.key);
        return;
    }
}

Result<JournalReport> Journal::load()
{
    const Lock lock(m_mutex);
    JournalReport report;
    const auto read = m_segments.load(
        [this](const JournalRecord &record, quint32 segment) { apply(record, segment); }, report.problems);
    if (!read)
        return fail(read.error());
    report.done = m_done.size();
    report.open = m_open.size();
    return report;
}

KeyState Journal::state(const DeliveryKey &key) const
{
    const Lock lock(m_mutex);
    if (m_open.contains(key))
        return KeyState::Open;
    return m_done.contains(key) ? KeyState::Done : KeyState::Unknown;
}

QList<JournalRecord> Journal::openIntents() const
{
    const Lock lock(m_mutex);
    QList<JournalRecord> records;
    for (const Open &open : m_open)
        records.append(open.record);
    return records;
}

Result<> Journal::intend(const JournalRecord &intent)
{
    Lock lock(m_mutex);
    // open from now on: should the file appear in new/, no session takes it before it is settled
    m_open.insert(intent.key, {intent, 0});
    const auto durable = await(lock, {intent, nullptr});
    if (!durable)
        m_open.remove(intent.key);
    return durable;
}

void Journal::settle(JournalKind kind, const JournalRecord &intent)
{
    const Lock lock(m_mutex);
    JournalRecord record = intent;
    record.kind = kind;
    apply(record, 0);
    m_notDurable.insert(record.key);
    m_pending.append({record, nullptr});
}

Result<> Journal::makeDurable(const QList<DeliveryKey> &keys)
{
    Lock lock(m_mutex);
    const bool any = std::any_of(
        keys.begin(), keys.end(), [this](const DeliveryKey &key) { return m_notDurable.contains(key); });
    return any ? await(lock, {}) : Result<>();
}

Result<> Journal::flush()
{
    Lock lock(m_mutex);
    return await(lock, {});
}

Result<> Journal::await(Lock &lock, Entry entry)
{
    Wait wait;
    entry.wait = &wait;
    m_pending.append(entry);
    while (!wait.finished) {
        if (m_leading) {
            m_changed.wait(lock);
            continue;
        }
        lead(lock);
        commit(lock);
        // what was committed stays committed: where no new segment can be made, this one goes on
        if (wait.result && m_segments.isFull())
            static_cast<void>(rotate(lock));
        stopLeading();
    }
    return wait.result;
}

void Journal::lead(Lock &lock)
{
    m_changed.wait(lock, [this] { return !m_leading; });
    m_leading = true;
}

void Journal::stopLeading()
{
    m_leading = false;
    m_changed.notify_all();
}

void Journal::commit(Lock &lock)
{
    const QList<Entry> batch = std::exchange(m_pending, {});
    QByteArray records;
    for (const Entry &entry : batch) {
        if (entry.record)
            records += encodeRecord(*entry.record);
    }
    lock.unlock();
    const Result<> result = records.isEmpty() ? Result<>() : m_segments.append(records);
    lock.lock();
    finish(batch, result);
}

void Journal::finish(const QList<Entry> &batch, const Result<> &result)
{
    QList<Entry> again;
    for (const Entry &entry : batch) {
        if (entry.wait) {
            entry.wait->result = result;
            entry.wait->finished = true;
        } else if (!result) {
            again.append(entry); // nobody waits for it, but it has to be written
        }
        if (!result || !entry.record)
            continue;
        if (entry.record->kind != JournalKind::Intent)
            m_notDurable.remove(entry.record->key);
        else if (const auto open = m_open.find(entry.record->key); open != m_open.end())
            open->segment = m_segments.current();
    }
    m_pending = again + m_pending;
    m_changed.notify_all();
}

Result<> Journal::rotate(Lock &lock)
{
    // protocol.md 2.3: when segment N begins, no intent of N-2 or before is open. What cannot be settled yet
    // is written again into the new one.
    const quint32 closing = m_segments.current();
    QByteArray carried;
    QList<DeliveryKey> keys;
    for (const Open &open : std::as_const(m_open)) {
        if (open.segment != 0 && open.segment < closing) {
            carried += encodeRecord(open.record);
            keys.append(open.record.key);
        }
    }
    lock.unlock();
    Result<> result = m_segments.begin();
    if (result && !carried.isEmpty())
        result = m_segments.append(carried);
    lock.lock();
    for (const DeliveryKey &key : std::as_const(keys)) {
        if (const auto open = m_open.find(key); result && open != m_open.end())
            open->segment = m_segments.current();
    }
    return result;
}

Result<> Journal::keepHouse(quint64 count)
{
    Lock lock(m_mutex);
    lead(lock);
    commit(lock);
    Result<> result;
    if (m_segments.isOld(count))
        result = rotate(lock);
    if (result)
        result = expire(lock, count);
    stopLeading();
    return result;
}

Result<> Journal::expire(Lock &lock, quint64 count)
{
    QList<quint32> expired = m_segments.expired(count);
    for (const Open &open : m_open)
        expired.removeIf([&open](quint32 segment) { return open.segment == segment; });
    if (expired.isEmpty())
        return {};
    lock.unlock();
    Result<> result;
    for (const quint32 segment : expired)
        result = result ? m_segments.remove(segment) : result;
    KeyTable rest;
    QStringList problems;
    if (result) {
        result = m_segments.readAll(
            [&rest](const JournalRecord &record, quint32) {
                if (record.kind == JournalKind::Done)
                    rest.insert(record.key);
            },
            problems);
    }
    lock.lock();
    if (!result)
        return result;
    for (const Entry &entry : m_pending) { // settled while the files were read
        if (entry.record && entry.record->kind == JournalKind::Done)
            rest.insert(entry.record->key);
    }
    m_done = std::move(rest);
    return {};
}

Result<> Journal::close()
{
    Lock lock(m_mutex);
    lead(lock);
    commit(lock);
    Result<> result = m_pending.isEmpty() ? Result<>() : fail(Volume::sickError());
    if (result) {
        lock.unlock();
        result = m_segments.cutSpare();
        lock.lock();
    }
    stopLeading();
    return result;
}

} // namespace homeport
