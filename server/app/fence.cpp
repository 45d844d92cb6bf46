// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The fence command.
#include "server/app/fence.h"

#include <QProcess>

namespace homeport {

Task<Result<QString>> runFenceCommand(QStringList command, MemberName owner, QString storage)
{
    constexpr auto patience = 60s;
    const OneShot<QString> ended; // empty: it exited 0
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOMEPORT_MEMBER"), owner.text);
    environment.insert(QStringLiteral("HOMEPORT_STORAGE"), storage);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    // queued: the process must not be destroyed inside its own signal
    QObject::connect(
        &process, &QProcess::finished, &process,
        [ended](int code, QProcess::ExitStatus status) {
            ended.finish(status == QProcess::NormalExit && code == 0
                    ? QString()
                    : QStringLiteral("exit code %1").arg(code));
        },
        Qt::QueuedConnection);
    QObject::connect(
        &process, &QProcess::errorOccurred, &process,
        [ended, &process](QProcess::ProcessError) { ended.finish(process.errorString()); },
        Qt::QueuedConnection);
    QTimer::singleShot(
        patience, &process, [ended] { ended.finish(QStringLiteral("no answer within a minute")); });
    process.start(command.first(), command.mid(1));
    const QString problem = co_await ended;
    const QString printed = QString::fromLocal8Bit(process.readAll().left(1000)).simplified();
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(1000);
    }
    if (!problem.isEmpty())
        co_return fail(Error::refused("the fence command failed",
            QStringLiteral("storage.fence_command %1: %2: %3").arg(command.first(), problem, printed)));
    co_return QStringLiteral("fence command %1: %2").arg(command.first(), printed);
}

} // namespace homeport
