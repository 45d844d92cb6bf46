// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Parsing and making Maildir file names.
#include "server/store/maildirname.h"

#include <algorithm>
#include <array>

namespace homeport {

namespace {
struct LetterOfFlag
{
    char letter;
    SystemFlag flag;
};
constexpr std::array<LetterOfFlag, 5> systemLetters{{{'D', SystemFlag::Draft}, {'F', SystemFlag::Flagged},
    {'R', SystemFlag::Answered}, {'S', SystemFlag::Seen}, {'T', SystemFlag::Deleted}}};

qsizetype keywordIndex(char letter) { return letter >= 'a' && letter <= 'z' ? letter - 'a' : -1; }
} // namespace

MaildirName parseMaildirName(const QByteArray &file)
{
    const qsizetype colon = file.indexOf(':');
    if (colon < 0)
        return {file, {}};
    QByteArray letters;
    if (QByteArrayView(file).sliced(colon).startsWith(":2,")) {
        letters = file.mid(colon + 3);
        if (const qsizetype comma = letters.indexOf(','); comma >= 0)
            letters.truncate(comma);
    }
    return {file.left(colon), letters};
}

QByteArray maildirFileName(const QByteArray &base, QByteArray letters)
{
    std::sort(letters.begin(), letters.end());
    letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
    return base + ":2," + letters;
}

qint64 sizeInName(const QByteArray &base, char kind)
{
    const QByteArray mark{QByteArray(",") + kind + '='};
    const qsizetype at = base.indexOf(mark);
    if (at < 0)
        return -1;
    const qsizetype begin = at + mark.size();
    qsizetype end = base.indexOf(',', begin);
    end = end < 0 ? base.size() : end;
    bool isNumber = false;
    const qint64 size = base.mid(begin, end - begin).toLongLong(&isNumber);
    return isNumber && size >= 0 ? size : -1;
}

qint64 secondsInName(const QByteArray &base)
{
    return base.left(std::max<qsizetype>(base.indexOf('.'), 0)).toLongLong();
}

Flags flagsOf(const QByteArray &letters, const QList<QByteArray> &keywords)
{
    Flags flags;
    for (const char letter : letters) {
        for (const auto &[known, flag] : systemLetters) {
            if (known == letter)
                flags.set(flag);
        }
        const qsizetype index = keywordIndex(letter);
        if (index >= 0 && index < keywords.size() && !keywords.at(index).isEmpty())
            flags.keywords.append(keywords.at(index));
    }
    return flags;
}

QByteArray lettersOf(const Flags &flags, const QList<QByteArray> &keywords, const QByteArray &before)
{
    QByteArray letters;
    for (const auto &[letter, flag] : systemLetters) {
        if (flags.has(flag))
            letters.append(letter);
    }
    for (qsizetype i = 0; i < keywords.size(); ++i) {
        const bool has = std::any_of(flags.keywords.begin(), flags.keywords.end(),
            [&](const QByteArray &keyword) { return equalIgnoringCase(keyword, keywords.at(i)); });
        if (has && !keywords.at(i).isEmpty())
            letters.append(char('a' + i));
    }
    for (const char letter : before) {
        const qsizetype index = keywordIndex(letter);
        const bool isSystem = std::any_of(systemLetters.begin(), systemLetters.end(),
            [letter](const LetterOfFlag &known) { return known.letter == letter; });
        const bool isNamed = index >= 0 && index < keywords.size() && !keywords.at(index).isEmpty();
        if (!isSystem && !isNamed)
            letters.append(letter);
    }
    return letters;
}

} // namespace homeport
