// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The slapd process: started apart from the daemon, recognised again after the daemon's crash, ended. POSIX.
#include "server/directory/slapdprocess_posix.h"

#include "shared/base/durablefile_posix.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <cerrno>
#include <csignal>

namespace homeport {

namespace {

QByteArray startedOnLinux(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    // the name in parentheses may hold anything; the state is the field behind it, the start time the 20th
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X")
        return {};
    return fields[19];
}

QByteArray startedElsewhere(qint64 pid)
{
    QProcess ps;
    ps.start(QStringLiteral("ps"),
        {QStringLiteral("-o"), QStringLiteral("stat=,lstart="), QStringLiteral("-p"), QString::number(pid)});
    if (!ps.waitForFinished(5000))
        return {};
    const QByteArray line = ps.readAllStandardOutput().simplified();
    return line.startsWith('Z') ? QByteArray() : line.mid(line.indexOf(' ') + 1).replace(' ', '_');
}

bool isConfined(const QString &path)
{
    QFile enabled(QStringLiteral("/sys/module/apparmor/parameters/enabled"));
    if (!enabled.open(QIODevice::ReadOnly) || !enabled.readAll().startsWith('Y'))
        return false;
    QFile loaded(QStringLiteral("/sys/kernel/security/apparmor/profiles")); // readable by root
    if (loaded.open(QIODevice::ReadOnly))
        return loaded.readAll().contains(path.toLocal8Bit());
    const QString name = path.mid(1).replace(u'/', u'.');
    return QFileInfo::exists(QStringLiteral("/etc/apparmor.d/") + name);
}

} // namespace

ProcessMark processMark(qint64 pid)
{
    if (pid <= 0 || (kill(pid_t(pid), 0) != 0 && errno != EPERM))
        return {};
    const bool hasProc = QFileInfo::exists(QStringLiteral("/proc/self/stat"));
    const QByteArray started = hasProc ? startedOnLinux(pid) : startedElsewhere(pid);
    return started.isEmpty() ? ProcessMark() : ProcessMark{pid, started};
}

bool isAlive(const ProcessMark &process) { return !process.isNull() && processMark(process.pid) == process; }

Result<ProcessMark> startApart(
    const QString &program, const QStringList &arguments, const QString &folder, const QString &logFile)
{
    QProcess process;
    process.setProgram(program);
    process.setArguments(arguments);
    process.setWorkingDirectory(folder);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(logFile);
    process.setStandardErrorFile(logFile, QIODevice::Append);
    qint64 pid = 0;
    if (!process.startDetached(&pid))
        return fail(Error::refused("the directory server cannot be started",
            QStringLiteral("%1 cannot be started: %2").arg(program, process.errorString())));
    const ProcessMark mark = processMark(pid);
    // one that has ended already keeps a mark that no process matches
    return mark.isNull() ? ProcessMark{pid, "ended"} : mark;
}

Result<> sendSignal(const ProcessMark &process, int signal)
{
    if (!isAlive(process))
        return {};
    if (kill(pid_t(process.pid), signal) != 0 && errno != ESRCH)
        return fail(Error::system(QStringLiteral("kill %1").arg(process.pid), errno));
    return {};
}

Result<QString> usableSlapd(const QString &path, const QString &folder)
{
    const QFileInfo program(path);
    if (!program.isFile() || !program.isExecutable())
        return fail(Error::refused("slapd is not installed",
            QStringLiteral("there is no slapd at %1: install OpenLDAP's server (Debian, Ubuntu: apt install "
                           "slapd; Fedora: "
                           "dnf install openldap-servers; FreeBSD: pkg install openldap26-server) or set "
                           "directory.slapd_path")
                .arg(path)));
    const QString real = program.canonicalFilePath();
    if (!isConfined(real) && !isConfined(path))
        return path;
    const QString bin = folder + QStringLiteral("/bin");
    if (const auto made = makePrivateFolder(bin); !made)
        return fail(made.error());
    const QString copy = bin + QStringLiteral("/slapd");
    const auto bytes = readWholeFile(real);
    if (!bytes)
        return fail(bytes.error());
    if (const auto current = readWholeFile(copy); current && *current == *bytes)
        return copy;
    if (const auto written = writeFileDurably(copy, *bytes); !written)
        return fail(written.error());
    if (!QFile::setPermissions(copy, QFile::ReadOwner | QFile::ExeOwner))
        return fail(Error::refused("the directory server cannot be started",
            QStringLiteral(
                "AppArmor confines %1, and the private copy %2 cannot be made executable; allow the state "
                "folder in /etc/apparmor.d/local/usr.sbin.slapd and run apparmor_parser -r "
                "/etc/apparmor.d/usr.sbin.slapd")
                .arg(real, copy)));
    return copy;
}

} // namespace homeport
