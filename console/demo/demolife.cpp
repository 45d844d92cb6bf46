// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What happens by itself as time passes.
#include "console/demo/demoworld.h"

#include "console/demo/democontrol.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr double mailPerSecond = 100; ///< recipients that the whole cluster accepts
constexpr double deliveredPerSecond = 600; ///< by each frontend to a storage that is back
constexpr double rewritingSeconds = 20; ///< a job over a backend's accounts
constexpr qint64 noticeMs = 90'000; ///< behind a takeover: somebody switches the lost machine on again
constexpr qint64 crowded = 10'000; ///< waiting: senders become fewer
constexpr qsizetype usualSessions = 420;

} // namespace

void DemoWorld::step()
{
    const qint64 failsMs = m_startMs + scaledMs(options.failsAfter.count());
    if (!m_hasFailed && options.failsAfter > 0ms && m_nowMs >= failsMs) {
        m_hasFailed = true;
        lose(MemberName(u"back2.example.net"_s));
    }
    for (DemoMachine &one : machines) {
        const bool isEmpty = table.storagesOwnedBy(one.name).isEmpty();
        if (!one.isUp && one.backMs < 0 && isEmpty)
            one.backMs = m_nowMs + scaledMs(noticeMs);
        if (!one.isUp && one.backMs >= 0 && m_nowMs >= one.backMs)
            switchOn(one.name);
        const double usual = one.isUp ? one.usualPerMinute * (0.9 + below(21) / 100.0) : 0;
        one.perMinute += (usual - one.perMinute) / 40;
    }
    mailFlows();
    lanesEmpty();
    sessionsComeAndGo();
    recordsAreRewritten();
    accountsMove();
    otherAdministrator();
}

void DemoWorld::mailFlows()
{
    const qint64 inQueues = waiting();
    const double rate =
        inQueues > 2 * crowded ? 0 : (inQueues > crowded ? mailPerSecond / 20 : mailPerSecond);
    m_owedMail += rate * stepMs / 1000;
    static const QStringList frontends{
        u"front1.example.net"_s, u"front2.example.net"_s, u"front3.example.net"_s};
    for (; m_owedMail >= 1; m_owedMail -= 1) {
        const MemberName frontend(frontends[below(3)]);
        if (isUp(frontend) && !m_mailboxes.isEmpty())
            accept(frontend, m_mailboxes[below(quint32(m_mailboxes.size()))], now());
    }
}

/// Storages that are served take what waits for them; elsewhere a message leaves now and then, and one comes.
void DemoWorld::lanesEmpty()
{
    for (auto queue = queues.begin(); queue != queues.end(); ++queue) {
        if (isUp(MemberName(queue.key())))
            deliver(*queue);
    }
}

void DemoWorld::deliver(DemoQueue &queue)
{
    qint64 left = qint64(deliveredPerSecond * stepMs / 1000);
    for (auto message = queue.begin(); message != queue.end() && left > 0;) {
        QList<QueueRecipient> &recipients = message->recipients;
        for (qsizetype i = recipients.size() - 1; i >= 0; --i) {
            const QueueRecipient &recipient = recipients[i];
            const auto storage = StorageId::fromHex(recipient.lane.mid(8).toLatin1());
            const bool isDue = !recipient.nextTry.isValid() || recipient.nextTry <= now();
            if (recipient.state != EntryState::Waiting || !recipient.lane.startsWith(u"storage:") || !storage
                || !isServed(*storage) || !(isDue || recipient.attempts > 0))
                continue;
            recipients.removeAt(i);
            ++delivered;
            --left;
        }
        message = recipients.isEmpty() ? queue.erase(message) : std::next(message);
    }
}

void DemoWorld::sessionsComeAndGo()
{
    const auto wanted = qsizetype(usualSessions);
    if (!sessions.isEmpty() && below(3) == 0)
        sessions.removeAt(below(quint32(sessions.size())));
    // after a loss the clients come back within half a minute
    const int starting = sessions.size() < wanted - 10 ? 3 : (sessions.size() < wanted ? 1 : 0);
    for (int i = 0; i < starting; ++i)
        startSession();
}

void DemoWorld::startSession()
{
    if (m_mailboxes.isEmpty())
        return;
    const quint32 number = below(1'000'000);
    const DemoAccount account = accounts.value(m_mailboxes[below(quint32(m_mailboxes.size()))]);
    const MemberName frontend(u"front%1.example.net"_s.arg(1 + number % 3));
    const Member *const row = table.member(frontend);
    const Storage *const storage = table.storage(account.storage);
    if (!storage || !isServed(account.storage) || !account.isEnabled || !isUp(frontend) || !row
        || row->state != AdministrativeState::Ready)
        return;
    SessionRow session;
    session.id = demoId<SessionId>(u"session %1 %2"_s.arg(m_nextId++).arg(number));
    session.member = frontend;
    session.service = number % 10 < 7 ? SessionService::Imap
        : number % 10 < 8             ? SessionService::Pop3
                                      : SessionService::Submission;
    session.account = account.address;
    session.login = account.address;
    session.client = u"198.51.100.%1:%2"_s.arg(1 + number % 250).arg(40000 + number % 20000);
    session.since = now();
    session.peer = session.service == SessionService::Submission ? MemberName() : storage->owner;
    session.tls = number % 25 != 0;
    sessions.append(session);
}

void DemoWorld::forgetSessionsOf(const std::function<bool(const SessionRow &)> &isGone)
{
    sessions.removeIf(isGone);
}

void DemoWorld::recordsAreRewritten()
{
    if (!run)
        return;
    run->rewritingMs += stepMs;
    run->owed += double(std::max<qint64>(run->total, 1)) / rewritingSeconds * stepMs / 1000;
    const auto count = qint64(run->owed);
    run->owed -= double(count);
    rewriteRecords(*this, count);
}

void DemoWorld::otherAdministrator()
{
    const qint64 after = scaledMs(options.otherAdministratorAfter.count());
    if (m_otherHasChanged || after <= 0 || m_nowMs < m_startMs + after)
        return;
    m_otherHasChanged = true;
    const MemberName name(u"front3.example.net"_s);
    const DemoCaller bob{u"bob"_s, u"192.0.2.44"_s};
    const QStringList addresses{u"192.0.2.13:7700"_s, u"[2001:db8::13]:7700"_s};
    const Result<QJsonObject> done = change(
        [&](ClusterTable &changed) -> Result<> {
            if (Member *const row = changed.member(name))
                row->addresses = addresses;
            return {};
        },
        bob, u"set member front3.example.net"_s);
    audit(bob, u"member.set"_s,
        {{u"member"_s, name.text}, {u"addresses"_s, QJsonArray::fromStringList(addresses)}},
        demoId<RequestId>(u"bob's change"_s), done, 31);
}

void DemoWorld::accountsMove()
{
    if (!bulk || !bulk->isRunning)
        return;
    bulk->owed += double(bulk->perMinute) / 60 * stepMs / 1000;
    for (; bulk->owed >= 1 && bulk->isRunning; bulk->owed -= 1)
        moveNextOfBulk(*this);
}

void DemoWorld::accept(const MemberName &frontend, const QString &recipient, const QDateTime &received)
{
    ++accepted;
    const auto account = accounts.constFind(recipient);
    const bool isOurs = account != accounts.cend();
    if (isOurs && isServed(account->storage)) {
        ++delivered;
        return;
    }
    const Storage *const row = isOurs ? table.storage(account->storage) : nullptr;
    const quint32 number = below(1'000'000);
    DemoMessage message;
    message.id = m_nextId++;
    message.from = number % 17 == 0 ? QString() : senderOf(number);
    message.subject = subjectOf(number);
    message.received = received;
    message.bytes = 1800 + number % 9000 + (number % 19 == 0 ? 2'400'000 : 0);
    QueueRecipient one;
    one.recipient = recipient;
    one.address = recipient;
    one.key = demoId<DeliveryKey>(u"key %1"_s.arg(message.id));
    if (isOurs) {
        one.lane = u"storage:"_s + account->storage.text();
        one.attempts = 1;
        one.lastError = row && row->state == StorageState::Detached
            ? u"storage %1 is detached: nobody serves it"_s.arg(row->name)
            : u"%1 does not answer: connection refused"_s.arg(row ? row->owner.text : QString());
    } else {
        one.lane = u"domain:"_s + recipient.section(u'@', 1);
        one.attempts = 1 + int(number % 6);
        one.nextTry = received.addSecs(60 * (5 << std::min(one.attempts, 5)));
        one.lastError = remoteErrorOf(number);
    }
    message.recipients.append(one);
    queues[frontend.text].insert(message.id, message);
}

qint64 DemoWorld::waiting() const
{
    qint64 sum = 0;
    for (const DemoQueue &queue : queues) {
        for (const DemoMessage &message : queue)
            sum += message.recipients.size();
    }
    return sum;
}

} // namespace homeport
