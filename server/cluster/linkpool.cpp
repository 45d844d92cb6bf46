// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Opening, sharing and closing connections to other members.
#include "server/cluster/linkpool.h"

#include "server/cluster/log.h"

namespace homeport {

namespace {

/// Nothing runs on it: GOAWAY, and its end.
Task<> sayFarewell(LinkPointer link) { co_await link->connection->shutdown(Deadline(1s)); }

Error unreachable(const MemberName &member, const QString &why)
{
    return Error::temporary("the home server is away", member.text + QStringLiteral(": ") + why);
}

} // namespace

LinkPool::LinkPool(std::shared_ptr<const LinkContext> context)
    : m_context(std::move(context))
{
    QObject::connect(&m_sweep, &QTimer::timeout, &m_sweep, [this] { sweep(); });
    m_sweep.start(std::max(m_context->idleClose / 10, std::chrono::milliseconds(10)));
}

Task<Result<LinkPointer>> LinkPool::acquire(LinkKey key, Deadline deadline)
{
    const auto self = shared_from_this();
    if (m_isClosed)
        co_return fail(Error::temporary("shutting down"));
    if (!m_context->view.isUp(key.member))
        co_return fail(unreachable(key.member, QStringLiteral("is down")));
    std::shared_ptr<Attempt> attempt;
    {
        Slot &slot = m_slots[key];
        if (slot.link && isFull(*slot.link))
            retire(slot);
        if (slot.link)
            co_return Result<LinkPointer>(slot.link);
        if (!slot.attempt) {
            slot.attempt = std::make_shared<Attempt>();
            attempt = slot.attempt;
            open(self, key, attempt);
        } else {
            attempt = slot.attempt;
        }
    }
    if (!attempt->outcome)
        co_await attempt->ended.wait(deadline);
    if (!attempt->outcome)
        co_return fail(unreachable(key.member, QStringLiteral("not reached in time")));
    co_return Result<LinkPointer>(*attempt->outcome); // a copy: see task.h
}

DialOrder LinkPool::orderFor(const LinkKey &key) const
{
    DialOrder order;
    order.table = m_context->view.table();
    order.contexts = m_context->contexts();
    order.member = key.member;
    order.worker = key.worker;
    order.hello = m_context->hello(key.purpose, key.worker);
    order.options.pingAfter = m_context->pingAfter;
    order.options.deadAfter = m_context->deadAfter;
    order.deadline = Deadline(m_context->dialTimeout);
    return order;
}

Task<> LinkPool::open(std::shared_ptr<LinkPool> self, LinkKey key, std::shared_ptr<Attempt> attempt)
{
    DialOrder order = self->orderFor(key);
    Result<OpenedLink> opened = co_await dialMember(std::move(order));
    Slot &slot = self->m_slots[key];
    slot.attempt.reset();
    if (opened) {
        attempt->outcome = self->admit(std::move(*opened), key);
        if (*attempt->outcome)
            slot.link = **attempt->outcome;
    } else {
        qCWarning(lcCluster) << Event("link-failed")
                                    .with("member", key.member)
                                    .with("purpose", toText(key.purpose))
                                    .with("worker", key.worker)
                                    .why(opened.error());
        attempt->outcome = fail(unreachable(key.member, opened.error().forLog));
    }
    attempt->ended.wakeAll();
}

Result<LinkPointer> LinkPool::admit(OpenedLink opened, const LinkKey &key)
{
    // the table may have changed while we dialed
    if (m_isClosed || !welcomeRow(*m_context->view.table(), opened.peer))
        return fail(unreachable(key.member, QStringLiteral("not welcome any more")));
    auto link = std::make_shared<Link>();
    link->connection = std::move(opened.connection);
    link->peer = std::move(opened.peer);
    link->key = key;
    link->idle.start();
    link->connection->onEnded([key](const Http2End &end) {
        if (end.kind != Http2End::Kind::Closed)
            qCInfo(lcCluster) << Event("link-lost")
                                     .with("member", key.member)
                                     .with("purpose", toText(key.purpose))
                                     .with("worker", key.worker)
                                     .with("why", end.detail.toUtf8());
    });
    return link;
}

// Deliveries beyond the other side's limit wait in line instead: they are short.
bool LinkPool::isFull(const Link &link)
{
    const Http2Connection &connection = *link.connection;
    return connection.isExhausted()
        || (link.key.purpose == LinkPurpose::Sessions
            && connection.streamCount() >= qsizetype(connection.peerStreamLimit()));
}

void LinkPool::retire(Slot &slot)
{
    const LinkPointer link = std::exchange(slot.link, nullptr);
    if (!link->connection->hasEnded())
        m_retired.append(link);
}

template <class Visit> void LinkPool::forEachLink(Visit visit)
{
    for (const Slot &slot : std::as_const(m_slots)) {
        if (slot.link)
            visit(*slot.link);
    }
    for (const LinkPointer &link : std::as_const(m_retired))
        visit(*link);
}

void LinkPool::tableChanged()
{
    const TablePointer table = m_context->view.table();
    forEachLink([&table](Link &link) {
        if (!welcomeRow(*table, link.peer))
            link.connection->close();
    });
}

void LinkPool::close()
{
    m_isClosed = true;
    m_sweep.stop();
    forEachLink([](Link &link) { link.connection->close(); });
    m_retired.clear();
    for (Slot &slot : m_slots)
        slot.link.reset();
}

int LinkPool::connectionCount() const
{
    int count = 0;
    for (const Slot &slot : m_slots)
        count += slot.link && !slot.link->connection->hasEnded() ? 1 : 0;
    return count + int(m_retired.size());
}

void LinkPool::sweep()
{
    const auto isIdle = [this](const LinkPointer &link, std::chrono::milliseconds limit) {
        if (link->connection->streamCount() > 0 || link.use_count() > 1)
            link->idle.start();
        return link->idle.hasExpired(limit.count());
    };
    for (auto entry = m_slots.begin(); entry != m_slots.end();) {
        LinkPointer &link = entry->link;
        if (link && link->connection->hasEnded())
            link.reset();
        else if (link && isIdle(link, m_context->idleClose))
            sayFarewell(std::exchange(link, nullptr));
        entry = link || entry->attempt ? std::next(entry) : m_slots.erase(entry);
    }
    for (auto link = m_retired.begin(); link != m_retired.end();) {
        const bool isOver = (*link)->connection->hasEnded();
        if (!isOver && !isIdle(*link, std::chrono::milliseconds(0))) {
            ++link;
            continue;
        }
        if (!isOver)
            sayFarewell(*link);
        link = m_retired.erase(link);
    }
}

} // namespace homeport
