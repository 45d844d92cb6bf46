// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accepts TCP connections.
#include "shared/net/listener.h"

#include "shared/base/log.h"
#include "shared/net/netlog.h"
#include "shared/net/notifier.h"
#include "shared/net/socketaddress.h"

#include <cerrno>
#include <cstring>
#include <mutex>
#include <netinet/in.h>

namespace homeport {

namespace {

constexpr int acceptsPerTurn = 64;
constexpr auto pauseWithoutDescriptors = 100ms;

/// What counts as one source: an IPv4 address, an IPv6 /64 (what one customer gets, RFC 6177).
QByteArray sourceOf(const QByteArray &address)
{
    const QHostAddress host(QString::fromLatin1(address));
    if (host.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(&bytes), 8);
}

Result<Descriptor> listenOn(const QString &name, const QString &address, quint16 port, int backlog)
{
    const QString where = endpointText(address, port);
    const auto failed = [&name, &where](const QString &why) {
        return fail(Error::internal(QStringLiteral("%1: cannot listen on %2: %3").arg(name, where, why)));
    };
    const std::optional<SocketAddress> local = SocketAddress::from(address, port);
    if (!local)
        return failed(QStringLiteral("\"%1\" is not an IP address").arg(address));
    Descriptor descriptor = openSocket(local->family());
    if (!descriptor.isOpen())
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    const int on = 1;
    // without it a restart has to wait for old connections to be forgotten
    if (::setsockopt(descriptor.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0)
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    if (local->family() == AF_INET6
        && ::setsockopt(descriptor.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0)
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    setNonBlocking(descriptor.get());
    if (::bind(descriptor.get(), local->get(), local->size()) != 0
        || ::listen(descriptor.get(), backlog) != 0) {
        switch (errno) {
        case EADDRINUSE:
            return failed(QStringLiteral("in use by another program"));
        case EACCES:
            return failed(
                QStringLiteral("permission denied (ports below 1024 need root or CAP_NET_BIND_SERVICE)"));
        case EADDRNOTAVAIL:
            return failed(QStringLiteral("this machine has no such address"));
        default:
            return failed(QString::fromLocal8Bit(std::strerror(errno)));
        }
    }
    return descriptor;
}

} // namespace

/// What is judged and counted. Shared with the slots and gates, which are used in any thread.
struct Listener::Rules : std::enable_shared_from_this<Rules>
{
    NetworkList allowed;
    int perSource = 0;
    int mostInAll = 0;
    std::mutex mutex;
    QHash<QByteArray, int> bySource;
    int total = 0;

    enum class Verdict { Admitted, ByNetwork, BySource, ByTotal };
    /// A place in all, one of its source, or both; `verdict` tells why there is none.
    ConnectionSlot enter(
        const QByteArray &address, bool isCountedInAll, bool isCountedBySource, Verdict &verdict);
};

struct Listener::Slot
{
    std::shared_ptr<Rules> rules;
    QByteArray source; ///< null: not counted by source
    bool isCountedInAll = true;

    Slot(std::shared_ptr<Rules> in, QByteArray from, bool inAll)
        : rules(std::move(in))
        , source(std::move(from))
        , isCountedInAll(inAll)
    {
    }
    Slot(const Slot &) = delete;
    Slot &operator=(const Slot &) = delete;
    ~Slot()
    {
        const std::lock_guard lock(rules->mutex);
        rules->total -= isCountedInAll ? 1 : 0;
        const auto mine = source.isNull() ? rules->bySource.end() : rules->bySource.find(source);
        if (mine != rules->bySource.end() && --mine.value() == 0)
            rules->bySource.erase(mine);
    }
};

ConnectionSlot Listener::Rules::enter(
    const QByteArray &address, bool isCountedInAll, bool isCountedBySource, Verdict &verdict)
{
    verdict = Verdict::ByNetwork;
    if (isCountedBySource && !allowed.isEmpty() && !allowed.contains(address))
        return {};
    const QByteArray source = isCountedBySource ? sourceOf(address) : QByteArray();
    {
        const std::lock_guard lock(mutex);
        verdict = Verdict::ByTotal;
        if (isCountedInAll && mostInAll > 0 && total >= mostInAll)
            return {};
        verdict = Verdict::BySource;
        if (isCountedBySource && perSource > 0 && bySource.value(source) >= perSource)
            return {};
        total += isCountedInAll ? 1 : 0;
        if (isCountedBySource)
            ++bySource[source];
    }
    verdict = Verdict::Admitted;
    return std::make_shared<Slot>(shared_from_this(), source, isCountedInAll);
}

Listener::Listener(
    const ListenerOptions &options, std::shared_ptr<Rules> rules, NetworkList proxies, Accept accept)
    : m_options(options)
    , m_proxies(std::move(proxies))
    , m_accept(std::move(accept))
    , m_port(options.port)
    , m_rules(std::move(rules))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (!m_paused)
            resume();
    });
}

Listener::~Listener() = default;

Result<std::unique_ptr<Listener>> Listener::open(const ListenerOptions &options, Accept accept)
{
    const Result<NetworkList> allowed = NetworkList::parse(options.allowedNetworks);
    if (!allowed)
        return fail(Error::internal(options.name + QStringLiteral(": ") + allowed.error().forLog));
    const Result<NetworkList> proxies = NetworkList::parse(options.proxyNetworks);
    if (!proxies)
        return fail(Error::internal(options.name + QStringLiteral(": ") + proxies.error().forLog));
    if (options.addresses.isEmpty())
        return fail(Error::internal(options.name + QStringLiteral(": no address to listen on")));
    const auto rules = std::make_shared<Rules>();
    rules->allowed = *allowed;
    rules->perSource = options.perSource;
    rules->mostInAll = options.total;
    std::unique_ptr<Listener> listener(new Listener(options, rules, *proxies, std::move(accept)));
    for (const QString &address : options.addresses) {
        if (const Result<> bound = listener->bindTo(address); !bound)
            return fail(bound.error());
    }
    return listener;
}

Result<> Listener::bindTo(const QString &address)
{
    Result<Descriptor> descriptor = listenOn(m_options.name, address, m_port, m_options.backlog);
    if (!descriptor)
        return fail(descriptor.error());
    const int fd = descriptor->get();
    if (m_port == 0)
        m_port = peerOf(fd).localPort;
    m_descriptors.push_back(std::move(*descriptor));
    m_notifiers.push_back(std::make_unique<Notifier>(fd, Notifier::Read, [this, fd] { acceptSome(fd); }));
    return {};
}

int Listener::connections() const
{
    const std::lock_guard lock(m_rules->mutex);
    return m_rules->total;
}

void Listener::pause()
{
    m_paused = true;
    for (const auto &notifier : m_notifiers)
        notifier->setEnabled(false);
}

void Listener::resume()
{
    m_paused = false;
    for (const auto &notifier : m_notifiers)
        notifier->setEnabled(true);
}

void Listener::acceptSome(int listening)
{
    for (int i = 0; i < acceptsPerTurn; ++i) {
        SocketAddress remote = SocketAddress::empty();
#ifdef Q_OS_LINUX
        Descriptor descriptor(
            ::accept4(listening, remote.buffer(), remote.room(), SOCK_NONBLOCK | SOCK_CLOEXEC));
#else
        Descriptor descriptor(::accept(listening, remote.buffer(), remote.room()));
#endif
        if (!descriptor.isOpen()) {
            // EAGAIN: none left. Everything else but a lack of resources is about the one connection that was
            // lost.
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                pauseForDescriptors(errno);
            return;
        }
        m_complained = false;
        PeerInfo peer;
        peer.address = remote.address();
        peer.port = remote.port();
        admit(std::move(descriptor), std::move(peer));
        if (m_paused)
            return;
    }
}

void Listener::admit(Descriptor descriptor, PeerInfo peer)
{
    const bool isProxy = m_proxies.contains(peer.address);
    Rules::Verdict verdict = Rules::Verdict::Admitted;
    ConnectionSlot slot = m_rules->enter(peer.address, true, !isProxy, verdict);
    switch (verdict) {
    case Rules::Verdict::Admitted:
        break;
    case Rules::Verdict::ByNetwork:
        ++m_refused.byNetwork;
        qCDebug(lcNet) << Event("refused")
                              .with("listener", m_options.name)
                              .with("peer", peer.address)
                              .with("by", "network");
        return;
    case Rules::Verdict::BySource:
        ++m_refused.bySourceCap;
        return;
    case Rules::Verdict::ByTotal:
        ++m_refused.byTotalCap;
        return;
    }
    const PeerInfo both = peerOf(descriptor.get());
    peer.localAddress = both.localAddress;
    peer.localPort = both.localPort;
    Accepted accepted{std::move(descriptor), std::move(peer), std::move(slot)};
    if (isProxy) {
        accepted.gate = [rules = m_rules](const QByteArray &address) {
            Rules::Verdict ignored = Rules::Verdict::Admitted;
            return rules->enter(address, false, true, ignored);
        };
    }
    m_accept(std::move(accepted));
}

void Listener::pauseForDescriptors(int errorNumber)
{
    // The connection stays in the kernel's queue and the descriptor readable: without a pause this would
    // spin.
    for (const auto &notifier : m_notifiers)
        notifier->setEnabled(false);
    m_retry.start(pauseWithoutDescriptors);
    if (std::exchange(m_complained, true))
        return;
    qCWarning(lcNet) << Event("cannot_accept")
                            .with("listener", m_options.name)
                            .why(Error::system(QStringLiteral("accept"), errorNumber));
}

} // namespace homeport
