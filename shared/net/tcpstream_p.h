// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The TLS half of a TcpStream, known to its two .cpp files only.
#pragma once

#include "shared/net/notifier.h"
#include "shared/net/tcpstream.h"
#include "shared/net/tlsopenssl.h"

#include <QMetaObject>

namespace homeport {

struct TcpStream::Tls
{
    std::shared_ptr<TlsContext> context;
    std::shared_ptr<TlsContext> chosenByName;
    SslPtr connection;
    bool writeWantsRead = false;
    bool readWantsWrite = false;
    bool handshakeDone = false;

    bool hasPending() const { return SSL_has_pending(connection.get()) == 1; }
    /// close_notify, as far as it goes without waiting.
    void sayGoodbye()
    {
        if (!handshakeDone)
            return;
        SSL_shutdown(connection.get());
        ERR_clear_error();
    }
    template <class React> void readSoon(QObject &stream, React react)
    {
        QMetaObject::invokeMethod(&stream, std::move(react), Qt::QueuedConnection);
    }
};

} // namespace homeport
