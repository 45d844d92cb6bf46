// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The fence command.
#include "server/app/fence.h"

#include <QProcess>

#include <signal.h>
#include <unistd.h>

namespace homeport {

namespace {

constexpr auto patience = 40s; // with the 12 s of attach it stays below the minute that a keeper waits

QProcessEnvironment environmentFor(const FenceOrder &order)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString address = order.addresses.value(0);
    environment.insert(QStringLiteral("HOMEPORT_MEMBER"), order.owner.text);
    environment.insert(QStringLiteral("HOMEPORT_ADDRESS"), address.left(address.lastIndexOf(u':')));
    environment.insert(QStringLiteral("HOMEPORT_STORAGE"), order.storage);
    environment.insert(QStringLiteral("HOMEPORT_STORAGE_ID"), order.id.text());
    environment.insert(QStringLiteral("HOMEPORT_PATH"), order.path);
    return environment;
}

} // namespace

Task<Result<QString>> runFenceCommand(FenceOrder order)
{
    const OneShot<QString> ended; // empty: it exited 0
    QProcess process;
    process.setProcessEnvironment(environmentFor(order));
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([] { ::setsid(); }); // so that all of it can be killed
    // queued: the process must not be destroyed inside its own signal
    QObject::connect(
        &process, &QProcess::finished, &process,
        [ended](int code, QProcess::ExitStatus status) {
            ended.finish(status == QProcess::NormalExit && code == 0 ? QString()
                    : status == QProcess::NormalExit ? QStringLiteral("exit code %1").arg(code)
                                                     : QStringLiteral("it was killed by a signal"));
        },
        Qt::QueuedConnection);
    QObject::connect(
        &process, &QProcess::errorOccurred, &process,
        [ended, &process](QProcess::ProcessError) { ended.finish(process.errorString()); },
        Qt::QueuedConnection);
    QTimer::singleShot(patience, &process,
        [ended] { ended.finish(QStringLiteral("no answer within %1 seconds").arg(patience.count())); });
    process.start(order.command.first(), order.command.mid(1) + QStringList{order.owner.text});
    const QString problem = co_await ended;
    const QString printed = QString::fromLocal8Bit(process.readAll().left(1000)).simplified();
    if (process.state() != QProcess::NotRunning) {
        const auto group = pid_t(process.processId());
        if (group > 0)
            ::kill(-group, SIGKILL);
        process.kill();
        process.waitForFinished(1000);
    }
    const QString said = printed.isEmpty() ? QStringLiteral("it printed nothing") : printed;
    if (!problem.isEmpty())
        co_return fail(Error::refused("the fence command failed",
            QStringLiteral("storage.fence_command %1 for %2: %3: %4")
                .arg(order.command.first(), order.owner.text, problem, said)));
    co_return QStringLiteral("fence command %1 for %2: %3")
        .arg(order.command.first(), order.owner.text, said);
}

} // namespace homeport
