// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From the texts of a setting to its value and back, by kind.
#include "shared/config/setting.h"
#include "shared/config/units.h"

#include <QDir>
#include <QFile>
#include <QUrl>
#include <algorithm>

namespace homeport {

namespace {

using Parsed = tl::expected<Value, QString>;

/// Refused, and expectation() says it all.
Parsed refused(const QString &why = {}) { return tl::unexpected(why); }

/// The default is empty, so an empty text means "not set".
bool mayBeEmpty(const Setting &setting) { return *setting.preset == '\0' && !setting.range.required; }

std::optional<qint64> parseNumber(QStringView text)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok ? std::optional<qint64>(number) : std::nullopt;
}

/// `parse` reads the text and the bounds of the range alike.
template <class Parse> Parsed withinRange(const Setting &setting, const QString &text, Parse parse)
{
    const auto value = parse(text);
    if (!value)
        return refused();
    if (setting.range.low && *value < *parse(QString::fromLatin1(setting.range.low)))
        return refused();
    if (setting.range.high && *value > *parse(QString::fromLatin1(setting.range.high)))
        return refused();
    return Value(*value);
}

Parsed choice(const Setting &setting, const QString &text)
{
    const qsizetype index = QString::fromLatin1(setting.range.choices).split(u'|').indexOf(text);
    if (index < 0)
        return refused();
    return Value(qint64(index));
}

Parsed hostName(const QString &text)
{
    // RFC 1035 3.1: the dot at the end is the same name
    const QString name = text.endsWith(u'.') ? text.chopped(1) : text;
    if (!isHostName(name))
        return refused();
    return Value(name.toLower());
}

Parsed hostAndPort(const QString &text)
{
    const auto address = parseHostPort(text);
    if (!address || address->port == 0)
        return refused();
    return Value(*address);
}

// RFC 4512 1.4 keystring or numericoid
bool isAttribute(const QString &text)
{
    const auto isIn = [](QChar c, char extra) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || c == QLatin1Char(extra);
    };
    const auto isOidPart = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; };
    if (text.isEmpty())
        return false;
    if (text[0] >= u'0' && text[0] <= u'9')
        return std::all_of(text.begin(), text.end(), isOidPart);
    return text[0] != u'-' && std::all_of(text.begin(), text.end(), [&](QChar c) { return isIn(c, '-'); });
}

Parsed secret(const QString &text)
{
    const QString prefix = QStringLiteral("file:");
    if (!text.startsWith(prefix))
        return Value(SecretSetting{Secret(text.toUtf8()), {}});
    const QString path = text.mid(prefix.size());
    if (!QDir::isAbsolutePath(path))
        return refused();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(
            QStringLiteral("the secret's file %1 cannot be read: %2").arg(path, file.errorString()));
    constexpr qint64 longest = 64 * 1024;
    QByteArray bytes = file.read(longest + 1);
    if (file.error() != QFileDevice::NoError)
        return refused(
            QStringLiteral("the secret's file %1 cannot be read: %2").arg(path, file.errorString()));
    if (bytes.size() > longest)
        return refused(QStringLiteral("the secret's file %1 is longer than 64K").arg(path));
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    if (bytes.isEmpty())
        return refused(QStringLiteral("the secret's file %1 is empty").arg(path));
    return Value(SecretSetting{Secret(bytes), path});
}

Parsed listenAddresses(const QStringList &texts)
{
    QList<HostPort> out;
    for (const QString &text : texts) {
        const auto address = parseHostPort(text);
        if (!address || !address->isLiteral())
            return refused();
        out << *address;
    }
    return Value(out);
}

Parsed networks(const QStringList &texts)
{
    QList<Network> out;
    for (const QString &text : texts) {
        const auto network = parseNetwork(text);
        if (!network)
            return refused();
        out << *network;
    }
    return Value(out);
}

bool isLdapUri(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return false;
    // OpenLDAP's ldap_initialize(3): ldapi has an encoded path where the others have a host
    if (url.scheme() == QLatin1String("ldapi"))
        return true;
    return (url.scheme() == QLatin1String("ldap") || url.scheme() == QLatin1String("ldaps"))
        && !url.host().isEmpty();
}

bool isWord(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_');
    });
}

template <class Accept> Parsed textsIf(const QStringList &texts, Accept accept)
{
    if (!std::all_of(texts.begin(), texts.end(), accept))
        return refused();
    return Value(texts);
}

bool isAbsolute(const QString &text) { return QDir::isAbsolutePath(text); }

Parsed scalar(const Setting &setting, const QString &text)
{
    switch (setting.kind) {
    case Kind::Boolean:
        if (text != QLatin1String("true") && text != QLatin1String("false"))
            return refused();
        return Value(text == QLatin1String("true"));
    case Kind::Number:
        return withinRange(setting, text, [](QStringView t) { return parseNumber(t); });
    case Kind::Size:
        return withinRange(setting, text, [](QStringView t) { return parseSize(t); });
    case Kind::Duration:
        return withinRange(setting, text, [](QStringView t) { return parseDuration(t); });
    case Kind::Choice:
        return choice(setting, text);
    case Kind::Secret:
        return secret(text);
    case Kind::Text:
        if (text.isEmpty() && !mayBeEmpty(setting))
            return refused();
        return Value(text);
    case Kind::Host:
        return text.isEmpty() && mayBeEmpty(setting) ? Parsed(Value(text)) : hostName(text);
    case Kind::HostAndPort:
        return text.isEmpty() && mayBeEmpty(setting) ? Parsed(Value(HostPort{})) : hostAndPort(text);
    case Kind::Attribute:
        return isAttribute(text) ? Parsed(Value(text)) : refused();
    case Kind::Path:
        if (text.isEmpty() && mayBeEmpty(setting))
            return Value(text);
        return isAbsolute(text) ? Parsed(Value(QDir::cleanPath(text))) : refused();
    case Kind::Listen:
    case Kind::Networks:
    case Kind::Uris:
    case Kind::Paths:
    case Kind::Command:
    case Kind::Words:
        break;
    }
    return refused();
}

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c < u' ' || c == QChar(0x7f); });
}

} // namespace

bool isList(Kind kind)
{
    switch (kind) {
    case Kind::Listen:
    case Kind::Networks:
    case Kind::Uris:
    case Kind::Paths:
    case Kind::Command:
    case Kind::Words:
        return true;
    case Kind::Boolean:
    case Kind::Number:
    case Kind::Size:
    case Kind::Duration:
    case Kind::Text:
    case Kind::Choice:
    case Kind::Host:
    case Kind::HostAndPort:
    case Kind::Attribute:
    case Kind::Path:
    case Kind::Secret:
        return false;
    }
    return false;
}

tl::expected<Value, QString> valueFromTexts(const Setting &setting, const QStringList &texts)
{
    if (std::any_of(texts.begin(), texts.end(), hasControl))
        return refused(QStringLiteral("control characters are not allowed"));
    switch (setting.kind) {
    case Kind::Listen:
        return listenAddresses(texts);
    case Kind::Networks:
        return networks(texts);
    case Kind::Uris:
        return textsIf(texts, isLdapUri);
    case Kind::Paths:
        return textsIf(texts, isAbsolute);
    case Kind::Command:
        return texts.isEmpty() || isAbsolute(texts.first()) ? Parsed(Value(texts)) : refused();
    case Kind::Words:
        return textsIf(texts, isWord);
    case Kind::Boolean:
    case Kind::Number:
    case Kind::Size:
    case Kind::Duration:
    case Kind::Text:
    case Kind::Choice:
    case Kind::Host:
    case Kind::HostAndPort:
    case Kind::Attribute:
    case Kind::Path:
    case Kind::Secret:
        break;
    }
    return texts.size() == 1 ? scalar(setting, texts.first()) : refused();
}

tl::expected<Value, QString> valueFromEntry(const Setting &setting, const TomlEntry &entry)
{
    using Type = TomlEntry::Type;
    const bool fits = [&] {
        switch (entry.type) {
        case Type::Boolean:
            return setting.kind == Kind::Boolean;
        case Type::Number:
            return setting.kind == Kind::Number || setting.kind == Kind::Size;
        case Type::TextList:
            return isList(setting.kind);
        case Type::Text:
            return !isList(setting.kind) && setting.kind != Kind::Boolean && setting.kind != Kind::Number;
        case Type::Table:
        case Type::Other:
            return false;
        }
        return false;
    }();
    return fits ? valueFromTexts(setting, entry.texts) : refused();
}

} // namespace homeport
