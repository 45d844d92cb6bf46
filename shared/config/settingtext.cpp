// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A setting's value, default and expectation as texts: for the written file, the manual and the messages.
#include "shared/config/setting.h"
#include "shared/config/units.h"

namespace homeport {

namespace {

template <class... Cases> struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template <class... Cases> Overloaded(Cases...) -> Overloaded<Cases...>;

template <class T> QStringList textsOf(const QList<T> &list)
{
    QStringList out;
    for (const T &element : list)
        out << element.text();
    return out;
}

QString numberText(const Setting &setting, qint64 number)
{
    if (setting.kind == Kind::Size)
        return sizeText(number);
    if (setting.kind == Kind::Choice)
        return QString::fromLatin1(setting.range.choices).section(u'|', int(number), int(number));
    return QString::number(number);
}

// TOML 1.0 "String": basic strings
QByteArray tomlString(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        if (c < u' ' || c == QChar(0x7f))
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return '"' + out.toUtf8() + '"';
}

QString described(const Setting &setting)
{
    const QString range = setting.range.low
        ? QStringLiteral(" between %1 and %2")
              .arg(QString::fromUtf8(tomlLiteral(setting, {QString::fromLatin1(setting.range.low)})),
                  QString::fromUtf8(tomlLiteral(setting, {QString::fromLatin1(setting.range.high)})))
        : QString();
    switch (setting.kind) {
    case Kind::Boolean:
        return QStringLiteral("true or false");
    case Kind::Number:
        return QStringLiteral("a whole number") + range;
    case Kind::Size:
        return QStringLiteral("a size") + range;
    case Kind::Duration:
        return QStringLiteral("a duration") + range;
    case Kind::Text:
        return QStringLiteral("a text");
    case Kind::Choice: {
        QStringList quoted;
        for (const QString &choice : QString::fromLatin1(setting.range.choices).split(u'|'))
            quoted << u'"' + choice + u'"';
        const QString last = quoted.takeLast();
        return quoted.join(QStringLiteral(", ")) + QStringLiteral(" or ") + last;
    }
    case Kind::Host:
        return QStringLiteral("a host name");
    case Kind::HostAndPort:
        return QStringLiteral("a host and port");
    case Kind::Attribute:
        return QStringLiteral("an LDAP attribute name");
    case Kind::Path:
        return QStringLiteral("an absolute path");
    case Kind::Secret:
        return QStringLiteral("a text, or \"file:\" with the absolute path of a file that holds it");
    case Kind::Listen:
        return QStringLiteral("a list of IP addresses with ports");
    case Kind::Networks:
        return QStringLiteral("a list of networks");
    case Kind::Uris:
        return QStringLiteral("a list of URIs (ldap, ldaps or ldapi)");
    case Kind::Paths:
        return QStringLiteral("a list of absolute paths");
    case Kind::Command:
        return QStringLiteral("a list of an absolute path and its arguments");
    case Kind::Words:
        return QStringLiteral("a list of words");
    }
    return {};
}

/// Good values; empty where described() says it all.
QStringList exampleTexts(const Setting &setting)
{
    switch (setting.kind) {
    case Kind::Boolean:
    case Kind::Choice:
    case Kind::Secret:
        return {};
    case Kind::Networks:
        return {QStringLiteral("192.0.2.0/24"), QStringLiteral("2001:db8::/32")};
    case Kind::Listen:
        return presetTexts(setting) << QString::fromLatin1(setting.preset)
                                           .replace(QLatin1String("0.0.0.0:"), QLatin1String("[::]:"))
                                           .replace(QLatin1String("127.0.0.1:"), QLatin1String("[::1]:"));
    case Kind::Number:
    case Kind::Size:
    case Kind::Duration:
    case Kind::Text:
    case Kind::Host:
    case Kind::HostAndPort:
    case Kind::Attribute:
    case Kind::Path:
    case Kind::Uris:
    case Kind::Paths:
    case Kind::Command:
    case Kind::Words:
        break;
    }
    if (setting.range.example)
        return {QString::fromLatin1(setting.range.example)};
    return presetTexts(setting);
}

} // namespace

QStringList presetTexts(const Setting &setting)
{
    const QString preset = QString::fromLatin1(setting.preset);
    if (!isList(setting.kind))
        return {preset};
    return preset.isEmpty() ? QStringList() : preset.split(QStringLiteral(", "));
}

QStringList textsFromValue(const Setting &setting, const Value &value)
{
    return std::visit(
        Overloaded{
            [](bool on) { return QStringList{on ? QStringLiteral("true") : QStringLiteral("false")}; },
            [&](qint64 number) { return QStringList{numberText(setting, number)}; },
            [](milliseconds duration) { return QStringList{durationText(duration)}; },
            [](const QString &text) { return QStringList{text}; },
            [](const QStringList &texts) { return texts; },
            [](const HostPort &address) { return QStringList{address.text()}; },
            [](const QList<HostPort> &addresses) { return textsOf(addresses); },
            [](const QList<Network> &networks) { return textsOf(networks); },
            [](const SecretSetting &secret) {
                return QStringList{secret.file.isEmpty() ? QString::fromUtf8(secret.secret.reveal())
                                                         : QStringLiteral("file:") + secret.file};
            },
        },
        value);
}

QByteArray tomlLiteral(const Setting &setting, const QStringList &texts)
{
    if (!isList(setting.kind)) {
        const bool bare = setting.kind == Kind::Boolean || setting.kind == Kind::Number;
        return bare ? texts.first().toUtf8() : tomlString(texts.first());
    }
    QByteArrayList quoted;
    for (const QString &text : texts)
        quoted << tomlString(text);
    return '[' + quoted.join(", ") + ']';
}

QString expectation(const Setting &setting)
{
    const QStringList example = exampleTexts(setting);
    if (example.isEmpty())
        return described(setting);
    return described(setting) + QStringLiteral(", such as ")
        + QString::fromUtf8(tomlLiteral(setting, example));
}

} // namespace homeport
