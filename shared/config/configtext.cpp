// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is generated from the setting table.
#include "shared/config/configtext.h"
#include "shared/config/readconfig.h"
#include "shared/config/setting.h"

namespace homeport {

namespace {

constexpr qsizetype lineWidth = 98;

/// Breaks at spaces, each line with `# ` in front.
QByteArray comment(const QString &text)
{
    QByteArray out;
    QString line;
    for (const QString &word : text.split(u' ')) {
        if (!line.isEmpty() && line.size() + 1 + word.size() > lineWidth) {
            out += "# " + line.toUtf8() + '\n';
            line.clear();
        }
        line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + word;
    }
    return out + "# " + line.toUtf8() + '\n';
}

QString whenReloaded(Reload reload)
{
    switch (reload) {
    case Reload::Now:
        return QStringLiteral("A reload applies it at once.");
    case Reload::NewSessions:
        return QStringLiteral("A reload applies it to new sessions.");
    case Reload::Restart:
        return QStringLiteral("Needs a restart.");
    }
    return {};
}

QString capitalised(QString text)
{
    text[0] = text[0].toUpper();
    return text;
}

QString explained(const Setting &setting)
{
    return capitalised(expectation(setting)) + QStringLiteral(". ") + whenReloaded(setting.reload);
}

QByteArray sectionText(const Section &section, const Config &config, const Config &standard, Settings which)
{
    QByteArray rows;
    for (const Setting &setting : settingTable()) {
        if (setting.section() != QLatin1String(section.name))
            continue;
        const Value value = setting.binding.get(config);
        const bool changed = value != setting.binding.get(standard);
        if (!changed && which == Settings::Changed)
            continue;
        rows += '\n' + comment(QString::fromUtf8(setting.sentence));
        if (which == Settings::All)
            rows += comment(explained(setting));
        rows += (changed ? "" : "#") + setting.key().toUtf8() + " = "
            + tomlLiteral(setting, textsFromValue(setting, value)) + '\n';
    }
    if (rows.isEmpty())
        return {};
    return "\n[" + QByteArray(section.name) + "]\n" + comment(QString::fromUtf8(section.sentence)) + rows;
}

QByteArray roff(const QString &text)
{
    QByteArray out = text.toUtf8();
    out.replace('\\', "\\e").replace('-', "\\-");
    if (out.startsWith('.') || out.startsWith('\''))
        out.prepend("\\&");
    return out;
}

constexpr const char *manualHead = R"(.\" Generated from the setting table; do not edit.
.TH HOMEPORTD.TOML 5 "" Homeport
.SH NAME
homeportd.toml \- settings of a Homeport member
.SH DESCRIPTION
The file is TOML 1.0: sections in brackets, one setting a line, # begins a comment.
What is not set has its default. An unknown setting or a wrong value is an error, never ignored.
.PP
Sizes are digits with K, M, G or T (powers of 1024). Durations are digits with ms, s, min, h or d.
Paths are absolute. A secret stands in the file itself or as "file:PATH" in a file of its own.
.SH SETTINGS
)";

} // namespace

QByteArray writeConfig(const Config &config, Settings which)
{
    const Config standard = defaultConfig();
    QByteArray out = "# Settings of a Homeport member; homeportd.toml(5) explains them all.\n";
    if (which == Settings::All)
        out += "# What is commented out shows its default.\n";
    for (const Section &section : sectionTable())
        out += sectionText(section, config, standard, which);
    return out;
}

QByteArray exampleConfig()
{
    Config config = defaultConfig();
    for (const Setting &setting : settingTable()) {
        if (!setting.range.required)
            continue;
        const auto value = valueFromTexts(setting, {QString::fromLatin1(setting.range.example)});
        if (value)
            setting.binding.set(config, *value);
    }
    return writeConfig(config, Settings::All);
}

QByteArray settingsManual()
{
    QByteArray out = manualHead;
    for (const Section &section : sectionTable()) {
        out += ".SS [" + QByteArray(section.name) + "]\n" + roff(QString::fromUtf8(section.sentence)) + '\n';
        for (const Setting &setting : settingTable()) {
            if (setting.section() != QLatin1String(section.name))
                continue;
            out += ".TP\n.B " + roff(setting.key()) + '\n' + roff(QString::fromUtf8(setting.sentence)) + '\n'
                + roff(explained(setting)) + '\n';
            if (!setting.range.required) {
                const QByteArray preset = tomlLiteral(setting, presetTexts(setting));
                out += roff(QStringLiteral("Default: %1.").arg(QString::fromUtf8(preset))) + '\n';
            }
        }
    }
    return out;
}

} // namespace homeport
