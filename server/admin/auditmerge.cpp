// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Merging audits.
#include "server/admin/auditmerge.h"

#include <vector>

namespace homeport {

namespace {

QDateTime timeOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

/// One keeper's records on their way into the whole.
struct Source
{
    QString member;
    QJsonArray records;
    qsizetype told = 0;
    qint64 place = 0;
    qint64 next = 0;
    QDateTime reached;

    explicit Source(const AuditPart &part)
        : member(part.member)
        , records(part.answer[QStringLiteral("records")].toArray())
        , place(part.answer[QStringLiteral("began")].toInteger())
        , next(part.answer[QStringLiteral("next")].toInteger())
        , reached(timeOf(part.answer[QStringLiteral("reached")]))
    {
    }
    bool hasMore() const { return told < records.size(); }
    QDateTime time() const { return timeOf(records[told][QStringLiteral("time")]); }
    /// May it hold a newer record than `time` that was not read yet?
    bool mayPrecede(const QDateTime &time) const { return next > 0 && reached.isValid() && reached > time; }
    QJsonObject take()
    {
        QJsonObject record = records[told++].toObject();
        place = record.take(QStringLiteral("place")).toInteger();
        record.insert(QStringLiteral("member"), member);
        return record;
    }
};

/// Whose record is the next; null: nobody's, or one has to be read first.
Source *nextSource(std::vector<Source> &sources)
{
    Source *newest = nullptr;
    for (Source &source : sources) {
        if (source.hasMore() && (!newest || source.time() > newest->time()))
            newest = &source;
    }
    for (Source &source : sources) {
        // its own records stand in the order of its lines, whatever a clock said
        if (newest && &source != newest && source.mayPrecede(newest->time()))
            return source.hasMore() ? &source : nullptr;
    }
    return newest;
}

} // namespace

MergedAudit mergeAudits(const QList<AuditPart> &parts, qsizetype limit)
{
    std::vector<Source> sources;
    for (const AuditPart &part : parts)
        sources.emplace_back(part);
    MergedAudit merged;
    while (merged.records.size() < limit) {
        Source *const source = nextSource(sources);
        if (!source)
            break;
        merged.records.append(source->take());
    }
    for (const Source &source : sources)
        merged.places.insert(source.member, source.hasMore() ? source.place : source.next);
    return merged;
}

AuditCursor cursorBehind(const AuditCursor &before, const AuditPlaces &merged, const QStringList &unanswered)
{
    AuditCursor cursor{merged, {}};
    for (const QString &keeper : unanswered) {
        if (before.places.value(keeper) == 0) // away from the beginning
            continue;
        cursor.places.insert(keeper, before.places.value(keeper));
        cursor.missed.insert(keeper);
    }
    // else a client that reads to the end would go on for as long as a keeper stays away
    bool isOver = true;
    for (auto it = cursor.places.cbegin(); it != cursor.places.cend(); ++it)
        isOver = isOver
            && (it.value() == 0 || (cursor.missed.contains(it.key()) && before.missed.contains(it.key())));
    return isOver ? AuditCursor() : cursor;
}

QString textOf(const AuditCursor &cursor)
{
    QStringList parts;
    bool isMore = false;
    for (auto it = cursor.places.cbegin(); it != cursor.places.cend(); ++it) {
        const QString mark = cursor.missed.contains(it.key()) ? QStringLiteral("!") : QString();
        parts.append(it.key() + u'=' + QString::number(it.value()) + mark);
        isMore = isMore || it.value() > 0;
    }
    return isMore ? parts.join(u' ') : QString();
}

Result<AuditCursor> auditCursorFromText(const QString &text)
{
    AuditCursor cursor;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString keeper = part.section(u'=', 0, 0);
        QString number = part.section(u'=', 1);
        if (number.endsWith(u'!')) {
            number.chop(1);
            cursor.missed.insert(keeper);
        }
        bool isNumber = false;
        const qint64 place = number.toLongLong(&isNumber);
        if (!isNumber || place < 0)
            return fail(Error::syntax("not a place in the audit"));
        cursor.places.insert(keeper, place);
    }
    return cursor;
}

} // namespace homeport
