// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The command line of homeport-console.
#include "console/app/startoptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StartOptions)
};

Error usage(const QString &text) { return Error{Fault::Syntax, text.toUtf8(), text, {}}; }

} // namespace

Result<StartOptions> readStartOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr("Administers a Homeport cluster from the desktop."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption profile(
        u"profile"_s, Text::tr("Open the saved connection with this name."), Text::tr("NAME"));
    const QCommandLineOption socket(
        u"socket"_s, Text::tr("Connect to the daemon of this machine by its socket."), Text::tr("PATH"));
    const QCommandLineOption demo(u"demo"_s, Text::tr("Open the simulated cluster; no server is needed."));
    const QCommandLineOption screenshots(u"screenshot"_s,
        Text::tr("Draw every page of the simulated cluster into this folder as PNG, and end."),
        Text::tr("DIR"));
    const QCommandLineOption scale(
        u"scale"_s, Text::tr("Size of the pictures: 1 to 4."), Text::tr("FACTOR"), u"1"_s);
    const QCommandLineOption theme(u"theme"_s, Text::tr("system, light or dark."), Text::tr("THEME"));
    parser.addOptions({profile, socket, demo, screenshots, scale, theme});
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        return fail(
            usage(Text::tr("\"%1\" is too much: see --help").arg(parser.positionalArguments().first())));
    StartOptions options{parser.value(profile), parser.value(socket), parser.isSet(demo),
        parser.value(screenshots), parser.value(scale).toDouble(), parser.value(theme)};
    const int targets = int(parser.isSet(profile)) + int(parser.isSet(socket)) + int(options.isDemo);
    if (targets > 1)
        return fail(usage(Text::tr("--profile, --socket and --demo: give only one of them")));
    if (options.scale < 1 || options.scale > 4)
        return fail(
            usage(Text::tr("--scale: \"%1\" is no factor: expected 1 to 4").arg(parser.value(scale))));
    if (!QStringList{{}, u"system"_s, u"light"_s, u"dark"_s}.contains(options.theme))
        return fail(usage(
            Text::tr("--theme: \"%1\" is no theme: expected system, light or dark").arg(options.theme)));
    return options;
}

Result<std::optional<Profile>> profileFor(const StartOptions &options, const ProfileStore &profiles)
{
    if (options.isDemo)
        return demoProfile();
    if (!options.socket.isEmpty()) {
        Profile profile;
        profile.id = u"socket"_s; // the same layouts each time
        profile.name = Text::tr("this machine");
        profile.address = options.socket;
        if (!profile.isLocal())
            return fail(usage(Text::tr("--socket: \"%1\" is no path: expected one that begins with /")
                                  .arg(options.socket)));
        return profile;
    }
    if (options.profile.isEmpty())
        return std::nullopt;
    const QList<Profile> saved = profiles.profiles();
    QStringList names;
    for (const Profile &profile : saved) {
        if (profile.name.compare(options.profile, Qt::CaseInsensitive) == 0)
            return profile;
        names.append(u'"' + profile.name + u'"');
    }
    return fail(usage(names.isEmpty()
            ? Text::tr("--profile: there is no connection \"%1\": none is saved yet").arg(options.profile)
            : Text::tr("--profile: there is no connection \"%1\"; there are: %2")
                  .arg(options.profile, names.join(Text::tr(", ")))));
}

Profile demoProfile()
{
    Profile profile;
    profile.id = u"demo"_s;
    profile.name = Text::tr("Demo");
    profile.address = Text::tr("the demo cluster");
    profile.user = u"demo"_s;
    return profile;
}

} // namespace homeport
