// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reads and checks a configuration file.
#include "shared/config/readconfig.h"
#include "shared/config/nearest.h"
#include "shared/config/setting.h"

#include <QFile>
#include <QHash>
#include <algorithm>

namespace homeport {

namespace {

/// What no single row can say.
struct Check
{
    const char *at; ///< the setting whose line is shown
    bool (*isWrong)(const Config &config);
    const char *message;
};

bool isLoopback(const HostPort &address)
{
    const auto ip = parseIp(address.host);
    return ip && (isAllowed({*parseNetwork(u"127.0.0.0/8"), *parseNetwork(u"::1")}, *ip));
}

constexpr Check checks[] = {
    {"cluster.dead_after", [](const Config &c) { return c.cluster.deadAfter <= c.cluster.pingAfter; },
        "must be longer than cluster.ping_after"},
    {"directory.managed", [](const Config &c) { return c.directory.managed && !c.directory.uris.isEmpty(); },
        "a managed directory and directory.uris exclude each other"},
    {"directory.managed_listen",
        [](const Config &c) { return c.directory.managed && c.directory.managedListen.isEmpty(); },
        "a managed directory needs an address to listen on"},
    {"directory.base",
        [](const Config &c) { return !c.directory.uris.isEmpty() && c.directory.base.isEmpty(); },
        "must be set when directory.uris is"},
    {"directory.bind_dn",
        [](const Config &c) { return c.directory.bindDn.isEmpty() != !c.directory.bindPassword.isSet(); },
        "directory.bind_dn and directory.bind_password need each other"},
    {"directory.tls_certificate",
        [](const Config &c) { return c.directory.tlsCertificate.isEmpty() != c.directory.tlsKey.isEmpty(); },
        "directory.tls_certificate and directory.tls_key need each other"},
    {"tls.certificate", [](const Config &c) { return c.tls.certificate.isEmpty() != c.tls.key.isEmpty(); },
        "tls.certificate and tls.key need each other"},
    {"relay.user", [](const Config &c) { return c.relay.user.isEmpty() != !c.relay.password.isSet(); },
        "relay.user and relay.password need each other"},
    {"relay.tls",
        [](const Config &c) {
            return c.relay.tls == RelayTls::None && c.relay.password.isSet() && !isLoopback(c.relay.host);
        },
        "a password is sent without TLS to a loopback address only"},
};

/// One reading of one file: collects problems, fills the Config.
class Reader
{
public:
    explicit Reader(QString file)
        : m_file(std::move(file))
    {
        for (const Setting &setting : settingTable())
            m_settings.insert(setting.fullName(), &setting);
        for (const Section &section : sectionTable())
            m_sections << QString::fromLatin1(section.name);
    }

    ConfigResult read(const QByteArray &text)
    {
        const auto entries = parseToml(text);
        if (!entries) {
            problem(entries.error().line, entries.error().message);
            return tl::unexpected(m_problems);
        }
        for (const TomlEntry &entry : *entries)
            take(entry);
        for (const Setting &setting : settingTable()) {
            if (setting.range.required && !m_lines.contains(setting.fullName()))
                problem(
                    0, setting.fullName() + QStringLiteral(" is not set: expected ") + expectation(setting));
        }
        for (const Check &check : checks)
            apply(check);
        if (!m_problems.isEmpty())
            return tl::unexpected(m_problems);
        return m_config;
    }

private:
    void take(const TomlEntry &entry)
    {
        const QString section = entry.name.section(u'.', 0, 0);
        if (m_sections.contains(entry.name)) {
            if (entry.type != TomlEntry::Type::Table)
                refuse(entry, QStringLiteral("a section, written as [%1]").arg(entry.name));
            return;
        }
        const Setting *setting = m_settings.value(entry.name);
        if (setting)
            return store(*setting, entry);
        if (entry.type == TomlEntry::Type::Table && !entry.name.contains(u'.'))
            return unknown(entry, QStringLiteral("section"), m_sections);
        // what stands in an unknown section has been reported with it
        if (m_sections.contains(section) || !entry.name.contains(u'.'))
            unknown(entry, QStringLiteral("setting"), m_settings.keys());
    }

    void store(const Setting &setting, const TomlEntry &entry)
    {
        m_lines.insert(entry.name, entry.line);
        const auto value = valueFromEntry(setting, entry);
        if (value)
            return setting.binding.set(m_config, *value);
        m_hasBadValue << entry.name;
        const QString shown = setting.kind == Kind::Secret
            ? entry.name
            : QStringLiteral("%1 = %2").arg(entry.name, entry.shown);
        if (value.error().isEmpty())
            return problem(entry.line, shown + QStringLiteral(": expected ") + expectation(setting));
        problem(entry.line, shown + QStringLiteral(": ") + value.error());
    }

    void refuse(const TomlEntry &entry, const QString &expected)
    {
        problem(entry.line, QStringLiteral("%1 = %2: expected %3").arg(entry.name, entry.shown, expected));
    }

    void unknown(const TomlEntry &entry, const QString &what, QStringList candidates)
    {
        candidates.sort();
        const QString nearest = nearestName(entry.name, candidates);
        const QString advice = nearest.isEmpty() ? QStringLiteral("homeportd.toml(5) lists them all")
                                                 : QStringLiteral("did you mean %1?").arg(nearest);
        problem(entry.line, QStringLiteral("unknown %1 %2; %3").arg(what, entry.name, advice));
    }

    void apply(const Check &check)
    {
        const QString name = QString::fromLatin1(check.at);
        // a default beside a value that was refused would only confuse
        const QString section = name.section(u'.', 0, 0) + u'.';
        const bool refusedBefore = std::any_of(m_hasBadValue.begin(), m_hasBadValue.end(),
            [&](const QString &bad) { return bad.startsWith(section); });
        if (!refusedBefore && check.isWrong(m_config))
            problem(lineOf(name, section), name + QStringLiteral(": ") + QString::fromLatin1(check.message));
    }

    /// The line of the setting, or of the section's first one when it is not in the file itself.
    int lineOf(const QString &name, const QString &section) const
    {
        if (m_lines.contains(name))
            return m_lines.value(name);
        int line = 0;
        for (auto it = m_lines.begin(); it != m_lines.end(); ++it) {
            if (it.key().startsWith(section) && (line == 0 || it.value() < line))
                line = it.value();
        }
        return line;
    }

    void problem(int line, const QString &message) { m_problems << ConfigProblem{m_file, line, message}; }

    QString m_file;
    QHash<QString, const Setting *> m_settings;
    QStringList m_sections;
    QHash<QString, int> m_lines;
    QStringList m_hasBadValue;
    QList<ConfigProblem> m_problems;
    Config m_config = defaultConfig();
};

} // namespace

QString ConfigProblem::text() const
{
    if (line == 0)
        return file + QStringLiteral(": ") + message;
    return QStringLiteral("%1:%2: %3").arg(file).arg(line).arg(message);
}

Config defaultConfig()
{
    Config config;
    for (const Setting &setting : settingTable()) {
        // the only row without a default that its own kind accepts is a required one
        const auto value = valueFromTexts(setting, presetTexts(setting));
        if (value)
            setting.binding.set(config, *value);
    }
    return config;
}

ConfigResult readConfig(const QString &path)
{
    const auto unreadable = [&path](const QString &why) {
        return tl::unexpected(QList<ConfigProblem>{{path, 0, why}});
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(QStringLiteral("cannot be read: ") + file.errorString());
    constexpr qint64 largest = 1024 * 1024;
    const QByteArray text = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(QStringLiteral("cannot be read: ") + file.errorString());
    if (text.size() > largest)
        return unreadable(QStringLiteral("is larger than 1M"));
    return parseConfig(text, path);
}

ConfigResult parseConfig(const QByteArray &text, const QString &file) { return Reader(file).read(text); }

QString problemsText(const QList<ConfigProblem> &problems)
{
    QString out;
    for (const ConfigProblem &problem : problems)
        out += problem.text() + u'\n';
    return out;
}

HostPort Config::clusterAddress() const
{
    if (!cluster.advertise.isEmpty() || cluster.listen.isEmpty())
        return cluster.advertise;
    return {member.name.text, cluster.listen.first().port};
}

QString Config::queuePath() const
{
    return queue.path.isEmpty() ? state.path + QStringLiteral("/queue") : queue.path;
}

QString Config::smtpHostname() const { return smtp.hostname.isEmpty() ? member.name.text : smtp.hostname; }

} // namespace homeport
