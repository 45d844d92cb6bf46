// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading accounts and journal of a storage.
#include "server/store/storageexamine.h"

#include "server/store/accountfolders.h"
#include "server/store/journalrecord.h"

#include <cerrno>

namespace homeport {

namespace {

constexpr qsizetype shownProblems = 100;
constexpr int pageSize = 1000;
const QByteArray journalPrefix = "journal-";

class Examination
{
public:
    Examination(std::shared_ptr<StorageRoot> root, qint64 nowMs)
        : m_root(std::move(root))
        , m_nowMs(nowMs)
    {
    }

    Result<StorageReport> run()
    {
        Result<> read = readAccounts();
        if (read)
            read = readDeleted();
        if (read)
            read = readJournal();
        if (!read)
            return fail(read.error());
        return m_report;
    }

private:
    void problem(const QString &text)
    {
        m_report.problemCount += 1;
        if (m_report.problems.size() < shownProblems)
            m_report.problems.append(text);
    }
    Result<> readAccounts();
    void readAccount(const FoundFolder &folder);
    Result<> readDeleted();
    Result<> readJournal();
    Result<> readSegment(const QByteArray &name, bool isLast);

    const std::shared_ptr<StorageRoot> m_root;
    const qint64 m_nowMs;
    StorageReport m_report;
    QHash<AccountId, QByteArray> m_ids;
    QHash<DeliveryKey, JournalKind> m_keys;
};

void Examination::readAccount(const FoundFolder &folder)
{
    m_report.accounts += 1;
    const QString address = QString::fromUtf8(folder.address);
    if (!folder.id) {
        problem(folder.problem.isEmpty()
                ? QStringLiteral("%1: has no account id yet (given at its first delivery or login)")
                      .arg(address)
                : address + QStringLiteral(": ") + folder.problem);
        return;
    }
    if (m_ids.contains(*folder.id))
        problem(QStringLiteral("%1 and %2 have the same account id %3")
                    .arg(QString::fromUtf8(m_ids.value(*folder.id)), address, folder.id->text()));
    m_ids.insert(*folder.id, folder.address);
}

Result<> Examination::readAccounts()
{
    AccountFolders accounts(m_root);
    QByteArray after;
    do {
        const Result<FolderPage> page = accounts.inventory(after, pageSize, m_nowMs);
        if (!page)
            return fail(page.error());
        for (const FoundFolder &folder : page->folders)
            readAccount(folder);
        after = page->next;
    } while (!after.isEmpty());
    return {};
}

Result<> Examination::readDeleted()
{
    const auto folder = openDirectory(m_root->directory(), ".deleted");
    if (!folder && folder.error().number == ENOENT)
        return {};
    if (!folder)
        return fail(folder.error());
    const auto names = namesIn(folder->get());
    if (!names)
        return fail(names.error());
    m_report.deleted = names->size();
    return {};
}

Result<> Examination::readSegment(const QByteArray &name, bool isLast)
{
    const auto file = openForReading(m_root->labelDirectory(), name);
    if (!file && file.error().number == ENOENT)
        return {}; // its time was over meanwhile
    if (!file)
        return fail(file.error());
    const auto scan = scanSegment(
        file->get(), [this](const JournalRecord &record) { m_keys.insert(record.key, record.kind); });
    if (!scan)
        return fail(scan.error());
    m_report.segments += 1;
    const QString shown = QString::fromLatin1(name);
    if (!scan->headerIsGood && !(isLast && scan->fileSize < journalHeader.size()))
        problem(shown + QStringLiteral(": false header"));
    if (scan->damaged > 0)
        problem(QStringLiteral("%1: %2 false records").arg(shown).arg(scan->damaged));
    if (!isLast && scan->headerIsGood && scan->fileSize != scan->end)
        problem(shown + QStringLiteral(": false end"));
    return {};
}

Result<> Examination::readJournal()
{
    const auto names = namesIn(m_root->labelDirectory());
    if (!names)
        return fail(names.error());
    QList<QByteArray> segments;
    for (const QByteArray &name : *names) {
        bool isNumber = false;
        name.mid(journalPrefix.size()).toUInt(&isNumber, 16);
        if (name.startsWith(journalPrefix) && name.size() == journalPrefix.size() + 8 && isNumber)
            segments.append(name);
    }
    std::sort(segments.begin(), segments.end());
    for (const QByteArray &name : std::as_const(segments)) {
        if (const Result<> read = readSegment(name, name == segments.last()); !read)
            return read;
    }
    for (const JournalKind kind : std::as_const(m_keys)) {
        m_report.delivered += kind == JournalKind::Done ? 1 : 0;
        m_report.open += kind == JournalKind::Intent ? 1 : 0;
    }
    return {};
}

} // namespace

Result<StorageReport> examineStorage(const QString &path, qint64 nowMs)
{
    const auto root = StorageRoot::open(path);
    if (!root)
        return fail(root.error());
    return Examination(*root, nowMs).run();
}

} // namespace homeport
