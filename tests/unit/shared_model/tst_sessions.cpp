// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lists of sessions: one order over all members, pages that neither repeat nor lose a row.
#include "shared/model/session.h"

#include <QTest>

using namespace homeport;

namespace {

SessionRow rowAt(qint64 ms, const char *member)
{
    SessionRow row;
    row.id = SessionId::random();
    row.member = MemberName(QString::fromLatin1(member));
    row.since = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return row;
}

/// What a member answers: its first rows behind the place.
SessionPage pageOf(const QList<SessionRow> &rows, const std::optional<SessionRow> &after, qsizetype limit)
{
    SessionPage page;
    page.total = rows.size();
    for (const SessionRow &row : rows) {
        if (!after || isBefore(*after, row))
            page.rows.append(row);
    }
    return mergePages({page}, limit);
}

} // namespace

class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesOverMembersGiveEachRowOnceAndInOrder()
    {
        QList<SessionRow> one;
        QList<SessionRow> two;
        for (int i = 0; i < 23; ++i) {
            one.append(rowAt(1000 + i / 3, "back1")); // several at one time
            two.append(rowAt(1000 + i / 2, "back2"));
        }
        QList<SessionRow> all = one + two;
        std::sort(all.begin(), all.end(), isBefore);
        QList<SessionRow> told;
        std::optional<SessionRow> after;
        for (;;) {
            const SessionPage page = mergePages({pageOf(one, after, 5), pageOf(two, after, 5)}, 5);
            QCOMPARE(page.total, 46);
            if (page.rows.isEmpty())
                break;
            told += page.rows;
            const Result<SessionRow> place = placeOfCursor(cursorBehind(page.rows.last()));
            QVERIFY(place);
            after = *place;
        }
        QVERIFY(told == all);
    }

    void whatIsNoCursorIsRefused()
    {
        for (const char *wrong : {"x", "1 back1", "a back1 00", "1 back1 zz", "1 2 3 4"})
            QVERIFY2(!placeOfCursor(QString::fromLatin1(wrong)), wrong);
    }

    void servicesHaveWords()
    {
        for (const char *word : {"imap", "pop3", "smtp", "submission"})
            QCOMPARE(toText(*sessionServiceFromText(QString::fromLatin1(word))), QString::fromLatin1(word));
        QVERIFY(!sessionServiceFromText(QStringLiteral("http")));
    }
};

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
