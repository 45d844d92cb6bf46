// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Queued messages for tests of the console: searched, sorted, paged and changed as daemons do it.
#pragma once

#include "shared/model/jsonreader.h"
#include "shared/model/queuerow.h"
#include "tests/support/fakeclusterclient.h"

namespace homeport {

class FakeQueue
{
public:
    /// `count` messages for back2, a minute apart, from two members.
    static QList<QueueRow> messages(int count)
    {
        QList<QueueRow> rows;
        rows.reserve(count);
        const QDateTime first = QDateTime::currentDateTimeUtc().addSecs(-3600);
        for (int i = 0; i < count; ++i) {
            QueueRow row;
            row.member =
                i % 2 == 0 ? QStringLiteral("front1.example.net") : QStringLiteral("front2.example.net");
            row.id = 1000 + i;
            row.key.bytes[0] = quint8(i);
            row.key.bytes[1] = quint8(i / 256);
            row.from = i % 10 == 0 ? QString() : QStringLiteral("sender%1@example.com").arg(i % 7);
            row.recipient = QStringLiteral("user%1@example.org").arg(i, 6, 10, QChar(u'0'));
            row.address = row.recipient;
            row.lane = QStringLiteral("storage:00000000000000000000000000000002");
            row.host = QStringLiteral("back2.example.net");
            row.received = first.addMSecs(i);
            row.bytes = 1000 + i;
            row.attempts = i % 5;
            row.lastError = QStringLiteral("back2.example.net does not answer");
            rows.append(row);
        }
        return rows;
    }

    explicit FakeQueue(QList<QueueRow> messages)
        : m_rows(std::move(messages))
    {
    }

    const QList<QueueRow> &rows() const { return m_rows; }
    void setRows(const QList<QueueRow> &rows)
    {
        m_rows = rows;
        m_sortedFor = {};
    }
    /// Keys as the console names rows, in the order of a question.
    QStringList keys(const QJsonObject &arguments)
    {
        QStringList out;
        for (const QueueRow &row : sorted(arguments))
            out.append(row.member + u':' + QString::number(row.id) + u':' + row.key.text());
        return out;
    }

    /// queue.search and the acts are answered by this; it outlives the client's calls.
    void answerOn(FakeClusterClient &client)
    {
        client.answers.insert(QStringLiteral("queue.search"),
            [this](const QJsonObject &arguments) -> Result<QJsonObject> { return search(arguments); });
        const auto setsState = [this](EntryState from, EntryState to) {
            return [this, from, to](const QJsonObject &arguments) -> Result<QJsonObject> {
                return change(arguments, [from, to](QueueRow &row) {
                    if (row.state != from)
                        return false;
                    row.state = to;
                    return true;
                });
            };
        };
        client.answers.insert(QStringLiteral("queue.hold"), setsState(EntryState::Waiting, EntryState::Held));
        client.answers.insert(
            QStringLiteral("queue.release"), setsState(EntryState::Held, EntryState::Waiting));
        client.answers.insert(
            QStringLiteral("queue.retry"), setsState(EntryState::Waiting, EntryState::Waiting));
        client.answers.insert(
            QStringLiteral("queue.delete"), [this](const QJsonObject &arguments) -> Result<QJsonObject> {
                const qsizetype before = m_rows.size();
                m_rows.removeIf([&](const QueueRow &row) { return isMeant(arguments, row); });
                m_sortedFor = {};
                return answer(before - m_rows.size());
            });
    }

private:
    static QJsonObject answer(qint64 recipients)
    {
        return {{QStringLiteral("recipients"), recipients}, {QStringLiteral("failed"), QJsonArray()},
            {QStringLiteral("unreachable"), QJsonArray()}};
    }
    static bool matches(const QueueFilter &filter, const QueueRow &row)
    {
        return (filter.lane.isEmpty() || filter.lane == row.lane
                   || filter.lane == QStringLiteral("host:") + row.host)
            && row.from.contains(filter.from, Qt::CaseInsensitive)
            && row.recipient.contains(filter.to, Qt::CaseInsensitive)
            && row.lastError.contains(filter.error, Qt::CaseInsensitive)
            && (!filter.state || *filter.state == row.state) && row.bytes > filter.largerThan;
    }
    static bool isMeant(const QJsonObject &arguments, const QueueRow &row)
    {
        if (arguments.contains(QStringLiteral("lane")))
            return matches({arguments[QStringLiteral("lane")].toString(), {}, {}, {}, {}, 0, 0}, row);
        if (arguments.contains(QStringLiteral("filter")))
            return matches(*queueFilterFromJson(arguments[QStringLiteral("filter")].toObject()), row);
        const QJsonArray selection = arguments[QStringLiteral("selection")].toArray();
        return std::any_of(selection.begin(), selection.end(), [&row](const QJsonValue &one) {
            return one[QStringLiteral("member")].toString() == row.member
                && one[QStringLiteral("id")].toInteger() == row.id
                && one[QStringLiteral("key")].toString() == row.key.text();
        });
    }
    template <class Change> QJsonObject change(const QJsonObject &arguments, Change one)
    {
        qint64 changed = 0;
        for (QueueRow &row : m_rows) {
            if (isMeant(arguments, row) && one(row))
                ++changed;
        }
        m_sortedFor = {};
        return answer(changed);
    }
    /// As text that sorts like the value, then what makes the order total.
    static QString position(const QueueRow &row, const QString &sort)
    {
        const auto padded = [](qint64 number) {
            return QStringLiteral("%1").arg(number, 20, 10, QChar(u'0'));
        };
        QString value;
        if (sort == u"bytes")
            value = padded(row.bytes);
        else if (sort == u"recipient")
            value = row.recipient;
        else if (sort == u"from")
            value = row.from;
        else if (sort == u"state")
            value = toText(row.state);
        else if (sort == u"attempts")
            value = padded(row.attempts);
        else
            value = padded(row.received.toMSecsSinceEpoch());
        return value + u'|' + row.member + u'|' + padded(row.id) + row.key.text();
    }
    const QList<QueueRow> &sorted(const QJsonObject &arguments)
    {
        QJsonObject question = arguments;
        question.remove(QStringLiteral("after"));
        question.remove(QStringLiteral("limit"));
        if (question == m_sortedFor)
            return m_sorted;
        const QueueFilter filter = *queueFilterFromJson(arguments[QStringLiteral("filter")].toObject());
        const QString sort = arguments[QStringLiteral("sort")].toString();
        const bool isDescending = arguments[QStringLiteral("descending")].toBool();
        QList<std::pair<QString, QueueRow>> found;
        for (const QueueRow &row : std::as_const(m_rows)) {
            if (matches(filter, row))
                found.append({position(row, sort), row});
        }
        std::sort(found.begin(), found.end(), [isDescending](const auto &left, const auto &right) {
            return isDescending ? right.first < left.first : left.first < right.first;
        });
        m_sorted.clear();
        m_positions.clear();
        for (const auto &[position, row] : std::as_const(found)) {
            m_positions.append(position);
            m_sorted.append(row);
        }
        m_sortedFor = question;
        return m_sorted;
    }
    QJsonObject search(const QJsonObject &arguments)
    {
        const QList<QueueRow> &found = sorted(arguments);
        const QString after = arguments[QStringLiteral("after")].toString();
        const bool isDescending = arguments[QStringLiteral("descending")].toBool();
        const auto begin = after.isEmpty() ? m_positions.cbegin()
                                           : std::upper_bound(m_positions.cbegin(), m_positions.cend(), after,
                                               [isDescending](const QString &left, const QString &right) {
                                                   return isDescending ? right < left : left < right;
                                               });
        const qsizetype first = begin - m_positions.cbegin();
        const QList<QueueRow> page = found.mid(first, arguments[QStringLiteral("limit")].toInteger(200));
        const qsizetype end = first + page.size();
        return {{QStringLiteral("rows"), listToJson(page)}, {QStringLiteral("total"), found.size()},
            {QStringLiteral("next"), end < found.size() ? m_positions[end - 1] : QString()},
            {QStringLiteral("unreachable"), QJsonArray()}};
    }

    QList<QueueRow> m_rows;
    QJsonObject m_sortedFor;
    QList<QueueRow> m_sorted;
    QStringList m_positions;
};

} // namespace homeport
