// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// `homeportd setup`: options, questions, and the configuration that follows from them.
#include "server/app/setupoptions.h"

#include "server/app/statefolder.h"
#include "shared/config/configtext.h"
#include "shared/config/readconfig.h"
#include "shared/mail/address.h"

#include <QCommandLineParser>
#include <QDir>
#include <QHostInfo>
#include <QTextStream>

#include <unistd.h>

namespace homeport {

namespace {

struct OptionRow
{
    const char *name;
    const char *value; ///< null: a switch
    const char *text;
};

constexpr OptionRow rows[] = {
    {"state", "DIR", "State folder of the new member (default /var/lib/homeport)."},
    {"config", "FILE", "Where to write the configuration (default DIR/homeportd.toml)."},
    {"join", "TOKEN", "Become the member that the token of `homeportctl invite` names."},
    {"replace", "MEMBER", "With --join: take the place of this lost member, under its name."},
    {"fenced", "STATEMENT",
        "With --replace: serve the lost member's storage in --storage; your statement, kept in the table's "
        "history, that the old machine is powered off or cut from the disk."},
    {"name", "HOST", "Member name: the host name by which others know this member."},
    {"domain", "DOMAIN", "The first shared mail domain (first member only)."},
    {"role", "backend|frontend", "A backend hosts accounts, a frontend hosts none (default backend)."},
    {"address", "ADDRESS", "Address by which other members reach this one."},
    {"port-base", "N",
        "Listen on --address with N added to the standard ports: N+25, N+143, ..., cluster N+700, "
        "admin N+701, directory N+636. For several members on one machine, or without root."},
    {"storage", "DIR", "Folder for the mail of a backend (default DIR/storage)."},
    {"directory", "URI", "Use this LDAP directory instead of a managed one (first member only)."},
    {"directory-base", "DN", "Base entry of the directory (default made of the domain: dc=example,dc=org)."},
    {"directory-bind-dn", "DN", "Entry to bind as in an external directory."},
    {"directory-password-file", "FILE", "File with its password."},
    {"certificate-lifetime", "DURATION", "Life of members' certificates, e.g. 365d."},
    {"set", "KEY=VALUE", "Any setting for the configuration file, as in the file (may be repeated)."},
};

void addOptions(QCommandLineParser &parser)
{
    for (const OptionRow &row : rows) {
        QCommandLineOption option(QString::fromLatin1(row.name), QString::fromLatin1(row.text));
        if (row.value)
            option.setValueName(QString::fromLatin1(row.value));
        parser.addOption(option);
    }
}

Error wrong(const char *option, const QString &value, const char *right)
{
    return Error::refused("bad option",
        QStringLiteral("--%1 %2: expected %3").arg(QLatin1String(option), value, QLatin1String(right)));
}

Result<> checkNames(const SetupOptions &options)
{
    if (!options.name.isEmpty()
        && (!isHostName(options.name.text) || !options.name.text.contains(QLatin1Char('.'))))
        return fail(wrong("name", options.name.text, "a full host name such as back1.example.net"));
    if (!options.domain.isEmpty() && !checkDomainName(options.domain.toUtf8()))
        return fail(wrong("domain", options.domain, "a mail domain in lower case such as example.org"));
    if (!options.address.isEmpty() && !parseIp(options.address) && !isHostName(options.address))
        return fail(wrong("address", options.address, "an IP address or a host name"));
    return {};
}

QString ask(const QString &question, const QString &proposal)
{
    QTextStream out(stdout);
    QTextStream in(stdin);
    out << question;
    if (!proposal.isEmpty())
        out << QStringLiteral(" [") << proposal << QLatin1Char(']');
    out << QStringLiteral(": ");
    out.flush();
    const QString answer = in.readLine().trimmed();
    return answer.isEmpty() ? proposal : answer;
}

/// One value that is needed: asked for at a terminal, refused without one.
Result<> require(QString &value, const char *option, const QString &question, const QString &proposal)
{
    if (!value.isEmpty())
        return {};
    if (::isatty(STDIN_FILENO))
        value = ask(question, proposal);
    if (value.isEmpty())
        return fail(Error::refused("missing option",
            QStringLiteral("--%1 is needed (%2); see homeportd setup --help")
                .arg(QLatin1String(option), question)));
    return {};
}

QString baseOf(const QString &domain)
{
    QStringList parts;
    for (const QString &label : domain.split(QLatin1Char('.')))
        parts.append(QStringLiteral("dc=") + label);
    return parts.join(QLatin1Char(','));
}

/// Listeners with --port-base: everything on one address, each standard port moved up.
void movePorts(Config &config, const QString &address, int base)
{
    const auto at = [&](int port) { return QList<HostPort>{{address, quint16(base + port)}}; };
    config.cluster.listen = at(700);
    config.admin.listen = at(701);
    config.directory.managedListen = at(636);
    config.smtp.listen = at(25);
    config.submission.listen = at(587);
    config.submission.listenTls = at(465);
    config.imap.listen = at(143);
    config.imap.listenTls = at(993);
    config.pop3.listen = at(110);
    config.pop3.listenTls = at(995);
}

} // namespace

Result<SetupOptions> readSetupOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    const QStringList words = QStringList{QStringLiteral("homeportd setup")} + arguments;
    if (!parser.parse(words))
        return fail(Error::refused(
            "bad option", parser.errorText() + QStringLiteral("; see homeportd setup --help")));
    if (!parser.positionalArguments().isEmpty())
        return fail(Error::refused("bad option",
            QStringLiteral("unexpected word \"%1\"; see homeportd setup --help")
                .arg(parser.positionalArguments().first())));
    const auto value = [&parser](const char *name) { return parser.value(QString::fromLatin1(name)); };
    const auto has = [&parser](const char *name) { return parser.isSet(QString::fromLatin1(name)); };
    SetupOptions options;
    options.state = QDir::cleanPath(
        QDir(has("state") ? value("state") : QStringLiteral("/var/lib/homeport")).absolutePath());
    options.configFile =
        has("config") ? QDir(value("config")).absolutePath() : StatePaths{options.state}.config();
    options.token = value("join");
    options.replace = has("replace");
    options.replaced = value("replace").toLower();
    options.fenced = value("fenced").trimmed();
    options.name = MemberName(value("name").toLower());
    options.domain = value("domain").toLower();
    options.address = value("address");
    options.storage = has("storage") ? QDir(value("storage")).absolutePath() : QString();
    options.isManaged = !has("directory");
    options.directoryUri = value("directory");
    options.directoryBase = value("directory-base");
    options.directoryBindDn = value("directory-bind-dn");
    options.directoryPasswordFile = value("directory-password-file");
    options.certificateLifetime = value("certificate-lifetime");
    options.settings = parser.values(QStringLiteral("set"));
    if (has("role") && value("role") != QStringLiteral("backend")
        && value("role") != QStringLiteral("frontend"))
        return fail(wrong("role", value("role"), "backend or frontend"));
    options.isRoleGiven = has("role");
    options.isBackend = value("role") != QStringLiteral("frontend");
    if (has("port-base")) {
        bool isNumber = false;
        options.portBase = value("port-base").toInt(&isNumber);
        if (!isNumber || options.portBase < 1024 || options.portBase > 64000)
            return fail(wrong("port-base", value("port-base"), "a number from 1024 to 64000"));
    }
    if (options.replace && options.token.isEmpty())
        return fail(Error::refused("bad option", QStringLiteral("--replace goes with --join TOKEN")));
    if (has("fenced") && (!options.replace || options.fenced.isEmpty()))
        return fail(Error::refused("bad option",
            QStringLiteral(
                "--fenced goes with --replace and is a statement such as \"power cable pulled\"")));
    const Result<> names = checkNames(options);
    if (!names)
        return fail(names.error());
    return options;
}

Result<> completeSetupOptions(SetupOptions &options)
{
    const bool canAsk = ::isatty(STDIN_FILENO);
    if (canAsk && !options.isRoleGiven)
        options.isBackend =
            ask(QStringLiteral("Role: backend (hosts accounts) or frontend"), QStringLiteral("backend"))
            != QStringLiteral("frontend");
    if (!options.token.isEmpty()) { // the token names the member, the cluster names the directory
        Result<> joined = options.address.isEmpty() && options.portBase == 0 ? require(options.address,
                              "address", QStringLiteral("Address by which other members reach this one"), {})
                                                                             : Result<>();
        return joined ? checkNames(options) : joined;
    }
    Result<> done = require(options.name.text, "name",
        QStringLiteral("Member name (full host name of this machine)"), QHostInfo::localHostName().toLower());
    if (done)
        done = require(options.domain, "domain", QStringLiteral("First mail domain"),
            options.name.text.section(QLatin1Char('.'), 1));
    if (done)
        done = require(
            options.address, "address", QStringLiteral("Address by which other members reach this one"), {});
    if (done && canAsk && options.isManaged
        && ask(QStringLiteral("Host the directory here? yes or no"), QStringLiteral("yes"))
            == QStringLiteral("no")) {
        options.isManaged = false;
        done = require(
            options.directoryUri, "directory", QStringLiteral("URI of the directory (ldaps://...)"), {});
    }
    if (done && !options.isManaged && options.directoryBase.isEmpty())
        done = require(options.directoryBase, "directory-base", QStringLiteral("Base entry of the directory"),
            baseOf(options.domain));
    if (!done)
        return done;
    options.name.text = options.name.text.toLower();
    options.domain = options.domain.toLower();
    if (options.directoryBase.isEmpty())
        options.directoryBase = baseOf(options.domain);
    return checkNames(options);
}

QString setupHelp()
{
    QString text =
        QStringLiteral("homeportd setup: makes the first member of a cluster, or joins one.\n\n"
                       "  homeportd setup --name back1.example.net --domain example.org --address 192.0.2.1\n"
                       "  homeportd setup --join TOKEN --address 192.0.2.2\n\nOptions:\n");
    for (const OptionRow &row : rows) {
        const QString head = QStringLiteral("  --%1 %2")
                                 .arg(QLatin1String(row.name), QLatin1String(row.value ? row.value : ""));
        text += head.leftJustified(36) + QStringLiteral(" ") + QLatin1String(row.text) + QLatin1Char('\n');
    }
    return text;
}

Result<Config> setupConfig(const SetupOptions &options)
{
    Config config = defaultConfig();
    config.member.name = options.name;
    config.state.path = options.state;
    if (options.portBase > 0)
        movePorts(config, options.address.isEmpty() ? QStringLiteral("127.0.0.1") : options.address,
            options.portBase);
    const quint16 clusterPort = config.cluster.listen.isEmpty() ? 7700 : config.cluster.listen.first().port;
    config.cluster.advertise = {
        options.address.isEmpty() ? QStringLiteral("127.0.0.1") : options.address, clusterPort};
    const bool isFirst = options.token.isEmpty();
    config.directory.managed = isFirst && options.isManaged;
    if (isFirst && !options.isManaged) {
        config.directory.uris = {options.directoryUri};
        config.directory.bindDn = options.directoryBindDn;
        config.directory.bindPassword.file = options.directoryPasswordFile;
    }
    if (isFirst)
        config.directory.base = options.directoryBase;
    if (options.isBackend)
        config.storage.paths = {
            options.storage.isEmpty() ? StatePaths{options.state}.storage() : options.storage};
    // written and read again, so that --set and --certificate-lifetime are checked like the file they go into
    QByteArray text = writeConfig(config, Settings::Changed);
    QStringList settings = options.settings;
    if (!options.certificateLifetime.isEmpty())
        settings.append(
            QStringLiteral("cluster.certificate_lifetime=\"%1\"").arg(options.certificateLifetime));
    for (const QString &setting : settings) {
        const QString section = setting.section(QLatin1Char('.'), 0, 0);
        const QString rest = setting.section(QLatin1Char('.'), 1);
        if (rest.isEmpty() || !rest.contains(QLatin1Char('=')))
            return fail(wrong("set", setting, "section.key=value, e.g. queue.max_bytes=\"20G\""));
        const QByteArray head = "\n[" + section.toUtf8() + "]\n";
        const qsizetype at = ('\n' + text).indexOf(head);
        if (at < 0)
            text += head + rest.toUtf8() + '\n';
        else
            text.insert(at - 1 + head.size(), rest.toUtf8() + '\n');
    }
    const ConfigResult checked = parseConfig(text, options.configFile);
    if (!checked)
        return fail(Error::refused("bad option", problemsText(checked.error())));
    return *checked;
}

} // namespace homeport
