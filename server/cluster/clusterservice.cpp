// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The service's facts and its ports.
#include "server/cluster/clusterservice.h"

#include "server/cluster/log.h"

namespace homeport {

ClusterService::ClusterService(
    ClusterSettings settings, TableStore &store, LinkIdentity &identity, const Clock &clock)
    : m_settings(std::move(settings))
    , m_store(store)
    , m_identity(identity)
    , m_clock(clock)
    , m_serving(std::make_shared<const Serving>())
{
}

ClusterService::~ClusterService() = default;

Result<> ClusterService::start(ClusterHooks hooks)
{
    m_hooks = std::move(hooks);
    TableHooks table;
    table.apply = [this](TablePointer before, TablePointer now) { return applyTable(before, now); };
    table.stopServing = m_hooks.table.stopServing;
    m_store.setHooks(std::move(table));
    if (Result<> opened = openDesk(); !opened)
        return opened;
    refreshPeers();
    judgeMayServe();
    keepCertificatesFresh();
    return {};
}

Task<> ClusterService::shutdown()
{
    m_stop.request_stop();
    for (const auto &link : std::as_const(m_links))
        link->stop();
    m_links.clear();
    constexpr auto pollEvery = std::chrono::milliseconds(5);
    while (m_busy.use_count() > 1)
        co_await sleepFor(pollEvery);
}

bool ClusterService::isUp(const MemberName &member) const
{
    return member == m_settings.self || m_board.isUp(member);
}

Hello ClusterService::hello(LinkPurpose purpose, int worker) const
{
    const std::shared_ptr<const Serving> serving = m_serving.load();
    Hello hello;
    if (const TablePointer table = m_store.table())
        hello.cluster = table->cluster;
    hello.member = m_settings.self;
    hello.version = m_settings.version;
    hello.purpose = purpose;
    hello.worker = worker;
    hello.workers = m_settings.workers;
    hello.table = m_store.settled();
    hello.storages = serving->storages;
    hello.serial = serving->serial;
    hello.clock = QDateTime::currentDateTimeUtc();
    return hello;
}

Task<> ClusterService::applyTable(TablePointer before, TablePointer now)
{
    const auto busy = hold();
    refreshPeers();
    if (m_hooks.tableChanged)
        m_hooks.tableChanged();
    tellServed();
    judgeMayServe();
    obtainAuthorityFromAny();
    if (m_hooks.table.apply)
        co_await m_hooks.table.apply(before, now);
    passOn();
}

void ClusterService::refreshPeers()
{
    const TablePointer table = m_store.table();
    QSet<MemberName> wanted;
    for (const Member &row : table->members) {
        if (row.name != m_settings.self && !row.publicKey.isEmpty())
            wanted.insert(row.name);
    }
    m_links.removeIf([&](auto entry) {
        const std::optional<LinkPeer> &peer = entry.value()->peer();
        // a member that was removed, or has another key now, is let go at once
        const bool stays = wanted.contains(entry.key()) && (!peer || welcomeRow(*table, *peer));
        if (!stays)
            entry.value()->stop();
        return !stays;
    });
    m_board.keepOnly(wanted);
    for (const MemberName &name : std::as_const(wanted)) {
        if (!m_links.contains(name))
            startPeer(name);
        else if (!m_board.isUp(name))
            m_links.value(name)->retryNow(); // its address may be another one now
    }
}

void ClusterService::startPeer(const MemberName &name)
{
    PeerLink::Events events;
    events.order = [this](const MemberName &member) {
        DialOrder order;
        order.table = m_store.table();
        order.contexts = m_identity.contexts();
        order.member = member;
        order.hello = hello(LinkPurpose::Control, 0);
        order.options.maxConcurrentStreams = 256;
        order.options.pingAfter = m_settings.times.pingAfter;
        order.options.deadAfter = m_settings.times.deadAfter;
        order.deadline = Deadline(m_settings.times.dial);
        return order;
    };
    events.isWanted = [this](const MemberName &member) { return !isWithdrawn(member); };
    events.cameUp = [this](const MemberName &member, const Hello &hello) { peerCameUp(member, hello); };
    events.wentDown = [this](const MemberName &member, const Error &why) { peerWentDown(member, why); };
    events.failedAgain = [this](const MemberName &member, const Error &why) {
        m_board.failedAgain(member, why);
    };
    const auto link = std::make_shared<PeerLink>(name, std::move(events), m_settings.times);
    m_links.insert(name, link);
    // started from the loop, so that nothing of it happens inside the caller
    LoopHandle::current().post([link, busy = hold()] {
        [](std::shared_ptr<PeerLink> each, std::shared_ptr<void>) -> Task<> { co_await each->run(); }(
                                                                      link, busy);
    });
}

void ClusterService::peerCameUp(const MemberName &name, const Hello &hello)
{
    m_board.cameUp(name, hello);
    tellServed();
    if (m_hooks.peersChanged)
        m_hooks.peersChanged();
    announce(name); // what changed between our hello and its arrival
    obtainAuthority(name);
    reconcile(name, hello.table);
}

void ClusterService::peerWentDown(const MemberName &name, const Error &why)
{
    m_board.wentDown(name, why);
    for (const Storage &row : m_store.table()->storagesOwnedBy(name))
        m_toldServed.remove(row.id);
    if (m_hooks.peersChanged)
        m_hooks.peersChanged();
}

void ClusterService::heard(const LinkPeer &peer, const Hello &hello)
{
    m_board.said(peer.name, hello);
    tellServed();
    if (const auto link = m_links.value(peer.name); link && !m_board.isUp(peer.name))
        link->retryNow(); // it is there: no need to wait
    reconcile(peer.name, hello.table);
}

void ClusterService::heardServing(const MemberName &peer, const Serving &serving)
{
    m_board.serves(peer, serving);
    tellServed();
}

void ClusterService::compared(const MemberName &name)
{
    m_board.compared(name);
    judgeMayServe();
}

void ClusterService::judgeMayServe()
{
    if (m_mayServe)
        return;
    int others = 0;
    int seen = 0;
    for (const Member &row : m_store.table()->members) {
        const bool counts = row.name != m_settings.self && !row.publicKey.isEmpty()
            && row.state != AdministrativeState::Withdrawn;
        others += counts ? 1 : 0;
        seen += counts && m_board.isCompared(row.name) ? 1 : 0;
    }
    // protocol.md 1.7 "Start": more than half of the others
    if (seen < (others == 0 ? 0 : others / 2 + 1))
        return;
    m_mayServe = true;
    qCInfo(lcCluster) << Event("may-serve").with("compared", seen).with("others", others);
    if (m_hooks.mayServeChanged)
        m_hooks.mayServeChanged();
}

void ClusterService::serveAlone()
{
    if (std::exchange(m_mayServe, true))
        return;
    qCWarning(lcCluster) << Event("may-serve-alone");
    if (m_hooks.mayServeChanged)
        m_hooks.mayServeChanged();
}

Task<Result<QJsonObject>> ClusterService::ask(
    MemberName member, QString what, QJsonObject arguments, Deadline deadline)
{
    const auto busy = hold();
    if (member == m_settings.self) {
        const Result<QJsonObject> own = co_await answerQuestion(member, what, arguments);
        co_return own;
    }
    Http2Connection *connection = connectionTo(member);
    if (!connection)
        co_return fail(Error::temporary(member.utf8() + " cannot be reached now"));
    const QJsonObject body{{QStringLiteral("what"), what}, {QStringLiteral("arguments"), arguments}};
    const Result<JsonAnswer> answer =
        co_await requestJson(*connection, "POST", "/v1/ask", member, body, deadline);
    if (!answer)
        co_return fail(answer.error());
    if (answer->status != 200)
        co_return fail(answer->error());
    co_return answer->json;
}

Task<Result<QJsonObject>> ClusterService::answerQuestion(
    MemberName asker, QString what, QJsonObject arguments)
{
    const TablePointer now = m_store.table();
    const Member *row = now->member(asker);
    if (!row || !row->rights.keeper)
        co_return fail(Error::refused("only keepers may ask"));
    if (!m_hooks.question)
        co_return fail(Error::temporary("no answers yet"));
    const Result<QJsonObject> answer = co_await m_hooks.question(what, arguments, asker);
    co_return answer;
}

QStringList ClusterService::alarms() const
{
    QStringList result;
    for (const PeerView &peer : m_board.views()) {
        if (peer.state == ObservedState::Diverged)
            result.append(QStringLiteral("the cluster table has diverged from that of %1: see homeportctl "
                                         "table diff, then table merge")
                              .arg(peer.name.text));
    }
    for (const StorageId &id : m_store.disputed())
        result.append(QStringLiteral("storage %1 is disputed by another revision of the table: not served")
                          .arg(id.text()));
    constexpr qint64 lateSeconds = 7 * 86400;
    const qint64 left = certificateExpires() - m_clock.wallMs() / 1000;
    if (left < std::min(lateSeconds, m_settings.certificateLifetimeSeconds / 6))
        result.append(
            QStringLiteral("the certificate of the cluster link ends in %1 hours").arg(left / 3600));
    return result;
}

} // namespace homeport
