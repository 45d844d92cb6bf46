// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading and writing dovecot-keywords.
#include "server/store/keywordfile.h"

#include "shared/base/bytes.h"

#include <cerrno>

namespace homeport {

namespace {
const QByteArray fileName = "dovecot-keywords";
constexpr qsizetype limit = 26;

bool holds(const QList<QByteArray> &names, const QByteArray &wanted)
{
    return std::any_of(names.begin(), names.end(),
        [&wanted](const QByteArray &name) { return equalIgnoringCase(name, wanted); });
}

bool isName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() <= 255 && std::all_of(name.begin(), name.end(), [](char c) {
        return quint8(c) > 0x20 && quint8(c) != 0x7f;
    });
}
} // namespace

Result<> KeywordFile::load(int folder)
{
    m_names.clear();
    const auto bytes = readWholeFile(folder, fileName, 1024 * 1024);
    if (!bytes)
        return bytes.error().number == ENOENT ? Result<>() : fail(bytes.error());
    for (const QByteArray &line : bytes->split('\n')) {
        const qsizetype space = line.indexOf(' ');
        bool isNumber = false;
        const qsizetype index = line.left(std::max<qsizetype>(space, 0)).toLongLong(&isNumber);
        if (!isNumber || index < 0 || index >= limit)
            continue; // more than 26 have no letter
        while (m_names.size() <= index)
            m_names.append(QByteArray());
        m_names[index] = line.mid(space + 1);
    }
    return {};
}

Result<> KeywordFile::add(Volume &volume, int folder, const QList<QByteArray> &wanted)
{
    QList<QByteArray> names = m_names;
    for (const QByteArray &name : wanted) {
        if (holds(names, name))
            continue;
        if (!isName(name))
            return fail(Error::refused("invalid keyword"));
        if (const qsizetype unused = names.indexOf(QByteArray()); unused >= 0)
            names[unused] = name;
        else if (names.size() < limit)
            names.append(name);
        else
            return fail(Error::refused("more than 26 keywords in this mailbox", {}, "LIMIT"));
    }
    if (names == m_names)
        return {};
    QByteArray text;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (!names.at(i).isEmpty())
            text += QByteArray::number(i) + ' ' + names.at(i) + '\n';
    }
    if (const auto written = volume.writeDurably(folder, fileName, text); !written)
        return written;
    m_names = names;
    return {};
}

} // namespace homeport
