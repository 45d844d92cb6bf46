// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What homeportd was called for.
#include "server/app/commandline.h"

#include "server/app/applog.h"
#include "server/app/daemon.h"
#include "server/app/setup.h"
#include "server/app/signals_posix.h"
#include "shared/config/configtext.h"
#include "shared/config/readconfig.h"
#include "shared/net/eventdispatcher.h"
#include "shared/net/systemd_posix.h"

#include <QCommandLineParser>
#include <QFile>
#include <QTextStream>

#include <csignal>

namespace homeport {

namespace {

enum Exit { Good = 0, Usage = 64, Internal = 70, CannotCreate = 73, BadConfig = 78 };

void print(const QString &text) { QTextStream(stdout) << text; }

void complain(const QString &text)
{
    QTextStream(stderr) << QStringLiteral("homeportd: ") << text << Qt::endl;
}

QString help()
{
    return QStringLiteral(
        "homeportd: a mail server member of a Homeport cluster.\n\n"
        "  homeportd [--config FILE]          run (default /etc/homeport/homeportd.toml, then\n"
        "                                     /var/lib/homeport/homeportd.toml)\n"
        "  homeportd --check [--config FILE]  check the configuration and end\n"
        "  homeportd --example-config         print every setting with its explanation\n"
        "  homeportd --settings-manual        print the manual page homeportd.toml(5)\n"
        "  homeportd setup ...                make or join a member: homeportd setup --help\n"
        "  homeportd --version | --help\n\n"
        "Signals: HUP reads configuration and certificates again; TERM ends kindly, a second TERM at "
        "once.\n");
}

QString configPath(const QString &given)
{
    if (!given.isEmpty())
        return given;
    const QString common = QStringLiteral("/etc/homeport/homeportd.toml");
    return QFile::exists(common) ? common : QStringLiteral("/var/lib/homeport/homeportd.toml");
}

/// Runs the loop until the task has ended.
template <class T> T finish(QCoreApplication &app, Task<T> task)
{
    std::optional<T> value;
    const auto await = [](Task<T> inner, std::optional<T> &out, QCoreApplication &loop) -> Task<> {
        out = co_await inner;
        QMetaObject::invokeMethod(&loop, &QCoreApplication::quit, Qt::QueuedConnection);
    };
    await(std::move(task), value, app);
    app.exec();
    return std::move(*value);
}

int runSetup(QCoreApplication &app, const QStringList &arguments)
{
    if (arguments.contains(QStringLiteral("--help"))) {
        print(setupHelp());
        return Good;
    }
    Result<SetupOptions> options = readSetupOptions(arguments);
    Result<> complete = options ? completeSetupOptions(*options) : fail(options.error());
    if (!complete) {
        complain(complete.error().forLog);
        return Usage;
    }
    const bool joins = !options->token.isEmpty();
    const Result<SetupReport> report = finish(app, joins ? joinCluster(*options) : makeFirstMember(*options));
    if (!report) {
        complain(report.error().forLog);
        return CannotCreate;
    }
    print(report->text);
    return Good;
}

int runDaemon(QCoreApplication &app, const QString &path)
{
    const ConfigResult config = readConfig(path);
    if (!config) {
        complain(problemsText(config.error()));
        return BadConfig;
    }
    Result<std::unique_ptr<Daemon>> made = finish(app, Daemon::start(*config, path));
    if (!made) {
        complain(made.error().forLog);
        return made.error().fault == Fault::Refused ? BadConfig : Internal;
    }
    const std::unique_ptr<Daemon> daemon = std::move(*made);
    bool stopping = false;
    const PosixSignals signal([&](PosixSignal which) {
        if (which == PosixSignal::Reload) {
            daemon->reload();
        } else if (stopping) {
            qCWarning(lcApp) << Event("ended-at-once");
            std::_Exit(Internal); // the second TERM: what is durable is durable
        } else {
            stopping = true;
            const auto stop = [](Daemon &one, QCoreApplication &loop) -> Task<> {
                co_await one.stop();
                QMetaObject::invokeMethod(&loop, &QCoreApplication::quit, Qt::QueuedConnection);
            };
            stop(*daemon, app);
        }
    });
    notifySystemd("READY=1");
    return app.exec();
}

} // namespace

void useOwnEventDispatcher()
{
    qputenv("QT_NO_GLIB", "1"); // where ours does not exist, Qt's own without glib
    if (auto dispatcher = makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
}

int runCommandLine(QCoreApplication &app)
{
    std::signal(SIGPIPE, SIG_IGN); // libldap writes to connections that the other side has closed
    const QStringList arguments = app.arguments().mid(1);
    if (arguments.value(0) == QStringLiteral("setup"))
        return runSetup(app, arguments.mid(1));
    QCommandLineParser parser;
    const QCommandLineOption config(
        QStringList{QStringLiteral("c"), QStringLiteral("config")}, QString(), QStringLiteral("FILE"));
    const QCommandLineOption check(QStringLiteral("check"));
    const QCommandLineOption example(QStringLiteral("example-config"));
    const QCommandLineOption manual(QStringLiteral("settings-manual"));
    const QCommandLineOption helpOption(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    const QCommandLineOption version(QStringList{QStringLiteral("V"), QStringLiteral("version")});
    parser.addOptions({config, check, example, manual, helpOption, version});
    if (!parser.parse(app.arguments()) || !parser.positionalArguments().isEmpty()) {
        const QString word = parser.positionalArguments().value(0);
        complain(word.isEmpty() ? parser.errorText() : QStringLiteral("unknown command \"%1\"").arg(word));
        complain(QStringLiteral("see homeportd --help"));
        return Usage;
    }
    if (parser.isSet(helpOption))
        print(help());
    else if (parser.isSet(version))
        print(QStringLiteral("homeportd " HOMEPORT_VERSION "\n"));
    else if (parser.isSet(example))
        print(QString::fromUtf8(exampleConfig()));
    else if (parser.isSet(manual))
        print(QString::fromUtf8(settingsManual()));
    else if (parser.isSet(check)) {
        const ConfigResult result = readConfig(configPath(parser.value(config)));
        if (!result) {
            complain(problemsText(result.error()));
            return BadConfig;
        }
        print(QStringLiteral("%1: good\n").arg(configPath(parser.value(config))));
    } else {
        return runDaemon(app, configPath(parser.value(config)));
    }
    return Good;
}

} // namespace homeport
