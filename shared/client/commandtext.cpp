// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verb table read backwards.
#include "shared/client/commandtext.h"

#include "shared/client/verbtable.h"
#include "shared/config/units.h"

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

/// Takes "filter.from" out of the object `filter`, which goes when it was the last of it.
QJsonValue takeAt(QJsonObject &object, const QString &key)
{
    const qsizetype dot = key.indexOf(u'.');
    if (dot < 0)
        return object.contains(key) ? object.take(key) : QJsonValue(QJsonValue::Undefined);
    QJsonObject inner = object.value(key.left(dot)).toObject();
    if (!inner.contains(key.mid(dot + 1)))
        return QJsonValue(QJsonValue::Undefined);
    const QJsonValue value = inner.take(key.mid(dot + 1));
    if (inner.isEmpty())
        object.remove(key.left(dot));
    else
        object.insert(key.left(dot), inner);
    return value;
}

/// [MEMBER:]ID[/KEY]
QString recipientWord(const QJsonValue &one)
{
    const QString member = one[u"member"_s].toString();
    const QString key = one[u"key"_s].toString();
    return (member.isEmpty() ? QString() : member + u':') + plain(one[u"id"_s])
        + (key.isEmpty() ? QString() : u'/' + key);
}

/// A lane, messages and recipients, or nothing: then options say what is meant.
std::optional<QStringList> takeScope(QJsonObject &rest)
{
    QStringList words;
    if (rest.contains(u"id"_s)) {
        words.append(recipientWord(rest));
        rest.remove(u"id"_s);
        rest.remove(u"member"_s);
    } else if (rest.contains(u"selection"_s)) {
        const QJsonArray selection = rest.take(u"selection"_s).toArray();
        for (const QJsonValue &one : selection)
            words.append(recipientWord(one));
    } else {
        const QString key = rest.contains(u"filter"_s) ? u"filter.lane"_s : u"lane"_s;
        const QJsonValue lane = takeAt(rest, key);
        if (lane.isString())
            words.append(lane.toString());
        else if (!rest.contains(u"filter"_s))
            return std::nullopt;
    }
    return words;
}

/// Takes what the positional stands for out of `rest`; nullopt when that is not there.
std::optional<QStringList> takePositional(const Positional &positional, QJsonObject &rest)
{
    if (positional.kind == ArgumentKind::QueueScope)
        return takeScope(rest);
    if (positional.kind == ArgumentKind::MessageId)
        return rest.contains(u"id"_s) ? takeScope(rest) : std::nullopt;
    const QJsonValue value = takeAt(rest, positional.key);
    if (value.isUndefined())
        return positional.count == Count::Optional ? std::optional(QStringList()) : std::nullopt;
    if (positional.kind == ArgumentKind::MemberFile) // the rows themselves would fill the screen
        return QStringList{u"members.json"_s};
    return value.isArray() ? plainList(value) : QStringList{plain(value)};
}

QStringList optionWords(const Option &option, const QJsonValue &value)
{
    switch (option.kind) {
    case ArgumentKind::Flag:
        return value.toBool() ? QStringList{option.name} : QStringList();
    case ArgumentKind::Everything:
        return value.toObject().isEmpty() ? QStringList{option.name} : QStringList();
    case ArgumentKind::Duration:
        return {option.name, durationText(std::chrono::seconds(value.toInteger()))};
    case ArgumentKind::Commas:
        return {option.name, plainList(value).join(u',')};
    case ArgumentKind::Repeated: {
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

std::optional<QStringList> wordsOf(const VerbRow &verb, QJsonObject rest)
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
        if (const QJsonValue value = takeAt(rest, option.key); !value.isUndefined())
            words += optionWords(option, value);
    }
    return rest.isEmpty() ? std::optional(words) : std::nullopt;
}

} // namespace

QStringList commandWords(const QString &what, const QJsonObject &arguments)
{
    const QList<VerbRow> verbs = verbTable();
    for (const VerbRow &verb : verbs) {
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
