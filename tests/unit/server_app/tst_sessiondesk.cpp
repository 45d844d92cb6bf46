// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions of several workers: listed as one, ended where they run; and messages a minute.
#include "server/app/messagemeter.h"
#include "server/app/sessiondesk.h"
#include "tests/support/await.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

SessionFacts factsOf(
    SessionService service, const QByteArray &account, const QByteArray &client, qint64 since)
{
    SessionFacts facts;
    facts.id = SessionId::random();
    facts.service = service;
    facts.account = account;
    facts.login = account;
    facts.clientAddress = client;
    facts.clientPort = 5555;
    facts.sinceMs = since;
    return facts;
}

/// Sessions of a worker, made and ended in its thread.
struct Room
{
    Worker &worker;
    std::vector<std::unique_ptr<SessionRoster::Entry>> entries;
    std::atomic<int> ended{0};
};

/// Runs `work` in the room's thread and waits for it.
void inRoom(Room &room, const std::function<void()> &work)
{
    const LoopHandle back = LoopHandle::current();
    const OneShot<bool> done;
    room.worker.post([work, back, done] {
        work();
        back.post([done] { done.finish(true); });
    });
    const auto wait = [](OneShot<bool> one) -> Task<bool> { co_return co_await one; };
    resultOf(wait(done));
}

} // namespace

class TestSessionDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sessionsOfAllWorkersAreListedCountedAndEnded()
    {
        WorkerPool workers(3);
        SessionDesk desk(workers, MemberName(u"back1.example.net"_s));
        std::vector<std::unique_ptr<Room>> rooms;
        for (int i = 0; i < workers.size(); ++i) {
            rooms.push_back(std::unique_ptr<Room>(new Room{workers.worker(i), {}, {}}));
            Room &room = *rooms.back();
            inRoom(room, [&room, &desk, i] {
                const auto end = [&room] { ++room.ended; };
                room.entries.push_back(desk.here().enter(
                    factsOf(SessionService::Imap, "ann@example.org", "192.0.2.1", 1000 + i), end));
                room.entries.push_back(
                    desk.here().enter(factsOf(SessionService::Smtp, {}, "2001:db8::1", 2000 + i), end));
            });
        }
        SessionFacts carried = factsOf(SessionService::Pop3, "bob@example.org", "192.0.2.9", 3000);
        carried.peer = MemberName(u"back2.example.net"_s);
        const SessionId carriedId = carried.id;
        inRoom(*rooms[1], [&] { rooms[1]->entries.push_back(desk.here().enter(carried, nullptr)); });
        QVERIFY(desk.counts() == (SessionCounts{3, 1, 3, 0}));

        SessionQuery query;
        SessionPage page = resultOf(desk.list(query));
        QCOMPARE(page.total, 7);
        QCOMPARE(page.rows.first().account, u"bob@example.org"_s);
        QCOMPARE(page.rows.first().peer.text, u"back2.example.net"_s);
        QCOMPARE(page.rows[1].client, u"[2001:db8::1]:5555"_s);
        query.text = u"ANN@"_s;
        query.limit = 2;
        page = resultOf(desk.list(query));
        QCOMPARE(page.total, 3);
        QCOMPARE(page.rows.size(), 2);
        QCOMPARE(page.rows.first().since.toMSecsSinceEpoch(), 1002);
        query.after = page.rows.last();
        QCOMPARE(resultOf(desk.list(query)).rows.size(), 1);
        query = {};
        query.service = SessionService::Smtp;
        const SessionPage strangers = resultOf(desk.list(query));
        QCOMPARE(strangers.total, 3);

        SessionsEnded ended = resultOf(desk.end(SessionIds{strangers.rows[1].id, carriedId}));
        QCOMPARE(ended.ended, 1);
        QCOMPARE(ended.carried.value(MemberName(u"back2.example.net"_s)), SessionIds{carriedId});
        ended = resultOf(desk.end(SessionsOfAccount{u"ann@example.org"_s}));
        QCOMPARE(ended.ended, 3);
        QCOMPARE(rooms[0]->ended + rooms[1]->ended + rooms[2]->ended, 4);
        for (const auto &room : rooms)
            inRoom(*room, [&room] { room->entries.clear(); });
        QVERIFY(desk.counts() == SessionCounts{});
        QCOMPARE(resultOf(desk.list(SessionQuery())).total, 0);
    }

    void pagesTellEachSessionOnceInOrder()
    {
        SessionCounters counters{};
        SessionRoster roster(MemberName(u"back1.example.net"_s), counters);
        std::vector<std::unique_ptr<SessionRoster::Entry>> entries;
        for (int i = 0; i < 500; ++i) { // many at one time
            SessionFacts facts =
                factsOf(SessionService::Imap, "u" + QByteArray::number(i), "192.0.2.1", i % 7);
            facts.login = "J\xc3\xb6rg";
            entries.push_back(roster.enter(facts, [] {}));
        }
        SessionQuery query;
        query.limit = 37;
        QList<SessionRow> told;
        for (;;) {
            const SessionPage page = roster.page(query);
            QCOMPARE(page.total, 500);
            if (page.rows.isEmpty())
                break;
            QVERIFY(page.rows.size() <= 37);
            told += page.rows;
            query.after = told.last();
        }
        QCOMPARE(told.size(), 500);
        for (qsizetype i = 1; i < told.size(); ++i)
            QVERIFY(isBefore(told[i - 1], told[i]));
        // the end of another member's page at the same time: its name decides
        query.after = SessionRow();
        query.after->since = told.first().since;
        query.after->member = MemberName(u"a.example.net"_s);
        QCOMPARE(roster.page(query).rows.first(), told.first());
        query.after->member = MemberName(u"c.example.net"_s);
        QVERIFY(roster.page(query).rows.first().since < told.first().since);
    }

    void textsAreFoundWithoutRegardToCase()
    {
        SessionCounters counters{};
        SessionRoster roster(MemberName(u"back1.example.net"_s), counters);
        SessionFacts facts = factsOf(SessionService::Imap, "ann@example.org", "2001:db8::a", 1);
        facts.login = "J\xc3\xb6rg";
        const auto entry = roster.enter(facts, [] {});
        SessionQuery query;
        for (const QString &text : {u"ANN@"_s, u"JÖRG"_s, u"RG"_s, u"[2001:DB8::A]:5555"_s, u":55"_s}) {
            query.text = text;
            QVERIFY2(roster.page(query).total == 1, qPrintable(text));
        }
        for (const QString &text : {u"bob"_s, u"jürg"_s, u"192.0.2.1"_s}) {
            query.text = text;
            QVERIFY2(roster.page(query).total == 0, qPrintable(text));
        }
    }

    void whoEndsAtOnceMayLeaveTheRosterMeanwhile()
    {
        SessionCounters counters{};
        SessionRoster roster(MemberName(u"back1.example.net"_s), counters);
        std::vector<std::unique_ptr<SessionRoster::Entry>> entries(10);
        for (size_t i = 0; i < entries.size(); ++i) {
            entries[i] =
                roster.enter(factsOf(SessionService::Imap, "ann@example.org", "192.0.2.1", 1), [&entries, i] {
                    entries[i].reset();
                    entries[(i + 1) % entries.size()].reset(); // who has left is not asked any more
                });
        }
        const qint64 asked = roster.end(AllSessions()).ended; // in no particular order
        QVERIFY(asked >= 5 && asked < 10);
        QCOMPARE(counters[size_t(SessionService::Imap)].load(), 0);
    }

    void aSessionTellsOfItsLogin()
    {
        SessionCounters counters{};
        SessionRoster roster(MemberName(u"front1.example.net"_s), counters);
        const auto entry = roster.enter(factsOf(SessionService::Submission, {}, "192.0.2.1", 1), [] {});
        QVERIFY(!roster.page({}).rows.first().tls);
        entry->secured();
        entry->loggedIn("ann@example.org", "a@example.org");
        const SessionRow row = roster.page({}).rows.first();
        QVERIFY(row.tls && row.account == u"ann@example.org" && row.login == u"a@example.org");
        QCOMPARE(row.member.text, u"front1.example.net"_s);
    }

    void messagesOfTheLastMinuteAreCounted()
    {
        MessageMeter meter;
        QCOMPARE(meter.perMinute(), 0);
        for (int period = 1; period <= 40; ++period) {
            for (int i = 0; i < period; ++i)
                meter.count();
            meter.sample();
            int expected = 0;
            for (int past = 0; past < int(MessageMeter::periods) && period - past > 0; ++past)
                expected += period - past;
            QCOMPARE(meter.perMinute(), expected);
        }
        for (size_t i = 0; i < MessageMeter::periods; ++i)
            meter.sample();
        QCOMPARE(meter.perMinute(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSessionDesk)
#include "tst_sessiondesk.moc"
