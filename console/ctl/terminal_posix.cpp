// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// termios, and the first line of a file.
#include "console/ctl/terminal_posix.h"

#include <QFile>

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace homeport {

namespace {

constexpr qint64 longestLine = 4096;

QByteArray firstLine(QFile &file)
{
    QByteArray line = file.readLine(longestLine);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

QByteArray lineFromStdin()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    return firstLine(input);
}

} // namespace

bool isInteractive() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

bool isErrorTerminal() { return ::isatty(STDERR_FILENO) == 1; }

Secret askPassword(const QString &prompt)
{
    std::fputs(prompt.toLocal8Bit().constData(), stderr);
    termios before{};
    const bool isKnown = ::tcgetattr(STDIN_FILENO, &before) == 0;
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    if (isKnown)
        (void)::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    Secret password(lineFromStdin());
    if (isKnown)
        (void)::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputs("\n", stderr);
    return password;
}

bool askYes(const QString &question)
{
    std::fputs((question + QStringLiteral(" [y/N] ")).toLocal8Bit().constData(), stderr);
    const QByteArray answer = lineFromStdin().trimmed().toLower();
    return answer == "y" || answer == "yes";
}

Result<Secret> readPassword(const QString &file)
{
    QByteArray line;
    if (file == u"-") {
        line = lineFromStdin();
    } else {
        QFile source(file);
        if (!source.open(QIODevice::ReadOnly))
            return fail(Error::internal(
                QStringLiteral("cannot read the password file %1: %2").arg(file, source.errorString())));
        line = firstLine(source);
    }
    if (line.isEmpty())
        return fail(Error::internal(QStringLiteral("there is no password in the first line of %1")
                                        .arg(file == u"-" ? QStringLiteral("standard input") : file)));
    return Secret(line);
}

} // namespace homeport
