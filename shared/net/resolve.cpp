// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Host names to addresses (QHostInfo's own threads do the blocking).
#include "shared/net/resolve.h"

#include <QHostAddress>
#include <QHostInfo>

namespace homeport {

Task<StreamResult<QStringList>> resolveHost(QString host, Deadline deadline)
{
    if (!QHostAddress(host).isNull())
        co_return QStringList{host};
    const OneShot<std::optional<QHostInfo>> done;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [done] { done.finish(std::nullopt); });
    if (!deadline.isForever())
        timer.start(std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 0)));
    const int lookup =
        QHostInfo::lookupHost(host, &timer, [done](const QHostInfo &info) { done.finish(info); });
    const std::optional<QHostInfo> info = co_await done;
    if (!info) {
        QHostInfo::abortHostLookup(lookup);
        co_return tl::unexpected(
            StreamError{StreamError::Kind::TimedOut, QStringLiteral("resolving ") + host});
    }
    QStringList addresses;
    const QList<QHostAddress> found = info->addresses();
    for (const QHostAddress &address : found)
        addresses.append(address.toString());
    if (addresses.isEmpty()) {
        const QString why = QStringLiteral("resolving %1: %2").arg(host, info->errorString());
        co_return tl::unexpected(StreamError{StreamError::Kind::Failed, why});
    }
    co_return addresses;
}

Task<StreamResult<std::unique_ptr<TcpStream>>> connectToHost(
    QString host, quint16 port, Deadline deadline, TcpPatience patience)
{
    const StreamResult<QStringList> addresses = co_await resolveHost(host, deadline);
    if (!addresses)
        co_return tl::unexpected(addresses.error());
    StreamError last;
    for (qsizetype i = 0; i < addresses->size(); ++i) {
        Deadline mine = deadline;
        if (i + 1 < addresses->size() && !deadline.isForever())
            mine = Deadline(std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime() / 2, 1)));
        StreamResult<std::unique_ptr<TcpStream>> stream =
            co_await TcpStream::connectTo(addresses->at(i), port, mine, patience);
        if (stream)
            co_return std::move(*stream);
        last = stream.error();
    }
    co_return tl::unexpected(last);
}

} // namespace homeport
