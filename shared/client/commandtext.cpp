// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verb table read backwards.
#include "shared/client/commandtext.h"

#include "shared/client/verbtable.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString plain(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QStringList plainList(const QJsonValue &value)
{
    QStringList out;
    const QJsonArray elements = value.toArray();
    for (const QJsonValue &element : elements)
        out.append(plain(element));
    return out;
}

/// Takes what the positional stands for out of `rest`; nullopt when that is not there.
std::optional<QStringList> takePositional(const Positional &positional, QJsonObject &rest)
{
    const bool isMessage = positional.kind == Kind::MessageId || positional.kind == Kind::LaneOrMessage;
    if (isMessage && rest.contains(u"id"_s)) {
        const QString id = plain(rest.take(u"id"_s));
        const QString member = rest.take(u"member"_s).toString();
        return QStringList{member.isEmpty() ? id : member + u':' + id};
    }
    const QString key = isMessage ? u"lane"_s : positional.key;
    if ((isMessage && positional.kind != Kind::LaneOrMessage) || !rest.contains(key))
        return positional.count == Count::Optional ? std::optional(QStringList()) : std::nullopt;
    const QJsonValue value = rest.take(key);
    if (positional.kind == Kind::MemberFile) // the rows themselves would fill the screen
        return QStringList{u"members.json"_s};
    return value.isArray() ? plainList(value) : QStringList{plain(value)};
}

QStringList optionWords(const Option &option, const QJsonValue &value)
{
    switch (option.kind) {
    case Kind::Flag:
        return value.toBool() ? QStringList{option.name} : QStringList();
    case Kind::Commas:
        return {option.name, plainList(value).join(u',')};
    case Kind::Repeated: {
        QStringList out;
        const QStringList elements = plainList(value);
        for (const QString &element : elements)
            out << option.name << element;
        return out;
    }
    default:
        return {option.name, plain(value)};
    }
}

std::optional<QStringList> wordsOf(const Verb &verb, QJsonObject rest)
{
    QStringList words = verb.words.split(u' ');
    if (verb.password == Password::Generated)
        rest.remove(u"password"_s);
    for (const Positional &positional : verb.positionals) {
        const std::optional<QStringList> taken = takePositional(positional, rest);
        if (!taken)
            return std::nullopt;
        words += *taken;
    }
    for (const Option &option : verb.options) {
        if (rest.contains(option.key))
            words += optionWords(option, rest.take(option.key));
    }
    return rest.isEmpty() ? std::optional(words) : std::nullopt;
}

} // namespace

QStringList commandWords(const QString &what, const QJsonObject &arguments)
{
    const QList<Verb> verbs = verbTable();
    for (const Verb &verb : verbs) {
        if (verb.what != what)
            continue;
        if (const std::optional<QStringList> words = wordsOf(verb, arguments))
            return *words;
    }
    return {};
}

QString commandText(const QString &what, const QJsonObject &arguments)
{
    QStringList quoted{u"homeportctl"_s};
    const QStringList words = commandWords(what, arguments);
    for (const QString &word : words)
        quoted.append(shellQuoted(word));
    return words.isEmpty() ? QString() : quoted.join(u' ');
}

QString shellQuoted(const QString &word)
{
    static const QRegularExpression harmless(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
    if (harmless.match(word).hasMatch())
        return word;
    QString escaped = word;
    return u'\'' + escaped.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace homeport
