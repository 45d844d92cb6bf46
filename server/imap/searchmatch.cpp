// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Evaluation of search keys in three-valued logic.
#include "server/imap/searchmatch.h"

#include "shared/base/bytes.h"
#include "shared/mail/datetime.h"
#include "shared/mail/header.h"

#include <algorithm>
#include <array>

namespace homeport::imap {

namespace {

using Answer = std::optional<bool>;

bool contains(const QString &text, const QString &wanted)
{
    return text.contains(wanted, Qt::CaseInsensitive);
}

bool hasFlag(const Flags &flags, const QByteArray &name)
{
    struct Name
    {
        const char *name;
        SystemFlag flag;
    };
    constexpr std::array<Name, 5> names{{{"\\Seen", SystemFlag::Seen}, {"\\Answered", SystemFlag::Answered},
        {"\\Flagged", SystemFlag::Flagged}, {"\\Deleted", SystemFlag::Deleted},
        {"\\Draft", SystemFlag::Draft}}};
    for (const Name &row : names) {
        if (name == row.name)
            return flags.has(row.flag);
    }
    return std::any_of(flags.keywords.begin(), flags.keywords.end(),
        [&name](const QByteArray &keyword) { return equalIgnoringCase(keyword, name); });
}

bool inSet(const SearchSet &key, const SearchFacts &facts)
{
    const bool uid = key.numbering == Numbering::Uid;
    const quint32 number = uid ? facts.info.uid : quint32(facts.index + 1);
    const quint32 largest = uid ? facts.largestUid : quint32(facts.count);
    return std::any_of(key.set.ranges.begin(), key.set.ranges.end(), [&](const SetRange &range) {
        const quint32 first = range.first == 0 ? largest : range.first;
        const quint32 last = range.last == 0 ? largest : range.last;
        return number >= std::min(first, last) && number <= std::max(first, last);
    });
}

bool compare(const QDate &date, const SearchDate &key)
{
    switch (key.relation) {
    case DateRelation::Before:
        return date < key.date;
    case DateRelation::Since:
        return date >= key.date;
    case DateRelation::On:
        break;
    }
    return date == key.date;
}

struct Evaluate
{
    const SearchFacts &facts;

    Answer operator()(const SearchAll &) const { return true; }
    Answer operator()(const SearchFlag &key) const
    {
        return hasFlag(facts.info.flags, key.flag) == key.wanted;
    }
    Answer operator()(const SearchSet &key) const { return inSet(key, facts); }

    Answer operator()(const Recency &key) const
    {
        switch (key) {
        case Recency::New:
            return facts.info.recent && !facts.info.flags.has(SystemFlag::Seen);
        case Recency::Old:
            return !facts.info.recent;
        case Recency::Recent:
            break;
        }
        return facts.info.recent;
    }

    Answer operator()(const SearchSize &key) const
    {
        return key.relation == SizeRelation::Larger ? facts.info.size > key.size : facts.info.size < key.size;
    }

    Answer operator()(const SearchDate &key) const
    {
        if (key.field == DateField::Internal)
            return compare(QDateTime::fromMSecsSinceEpoch(facts.info.internalDateMs, Qt::UTC).date(), key);
        if (!facts.header)
            return std::nullopt;
        // RFC 3501 6.4.4: disregarding time and timezone
        const auto date = parseMailDate(headerValue(*facts.header, "Date").value_or(QByteArray()));
        return date && compare(date->date(), key);
    }

    Answer operator()(const SearchHeader &key) const
    {
        if (!facts.header)
            return std::nullopt;
        HeaderFields fields(*facts.header);
        while (const auto field = fields.next()) {
            if (equalIgnoringCase(field->name, key.name)
                && (key.text.isEmpty() || contains(decodeEncodedWords(unfold(field->value)), key.text)))
                return true;
        }
        return false;
    }

    Answer operator()(const SearchText &key) const
    {
        if (key.scope == TextScope::HeaderAndBody) {
            if (!facts.header)
                return std::nullopt;
            if (contains(decodeEncodedWords(unfold(*facts.header)), key.text))
                return true;
            HeaderFields fields(*facts.header);
            while (const auto field = fields.next()) {
                const QString shown = QString::fromLatin1(field->name) + QStringLiteral(": ")
                    + decodeEncodedWords(unfold(field->value));
                if (contains(shown, key.text))
                    return true;
            }
        }
        if (!facts.body)
            return std::nullopt;
        return contains(*facts.body, key.text);
    }

    Answer operator()(const SearchNot &key) const
    {
        const Answer inner = matches(key.key.front(), facts);
        return inner ? Answer(!*inner) : std::nullopt;
    }
    Answer operator()(const SearchOr &key) const { return any(key.keys, true); }
    Answer operator()(const SearchAnd &key) const { return any(key.keys, false); }

    /// `decisive` if any key says so, its opposite if all do, else unknown.
    Answer any(const std::vector<SearchKey> &keys, bool decisive) const
    {
        bool unknown = false;
        for (const SearchKey &key : keys) {
            const Answer answer = matches(key, facts);
            if (answer == decisive)
                return decisive;
            unknown = unknown || !answer;
        }
        return unknown ? Answer() : Answer(!decisive);
    }
};

} // namespace

std::optional<bool> matches(const SearchKey &key, const SearchFacts &facts)
{
    return std::visit(Evaluate{facts}, key.what);
}

bool hasValidNumbers(const SearchKey &key, qsizetype count)
{
    const auto all = [count](const std::vector<SearchKey> &keys) {
        return std::all_of(
            keys.begin(), keys.end(), [count](const SearchKey &k) { return hasValidNumbers(k, count); });
    };
    if (const auto *negation = std::get_if<SearchNot>(&key.what))
        return all(negation->key);
    if (const auto *either = std::get_if<SearchOr>(&key.what))
        return all(either->keys);
    if (const auto *both = std::get_if<SearchAnd>(&key.what))
        return all(both->keys);
    const auto *set = std::get_if<SearchSet>(&key.what);
    if (!set || set->numbering == Numbering::Uid || count == 0)
        return true;
    return std::all_of(set->set.ranges.begin(), set->set.ranges.end(),
        [count](const SetRange &range) { return range.first <= count && range.last <= count; });
}

} // namespace homeport::imap
