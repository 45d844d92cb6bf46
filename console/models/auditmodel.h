// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What was changed by whom: the audit of all keepers, searched in the daemons, newest first.
#pragma once

#include "console/models/pagedquery.h"
#include "shared/model/auditrecord.h"

namespace homeport {

/// All conditions together; empty: all.
struct AuditSearch
{
    QString who;
    QString what; ///< a verb, or the word before its dot
    QString text; ///< anywhere in the record
    QDateTime since;
    QDateTime until;
    bool onlyFailed = false;
    bool operator==(const AuditSearch &) const = default;

    QJsonObject toJson() const;
};

Result<RowPage<AuditRecord>> auditPageFromJson(const QJsonObject &json);
QList<RowColumn<AuditRecord>> auditColumns();
/// "address ann@example.org, target back2": arguments as people read them, on one line.
QString argumentsInWords(const QJsonObject &arguments);
/// Key of a record: request and keeper.
QString auditKey(const AuditRecord &record);
/// "80 ms", "12 s", "3 min".
QString durationText(qint64 milliseconds);

/// Scrolling asks for older ones by itself. GUI thread.
class AuditModel : public PagedModel<AuditRecord>
{
    Q_OBJECT

public:
    static constexpr int pageRows = 200;

    explicit AuditModel(Connection &connection, QObject *parent = nullptr);

    /// Asks also when it is the one in force.
    void setSearch(const AuditSearch &search);
    const AuditSearch &search() const { return m_search; }
    PagedQuery<AuditRecord> &query() { return m_query; }

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    AuditSearch m_search;
    bool m_hasSearched = false;
    PagedQuery<AuditRecord> m_query;
};

enum class AuditFormat { Csv, Json };

/// Everything that a search finds, page after page, as one file. GUI thread.
class AuditExport : public QObject
{
    Q_OBJECT

public:
    AuditExport(
        Connection &connection, const AuditSearch &search, AuditFormat format, QObject *parent = nullptr);

    void start();
    /// Nothing is told any more.
    void cancel();

Q_SIGNALS:
    void progressed(qint64 records);
    void finished(const QByteArray &file, qint64 records, const QStringList &unreachable);
    void failed(const QString &why);

private:
    Task<> run();
    void take(const RowPage<AuditRecord> &page);

    Connection &m_connection;
    const AuditSearch m_search;
    const AuditFormat m_format;
    const QList<RowColumn<AuditRecord>> m_columns = auditColumns();
    QByteArray m_file;
    qint64 m_records = 0;
    QStringList m_unreachable;
    bool m_isCancelled = false;
};

} // namespace homeport
