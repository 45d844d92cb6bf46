// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Journal segments on disk: journal-KKKKKKKK, and journal-ages that says at which label count each was begun
// and closed.
#include "server/store/journalsegments.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace homeport {

namespace {
constexpr qint64 segmentLimit = 16 * 1024 * 1024;
constexpr qint64 spare = 256 * 1024;
constexpr quint64 countsPerDay = 24 * 60 * 60 / 5; // the label counts every 5 s
constexpr quint64 countsOfService = 518'400; // 30 days (protocol.md 2.3)
const QByteArray prefix = "journal-";
const QByteArray agesName = "journal-ages";

QByteArray nameOf(quint32 segment) { return prefix + QByteArray::number(segment, 16).rightJustified(8, '0'); }
} // namespace

JournalSegments::JournalSegments(std::shared_ptr<StorageRoot> root)
    : m_root(std::move(root))
{
}

Result<QList<quint32>> JournalSegments::present() const
{
    const auto names = namesIn(m_root->labelDirectory());
    if (!names)
        return fail(names.error());
    QList<quint32> segments;
    for (const QByteArray &name : *names) {
        bool isNumber = false;
        const quint32 segment = name.mid(prefix.size()).toUInt(&isNumber, 16);
        if (isNumber && name == nameOf(segment))
            segments.append(segment);
    }
    std::sort(segments.begin(), segments.end());
    return segments;
}

Result<> JournalSegments::readAll(
    const std::function<void(const JournalRecord &, quint32)> &onRecord, QStringList &problems)
{
    const auto segments = present();
    if (!segments)
        return fail(segments.error());
    for (const quint32 segment : *segments) {
        const auto file = openForReading(m_root->labelDirectory(), nameOf(segment));
        if (!file)
            return fail(file.error());
        const auto scan =
            scanSegment(file->get(), [&](const JournalRecord &record) { onRecord(record, segment); });
        if (!scan)
            return fail(scan.error());
        const bool isLast = segment == segments->last();
        if (!scan->headerIsGood && !(isLast && scan->fileSize < journalHeader.size()))
            problems.append(QStringLiteral("segment %1 has a false header").arg(segment));
        if (scan->damaged > 0)
            problems.append(
                QStringLiteral("segment %1 has %2 false records").arg(segment).arg(scan->damaged));
        if (!isLast && scan->headerIsGood && scan->fileSize != scan->end)
            problems.append(QStringLiteral("segment %1 has a false end").arg(segment));
        if (isLast && m_current == 0) {
            if (const auto ready = reopen(segment, *scan); !ready)
                return ready;
        }
    }
    return {};
}

Result<> JournalSegments::load(
    const std::function<void(const JournalRecord &, quint32)> &onRecord, QStringList &problems)
{
    const auto segments = present();
    if (!segments)
        return fail(segments.error());
    if (const auto ages = readAges(*segments); !ages)
        return ages;
    if (const auto read = readAll(onRecord, problems); !read)
        return read;
    if (m_current == 0)
        return create(segments->isEmpty() ? 1 : segments->last() + 1);
    return {};
}

Result<> JournalSegments::reopen(quint32 segment, const SegmentScan &scan)
{
    if (!scan.headerIsGood && scan.fileSize >= journalHeader.size())
        return create(segment + 1); // kept as it is: somebody may want to look at it
    Volume &volume = m_root->volume();
    const QByteArray name = nameOf(segment);
    auto file = volume.openFile(m_root->labelDirectory(), name, O_RDWR);
    if (!file)
        return fail(file.error());
    if (!scan.headerIsGood) { // died while it was made: there cannot be a record in it
        if (const auto written = volume.writeAt(file->get(), 0, journalHeader, name); !written)
            return fail(written.error());
    }
    if (scan.fileSize != scan.end) {
        if (const auto cut = volume.truncate(file->get(), scan.end, name); !cut)
            return fail(cut.error());
    }
    // also what was written but not synced before a crash of the process becomes durable here
    if (const auto synced = volume.sync(file->get(), name); !synced)
        return fail(synced.error());
    if (const auto synced = volume.sync(m_root->labelDirectory(), name); !synced)
        return fail(synced.error());
    m_file = std::move(*file);
    m_current = segment;
    m_end = m_allocated = scan.end;
    return {};
}

Result<> JournalSegments::create(quint32 segment)
{
    Volume &volume = m_root->volume();
    const QByteArray name = nameOf(segment);
    auto file = volume.openFile(m_root->labelDirectory(), name, O_RDWR | O_CREAT | O_EXCL);
    if (!file)
        return fail(file.error());
    if (const auto written = volume.writeAt(file->get(), 0, journalHeader, name); !written)
        return fail(written.error());
    if (const auto synced = volume.sync(file->get(), name); !synced)
        return fail(synced.error());
    if (const auto synced = volume.sync(m_root->labelDirectory(), name); !synced)
        return fail(synced.error());
    const quint64 count = m_root->label().counter;
    if (m_current != 0)
        m_ages[m_current].closed = std::max<quint64>(count, 1);
    m_ages[segment] = {count, 0};
    m_file = std::move(*file);
    m_current = segment;
    m_end = m_allocated = journalHeader.size();
    return writeAges();
}

Result<> JournalSegments::begin()
{
    if (const auto cut = cutSpare(); !cut)
        return cut;
    return create(m_current + 1);
}

void JournalSegments::reserve(qint64 wanted)
{
    if (m_end + wanted <= m_allocated)
        return;
    const qint64 target = m_end + std::max(wanted, spare);
    const QByteArray zeros(qsizetype(target - m_allocated), '\0');
    // where there is no room for the spare there may be room for the records: append() will see
    if (m_root->volume().writeAt(m_file.get(), m_allocated, zeros, nameOf(m_current)))
        m_allocated = target;
}

Result<> JournalSegments::append(const QByteArray &records)
{
    Volume &volume = m_root->volume();
    if (volume.isSick())
        return fail(Volume::sickError());
    const QByteArray name = nameOf(m_current);
    reserve(records.size());
    if (const auto written = volume.writeAt(m_file.get(), m_end, records, name); !written) {
        if (!volume.truncate(m_file.get(), m_end, name))
            volume.markSick();
        m_allocated = m_end;
        return fail(written.error());
    }
    if (const auto synced = volume.syncData(m_file.get(), name); !synced)
        return fail(synced.error());
    m_end += records.size();
    m_allocated = std::max(m_allocated, m_end);
    return {};
}

bool JournalSegments::isFull() const { return m_end >= segmentLimit; }

bool JournalSegments::isOld(quint64 count) const
{
    const auto age = m_ages.find(m_current);
    const bool holdsRecords = m_end > journalHeader.size();
    return holdsRecords && age != m_ages.end() && count >= age->second.begun + countsPerDay;
}

QList<quint32> JournalSegments::expired(quint64 count) const
{
    QList<quint32> segments;
    for (const auto &[segment, age] : m_ages) {
        if (age.closed != 0 && count >= age.closed + countsOfService)
            segments.append(segment);
    }
    return segments;
}

Result<> JournalSegments::remove(quint32 segment)
{
    if (const auto gone = m_root->volume().unlink(m_root->labelDirectory(), nameOf(segment)); !gone)
        return fail(gone.error());
    m_ages.erase(segment);
    return writeAges();
}

Result<> JournalSegments::cutSpare()
{
    if (m_allocated == m_end)
        return {};
    const QByteArray name = nameOf(m_current);
    if (const auto cut = m_root->volume().truncate(m_file.get(), m_end, name); !cut)
        return fail(cut.error());
    m_allocated = m_end;
    if (const auto synced = m_root->volume().sync(m_file.get(), name); !synced)
        return fail(synced.error());
    return {};
}

Result<> JournalSegments::readAges(const QList<quint32> &segments)
{
    const auto bytes = readWholeFile(m_root->labelDirectory(), agesName, 1024 * 1024);
    if (!bytes && bytes.error().number != ENOENT)
        return fail(bytes.error());
    std::map<quint32, Age> known;
    for (const QByteArray &line : bytes.value_or(QByteArray()).split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        if (fields.size() == 3)
            known[fields.at(0).toUInt(nullptr, 16)] = {
                fields.at(1).toULongLong(), fields.at(2).toULongLong()};
    }
    // a segment whose age is not known begins its 30 days now
    const quint64 count = std::max<quint64>(m_root->label().counter, 1);
    for (const quint32 segment : segments) {
        const bool isLast = segment == segments.last();
        Age age = known.contains(segment) ? known[segment] : Age{count, 0};
        if (isLast)
            age.closed = 0;
        else if (age.closed == 0)
            age.closed = count;
        m_ages[segment] = age;
    }
    return {};
}

Result<> JournalSegments::writeAges()
{
    QByteArray text;
    for (const auto &[segment, age] : m_ages) {
        text += QByteArray::number(segment, 16) + ' ' + QByteArray::number(age.begun) + ' '
            + QByteArray::number(age.closed) + '\n';
    }
    return m_root->volume().writeDurably(m_root->labelDirectory(), agesName, text);
}

} // namespace homeport
