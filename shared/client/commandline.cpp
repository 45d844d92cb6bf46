// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Parsing words.
#include "shared/client/commandline.h"

#include "shared/config/nearest.h"
#include "shared/config/units.h"
#include "shared/model/memberfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

using Failure = tl::unexpected<QString>;

void append(QJsonObject &object, const QString &key, const QStringList &values)
{
    QJsonArray list = object.value(key).toArray();
    for (const QString &value : values)
        list.append(value);
    object.insert(key, list);
}

/// "filter.from" stands for a field of an object.
void insertAt(QJsonObject &object, const QString &key, const QJsonValue &value)
{
    const qsizetype dot = key.indexOf(u'.');
    if (dot < 0) {
        object.insert(key, value);
        return;
    }
    QJsonObject inner = object.value(key.left(dot)).toObject();
    inner.insert(key.mid(dot + 1), value);
    object.insert(key.left(dot), inner);
}

/// [MEMBER:]ID[/KEY]; false when it is none.
bool putRecipient(QJsonObject &object, const QString &text)
{
    static const QRegularExpression form(u"^(?:([A-Za-z0-9.-]+):)?([0-9]{1,15})(?:/([0-9a-fA-F]{32}))?$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || match.captured(1) == u"host" || match.captured(1) == u"domain")
        return false;
    if (!match.captured(1).isEmpty())
        object.insert(u"member"_s, match.captured(1));
    object.insert(u"id"_s, match.captured(2).toLongLong());
    if (!match.captured(3).isEmpty())
        object.insert(u"key"_s, match.captured(3));
    return true;
}

/// [MEMBER:]ID; false when it is none.
bool putMessage(QJsonObject &object, const QString &text)
{
    return !text.contains(u'/') && putRecipient(object, text);
}

/// What an act on queues is meant for: a lane, messages and recipients, or what options say.
tl::expected<void, QString> putScope(QJsonObject &object, const QString &verb, const QStringList &words)
{
    const bool hasFilter = object.contains(u"filter"_s);
    if (words.isEmpty() && hasFilter)
        return {};
    if (words.isEmpty())
        return Failure(
            u"%1: LANE or [MEMBER:]ID is missing, or a filter such as --from; --all for everything"_s.arg(
                verb));
    QJsonArray selection;
    const QString member = object.value(u"member"_s).toString();
    for (const QString &word : words) {
        QJsonObject one;
        if (!member.isEmpty())
            one.insert(u"member"_s, member);
        if (putRecipient(one, word))
            selection.append(one);
        else if (words.size() > 1)
            return Failure(
                u"%1: \"%2\" is no message: expected one lane, or messages as [MEMBER:]ID"_s.arg(verb, word));
    }
    if (selection.isEmpty()) {
        insertAt(object, hasFilter ? u"filter.lane"_s : u"lane"_s, words.first());
        return {};
    }
    if (hasFilter)
        return Failure(u"%1: give either messages or a filter"_s.arg(verb));
    if (selection.size() == 1 && !selection.first()[u"key"_s].isString()) {
        putMessage(object, words.first());
        return {};
    }
    object.remove(u"member"_s);
    object.insert(u"selection"_s, selection);
    return {};
}

tl::expected<void, QString> putMemberRows(
    QJsonObject &object, const QString &name, const QString &key, const QString &path)
{
    constexpr qint64 limit = 4 * 1024 * 1024;
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return Failure(u"%1: cannot read %2: %3"_s.arg(name, path, file.errorString()));
    const Result<QJsonArray> rows = memberRowsFromText(file.read(limit));
    if (!rows)
        return Failure(u"%1: %2: %3"_s.arg(name, path, rows.error().forLog));
    object.insert(key, *rows);
    return {};
}

tl::expected<void, QString> put(
    QJsonObject &object, const QString &name, const QString &key, ArgumentKind kind, const QString &text)
{
    switch (kind) {
    case ArgumentKind::Text:
        insertAt(object, key, text);
        return {};
    case ArgumentKind::Path:
        object.insert(key, QDir::current().absoluteFilePath(text));
        return {};
    case ArgumentKind::Flag:
        object.insert(key, true);
        return {};
    case ArgumentKind::Repeated:
        append(object, key, {text});
        return {};
    case ArgumentKind::Commas:
        append(object, key, text.split(u',', Qt::SkipEmptyParts));
        return {};
    case ArgumentKind::Size: {
        const std::optional<qint64> size = parseSize(text);
        if (!size)
            return Failure(u"%1: \"%2\" is no size: expected something like 50M or 2G"_s.arg(name, text));
        insertAt(object, key, *size);
        return {};
    }
    case ArgumentKind::Number: {
        bool isNumber = false;
        const qlonglong number = text.toLongLong(&isNumber);
        if (!isNumber || number < 0)
            return Failure(u"%1: \"%2\" is no number"_s.arg(name, text));
        object.insert(key, number);
        return {};
    }
    case ArgumentKind::MessageId:
        if (putMessage(object, text))
            return {};
        return Failure(
            u"%1: \"%2\" is no message: expected its id, or MEMBER:ID as \"queue list\" shows them"_s.arg(
                name, text));
    case ArgumentKind::QueueScope:
        return putScope(object, name, {text});
    case ArgumentKind::Duration: {
        const std::optional<std::chrono::milliseconds> time = parseDuration(text);
        if (!time || time->count() < 1000)
            return Failure(
                u"%1: \"%2\" is no time: expected something like 90min, 6h or 2d"_s.arg(name, text));
        insertAt(object, key, qint64(time->count() / 1000));
        return {};
    }
    case ArgumentKind::Everything:
        if (!object.contains(key))
            object.insert(key, QJsonObject());
        return {};
    case ArgumentKind::MemberFile:
        return putMemberRows(object, name, key, text);
    }
    Q_UNREACHABLE();
}

/// The verb whose words stand at the beginning of `words`; they are taken away.
tl::expected<VerbRow, QString> takeVerb(QStringList &words)
{
    const QList<VerbRow> verbs = verbTable();
    QStringList names;
    for (const VerbRow &verb : verbs) {
        const QStringList parts = verb.words.split(u' ');
        if (words.mid(0, parts.size()) == parts) {
            words = words.mid(parts.size());
            return verb;
        }
        names.append(verb.words);
    }
    const QString given = words.mid(0, 2).join(u' ');
    QStringList group;
    for (const QString &name : names) {
        if (name.startsWith(words.first() + u' '))
            group.append(name);
    }
    if (!group.isEmpty())
        return Failure(u"\"%1\" is no verb; there are: %2"_s.arg(given, group.join(u", "_s)));
    QString near = nearestName(given, names);
    if (near.isEmpty())
        near = nearestName(words.first(), names);
    return Failure(u"\"%1\" is no verb%2; see homeportctl --help"_s.arg(
        given, near.isEmpty() ? QString() : u": did you mean \"%1\"?"_s.arg(near)));
}

tl::expected<void, QString> fillPositionals(CommandLine &line, const QStringList &words)
{
    qsizetype next = 0;
    for (const Positional &positional : line.verb->positionals) {
        if (positional.kind == ArgumentKind::QueueScope)
            return putScope(line.arguments, line.verb->words, words.mid(next));
        if (next >= words.size()) {
            if (positional.count == Count::Optional || positional.count == Count::Any)
                continue;
            return Failure(u"%1: %2 is missing"_s.arg(line.verb->words, positional.name));
        }
        if (positional.count == Count::OneOrMore) {
            append(line.arguments, positional.key, words.mid(next));
            return {};
        }
        if (const auto done =
                put(line.arguments, positional.name, positional.key, positional.kind, words[next]);
            !done)
            return done;
        ++next;
    }
    if (next < words.size())
        return Failure(
            u"%1: \"%2\" is too much; see homeportctl %1 --help"_s.arg(line.verb->words, words[next]));
    return {};
}

const Option *find(const QList<Option> &options, const QString &name)
{
    for (const Option &option : options) {
        if (option.name == name)
            return &option;
    }
    return nullptr;
}

} // namespace

tl::expected<CommandLine, QString> parseCommandLine(const QStringList &words)
{
    // first the words that are no options, to know the verb and so its options
    struct Given
    {
        QString name;
        std::optional<QString> value;
        qsizetype position = 0;
    };
    CommandLine out;
    const QList<Option> globals = globalOptions();
    QStringList plain;
    QList<Option> known = globals;
    QList<Option> all = globals + passwordOptions();
    const QList<VerbRow> verbs = verbTable();
    for (const VerbRow &verb : verbs)
        all += verb.options;
    QList<Given> given;
    bool onlyPlain = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (onlyPlain || !word.startsWith(u'-') || word == u"-") {
            plain.append(word);
            continue;
        }
        if (word == u"--") {
            onlyPlain = true;
            continue;
        }
        const qsizetype equals = word.startsWith(u"--") ? word.indexOf(u'=') : -1;
        Given option{equals < 0 ? word : word.left(equals), std::nullopt, i};
        if (option.name == u"-h")
            option.name = u"--help"_s;
        const Option *const row = find(all, option.name);
        if (!row) {
            QStringList names;
            for (const Option &one : all)
                names.append(one.name);
            const QString near = nearestName(option.name, names);
            return Failure(u"%1 is no option%2"_s.arg(
                option.name, near.isEmpty() ? QString() : u": did you mean %1?"_s.arg(near)));
        }
        if (row->value.isEmpty() && equals >= 0)
            return Failure(u"%1 takes no value"_s.arg(option.name));
        if (!row->value.isEmpty()) {
            if (equals < 0 && i + 1 >= words.size())
                return Failure(u"%1: %2 is missing"_s.arg(option.name, row->value));
            option.value = equals >= 0 ? word.mid(equals + 1) : words[++i];
        }
        given.append(option);
    }
    if (!plain.isEmpty()) {
        const tl::expected<VerbRow, QString> verb = takeVerb(plain);
        if (!verb)
            return Failure(verb.error());
        out.verb = *verb;
        known += verb->options;
        if (verb->password == Password::Generated)
            known += passwordOptions();
    }
    for (const Given &option : given) {
        const Option *row = find(known, option.name);
        // for verbs that set no password the short name is that of the login
        if (!row && option.name == u"--password-file")
            row = find(known, u"--login-password-file"_s);
        if (!row)
            return Failure(u"%1 takes no %2; see homeportctl %1 --help"_s.arg(
                out.verb ? out.verb->words : u"homeportctl"_s, option.name));
        if (row->key == u"passwordFile" || row->key == u"passwordStdin") {
            out.passwordFile = option.value.value_or(u"-"_s);
            continue;
        }
        const bool isGlobal = find(globals, row->name) != nullptr;
        const auto done = put(isGlobal ? out.globals : out.arguments, row->name, row->key, row->kind,
            option.value.value_or(QString()));
        if (!done)
            return Failure(done.error());
    }
    if (!out.verb || out.globals.contains(u"help"_s))
        return out;
    if (const auto done = fillPositionals(out, plain); !done)
        return Failure(done.error());
    return out;
}

} // namespace homeport
