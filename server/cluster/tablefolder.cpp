// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Files of table revisions.
#include "server/cluster/tablefolder.h"

#include "server/cluster/log.h"
#include "shared/base/durablefile_posix.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace homeport {

namespace {

constexpr int parsedRevisionsInMemory = 16;

QString fileNameOf(const Revision &revision)
{
    return QStringLiteral("%1-%2.json")
        .arg(revision.table.number, 8, 10, QLatin1Char('0'))
        .arg(QString::fromLatin1(revision.hash.left(8)));
}

QString foreignNameOf(const QByteArray &hash)
{
    return QStringLiteral("foreign-%1.json").arg(QString::fromLatin1(hash.left(8)));
}

QByteArray fileBytes(const Revision &revision)
{
    return QJsonDocument(toJson(revision.sealed)).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

Result<TableFolder> TableFolder::open(const QString &path)
{
    if (const Result<> made = makePrivateFolder(path); !made)
        return fail(made.error());
    TableFolder folder(path);
    if (const Result<> read = folder.readIndex(); !read)
        return fail(read.error());
    if (const Result<> read = folder.readCurrent(); !read)
        return fail(read.error());
    return folder;
}

Result<RevisionPointer> TableFolder::load(const QString &fileName) const
{
    const Result<QByteArray> bytes = readWholeFile(m_path + u'/' + fileName);
    if (!bytes)
        return fail(bytes.error());
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject())
        return fail(
            Error::refused("damaged table file", QStringLiteral("%1 is no JSON object").arg(fileName)));
    const Result<SignedRevision> sealed = signedRevisionFromJson(document.object());
    if (!sealed)
        return fail(sealed.error());
    return openRevision(*sealed);
}

void TableFolder::readFile(const QString &name)
{
    const Result<RevisionPointer> revision = load(name);
    const bool isForeign = name.startsWith(u"foreign-");
    if (!revision || (isForeign ? foreignNameOf((*revision)->hash) : fileNameOf(**revision)) != name) {
        qCWarning(lcCluster) << Event("table-file-skipped")
                                    .with("file", m_path + u'/' + name)
                                    .why(revision ? Error::refused("name and content differ")
                                                  : revision.error());
        return;
    }
    if (isForeign)
        m_foreign.append(*revision);
    else
        m_index.insert((*revision)->hash, {(*revision)->table.number, (*revision)->table.parents, name});
}

Result<> TableFolder::readIndex()
{
    const QDir directory(m_path);
    for (const QString &name : directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        readFile(name);
    return {};
}

Result<> TableFolder::readCurrent()
{
    const Result<QByteArray> text = readWholeFile(m_path + QStringLiteral("/current"), 4096);
    if (!text && text.error().status == "missing") {
        m_index.clear();
        return {};
    }
    if (!text)
        return fail(text.error());
    const QString name = QString::fromUtf8(text->trimmed());
    for (auto entry = m_index.cbegin(); entry != m_index.cend(); ++entry) {
        if (entry->fileName == name)
            m_current = entry.key();
    }
    if (!m_current.isEmpty()) {
        // a crash during advance() may have left revisions that were never in force
        const QSet<QByteArray> known = ancestorsOf(m_current);
        m_index.removeIf([&known](auto entry) { return !known.contains(entry.key()); });
        return {};
    }
    return fail(Error::refused("damaged cluster table",
        QStringLiteral("%1/current names \"%2\", which is missing or damaged").arg(m_path, name)));
}

RevisionPointer TableFolder::find(const QByteArray &hash) const
{
    const auto entry = m_index.constFind(hash);
    if (entry == m_index.constEnd())
        return nullptr;
    if (const RevisionPointer recent = m_recent.value(hash))
        return recent;
    const Result<RevisionPointer> revision = load(entry->fileName);
    if (!revision || (*revision)->hash != hash)
        return nullptr;
    if (m_recent.size() >= parsedRevisionsInMemory)
        m_recent.clear();
    m_recent.insert(hash, *revision);
    return *revision;
}

Result<> TableFolder::storeChain(const QString &path, const QList<RevisionPointer> &chain)
{
    // A crash between two of these writes leaves revisions that nobody names: left out of the index at start,
    // and written again when they are offered again. Only the change of `current` puts one in force.
    for (const RevisionPointer &revision : chain) {
        const QString name = path + u'/' + fileNameOf(*revision);
        if (Result<> written = writeFileDurably(name, fileBytes(*revision)); !written)
            return written;
    }
    return writeFileDurably(path + QStringLiteral("/current"), fileNameOf(*chain.last()).toUtf8() + '\n');
}

void TableFolder::adopt(const QList<RevisionPointer> &chain)
{
    for (const RevisionPointer &revision : chain)
        m_index.insert(
            revision->hash, {revision->table.number, revision->table.parents, fileNameOf(*revision)});
    m_current = chain.last()->hash;
    m_recent.insert(m_current, chain.last());
    trim();
}

QSet<QByteArray> TableFolder::ancestorsOf(const QByteArray &hash) const
{
    QSet<QByteArray> seen;
    QList<QByteArray> open{hash};
    while (!open.isEmpty()) {
        const QByteArray next = open.takeLast();
        const auto entry = m_index.constFind(next);
        if (entry == m_index.constEnd() || seen.contains(next))
            continue;
        seen.insert(next);
        open.append(entry->parents);
    }
    return seen;
}

QList<RevisionPointer> TableFolder::chainAfter(const QByteArray &hash, int limit, bool *more) const
{
    *more = false;
    if (!m_index.contains(hash))
        return {};
    QList<QByteArray> wanted = (ancestorsOf(m_current) - ancestorsOf(hash)).values();
    std::sort(wanted.begin(), wanted.end(), [this](const QByteArray &a, const QByteArray &b) {
        return std::pair(m_index.value(a).number, a) < std::pair(m_index.value(b).number, b);
    });
    *more = wanted.size() > limit;
    QList<RevisionPointer> result;
    for (const QByteArray &each : wanted.mid(0, limit)) {
        const RevisionPointer revision = find(each);
        if (!revision)
            return {};
        result.append(revision);
    }
    return result;
}

QList<RevisionPointer> TableFolder::newest(int count) const
{
    QList<QByteArray> hashes = m_index.keys();
    std::sort(hashes.begin(), hashes.end(), [this](const QByteArray &a, const QByteArray &b) {
        return std::pair(m_index.value(a).number, a) < std::pair(m_index.value(b).number, b);
    });
    QList<RevisionPointer> result;
    for (const QByteArray &hash : hashes.mid(std::max<qsizetype>(0, hashes.size() - count))) {
        if (const RevisionPointer revision = find(hash))
            result.append(revision);
    }
    return result;
}

Result<> TableFolder::storeForeign(const QString &path, const RevisionPointer &revision)
{
    return writeFileDurably(path + u'/' + foreignNameOf(revision->hash), fileBytes(*revision));
}

void TableFolder::dropMergedForeign()
{
    m_foreign.removeIf([this](const RevisionPointer &revision) {
        // a file that stays is found known, and dropped again, after the next revision
        return knows(revision->hash) && QFile::remove(m_path + u'/' + foreignNameOf(revision->hash));
    });
}

void TableFolder::trim()
{
    while (m_index.size() > keptRevisions) {
        auto oldest = m_index.begin();
        for (auto entry = m_index.begin(); entry != m_index.end(); ++entry) {
            if (entry->number < oldest->number)
                oldest = entry;
        }
        QFile::remove(m_path + u'/' + oldest->fileName); // one that comes back is only one more to keep
        m_recent.remove(oldest.key());
        m_index.erase(oldest);
    }
}

} // namespace homeport
