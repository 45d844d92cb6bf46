// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How a log line looks and where it goes.
#include "shared/base/log.h"

#include <QDateTime>

#include <cstdio>

namespace homeport {

Q_LOGGING_CATEGORY(lcBase, "homeport.base")

Event &&Event::with(const char *key, const QString &value) &&
{
    return std::move(*this).with(key, value.toUtf8());
}

Event &&Event::with(const char *key, const QByteArray &value) &&
{
    m_line += QLatin1Char(' ') + QLatin1String(key) + QLatin1Char('=');
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::strchr("./:@_-+[]<>*", c);
    };
    if (!value.isEmpty() && value.size() <= 200 && std::all_of(value.begin(), value.end(), plain))
        m_line += QString::fromLatin1(value);
    else
        m_line += QLatin1Char('"') + escapedForLog(value, 1000) + QLatin1Char('"');
    return std::move(*this);
}

QDebug operator<<(QDebug debug, const Event &event)
{
    const QDebugStateSaver saver(debug);
    debug.noquote().nospace() << event.line();
    return debug;
}

namespace {

int syslogLevel(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 7;
    case QtInfoMsg:
        return 6;
    case QtWarningMsg:
        return 4;
    case QtCriticalMsg:
        return 3;
    case QtFatalMsg:
        return 2;
    }
    return 5;
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    // systemd sets JOURNAL_STREAM for a unit whose stderr is the journal (systemd.exec(5))
    static const bool journal = qEnvironmentVariableIsSet("JOURNAL_STREAM");
    static const char *const words[] = {"", "", "fatal", "error", "warning", "notice", "info", "debug"};
    const int level = syslogLevel(type);
    QByteArray line = journal
        ? QByteArray("<") + char('0' + level) + '>'
        : QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + words[level] + ' ';
    line += QByteArray(context.category ? context.category : "default") + ": " + text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace

void installLogHandler() { qInstallMessageHandler(handleMessage); }

} // namespace homeport
