// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Words, keys and values of the filter line.
#include "console/models/filterline.h"

#include "console/models/queuewords.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Word
{
    QString key; ///< in lower case; empty: free text
    QString value;
};

const QStringList &knownKeys()
{
    static const QStringList keys{u"from"_s, u"to"_s, u"error"_s, u"state"_s, u"older"_s, u"larger"_s};
    return keys;
}

tl::unexpected<Error> wrong(const QString &text)
{
    return fail(Error{Fault::Syntax, text.toUtf8(), text, "bad-request"});
}

/// Quotes removed; \" and \\ stand for themselves.
Result<QList<Word>> wordsOf(const QString &line)
{
    QList<Word> words;
    for (qsizetype at = 0; at < line.size();) {
        if (line[at].isSpace()) {
            ++at;
            continue;
        }
        Word word;
        bool hasKey = false;
        bool isQuoted = false;
        bool wasQuoted = false;
        for (; at < line.size() && (isQuoted || !line[at].isSpace()); ++at) {
            const QChar c = line[at];
            if (isQuoted && c == u'\\' && at + 1 < line.size()) {
                word.value += line[++at];
            } else if (c == u'"') {
                isQuoted = !isQuoted;
                wasQuoted = true;
            } else if (c == u':' && !hasKey && !wasQuoted) {
                word.key = word.value.toLower();
                word.value.clear();
                hasKey = true;
            } else {
                word.value += c;
            }
        }
        if (isQuoted)
            return wrong(QueueWords::tr("The closing quote (\") is missing."));
        if (hasKey && !knownKeys().contains(word.key)) {
            return wrong(
                QueueWords::tr("There is no \"%1:\"; there are %2. To search for a text with a colon, put "
                               "it in quotes.")
                    .arg(word.key, knownKeys().join(u":, "_s) + u':'));
        }
        if (word.value.isEmpty()) {
            return wrong(hasKey ? QueueWords::tr("%1: its value is missing.").arg(word.key)
                                : QueueWords::tr("There is nothing between the quotes."));
        }
        words.append(word);
    }
    return words;
}

/// A number and one letter; nullopt: it is none, or too large.
std::optional<qint64> scaled(
    const QString &text, const QList<std::pair<QChar, qint64>> &units, bool needsUnit)
{
    if (text.isEmpty())
        return std::nullopt;
    qint64 scale = 1;
    QString digits = text;
    const auto unit = std::find_if(units.cbegin(), units.cend(),
        [last = text.back().toLower()](const std::pair<QChar, qint64> &one) { return one.first == last; });
    if (unit != units.cend()) {
        scale = unit->second;
        digits.chop(1);
    } else if (needsUnit) {
        return std::nullopt;
    }
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    if (!isNumber || number < 1 || number > (qint64(1) << 53) / scale || digits.startsWith(u'+'))
        return std::nullopt;
    return number * scale;
}

const QList<std::pair<QChar, qint64>> ageUnits{
    {u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86400}, {u'w', 604800}};
const QList<std::pair<QChar, qint64>> sizeUnits{
    {u'k', 1024}, {u'm', 1024 * 1024}, {u'g', 1024 * 1024 * 1024}};

Result<> putText(QString &field, const Word &word)
{
    if (!field.isEmpty()) {
        return wrong(word.key.isEmpty() || word.key == u"to"
                ? QueueWords::tr("Only one text is searched in the recipient: \"%1\" or \"%2\"?")
                      .arg(field, word.value)
                : QueueWords::tr("%1: is given twice: \"%2\" or \"%3\"?").arg(word.key, field, word.value));
    }
    field = word.value;
    return {};
}

Result<> putWord(QueueFilter &filter, const Word &word)
{
    if (word.key.isEmpty() || word.key == u"to")
        return putText(filter.to, word);
    if (word.key == u"from")
        return putText(filter.from, word);
    if (word.key == u"error")
        return putText(filter.error, word);
    const bool isGiven = (word.key == u"state" && filter.state)
        || (word.key == u"older" && filter.olderThan > 0) || (word.key == u"larger" && filter.largerThan > 0);
    if (isGiven)
        return wrong(QueueWords::tr("%1: is given twice.").arg(word.key));
    if (word.key == u"state") {
        filter.state = entryStateFromText(word.value.toLower());
        if (!filter.state)
            return wrong(
                QueueWords::tr("state: \"%1\" is none of waiting, held, quarantined.").arg(word.value));
        return {};
    }
    const bool isAge = word.key == u"older";
    const std::optional<qint64> number = scaled(word.value, isAge ? ageUnits : sizeUnits, isAge);
    if (!number) {
        return wrong(isAge
                ? QueueWords::tr("older: \"%1\" is no age; right would be 30m, 2h or 3d.").arg(word.value)
                : QueueWords::tr("larger: \"%1\" is no size; right would be 500K, 1M or 2G.")
                      .arg(word.value));
    }
    (isAge ? filter.olderThan : filter.largerThan) = *number;
    return {};
}

QString quoted(const QString &value)
{
    const bool isPlain = std::none_of(value.cbegin(), value.cend(),
        [](QChar c) { return c.isSpace() || c == u'"' || c == u':' || c == u'\\'; });
    if (isPlain)
        return value;
    QString out = value;
    return u'"' + out.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

/// In the largest unit that divides it.
QString unscaled(qint64 number, const QList<std::pair<QChar, qint64>> &units)
{
    for (auto unit = units.crbegin(); unit != units.crend(); ++unit) {
        if (number % unit->second == 0)
            return QString::number(number / unit->second)
                + (units == sizeUnits ? unit->first.toUpper() : unit->first);
    }
    return QString::number(number);
}

} // namespace

Result<QueueFilter> parseFilterLine(const QString &line)
{
    const Result<QList<Word>> words = wordsOf(line);
    if (!words)
        return fail(words.error());
    QueueFilter filter;
    for (const Word &word : *words) {
        if (const Result<> put = putWord(filter, word); !put)
            return fail(put.error());
    }
    return filter;
}

QString filterLineOf(const QueueFilter &filter)
{
    QStringList words;
    const auto put = [&words](const QString &key, const QString &value) {
        if (!value.isEmpty())
            words.append(key + u':' + value);
    };
    put(u"from"_s, quoted(filter.from));
    put(u"to"_s, quoted(filter.to));
    put(u"error"_s, quoted(filter.error));
    put(u"state"_s, filter.state ? toText(*filter.state) : QString());
    put(u"older"_s, filter.olderThan > 0 ? unscaled(filter.olderThan, ageUnits) : QString());
    put(u"larger"_s, filter.largerThan > 0 ? unscaled(filter.largerThan, sizeUnits) : QString());
    return words.join(u' ');
}

QStringList filterCompletions(const QString &line)
{
    qsizetype begin = line.size();
    while (begin > 0 && !line[begin - 1].isSpace())
        --begin;
    const QString before = line.left(begin);
    const QString last = line.mid(begin).toLower();
    QStringList ways;
    if (!last.contains(u':')) {
        for (const QString &key : knownKeys()) {
            const bool isGiven = before.contains(key + u':', Qt::CaseInsensitive);
            if (key.startsWith(last) && !isGiven)
                ways.append(key + u':');
        }
    } else {
        static const QHash<QString, QStringList> values{
            {u"state"_s, {u"waiting"_s, u"held"_s, u"quarantined"_s}},
            {u"older"_s, {u"10m"_s, u"1h"_s, u"5h"_s, u"1d"_s}},
            {u"larger"_s, {u"100K"_s, u"1M"_s, u"10M"_s}},
        };
        const QString key = last.section(u':', 0, 0);
        const QString value = last.section(u':', 1);
        const QStringList known = values.value(key);
        for (const QString &one : known) {
            if (one.startsWith(value, Qt::CaseInsensitive) && one.compare(value, Qt::CaseInsensitive) != 0)
                ways.append(key + u':' + one);
        }
    }
    for (QString &way : ways)
        way.prepend(before);
    return ways;
}

QString filterLineHelp()
{
    return QueueWords::tr("A word is searched in the recipients. Conditions, all together:\n"
                          "from:ann – in the sender\n"
                          "to:example.com – in the recipient\n"
                          "error:\"no such user\" – in the last error\n"
                          "state:held – or waiting, quarantined\n"
                          "older:2h – in the queue for longer (s, m, h, d, w)\n"
                          "larger:1M – than that (K, M, G)");
}

} // namespace homeport
