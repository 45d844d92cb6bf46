// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Journal records as bytes.
#include "server/store/journalrecord.h"

#include "server/store/crc32c.h"

#include <QtEndian>

namespace homeport {

const QByteArray journalHeader("homeport-jrnl 1\n");

namespace {
constexpr char magic[] = {'H', 'P', 'J', '1'};

template <class Id> void putId(char *at, const Id &id)
{
    std::copy(id.bytes.begin(), id.bytes.end(), reinterpret_cast<quint8 *>(at));
}
} // namespace

QByteArray encodeRecord(const JournalRecord &record)
{
    QByteArray bytes(journalRecordSize, '\0');
    char *at = bytes.data();
    std::copy(std::begin(magic), std::end(magic), at);
    at[4] = char(record.kind);
    putId(at + 8, record.key);
    putId(at + 24, record.account);
    qToBigEndian<qint64>(record.timeMs, at + 40);
    qToBigEndian<qint64>(record.size, at + 48);
    qToBigEndian<quint32>(crc32c(QByteArrayView(bytes).first(60)), at + 60);
    return bytes;
}

std::optional<JournalRecord> decodeRecord(QByteArrayView bytes)
{
    if (bytes.size() != journalRecordSize || !std::equal(std::begin(magic), std::end(magic), bytes.begin()))
        return std::nullopt;
    if (qFromBigEndian<quint32>(bytes.data() + 60) != crc32c(bytes.first(60)))
        return std::nullopt;
    const quint8 kind = quint8(bytes.at(4));
    if (kind < quint8(JournalKind::Intent) || kind > quint8(JournalKind::Gone))
        return std::nullopt;
    return JournalRecord{JournalKind(kind), *DeliveryKey::fromRaw(bytes.sliced(8, 16)),
        *AccountId::fromRaw(bytes.sliced(24, 16)), qFromBigEndian<qint64>(bytes.data() + 40),
        qFromBigEndian<qint64>(bytes.data() + 48)};
}

FileResult<SegmentScan> scanSegment(int file, const std::function<void(const JournalRecord &)> &onRecord)
{
    SegmentScan scan;
    const auto status = statOf(file);
    if (!status)
        return tl::unexpected(status.error());
    scan.fileSize = status->st_size;
    const auto header = readAt(file, 0, journalHeader.size());
    if (!header)
        return tl::unexpected(header.error());
    scan.headerIsGood = *header == journalHeader;
    scan.end = journalHeader.size();
    if (!scan.headerIsGood)
        return scan;
    qint64 offset = journalHeader.size();
    qint64 falseOnes = 0; // since the last good one
    for (;;) {
        const auto chunk = readAt(file, offset, 4096 * journalRecordSize);
        if (!chunk)
            return tl::unexpected(chunk.error());
        const qint64 records = chunk->size() / journalRecordSize;
        for (qint64 i = 0; i < records; ++i) {
            const auto record =
                decodeRecord(QByteArrayView(*chunk).sliced(i * journalRecordSize, journalRecordSize));
            if (!record) {
                ++falseOnes;
                continue;
            }
            scan.damaged += std::exchange(falseOnes, 0);
            scan.end = offset + (i + 1) * journalRecordSize;
            onRecord(*record);
        }
        offset += records * journalRecordSize;
        if (records == 0)
            return scan;
    }
}

} // namespace homeport
