// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// homeportctl: the console's powers on the command line.
#include "console/ctl/command.h"

#include "shared/base/log.h"
#include "shared/client/commandhelp.h"

#include <QCoreApplication>

#include <cstdio>

namespace {

void print(const QString &text, FILE *to)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), to);
    std::fflush(to);
}

homeport::Task<> runAndQuit(homeport::CommandLine line)
{
    const homeport::Shown shown = co_await homeport::runCommand(line);
    print(shown.out, stdout);
    print(shown.err, stderr);
    QCoreApplication::exit(shown.code);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    homeport::installLogHandler();
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false\n*.info=false"));
    const auto line = homeport::parseCommandLine(application.arguments().mid(1));
    if (!line) {
        print(QStringLiteral("homeportctl: ") + line.error() + u'\n', stderr);
        return homeport::exitcode::usage;
    }
    if (line->globals.contains(QStringLiteral("version"))) {
        print(QStringLiteral("homeportctl " HOMEPORT_VERSION "\n"), stdout);
        return homeport::exitcode::done;
    }
    if (line->globals.contains(QStringLiteral("help"))) {
        print(line->verb ? homeport::helpOf(*line->verb) : homeport::overallHelp(), stdout);
        return homeport::exitcode::done;
    }
    if (line->globals.contains(QStringLiteral("manual"))) {
        print(QString::fromUtf8(homeport::commandManual()), stdout);
        return homeport::exitcode::done;
    }
    if (line->globals.contains(QStringLiteral("completion"))) {
        print(QString::fromUtf8(homeport::bashCompletion()), stdout);
        return homeport::exitcode::done;
    }
    if (!line->verb) {
        print(homeport::overallHelp(), stderr);
        return homeport::exitcode::usage;
    }
    QMetaObject::invokeMethod(
        &application, [command = *line] { runAndQuit(command); }, Qt::QueuedConnection);
    return application.exec();
}
