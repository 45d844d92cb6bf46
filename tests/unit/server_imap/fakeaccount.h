// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An account in memory, for dialogues with IMAP sessions.
#pragma once

#include "server/ports/mailboxes.h"
#include "shared/base/bytes.h"

#include <algorithm>
#include <map>

namespace homeport {

struct FakeMessage
{
    MessageInfo info;
    QByteArray bytes;
};

/// What all sessions of a mailbox share. An event is (what happened, UID); the cursor counts events.
struct FakeBox
{
    enum class Kind { Arrived, Changed, Vanished };
    QByteArray name;
    quint32 uidNext = 1;
    quint32 recentFrom = 1;
    QList<FakeMessage> messages;
    QList<std::pair<Kind, quint32>> events;
    Signal changed;

    qsizetype find(quint32 uid) const
    {
        for (qsizetype i = 0; i < messages.size(); ++i) {
            if (messages[i].info.uid == uid)
                return i;
        }
        return -1;
    }
    quint32 add(const QByteArray &bytes, const Flags &flags, qint64 dateMs)
    {
        const quint32 uid = uidNext++;
        messages.append({{uid, bytes.size(), dateMs, flags, false}, bytes});
        note(Kind::Arrived, uid);
        return uid;
    }
    void remove(quint32 uid)
    {
        messages.removeAt(find(uid));
        note(Kind::Vanished, uid);
    }
    void note(Kind kind, quint32 uid)
    {
        events.append({kind, uid});
        changed.wakeAll();
    }
};

class FakeData final : public MessageData
{
public:
    explicit FakeData(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    Task<Result<QByteArray>> read(qint64 offset, qint64 length) override
    {
        co_return m_bytes.mid(offset, length);
    }

private:
    QByteArray m_bytes;
};

class FakeMailbox final : public Mailbox
{
public:
    FakeMailbox(std::shared_ptr<FakeBox> box, bool readOnly)
        : m_box(std::move(box))
        , m_readOnly(readOnly)
        , m_recentFrom(m_box->recentFrom)
    {
        if (!readOnly)
            m_box->recentFrom = m_box->uidNext;
    }
    const std::shared_ptr<FakeBox> &box() const { return m_box; }
    QByteArray name() const override { return m_box->name; }
    quint32 uidValidity() const override { return 77; }
    quint32 uidNext() const override { return m_box->uidNext; }
    QList<QByteArray> keywords() const override { return {"$Old"}; }
    bool isReadOnly() const override { return m_readOnly; }
    Task<Result<MailboxChanges>> open() override
    {
        MailboxChanges out{quint64(m_box->events.size()), {}, {}, {}};
        for (const FakeMessage &message : m_box->messages)
            out.arrived.append(seen(message.info));
        co_return out;
    }
    Task<Result<MailboxChanges>> changesSince(quint64 cursor) override
    {
        MailboxChanges out{quint64(m_box->events.size()), {}, {}, {}};
        for (qsizetype i = qsizetype(cursor); i < m_box->events.size(); ++i) {
            const auto [kind, uid] = m_box->events[i];
            const qsizetype at = m_box->find(uid);
            if (kind == FakeBox::Kind::Vanished)
                out.vanished.append(uid);
            else if (at >= 0)
                (kind == FakeBox::Kind::Arrived ? out.arrived : out.changed)
                    .append(seen(m_box->messages[at].info));
        }
        std::sort(out.vanished.begin(), out.vanished.end());
        co_return out;
    }
    Task<bool> waitForChange(Deadline deadline, std::stop_token stop) override
    {
        const bool woken = co_await m_box->changed.wait(deadline, stop);
        co_return woken;
    }
    Task<Result<std::shared_ptr<MessageData>>> fetch(quint32 uid) override
    {
        const qsizetype at = m_box->find(uid);
        if (at < 0)
            co_return fail(Error::refused("gone", {}, "NONEXISTENT"));
        co_return std::make_shared<FakeData>(m_box->messages[at].bytes);
    }
    Task<Result<QList<MessageInfo>>> store(QList<quint32> uids, FlagChange change, Flags flags) override
    {
        QList<MessageInfo> out;
        for (const quint32 uid : uids) {
            const qsizetype at = m_box->find(uid);
            if (at < 0)
                continue;
            apply(m_box->messages[at].info.flags, change, flags);
            m_box->note(FakeBox::Kind::Changed, uid);
            out.append(seen(m_box->messages[at].info));
        }
        co_return out;
    }
    Task<Result<QList<quint32>>> expunge(QList<quint32> uids) override
    {
        QList<quint32> gone;
        for (const FakeMessage &message : std::as_const(m_box->messages)) {
            if (message.info.flags.has(SystemFlag::Deleted)
                && (uids.isEmpty() || uids.contains(message.info.uid)))
                gone.append(message.info.uid);
        }
        for (const quint32 uid : gone)
            m_box->remove(uid);
        co_return gone;
    }

private:
    MessageInfo seen(MessageInfo info) const
    {
        info.recent = info.uid >= m_recentFrom;
        return info;
    }
    static void apply(Flags &flags, FlagChange change, const Flags &given)
    {
        if (change == FlagChange::Replace)
            flags = {};
        flags.system =
            quint8(change == FlagChange::Remove ? flags.system & ~given.system : flags.system | given.system);
        for (const QByteArray &keyword : given.keywords) {
            flags.keywords.removeAll(keyword);
            if (change != FlagChange::Remove)
                flags.keywords.append(keyword);
        }
    }

    std::shared_ptr<FakeBox> m_box;
    bool m_readOnly;
    quint32 m_recentFrom;
};

class FakeAccount final : public MailAccount
{
public:
    FakeAccount() { makeBox("INBOX"); }

    std::map<QByteArray, std::shared_ptr<FakeBox>> boxes;
    QList<QByteArray> subscribed;
    std::stop_source end;

    std::shared_ptr<FakeBox> makeBox(const QByteArray &name)
    {
        const auto box = std::make_shared<FakeBox>();
        box->name = name;
        boxes[name] = box;
        return box;
    }
    std::shared_ptr<FakeBox> box(const QByteArray &name) const
    {
        const auto found = boxes.find(name);
        return found == boxes.end() ? nullptr : found->second;
    }
    static Error missing() { return Error::refused("no such mailbox", {}, "NONEXISTENT"); }

    AccountId id() const override { return {}; }
    QByteArray address() const override { return "ann@example.org"; }
    Task<Result<QList<MailboxEntry>>> list() override
    {
        QList<MailboxEntry> out;
        for (const auto &[name, box] : boxes) {
            const bool parent = std::any_of(boxes.begin(), boxes.end(),
                [n = name](const auto &other) { return other.first.startsWith(n + '.'); });
            out.append({name, true, parent});
        }
        co_return out;
    }
    Task<Result<QList<QByteArray>>> subscriptions() override
    {
        co_return Result<QList<QByteArray>>(subscribed);
    }
    Task<Result<>> subscribe(QByteArray name, bool on) override
    {
        subscribed.removeAll(name);
        if (on)
            subscribed.append(name);
        co_return Result<>();
    }
    Task<Result<>> create(QByteArray name) override
    {
        if (box(name))
            co_return fail(Error::refused("it exists", {}, "ALREADYEXISTS"));
        makeBox(name);
        co_return Result<>();
    }
    Task<Result<>> remove(QByteArray name) override
    {
        if (boxes.erase(name) == 0)
            co_return fail(missing());
        co_return Result<>();
    }
    Task<Result<>> rename(QByteArray from, QByteArray to) override
    {
        const auto found = box(from);
        if (!found)
            co_return fail(missing());
        boxes.erase(from);
        found->name = to;
        boxes[to] = found;
        co_return Result<>();
    }
    Task<Result<std::shared_ptr<Mailbox>>> open(QByteArray name, bool readOnly) override
    {
        const auto found = box(name);
        if (!found)
            co_return fail(missing());
        co_return std::make_shared<FakeMailbox>(found, readOnly);
    }
    Task<Result<MailboxStatus>> status(QByteArray name) override
    {
        const auto found = box(name);
        if (!found)
            co_return fail(missing());
        MailboxStatus out{quint32(found->messages.size()), 0, 0, found->uidNext, 77};
        for (const FakeMessage &message : found->messages)
            out.unseen += message.info.flags.has(SystemFlag::Seen) ? 0 : 1;
        co_return out;
    }
    Task<Result<AppendResult>> append(
        QByteArray name, Flags flags, qint64 internalDateMs, std::shared_ptr<const MessageBody> body) override
    {
        const auto found = box(name);
        if (!found)
            co_return fail(missing());
        const auto bytes = body->read(0, body->size());
        if (!bytes)
            co_return fail(bytes.error());
        co_return AppendResult{77, {found->add(*bytes, flags, internalDateMs)}, {}};
    }
    Task<Result<AppendResult>> copy(
        std::shared_ptr<Mailbox> from, QList<quint32> uids, QByteArray to) override
    {
        const auto found = box(to);
        if (!found)
            co_return fail(missing());
        const auto source = std::static_pointer_cast<FakeMailbox>(from)->box();
        AppendResult out{77, {}, {}};
        for (const quint32 uid : uids) {
            const qsizetype at = source->find(uid);
            if (at < 0)
                continue;
            const FakeMessage message = source->messages[at];
            out.sourceUids.append(uid);
            out.uids.append(found->add(message.bytes, message.info.flags, message.info.internalDateMs));
        }
        co_return out;
    }
    std::stop_token ended() const override { return end.get_token(); }
};

} // namespace homeport
