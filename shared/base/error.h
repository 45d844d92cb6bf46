// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Failures as values: what went wrong, whose fault it is, what the peer may read and what the log needs.
#pragma once

#include <QByteArray>
#include <QString>

namespace homeport {

/// Whose fault a failure is. It decides the class of every protocol reply made from it.
enum class Fault {
    Syntax, ///< the peer sent something malformed: 5xx / BAD
    Refused, ///< the peer may not have this, now or later: 5xx / NO
    Temporary, ///< try again later: 4xx / NO [UNAVAILABLE]
    Internal, ///< our own mistake; told to the peer as Temporary, logged as a fault
};

/// A failure. `forPeer` is ASCII without CR or LF and holds no secret; `forLog` may name hosts, paths
/// and errno. `status` is an RFC 3463 enhanced status code ("5.1.1"), empty where the class alone is enough.
struct Error
{
    Fault fault = Fault::Internal;
    QByteArray forPeer;
    QString forLog;
    QByteArray status;

    static Error syntax(QByteArray peer, QByteArray status = {});
    static Error refused(QByteArray peer, QString log = {}, QByteArray status = {});
    static Error temporary(QByteArray peer, QString log = {}, QByteArray status = {});
    static Error internal(QString log);
    /// An errno turned into an Error: Temporary, with `what` ("fsync /path") and strerror in the log text.
    static Error system(const QString &what, int errorNumber);

    bool isTemporary() const { return fault == Fault::Temporary || fault == Fault::Internal; }
    bool operator==(const Error &) const = default;
};

} // namespace homeport
