// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asks a daemon for the pages of a list as one scrolls, and again for those in sight.
#pragma once

#include "console/models/connection.h"
#include "console/models/pagedmodel.h"

namespace homeport {

/// The signals of a paged list, whatever its rows are.
class PagedQuerySignals : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void changed(); ///< busy or not, problem, time
};

/// Answers of a search that is not in force any more are dropped. GUI thread; lives as long as its model.
template <class Row> class PagedQuery : public PagedQuerySignals
{
public:
    using Parse = Result<RowPage<Row>> (*)(const QJsonObject &);

    PagedQuery(Connection &connection, PagedModel<Row> &model, const QString &what, Parse parse, int limit)
        : m_connection(connection)
        , m_model(model)
        , m_what(what)
        , m_parse(parse)
        , m_limit(limit)
    {
    }

    /// Another search: the old rows stay until its first page is there.
    void search(const QJsonObject &arguments)
    {
        m_arguments = arguments;
        ++m_generation;
        m_isAsking = true;
        m_isFirst = true;
        Q_EMIT changed();
        first(m_generation);
    }
    const QJsonObject &arguments() const { return m_arguments; }
    /// The next page, unless one is asked for already.
    void more()
    {
        if (m_isAsking || m_isFirst || !m_model.hasMore())
            return;
        m_isAsking = true;
        Q_EMIT changed();
        next(m_generation);
    }
    /// The pages of these rows as they are now.
    void refresh(int firstRow, int lastRow)
    {
        if (m_isAsking)
            return;
        if (m_model.shownCount() == 0)
            return search(QJsonObject(m_arguments));
        m_isAsking = true;
        again(m_generation, m_model.pageOf(qBound(0, firstRow, m_model.shownCount() - 1)),
            m_model.pageOf(qBound(0, lastRow, m_model.shownCount() - 1)));
    }
    bool isAsking() const { return m_isAsking; }
    QString problem() const { return m_problem; } ///< why the newest answer did not come; empty: it did
    const QStringList &unreachable() const { return m_unreachable; }
    QDateTime asOf() const { return m_asOf; }

private:
    QJsonObject questionAfter(const QString &cursor) const
    {
        QJsonObject question = m_arguments;
        question.insert(QStringLiteral("limit"), m_limit);
        if (!cursor.isEmpty())
            question.insert(QStringLiteral("after"), cursor);
        return question;
    }
    void ended(const Result<RowPage<Row>> &page)
    {
        m_isAsking = false;
        m_problem = page ? QString() : page.error().forLog;
        if (page) {
            m_unreachable = page->unreachable;
            m_asOf = QDateTime::currentDateTimeUtc();
        }
        m_model.setStale(!page);
        Q_EMIT changed();
    }
    Task<> first(int generation)
    {
        const QPointer<PagedQuery> self(this);
        const QJsonObject question = questionAfter({});
        const Result<RowPage<Row>> page = co_await m_connection.ask(m_what, question, m_parse);
        if (!self || generation != m_generation)
            co_return;
        if (page) {
            m_isFirst = false;
            m_model.startOver(*page);
        }
        ended(page);
    }
    Task<> next(int generation)
    {
        const QPointer<PagedQuery> self(this);
        const QJsonObject question = questionAfter(m_model.cursorOf(m_model.pageCount()));
        const Result<RowPage<Row>> page = co_await m_connection.ask(m_what, question, m_parse);
        if (!self || generation != m_generation)
            co_return;
        if (page)
            m_model.appendPage(*page);
        ended(page);
    }
    Task<> again(int generation, int page, int last)
    {
        const QPointer<PagedQuery> self(this);
        Result<RowPage<Row>> whole = RowPage<Row>{};
        for (; page <= last && page < m_model.pageCount(); ++page) {
            whole = RowPage<Row>{};
            whole->next = m_model.cursorOf(page);
            bool isPlaced = false;
            for (int part = 0; part < mostParts && !isPlaced; ++part) {
                const QJsonObject question = questionAfter(whole->next);
                const Result<RowPage<Row>> answer = co_await m_connection.ask(m_what, question, m_parse);
                if (!self || generation != m_generation)
                    co_return;
                if (!answer) {
                    ended(answer);
                    co_return;
                }
                whole->rows += answer->rows;
                whole->next = answer->next;
                whole->unreachable = answer->unreachable;
                isPlaced = m_model.replacePage(page, *whole);
                if (whole->next.isEmpty())
                    break;
            }
            if (isPlaced)
                continue;
            // where the page ends could not be found again: what stands behind it is asked for as one scrolls
            m_model.truncate(page + 1);
            m_model.replacePage(page, *whole);
        }
        ended(whole);
    }

    static constexpr int mostParts = 3;

    Connection &m_connection;
    PagedModel<Row> &m_model;
    const QString m_what;
    const Parse m_parse;
    const int m_limit;
    QJsonObject m_arguments;
    QString m_problem;
    QStringList m_unreachable;
    QDateTime m_asOf;
    int m_generation = 0;
    bool m_isAsking = false;
    bool m_isFirst = true; ///< no page of the search in force is there yet
};

} // namespace homeport
