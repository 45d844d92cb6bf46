// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verbs of jobs: what they read, and what job.show tells.
#include "tests/unit/server_admin/adminrig.h"

#include <QJsonArray>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

Job jobOf(AdminRig &rig, JobState state, const QString &runner)
{
    Job job;
    job.id = JobId::random();
    job.state = state;
    job.from = MemberName(u"back2.example.net"_s);
    job.to = MemberName(u"back1.example.net"_s);
    job.moves = {{rig.two, job.from, job.to}};
    job.runner = MemberName(runner);
    job.started = QDateTime::fromSecsSinceEpoch(1767225600, Qt::UTC);
    rig.cluster.inForce.jobs.append(job);
    return job;
}

} // namespace

class TestJobVerbs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reassignReadsItsScope()
    {
        AdminRig rig;
        const QJsonArray targets{u"s2=front1"_s};
        QCOMPARE(rig.call(u"reassign"_s,
                        {{u"from"_s, u"back2"_s}, {u"to"_s, u"back1"_s}, {u"targets"_s, targets},
                            {u"background"_s, true}})
                     .status,
            200);
        QCOMPARE(rig.jobs.orders.last().from.text, u"back2.example.net"_s);
        QCOMPARE(rig.jobs.orders.last().targets.value(rig.two).text, u"front1.example.net"_s);
        QCOMPARE(rig.call(u"reassign"_s, {{u"storage"_s, u"s2"_s}, {u"to"_s, u"back1"_s}}).status, 200);
        QCOMPARE(rig.jobs.orders.last().storage, std::optional(rig.two));
        QVERIFY(rig.jobs.orders.last().from.isEmpty());
        const auto errorOf = [&rig](const QJsonObject &arguments) {
            const AdminAnswer answer = rig.call(u"reassign"_s, arguments);
            return QString::number(answer.status) + u' ' + answer.body[u"error"_s].toString();
        };
        QVERIFY(errorOf({{u"to"_s, u"back1"_s}}).startsWith(u"400 from: "_s));
        QVERIFY(errorOf({{u"from"_s, u"back2"_s}, {u"storage"_s, u"s2"_s}, {u"to"_s, u"back1"_s}})
                    .startsWith(u"400 from: "_s));
        QVERIFY(errorOf({{u"from"_s, u"back2"_s}, {u"to"_s, u"back1"_s}, {u"targets"_s, QJsonArray{u"s2"_s}}})
                    .contains(u"expected STORAGE=MEMBER"_s));
        QVERIFY(errorOf(
            {{u"from"_s, u"back2"_s}, {u"to"_s, u"back1"_s}, {u"targets"_s, QJsonArray{u"s9=back1"_s}}})
                    .contains(u"\"s9\" is no storage"_s));
    }

    void jobsAreNamedByTheirFirstDigits()
    {
        AdminRig rig;
        const Job first = jobOf(rig, JobState::Done, u"back1.example.net"_s);
        const Job second = jobOf(rig, JobState::Running, u"back1.example.net"_s);
        rig.call(u"job.undo"_s, {{u"job"_s, first.shortId()}});
        rig.call(u"job.pause"_s);
        QCOMPARE(rig.jobs.done, (QStringList{u"undo "_s + first.id.text(), u"pause"_s}));
        QCOMPARE(rig.call(u"job.cancel"_s, {{u"job"_s, u"xyz"_s}}).status, 404);
        const QJsonArray shown =
            rig.call(u"job.show"_s, {{u"job"_s, second.shortId()}}).body[u"jobs"_s].toArray();
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown[0][u"shortId"_s].toString(), second.shortId());
        QCOMPARE(shown[0][u"storageNames"_s].toArray(), QJsonArray{u"s2"_s});
        QCOMPARE(rig.call(u"job.show"_s).body[u"jobs"_s].toArray().size(), 2);
    }

    void aLostRunnerIsToldWithWhatToType()
    {
        AdminRig rig;
        const Job job = jobOf(rig, JobState::Running, u"back2.example.net"_s);
        rig.remote = [&job](const MemberName &, const QString &what,
                         const QJsonObject &) -> Result<QJsonObject> {
            if (what != u"job.progress")
                return QJsonObject{};
            return QJsonObject{{u"job"_s, job.id.text()}, {u"rewritten"_s, 12}};
        };
        const QJsonObject running = rig.call(u"job.show"_s).body;
        QCOMPARE(running[u"progress"_s][u"rewritten"_s].toInt(), 12);
        QCOMPARE(running[u"text"_s].toString(), QString());
        rig.cluster.up.remove(u"back2.example.net"_s);
        const QJsonObject lost = rig.call(u"job.show"_s).body;
        QVERIFY(lost[u"progress"_s].isNull());
        QVERIFY(lost[u"text"_s].toString().contains(u"homeportctl job resume "_s + job.shortId()));
        rig.cluster.inForce.jobs.last().state = JobState::Undoing;
        QVERIFY(rig.call(u"job.show"_s).body[u"text"_s].toString().contains(u"homeportctl job undo "_s));
        rig.cluster.inForce.jobs.last().state = JobState::Paused;
        QCOMPARE(rig.call(u"job.show"_s).body[u"text"_s].toString(), QString());
    }
};

QTEST_GUILESS_MAIN(TestJobVerbs)
#include "tst_jobverbs.moc"
