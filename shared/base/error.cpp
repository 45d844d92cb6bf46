// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Makers of Error values.
#include "shared/base/error.h"

#include <cstring>

namespace homeport {

namespace {
QString logText(const QByteArray &peer, QString log)
{
    return log.isEmpty() ? QString::fromUtf8(peer) : std::move(log);
}
} // namespace

Error Error::syntax(QByteArray peer, QByteArray status)
{
    QString log = QString::fromUtf8(peer);
    return {Fault::Syntax, std::move(peer), std::move(log), std::move(status)};
}

Error Error::refused(QByteArray peer, QString log, QByteArray status)
{
    QString text = logText(peer, std::move(log));
    return {Fault::Refused, std::move(peer), std::move(text), std::move(status)};
}

Error Error::temporary(QByteArray peer, QString log, QByteArray status)
{
    QString text = logText(peer, std::move(log));
    return {Fault::Temporary, std::move(peer), std::move(text), std::move(status)};
}

Error Error::internal(QString log)
{
    return {Fault::Internal, "internal error, try again later", std::move(log), "4.3.0"};
}

Error Error::system(const QString &what, int errorNumber)
{
    return {Fault::Temporary, "local error, try again later",
        what + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(errorNumber)), "4.3.0"};
}

} // namespace homeport
