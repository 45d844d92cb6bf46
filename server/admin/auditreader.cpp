// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading the audit backwards.
#include "server/admin/auditreader.h"

#include "shared/model/jsonreader.h"

#include <QFile>

namespace homeport {

namespace {

/// Records stand in the order in which they were written; a clock may have been set back between two.
constexpr qint64 clockSlackSeconds = 3600;

/// Takes the page's records from lines that come newest first.
class Gathering
{
public:
    Gathering(const AuditFilter &filter, qsizetype limit, AuditPage &page)
        : m_filter(filter)
        , m_limit(limit)
        , m_page(page)
    {
    }
    /// False: the page ends with this line.
    bool take(const QByteArray &line, qint64 place)
    {
        m_page.next = place;
        const Result<QJsonObject> json = parseJsonObject(line);
        const Result<AuditRecord> record =
            json ? auditRecordFromJson(*json) : Result<AuditRecord>(fail(json.error()));
        if (!record)
            return true;
        m_page.reached = record->time;
        if (m_filter.since.isValid() && record->time.addSecs(clockSlackSeconds) < m_filter.since) {
            m_page.next = 0;
            return false;
        }
        if (m_filter.matches(*record))
            m_page.records.append({*record, place});
        return m_page.records.size() < m_limit;
    }

private:
    const AuditFilter &m_filter;
    const qsizetype m_limit;
    AuditPage &m_page;
};

Error unreadable(const QFile &file)
{
    return Error::internal(QStringLiteral("cannot read %1: %2").arg(file.fileName(), file.errorString()));
}

QDateTime readMoment(Arguments &arguments, const char *key)
{
    const QString text = arguments.optionalText(key);
    if (text.isEmpty())
        return {};
    QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (moment.isValid() && !text.contains(u'T')) // a day: its beginning
        moment = QDateTime(moment.date(), QTime(0, 0), Qt::UTC);
    if (!moment.isValid() || moment.timeSpec() == Qt::LocalTime)
        arguments.fault(key,
            QStringLiteral("\"%1\" is no time: expected 2026-01-31T23:59:59Z, or 2026-01-31 for the "
                           "beginning of that day (UTC)")
                .arg(text));
    return moment.toUTC();
}

} // namespace

bool AuditFilter::matches(const AuditRecord &record) const
{
    if (!who.isEmpty() && record.who.compare(who, Qt::CaseInsensitive) != 0)
        return false;
    if (!what.isEmpty() && record.what != what && !record.what.startsWith(what + u'.'))
        return false;
    if ((since.isValid() && record.time < since) || (until.isValid() && record.time > until))
        return false;
    if (failed && *failed != (record.status != 200))
        return false;
    if (request && *request != record.request)
        return false;
    if (text.isEmpty())
        return true;
    const QStringList values{record.who, record.from, record.what, record.request.text(), record.error,
        record.proof, QString::fromUtf8(jsonBytes(record.arguments))};
    return std::any_of(values.begin(), values.end(),
        [this](const QString &value) { return value.contains(text, Qt::CaseInsensitive); });
}

Result<AuditPage> readAudit(const QString &path, const AuditFilter &filter, qsizetype limit,
    std::optional<qint64> before, const AuditReadLimits &limits)
{
    AuditPage page;
    QFile file(path);
    if (!file.exists())
        return page;
    if (!file.open(QIODevice::ReadOnly))
        return fail(unreadable(file));
    page.began = std::min(before.value_or(file.size()), file.size());
    Gathering gathering(filter, limit, page);
    QByteArray rest; // the end of a line whose beginning has not been read yet
    qint64 position = page.began;
    page.next = position;
    // one line at least, however long: else a reader would never get further
    while (position > 0 && (page.next == page.began || page.began - position < limits.scanned)) {
        const qint64 size = std::min<qint64>(limits.chunk, position);
        if (!file.seek(position - size))
            return fail(unreadable(file));
        const QByteArray chunk = file.read(size);
        if (chunk.size() != size)
            return fail(unreadable(file));
        position -= size;
        rest.prepend(chunk);
        while (!rest.isEmpty()) {
            const qsizetype newline = rest.size() > 1 ? rest.lastIndexOf('\n', rest.size() - 2) : -1;
            if (newline < 0 && position > 0)
                break;
            const qsizetype begin = newline + 1;
            if (!gathering.take(rest.sliced(begin), position + begin))
                return page;
            rest.truncate(begin);
        }
        if (rest.size() > limits.line)
            return fail(Error::internal(
                QStringLiteral("%1 holds a line of more than %2 bytes").arg(path).arg(limits.line)));
    }
    return page;
}

AuditFilter readAuditFilter(Arguments &arguments)
{
    AuditFilter filter;
    filter.who = arguments.optionalText("who");
    filter.what = arguments.optionalText("what");
    filter.text = arguments.optionalText("text");
    filter.since = readMoment(arguments, "since");
    filter.until = readMoment(arguments, "until");
    const bool isFailed = arguments.flag("failed");
    if (arguments.has("failed"))
        filter.failed = isFailed;
    if (arguments.has("request"))
        filter.request = arguments.id<RequestId>("request");
    return filter;
}

} // namespace homeport
