// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Queued messages of a destination or of a search: sorted, filtered and paged in the daemons.
#pragma once

#include "console/models/connection.h"
#include "console/models/rowmodel.h"
#include "shared/model/queuerow.h"

#include <QSet>

namespace homeport {

/// What is asked for.
struct MessageQuestion
{
    QueueFilter filter;
    QString member; ///< only in this member's queue; empty: in all
    QueueSort sort = QueueSort::Received; ///< the oldest first
    bool isDescending = false;
    bool operator==(const MessageQuestion &) const = default;
};

/// A row with its key, made where the answer is read.
struct MessageEntry
{
    QString key;
    QueueRow row;
};

struct MessagePage
{
    QList<std::shared_ptr<const MessageEntry>> entries;
    qint64 total = 0;
    QString next; ///< cursor; empty: the end
    QStringList unreachable;
};
Result<MessagePage> messagePageFromJson(const QJsonObject &json);
/// "front1.example.net:4711:<delivery key>"
QString messageKey(const QueueRow &row);

/// Only what was scrolled to is loaded; a page costs its own rows, however many are loaded before it. A
/// refresh reads the loaded part again and changes it by difference: rows that are still there keep their
/// selection, also when they have moved. Answers to a question that is no longer asked are dropped.
class MessageModel : public RowModelBase
{
    Q_OBJECT

public:
    static constexpr int pageSize = 500; ///< when scrolling on
    static constexpr int refreshSize = 1000; ///< when reading again

    explicit MessageModel(Connection &connection, QObject *parent = nullptr);

    /// Another question begins at its first page; the same one is a refresh.
    void ask(const MessageQuestion &question);
    const MessageQuestion &question() const { return m_question; }
    void refresh();
    /// Nothing is asked for any more, nothing is shown.
    void clear();

    /// How many match, on all members that answered; -1: not known yet.
    qint64 total() const { return m_total; }
    bool isAsking() const { return m_isAsking; }
    /// While rows are taken away because they have left the queue: nobody has changed the selection then.
    bool isRemoving() const { return m_isRemoving; }
    QString problem() const { return m_problem; } ///< why the last question failed; empty: it did not
    QStringList unreachable() const { return m_unreachable; }
    QDateTime asOf() const { return m_asOf; }
    /// How long reading all of it again took last time.
    std::chrono::milliseconds refreshTime() const { return m_refreshTime; }

    const QueueRow &at(int row) const { return m_rows[size_t(row)]->row; }
    const QueueRow *find(const QString &key) const;
    /// The column that a sort stands for, and back; -1 and nullopt: the daemons cannot sort by it.
    static int columnOf(QueueSort sort);
    static std::optional<QueueSort> sortOf(int column);
    /// Ages grow by themselves.
    void showAges();

    int shownCount() const override { return int(m_rows.size()); }
    int totalCount() const override { return int(std::max<qint64>(m_total, shownCount())); }
    QString keyAt(int row) const override { return m_rows[size_t(row)]->key; }
    int rowOf(const QString &key) const override;
    /// The daemons filter: ask() with another question. This one only keeps the text.
    void setFilterText(const QString &text) override { m_filterText = text; }
    QString filterText() const override { return m_filterText; }
    QStringList exportTitles() const override;
    QStringList exportRow(int row) const override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void answered(); ///< total, problem, unreachable or asOf may have changed

private:
    using Entry = std::shared_ptr<const MessageEntry>;

    Task<> read(int confirmed, QString cursor);
    QJsonObject argumentsFor(const QString &cursor, int limit) const;
    int take(int confirmed, const QList<Entry> &page, bool isLast);
    QList<Entry> withoutConfirmed(int confirmed, const QList<Entry> &page) const;
    bool isArranged(int from, const QList<Entry> &page) const;
    void removeOthers(int from, const QHash<QString, int> &rank);
    void arrange(int from, const std::function<int(const QString &key)> &rank);
    void insertMissing(int from, const QList<Entry> &page);
    void changeRows(int from, const QList<Entry> &page);
    void removeRange(int first, int last);

    Connection &m_connection;
    const QList<RowColumn<QueueRow>> m_columns;
    MessageQuestion m_question;
    std::vector<Entry> m_rows;
    QSet<QString> m_keys; ///< of m_rows
    QString m_next; ///< cursor behind what is loaded
    QString m_filterText;
    QString m_problem;
    QStringList m_unreachable;
    QDateTime m_asOf;
    std::chrono::milliseconds m_refreshTime{0};
    qint64 m_total = -1;
    int m_wanted = 0; ///< rows to be loaded
    int m_generation = 0; ///< of the question
    bool m_isAsking = false;
    bool m_isRemoving = false;
    bool m_hasQuestion = false;
    bool m_isAskedAgain = false; ///< while a reading is under way
};

} // namespace homeport
