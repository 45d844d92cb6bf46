// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The composition root: links between members, and what crosses from workers to the main thread.
#include "server/app/daemon.h"

#include "server/app/adminparts.h"
#include "server/cluster/controlserver.h"

namespace homeport {

namespace {

constexpr auto catchUpTime = 5s;

/// On the main thread; tells `back` when it is over.
Task<> catchUpHere(
    ClusterService *cluster, MemberName member, TableRevision named, LoopHandle back, OneShot<bool> done)
{
    const bool isThere = co_await cluster->catchUp(member, named, Deadline(catchUpTime));
    back.post([done, isThere] { done.finish(isThere); });
}

/// From any loop: the table is the main thread's affair.
Task<> catchUpFrom(LoopHandle main, ClusterService *cluster, MemberName member, TableRevision named)
{
    const LoopHandle back = LoopHandle::current();
    const OneShot<bool> done;
    main.post([=] { catchUpHere(cluster, member, named, back, done); });
    co_await done;
}

} // namespace

Result<> Daemon::startLink()
{
    const LoopHandle main = LoopHandle::current();
    ClusterService *cluster = m_cluster.get();
    LinkServerContext context{
        .view = *m_cluster,
        .contexts = [cluster] { return cluster->contexts(); },
        .hello = [cluster](LinkPurpose purpose, int worker) { return cluster->hello(purpose, worker); },
        .mainConnection =
            [this](std::unique_ptr<ByteStream> stream, std::optional<LinkPeer> peer) {
                m_control->serve(std::move(stream), std::move(peer));
            },
        .servesHere =
            [this](const StorageId &storage, quint64 epoch) {
                return m_store->served().contains(ServedStorageId{storage, epoch});
            },
        .serveTunnel =
            [this](std::unique_ptr<ByteStream> stream, TunnelRequest request) {
                return m_homes->serve(std::move(stream), std::move(request));
            },
        .catchUp =
            [main, cluster](MemberName member, TableRevision named) {
                return catchUpFrom(main, cluster, std::move(member), std::move(named));
            },
        .delivery = *m_delivery,
        .place = m_place,
        .maxMessageSize = m_config.smtp.maxMessageSize + 64 * 1024,
        .pingAfter = m_config.cluster.pingAfter,
        .deadAfter = m_config.cluster.deadAfter,
        .accountHere = [this](AccountId account, StorageId storage,
                           quint64 epoch) { return m_store->isHere(account, storage, epoch); },
        .moves = m_moveShelf.get(),
    };
    ListenerOptions options;
    options.name = QStringLiteral("cluster.listen");
    options.port = m_config.cluster.listen.value(0).port;
    for (const HostPort &listen : m_config.cluster.listen) {
        if (listen.port != options.port)
            return fail(Error::refused("cluster.listen",
                QStringLiteral("cluster.listen: all addresses must have one port, found %1 and %2")
                    .arg(options.port)
                    .arg(listen.port)));
        options.addresses.append(listen.host);
    }
    for (const Network &network : m_config.cluster.allowedNetworks)
        options.allowedNetworks.append(network.text());
    m_control = std::make_unique<ControlServer>(*m_cluster);
    Result<std::unique_ptr<LinkServer>> server = LinkServer::open(*m_workers, options, std::move(context));
    if (!server)
        return fail(server.error());
    m_linkServer = std::move(*server);
    return {};
}

void Daemon::makeLinkContext()
{
    const LoopHandle main = LoopHandle::current();
    ClusterService *cluster = m_cluster.get();
    m_linkContext = std::make_shared<const LinkContext>(LinkContext{
        .view = *m_cluster,
        .pool = m_pool,
        .contexts = [cluster] { return cluster->contexts(); },
        .hello = [cluster](LinkPurpose purpose, int worker) { return cluster->hello(purpose, worker); },
        .workersOf = [cluster](const MemberName &member) { return cluster->workersOf(member); },
        .catchUp =
            [main, cluster](MemberName member, TableRevision named) {
                return catchUpFrom(main, cluster, std::move(member), std::move(named));
            },
        .pingAfter = m_config.cluster.pingAfter,
        .deadAfter = m_config.cluster.deadAfter,
    });
}

std::unique_ptr<LinkClient> Daemon::makeLink()
{
    return std::make_unique<LinkClient>(m_linkContext, m_linkIndex.fetch_add(1));
}

void Daemon::linkTableChanged()
{
    if (m_linkServer)
        m_linkServer->tableChanged();
    if (m_control)
        m_control->tableChanged();
    if (m_loop)
        m_loop->link().tableChanged();
    onAllWorkers([](WorkerServices &services) { services.loop().link().tableChanged(); });
}

AdminContext Daemon::adminContext()
{
    return {m_config, *m_cluster, *m_queue, *m_storages, m_loop->router(), m_clock, m_pool, *m_directoryPool,
        *m_directory, m_directory->settings(), m_directoryCache, [this] { return status(); }, *m_moveDesk,
        *m_desk};
}

} // namespace homeport
