// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The slapd process: started apart from the daemon, recognised again after the daemon's crash, ended. POSIX.
#pragma once

#include "shared/base/result.h"

#include <QStringList>

namespace homeport {

/// A process and when it started, so that a number given to another process later is not taken for it.
struct ProcessMark
{
    qint64 pid = 0;
    QByteArray started; ///< Linux: clock ticks since boot (proc(5)); elsewhere what ps says

    QByteArray text() const { return QByteArray::number(pid) + ' ' + started; }
    bool isNull() const { return pid <= 0; }
    bool operator==(const ProcessMark &) const = default;
};

/// The process with this number now; null when there is none, or only a dead one nobody has collected.
ProcessMark processMark(qint64 pid);
bool isAlive(const ProcessMark &process);

/// Starts it in a session of its own, with stdout and stderr in `logFile`; it outlives us.
Result<ProcessMark> startApart(
    const QString &program, const QStringList &arguments, const QString &folder, const QString &logFile);
/// Only if it is still the same process. A process that has gone is no error.
Result<> sendSignal(const ProcessMark &process, int signal);

/// slapd at `path`, checked; where AppArmor has a profile for that path (Ubuntu's allows only the system's
/// slapd folders) the path of a private copy in `folder`, to which the profile does not apply.
Result<QString> usableSlapd(const QString &path, const QString &folder);

} // namespace homeport
