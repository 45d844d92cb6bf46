// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// homeport-console: builds the concrete things and opens the window.
#include "console/app/screenshots.h"
#include "console/app/startoptions.h"
#include "console/demo/democlient.h"
#include "console/views/look.h"
#include "console/views/mainwindow.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTranslator>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace homeport;

namespace {

constexpr int usageError = 64; // sysexits(3)

/// Daemons, and the simulated cluster for the one profile that means it.
Connection::ClientFactory clients(std::shared_ptr<BlockingPool> parser)
{
    return [daemons = daemonClients(std::move(parser))](
               const Profile &profile, const Secret &password) -> std::shared_ptr<ClusterClient> {
        if (profile.id == demoProfile().id)
            return makeDemoClient({});
        return daemons(profile, password);
    };
}

/// Ours, in English where there is no other: that has the plural forms.
void installTranslations(QApplication &application)
{
    auto *const ours = new QTranslator(&application);
    if (ours->load(QLocale::system(), u"homeport"_s, u"_"_s, u":/i18n"_s)
        || ours->load(u":/i18n/homeport_en.qm"_s))
        QApplication::installTranslator(ours);
    auto *const qts = new QTranslator(&application);
    if (qts->load(QLocale::system(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(qts);
}

int refuse(const QString &text)
{
    std::fputs(qPrintable(u"homeport-console: "_s + text + u'\n'), stderr);
    return usageError;
}

/// Pictures need no display.
void drawWithoutDisplay(int argc, char **argv)
{
    const bool draws = std::any_of(
        argv, argv + argc, [](const char *word) { return QByteArrayView(word).startsWith("--screenshot"); });
    if (draws && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

} // namespace

int main(int argc, char **argv)
{
    drawWithoutDisplay(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"homeport-console"_s);
    QApplication::setApplicationVersion(QStringLiteral(HOMEPORT_VERSION));
    installTranslations(application);
    const Result<StartOptions> options = readStartOptions(application);
    if (!options)
        return refuse(options.error().forLog);
    if (!options->screenshots.isEmpty()) {
        applyColourScheme(application, colourSchemeNamed(options->theme));
        return drawScreenshots(options->screenshots, options->scale);
    }
    ProfileStore profiles(
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/homeport/console.ini"_s);
    const Result<std::optional<Profile>> wanted = profileFor(*options, profiles);
    if (!wanted)
        return refuse(wanted.error().forLog);
    const QString theme = options->theme.isEmpty() ? profiles.option(u"colourScheme"_s) : options->theme;
    applyColourScheme(application, colourSchemeNamed(theme));

    const auto parserPool = std::make_shared<BlockingPool>(1);
    const std::unique_ptr<SecretStore> secrets = systemSecretStore();
    Connection connection(clients(parserPool));
    ClusterWatch watch(connection);
    ActRunner acts(connection);
    ConsoleContext context{connection, watch, acts, profiles};
    MainWindow window(context, secrets.get());
    QObject::connect(
        &window, &MainWindow::demoRequested, &window, [&window] { window.login().open(demoProfile()); });
    if (*wanted)
        window.login().open(**wanted);
    window.show();
    return QApplication::exec();
}
