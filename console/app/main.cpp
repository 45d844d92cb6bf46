// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// homeport-console: builds the concrete things and opens the window.
#include "console/views/look.h"
#include "console/views/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"homeport-console"_s);
    QApplication::setApplicationVersion(QStringLiteral(HOMEPORT_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Administers a Homeport cluster."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption socket(u"socket"_s,
        QApplication::translate("main", "Connect to the daemon of this machine by its socket."), u"PATH"_s);
    parser.addOption(socket);
    parser.process(application);
    homeport::applyColourScheme(application, homeport::ColourScheme::System);
    const auto parserPool = std::make_shared<homeport::BlockingPool>(1);
    homeport::ProfileStore profiles(
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/console.ini"_s);
    homeport::Connection connection(homeport::daemonClients(parserPool));
    homeport::ClusterWatch watch(connection);
    homeport::ActRunner acts(connection);
    homeport::ConsoleContext context{connection, watch, acts, profiles};
    homeport::MainWindow window(context);
    if (parser.isSet(socket)) {
        homeport::Profile profile = homeport::newProfile();
        profile.name = u"local"_s;
        profile.address = parser.value(socket);
        connection.open(profile, {});
    }
    window.show();
    return QApplication::exec();
}
