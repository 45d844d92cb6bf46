// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Unix sockets: bind, mode, stale files, who is at the other end.
#include "shared/net/unixlistener_posix.h"

#include "shared/base/log.h"
#include "shared/net/netlog.h"
#include "shared/net/socketaddress.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace homeport {

namespace {

constexpr int acceptsPerTurn = 16;
constexpr int backlog = 64;

std::optional<sockaddr_un> unixAddress(const QString &path)
{
    const QByteArray bytes = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (bytes.isEmpty() || size_t(bytes.size()) >= sizeof address.sun_path)
        return std::nullopt;
    std::memcpy(address.sun_path, bytes.constData(), size_t(bytes.size()));
    return address;
}

QString tooLong(const QString &path)
{
    return QStringLiteral("the socket's path %1 is longer than the %2 bytes that the system allows: choose a "
                          "shorter state folder")
        .arg(path)
        .arg(sizeof(sockaddr_un::sun_path) - 1);
}

const sockaddr *generic(const sockaddr_un &address) { return reinterpret_cast<const sockaddr *>(&address); }

qint64 userOf(int descriptor)
{
#if defined(SO_PEERCRED) && defined(Q_OS_LINUX)
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? qint64(peer.uid) : -1;
#else
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(descriptor, &user, &group) == 0 ? qint64(user) : -1;
#endif
}

PeerInfo localPeer()
{
    PeerInfo peer;
    peer.address = QByteArrayLiteral("local");
    return peer;
}

} // namespace

UnixListener::UnixListener(QString path, Descriptor descriptor, Accept accept)
    : m_path(std::move(path))
    , m_descriptor(std::move(descriptor))
    , m_accept(std::move(accept))
    , m_notifier(std::make_unique<Notifier>(m_descriptor.get(), Notifier::Read, [this] { acceptSome(); }))
{
    m_retry.setSingleShot(true);
    QObject::connect(&m_retry, &QTimer::timeout, &m_retry, [this] { m_notifier->setEnabled(true); });
}

UnixListener::~UnixListener()
{
    m_notifier.reset();
    if (::unlink(QFile::encodeName(m_path).constData()) != 0 && errno != ENOENT) {
        qCWarning(lcNet)
            << Event("socket_left").with("path", m_path).why(Error::system(QStringLiteral("unlink"), errno));
    }
}

Result<std::unique_ptr<UnixListener>> UnixListener::open(const QString &path, Accept accept)
{
    const std::optional<sockaddr_un> address = unixAddress(path);
    if (!address)
        return fail(Error::internal(tooLong(path)));
    const auto failed = [&path](const char *what) {
        return fail(Error::system(QStringLiteral("%1 %2").arg(QLatin1String(what), path), errno));
    };
    Descriptor descriptor = openSocket(AF_UNIX);
    if (!descriptor.isOpen())
        return failed("socket");
    {
        const Descriptor probe = openSocket(AF_UNIX);
        if (probe.isOpen() && ::connect(probe.get(), generic(*address), sizeof *address) == 0)
            return fail(Error::internal(QStringLiteral("%1 is in use by another daemon").arg(path)));
    }
    if (::unlink(address->sun_path) != 0 && errno != ENOENT)
        return failed("remove the stale socket");
    setNonBlocking(descriptor.get());
    if (::bind(descriptor.get(), generic(*address), sizeof *address) != 0)
        return failed("bind");
    // before listen(): nobody can have connected with a wider mode
    if (::chmod(address->sun_path, S_IRUSR | S_IWUSR) != 0)
        return failed("chmod");
    if (::listen(descriptor.get(), backlog) != 0)
        return failed("listen");
    return std::unique_ptr<UnixListener>(new UnixListener(path, std::move(descriptor), std::move(accept)));
}

void UnixListener::pause()
{
    m_retry.stop();
    m_notifier->setEnabled(false);
}

void UnixListener::acceptSome()
{
    for (int i = 0; i < acceptsPerTurn; ++i) {
        Descriptor accepted(::accept(m_descriptor.get(), nullptr, nullptr));
        if (!accepted.isOpen()) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                m_notifier->setEnabled(
                    false); // the connection stays in the queue: without a pause this would spin
                m_retry.start(100);
            }
            return;
        }
        (void)::fcntl(accepted.get(), F_SETFD, FD_CLOEXEC); // cannot fail on a descriptor that is open
        const qint64 user = userOf(accepted.get());
        m_accept(std::move(accepted), user);
    }
}

StreamResult<std::unique_ptr<TcpStream>> connectToUnixSocket(const QString &path)
{
    const auto failed = [](const QString &why) {
        return tl::unexpected(StreamError{StreamError::Kind::Failed, why});
    };
    const std::optional<sockaddr_un> address = unixAddress(path);
    if (!address)
        return failed(tooLong(path));
    Descriptor descriptor = openSocket(AF_UNIX);
    if (!descriptor.isOpen() || ::connect(descriptor.get(), generic(*address), sizeof *address) != 0)
        return failed(QStringLiteral("%1: %2").arg(path, QString::fromLocal8Bit(std::strerror(errno))));
    return std::make_unique<TcpStream>(std::move(descriptor), localPeer());
}

} // namespace homeport
