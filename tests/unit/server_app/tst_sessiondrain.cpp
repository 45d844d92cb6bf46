// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions of a leaving member: each at a moment of its own, the others never.
#include "server/app/sessiondrain.h"

#include <QTest>

#include <vector>

using namespace homeport;

namespace {

MemberName member(const char *name) { return MemberName(QString::fromLatin1(name)); }

} // namespace

class TestSessionDrain : public QObject
{
    Q_OBJECT

    using Places = std::vector<std::unique_ptr<SessionDrain::Place>>;
    static int ended(const Places &places)
    {
        return int(std::count_if(
            places.begin(), places.end(), [](const auto &place) { return place->token().stop_requested(); }));
    }

private Q_SLOTS:
    void onlyWhoDependsOnALeavingMemberEndsAndNotAllAtOnce()
    {
        SessionDrain drain(2s);
        Places through1, through2;
        for (int i = 0; i < 50; ++i) {
            through1.push_back(drain.enter({member("back1"), member("front1")}));
            through2.push_back(drain.enter({member("back1"), member("front2")}));
        }
        drain.setLeaving({member("front1")});
        QCOMPARE(ended(through1), 0); // from the event loop, never from the caller
        QTRY_VERIFY_WITH_TIMEOUT(ended(through1) > 0, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(ended(through1), 50, 30000);
        QCOMPARE(ended(through2), 0);
        // who comes later through it ends as well
        const auto late = drain.enter({member("back1"), member("front1")});
        QTRY_VERIFY_WITH_TIMEOUT(late->token().stop_requested(), 30000);
    }

    void aMemberThatIsReadyAgainKeepsWhatIsLeft()
    {
        SessionDrain drain(1h);
        Places places;
        for (int i = 0; i < 10; ++i)
            places.push_back(drain.enter({member("front1")}));
        drain.setLeaving({member("front1")});
        drain.setLeaving({});
        QTest::qWait(50);
        QCOMPARE(ended(places), 0);
        places.front()->end();
        QCOMPARE(ended(places), 1);
    }

    void sessionsThatEndByThemselvesAreForgotten()
    {
        SessionDrain drain(1h);
        {
            const auto place = drain.enter({member("front1")});
            drain.setLeaving({member("front1")});
        }
        drain.setLeaving({}); // nobody is left to be arranged
        QTest::qWait(20);
    }

    void placesMayOutliveTheirDrain()
    {
        std::unique_ptr<SessionDrain::Place> place;
        {
            SessionDrain drain(0ms);
            place = drain.enter({member("front1")});
            drain.setLeaving({member("front1")});
        }
        QTRY_VERIFY(place->token().stop_requested());
    }
};

QTEST_GUILESS_MAIN(TestSessionDrain)
#include "tst_sessiondrain.moc"
