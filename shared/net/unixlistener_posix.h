// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A listening Unix socket that only its owner may open, and connections to one.
#pragma once

#include "shared/net/notifier.h"
#include "shared/net/tcpstream.h"

#include <vector>

namespace homeport {

/// Lives in the thread that made it; removes the socket's file when it goes.
class UnixListener
{
public:
    /// `user` is the numeric user id of the process at the other end, -1 where the system does not tell.
    using Accept = std::function<void(Descriptor descriptor, qint64 user)>;

    /// A socket file with mode 0600. One that a dead process left is replaced; one that somebody listens on
    /// is an error. Errors name the path.
    static Result<std::unique_ptr<UnixListener>> open(const QString &path, Accept accept);
    ~UnixListener();
    Q_DISABLE_COPY_MOVE(UnixListener)

    /// New connections wait until the next open().
    void pause();

private:
    UnixListener(QString path, Descriptor descriptor, Accept accept);
    void acceptSome();

    const QString m_path;
    Descriptor m_descriptor;
    const Accept m_accept;
    std::unique_ptr<Notifier> m_notifier;
    QTimer m_retry;
};

/// Connects to the socket at `path`. The peer's address is "local".
StreamResult<std::unique_ptr<TcpStream>> connectToUnixSocket(const QString &path);

} // namespace homeport
