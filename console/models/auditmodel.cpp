// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Searching and exporting the audit.
#include "console/models/auditmodel.h"

#include "console/models/clusterstate.h"
#include "console/models/texts.h"
#include "shared/client/commandtext.h"
#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int exportedAtOnce = 1000;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Audit)
};

QString plain(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue &element : elements)
            parts.append(plain(element));
        return parts.join(u' ');
    }
    if (value.isObject())
        return u'{' + argumentsInWords(value.toObject()) + u'}';
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 17);
    return value.isBool() ? (value.toBool() ? Words::tr("yes") : Words::tr("no")) : value.toString();
}

QString resultText(const AuditRecord &record)
{
    return record.error.isEmpty() ? Words::tr("done") : Words::tr("failed: %1").arg(record.error);
}

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace

QString argumentsInWords(const QJsonObject &arguments)
{
    QStringList parts;
    for (auto it = arguments.begin(); it != arguments.end(); ++it)
        parts.append(it.key() + u' ' + plain(it.value()));
    return parts.join(u", "_s);
}

QString auditKey(const AuditRecord &record) { return record.request.text() + u' ' + record.member.text; }

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return Words::tr("%1 ms").arg(milliseconds);
    if (milliseconds < 10'000)
        return Words::tr("%1 s").arg(double(milliseconds) / 1000, 0, 'f', 1);
    return ageText(milliseconds / 1000);
}

QJsonObject AuditSearch::toJson() const
{
    QJsonObject json;
    const auto add = [&json](const QString &key, const QString &value) {
        if (!value.isEmpty())
            json.insert(key, value);
    };
    add(u"who"_s, who);
    add(u"what"_s, what);
    add(u"text"_s, text);
    if (since.isValid())
        json.insert(u"since"_s, timeToJson(since));
    if (until.isValid())
        json.insert(u"until"_s, timeToJson(until));
    if (onlyFailed)
        json.insert(u"failed"_s, true);
    return json;
}

Result<RowPage<AuditRecord>> auditPageFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    RowPage<AuditRecord> page;
    page.rows = reader.list("records", auditRecordFromJson);
    page.next = reader.text("next");
    page.unreachable = unreachableFromJson(json);
    return reader.finish(page);
}

QList<RowColumn<AuditRecord>> auditColumns()
{
    using Row = AuditRecord;
    return {
        {.title = Words::tr("Time"),
            .field = u"time"_s,
            .text = [](const Row &row) { return timeText(row.time, QDateTime::currentDateTimeUtc()); },
            .toolTip = [](const Row &row) { return fullTimeText(row.time); },
            .exported = [](const Row &row) { return exportTime(row.time); }},
        {.title = Words::tr("Who"), .field = u"who"_s, .text = [](const Row &row) { return row.who; }},
        {.title = Words::tr("From"), .field = u"from"_s, .text = [](const Row &row) { return row.from; }},
        {.title = Words::tr("What"),
            .field = u"what"_s,
            .text = [](const Row &row) { return row.what; },
            .toolTip = [](const Row &row) { return commandText(row.what, row.arguments); }},
        {.title = Words::tr("With"),
            .field = u"arguments"_s,
            .text = [](const Row &row) { return argumentsInWords(row.arguments); },
            .exported = [](const Row &row) { return compact(row.arguments); }},
        {.title = Words::tr("Result"),
            .field = u"error"_s,
            .text = resultText,
            .severity = [](const Row &row) { return row.error.isEmpty() ? Severity::Good : Severity::Bad; },
            .exported = [](const Row &row) { return row.error; }},
        {.title = Words::tr("Took"),
            .field = u"durationMs"_s,
            .text = [](const Row &row) { return durationText(row.durationMs); },
            .number = [](const Row &row) { return row.durationMs; },
            .exported = [](const Row &row) { return QString::number(row.durationMs); }},
        {.title = Words::tr("Proof"), .field = u"proof"_s, .text = [](const Row &row) { return row.proof; }},
        {.title = Words::tr("Keeper"),
            .field = u"member"_s,
            .text = [](const Row &row) { return row.member.text; }},
        {.title = Words::tr("Request"),
            .field = u"request"_s,
            .text = [](const Row &row) { return row.request.text(); }},
    };
}

AuditModel::AuditModel(Connection &connection, QObject *parent)
    : PagedModel(auditColumns(), auditKey, parent)
    , m_query(connection, *this, u"audit.list"_s, auditPageFromJson, pageRows)
{
}

void AuditModel::setSearch(const AuditSearch &search)
{
    m_search = search;
    m_hasSearched = true;
    m_query.search(m_search.toJson());
}

bool AuditModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasSearched && pageCount() > 0 && hasMore() && !m_query.isAsking();
}

void AuditModel::fetchMore(const QModelIndex &) { m_query.more(); }

AuditExport::AuditExport(
    Connection &connection, const AuditSearch &search, AuditFormat format, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_search(search)
    , m_format(format)
{
}

void AuditExport::start() { run(); }

void AuditExport::cancel() { m_isCancelled = true; }

Task<> AuditExport::run()
{
    const QPointer<AuditExport> self(this);
    QStringList titles;
    for (const RowColumn<AuditRecord> &column : m_columns)
        titles.append(column.field);
    m_file = m_format == AuditFormat::Csv ? csvLine(titles) : QByteArray("[\n");
    QString cursor;
    do {
        QJsonObject question = m_search.toJson();
        question.insert(u"limit"_s, exportedAtOnce);
        if (!cursor.isEmpty())
            question.insert(u"after"_s, cursor);
        const Result<RowPage<AuditRecord>> page =
            co_await m_connection.ask(u"audit.list"_s, question, auditPageFromJson);
        if (!self || m_isCancelled)
            co_return;
        if (!page) {
            Q_EMIT failed(page.error().forLog);
            co_return;
        }
        take(*page);
        cursor = page->next;
        Q_EMIT progressed(m_records);
        if (!self || m_isCancelled)
            co_return;
    } while (!cursor.isEmpty());
    if (m_format == AuditFormat::Json)
        m_file += m_records > 0 ? "\n]\n" : "]\n";
    Q_EMIT finished(m_file, m_records, m_unreachable);
}

void AuditExport::take(const RowPage<AuditRecord> &page)
{
    for (const AuditRecord &record : page.rows) {
        if (m_format == AuditFormat::Csv) {
            QStringList cells;
            for (const RowColumn<AuditRecord> &column : m_columns)
                cells.append(column.exported ? column.exported(record) : column.text(record));
            m_file += csvLine(cells);
        } else {
            m_file += m_records > 0 ? ",\n" : "";
            m_file += QJsonDocument(toJson(record)).toJson(QJsonDocument::Compact);
        }
        ++m_records;
    }
    for (const QString &member : page.unreachable) {
        if (!m_unreachable.contains(member))
            m_unreachable.append(member);
    }
}

} // namespace homeport
