// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verbs of queues over real queues of three members: one page out of many, acts by name, lane and filter,
// deletion with notice, and mail that finds its new destination.
#include "server/admin/localqueueacts.h"
#include "server/delivery/deletionnotices.h"
#include "server/queue/sqlitequeue.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QRegularExpression>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

/// Accounts by address; everything else in example.org is nobody, other domains are remote.
class PlacesRouter final : public Router
{
public:
    Task<Route> route(Address address, Freshness freshness, Deadline) override
    {
        asked.append(freshness);
        if (isAway && (freshness == Freshness::Writer || !isCached))
            co_return Route(UnknownRoute{Error::temporary("directory away")});
        if (address.domain != "example.org")
            co_return Route(RemoteRoute{address.domain});
        const auto place = places.constFind(address.text());
        if (place == places.cend())
            co_return Route(NoSuchAccountRoute{});
        co_return Route(MemberRoute{*place});
    }
    Task<Resolution> resolve(Address address, Freshness, Deadline) override
    {
        Resolution resolution;
        const auto place = places.constFind(address.text());
        if (place != places.cend())
            resolution.accounts.append(*place);
        else if (address.domain != "example.org")
            resolution.remote.append(address);
        else
            resolution.missing.append(address);
        co_return resolution;
    }
    Task<RouteExplanation> explain(Address, Deadline) override { co_return RouteExplanation(); }

    void place(const QByteArray &name, const StorageId &storage)
    {
        AccountPlace place;
        place.account.address = {name, "example.org"};
        place.account.id = AccountId::random();
        place.storage = storage;
        places.insert(name + "@example.org", place);
    }
    QHash<QByteArray, AccountPlace> places;
    QList<Freshness> asked;
    bool isAway = false; ///< the directory's writer
    bool isCached = true;
};

/// A queue that fails in the middle: two batches of a lane, one message of two recipients.
class FailingQueue final : public FakeQueue
{
public:
    Task<Result<QList<QueueTarget>>> choose(QueueQuery, qint64 after, qint64, int) override
    {
        QList<QueueTarget> targets;
        for (qint64 row = after + 1; row <= 4; ++row) {
            targets.append({row, row, DeliveryKey::random(), "domain:example.com", "b@example.com", {}});
            if (row == 2)
                break;
        }
        co_return targets;
    }
    Task<Result<QList<QueueTarget>>> moveTo(QList<QueueMove> moves) override
    {
        if (moves.first().target.row > 2)
            co_return fail(Error::temporary("sick", QStringLiteral("the disk is full")));
        QList<QueueTarget> moved;
        for (const QueueMove &move : moves)
            moved.append(move.target);
        co_return moved;
    }
    Task<Result<QList<QueueTarget>>> find(QList<QueueSelected>) override
    {
        QList<QueueTarget> targets;
        for (qint64 row = 1; row <= 2; ++row)
            targets.append({row, 7, DeliveryKey::random(), {}, {}, "b" + QByteArray::number(row)});
        co_return targets;
    }
    Task<Result<QList<QueueTarget>>> act(QueueAct, QList<QueueTarget> targets, RequestId) override
    {
        co_return targets.mid(0, 1); // the other has changed meanwhile
    }
};

/// back1 asks, front1 answers over "the link", back2 is as `cluster.up` says.
struct QueueRig : AdminRig
{
    struct Place
    {
        std::unique_ptr<FakeCluster> cluster;
        std::unique_ptr<SqliteQueue> queue;
        std::unique_ptr<DeletionNotices> notices;
        std::unique_ptr<LocalOperations> local;
    };

    QueueRig()
    {
        for (const QString &name : {back1, back2, front1})
            make(name);
        remote = [this](const MemberName &member, const QString &what, const QJsonObject &arguments) {
            return resultOf(places[member.text].local->ask(what, arguments));
        };
        const AdminPorts ports{cluster, members, *places[back1].local, clock, pool, {},
            KeeperPorts{cluster, directory, jobs, {}, {}}};
        over = std::make_unique<AdminService>(ports, folder.filePath(u"queueaudit.log"_s));
        if (!over->open())
            qFatal("no audit");
    }
    void make(const QString &name)
    {
        Place &place = places[name];
        place.cluster = std::make_unique<FakeCluster>();
        place.cluster->inForce = cluster.inForce;
        place.cluster->me = MemberName(name);
        QueueOptions options;
        options.folder = folder.filePath(u"queue-"_s + name);
        options.owner = MemberName(name);
        options.minFreeBytes = 0;
        auto opened = SqliteQueue::open(options, clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().forLog));
        place.queue = std::move(*opened);
        place.notices = std::make_unique<DeletionNotices>(accounts, clock, "mx.example.org");
        LocalPorts ports{*place.cluster, *place.queue, store, accounts, {}};
        ports.notices = place.notices.get();
        place.local = std::make_unique<LocalOperations>(ports);
    }
    qint64 put(const QString &member, const QByteArray &from, const QByteArray &recipient,
        const QByteArray &lane, qint64 age = 0, const QByteArray &body = "Subject: x\r\n\r\nhello\r\n")
    {
        QueuedMessage message;
        message.from = from;
        message.session = "s";
        message.receivedMs = clock.wallMs() - age;
        message.body = MessageBody::fromBytes(body);
        message.recipients = {{DeliveryKey::random(), lane, {}, recipient, recipient, {}, {}}};
        SqliteQueue &its = *places[member].queue;
        return *resultOf(its.enqueue(message, *its.reserve(body.size())));
    }
    AdminAnswer ask(const QString &what, const QJsonObject &arguments,
        AdministratorRole role = AdministratorRole::Operator)
    {
        return resultOf(over->call(caller(role), what, arguments, RequestId::random()));
    }
    QJsonObject value(const QString &what, const QJsonObject &arguments)
    {
        const AdminAnswer answer = ask(what, arguments);
        if (answer.status != 200)
            qFatal("%s: %s", qPrintable(what), qPrintable(answer.body[u"error"_s].toString()));
        return answer.body;
    }
    QByteArray laneOf(const StorageId &id) const { return "storage:" + id.hex(); }
    qint64 waiting(const QString &member, const QByteArray &lane)
    {
        const QList<Lane> lanes = places[member].queue->lanes();
        for (const Lane &its : lanes) {
            if (its.name.toLatin1() == lane)
                return its.messages;
        }
        return 0;
    }

    PlacesRouter accounts;
    std::map<QString, Place> places;
    std::unique_ptr<AdminService> over;
};

QJsonObject filter(const QJsonObject &conditions) { return {{u"filter"_s, conditions}}; }

} // namespace

class TestQueueVerbs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesOfSeveralMembersAreOne_data()
    {
        QTest::addColumn<QString>("sort");
        QTest::addColumn<bool>("descending");
        for (const char *sort : {"received", "from", "state"}) {
            for (const bool descending : {false, true})
                QTest::addRow("%s %d", sort, descending) << QString::fromLatin1(sort) << descending;
        }
    }
    void pagesOfSeveralMembersAreOne()
    {
        QFETCH(QString, sort);
        QFETCH(bool, descending);
        QueueRig rig;
        const qint64 now = rig.clock.wallMs();
        for (int i = 0; i < 24; ++i) {
            const QString member = i % 3 == 0 ? rig.back1 : i % 3 == 1 ? rig.back2 : rig.front1;
            rig.put(member, i % 5 ? "a@x.y" : "B@x.y", "c@example.com", "domain:example.com",
                rig.clock.wallMs() - now + (i / 4) * 1000);
        }
        QJsonObject question{{u"sort"_s, sort}, {u"descending"_s, descending}, {u"limit"_s, 5}};
        QList<QueueRow> rows;
        int pages = 0;
        for (QString next;; ++pages) {
            if (!next.isEmpty())
                question.insert(u"after"_s, next);
            const QJsonObject page = rig.value(u"queue.search"_s, question);
            QCOMPARE(page[u"total"_s].toInt(), 24);
            const QJsonArray part = page[u"rows"_s].toArray();
            for (const QJsonValue &json : part) {
                const Result<QueueRow> row = queueRowFromJson(json.toObject());
                QVERIFY2(row, row ? "" : row.error().forPeer.constData());
                rows.append(*row);
            }
            next = page[u"next"_s].toString();
            if (next.isEmpty())
                break;
        }
        QCOMPARE(pages, 4); // and the last one
        QCOMPARE(rows.size(), 24);
        QSet<DeliveryKey> keys;
        for (const QueueRow &row : std::as_const(rows))
            keys.insert(row.key);
        QCOMPARE(keys.size(), 24);
        const auto value = [&](const QueueRow &row) {
            return sort == u"received" ? row.received.toMSecsSinceEpoch()
                : sort == u"nextTry"   ? row.nextTry.toMSecsSinceEpoch()
                : sort == u"from"      ? qint64(row.from.toLower()[0].unicode())
                                       : 0;
        };
        for (qsizetype i = 1; i < rows.size(); ++i) {
            const auto before = std::tuple(value(rows[i - 1]), rows[i - 1].member, rows[i - 1].id);
            const auto behind = std::tuple(value(rows[i]), rows[i].member, rows[i].id);
            QVERIFY(descending ? before > behind : before < behind);
        }
    }

    void whoIsAwayIsToldAndTheOthersAnswer()
    {
        QueueRig rig;
        rig.put(rig.back1, "a@x.y", "ann@example.org", rig.laneOf(rig.two));
        rig.put(rig.front1, "a@x.y", "ann@example.org", rig.laneOf(rig.two));
        rig.cluster.up.remove(rig.back2);
        const QJsonObject page = rig.value(u"queue.search"_s, filter({{u"lane"_s, u"host:back2"_s}}));
        QCOMPARE(page[u"rows"_s].toArray().size(), 2);
        QCOMPARE(page[u"rows"_s][0][u"host"_s].toString(), rig.back2);
        QCOMPARE(page[u"unreachable"_s][0][u"member"_s].toString(), rig.back2);
        const AdminAnswer alone = rig.ask(u"queue.search"_s, {{u"member"_s, u"back2"_s}});
        QVERIFY(alone.status != 200);
        const QJsonObject held = rig.value(u"queue.hold"_s, {{u"lane"_s, u"host:back2"_s}});
        QCOMPARE(held[u"recipients"_s].toInt(), 2);
        QCOMPARE(held[u"unreachable"_s].toArray().size(), 1);
    }

    void aHostsLanesAreThoseOfItsStoragesNow()
    {
        QueueRig rig;
        for (auto &[name, place] : rig.places) { // back1's storage went to back2
            Q_UNUSED(name);
            place.cluster->inForce.storages[0].owner = MemberName(rig.back2);
        }
        rig.put(rig.back1, "a@x.y", "ann@example.org", rig.laneOf(rig.one));
        rig.put(rig.back1, "a@x.y", "bob@example.org", rig.laneOf(rig.two));
        const AdminAnswer former = rig.ask(u"queue.hold"_s, {{u"lane"_s, u"host:back1"_s}});
        QCOMPARE(former.body[u"error"_s].toString(),
            u"lane: \"host:back1\": no storage belongs to back1.example.net now"_s);
        QCOMPARE(rig.value(u"queue.hold"_s, {{u"lane"_s, u"host:BACK2"_s}})[u"recipients"_s].toInt(), 2);
    }

    void aHostThatCouldBeTwoIsRefused()
    {
        QueueRig rig;
        const QString other = u"back2.example.org"_s;
        for (auto &[name, place] : rig.places) {
            Q_UNUSED(name);
            place.cluster->inForce.members.append(fakeMember(other, true));
        }
        rig.put(rig.back1, "a@x.y", "bob@example.org", rig.laneOf(rig.two));
        const AdminAnswer both = rig.ask(u"queue.delete"_s, {{u"lane"_s, u"host:back2"_s}});
        QVERIFY(both.status != 200);
        QVERIFY2(
            both.body[u"error"_s].toString().contains(u"lane: \"back2\" could be each of: "_s + rig.back2),
            qPrintable(both.body[u"error"_s].toString()));
        QCOMPARE(
            rig.value(u"queue.delete"_s, {{u"lane"_s, u"host:back2.example.net"_s}})[u"recipients"_s].toInt(),
            1);
    }

    void lanesHaveNamesAgesAndHeldOnes()
    {
        QueueRig rig;
        rig.put(rig.back1, "a@x.y", "ann@example.org", rig.laneOf(rig.two), 12 * 60'000);
        rig.put(rig.back1, "a@x.y", "b@example.com", "domain:example.com");
        rig.value(u"queue.hold"_s, {{u"lane"_s, u"domain:example.com"_s}, {u"member"_s, u"back1"_s}});
        const QJsonArray lanes = rig.value(u"queue.lanes"_s, {})[u"lanes"_s].toArray();
        QCOMPARE(lanes.size(), 2);
        const Lane remote = *laneFromJson(lanes[0].toObject());
        QCOMPARE(remote.label, u"example.com"_s);
        QCOMPARE(remote.held, 1);
        const Lane home = *laneFromJson(lanes[1].toObject());
        QCOMPARE(home.label, u"s2"_s);
        QCOMPARE(home.host, rig.back2);
        QCOMPARE(home.ages, (LaneAges{0, 0, 1}));
    }

    void anActIsMeantForExactlyOneThing_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QJsonObject &arguments, const QString &says) {
            QTest::newRow(name) << arguments << says;
        };
        const QString one = u"lane: expected exactly one of lane, id, selection and filter"_s;
        row("nothing", {}, one);
        row("two", {{u"id"_s, 1}, {u"filter"_s, QJsonObject()}}, one);
        row("empty lane", {{u"lane"_s, QString()}}, one);
        row("misspelt", filter({{u"olderthan"_s, 5}}),
            u"filter: olderthan: unknown; known are: lane, from"_s);
        row("state", filter({{u"state"_s, u"asleep"_s}}), u"filter: state: \"asleep\" is none of"_s);
        row("selection", {{u"selection"_s, QJsonArray{QJsonObject{{u"key"_s, u"x"_s}}}}},
            u"selection: id: missing"_s);
        row("no member", {{u"selection"_s, QJsonArray{QJsonObject{{u"member"_s, u"back9"_s}, {u"id"_s, 1}}}}},
            u"\"back9\" is no member"_s);
        row("unknown", {{u"id"_s, 1}, {u"now"_s, true}}, u"now: unknown argument"_s);
        row("not there", {{u"id"_s, 99}}, u"message 99 is not in the queue"_s);
    }
    void anActIsMeantForExactlyOneThing()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, says);
        QueueRig rig;
        rig.put(rig.back1, "a@x.y", "b@example.com", "domain:example.com");
        const AdminAnswer answer = rig.ask(u"queue.delete"_s, arguments);
        QVERIFY(answer.status != 200);
        QVERIFY2(answer.body[u"error"_s].toString().contains(says),
            qPrintable(answer.body[u"error"_s].toString()));
        QCOMPARE(rig.waiting(rig.back1, "domain:example.com"), 1);
    }

    void manyAreDoneByFilterInsideTheDaemons()
    {
        QueueRig rig;
        std::vector<Task<Result<qint64>>> tasks;
        for (int i = 0; i < 1300; ++i) {
            QueuedMessage message;
            message.from = i % 2 ? "spam@x.y" : "ham@x.y";
            message.body = MessageBody::fromBytes("x");
            message.recipients = {
                {DeliveryKey::random(), "domain:example.com", {}, "b@example.com", "b@example.com", {}, {}}};
            SqliteQueue &queue = *rig.places[i % 10 ? rig.back1 : rig.front1].queue;
            tasks.push_back(queue.enqueue(message, *queue.reserve(1)));
        }
        for (auto &task : tasks)
            QVERIFY(resultOf(std::move(task)));
        QJsonObject meant = filter({{u"from"_s, u"SPAM@"_s}});
        meant.insert(u"expected"_s, 650);
        QCOMPARE(rig.value(u"queue.hold"_s, meant)[u"recipients"_s].toInt(), 650);
        QCOMPARE(rig.value(u"queue.retry"_s, meant)[u"recipients"_s].toInt(), 0); // held ones are not meant
        QCOMPARE(rig.value(u"queue.search"_s, filter({{u"state"_s, u"held"_s}}))[u"total"_s].toInt(), 650);
        const QJsonObject deleted = rig.value(u"queue.delete"_s, meant);
        QCOMPARE(deleted[u"recipients"_s].toInt(), 650);
        QCOMPARE(deleted[u"failed"_s].toArray().size(), 0);
        QCOMPARE(rig.value(u"queue.search"_s, {})[u"total"_s].toInt(), 650);
        QFile audit(rig.folder.filePath(u"queueaudit.log"_s));
        QVERIFY(audit.open(QIODevice::ReadOnly));
        QVERIFY(audit.readAll().contains("\"expected\":650"));
    }

    void ofASelectionEachFailureIsTold()
    {
        QueueRig rig;
        const QByteArray lane = "domain:example.com";
        const qint64 first = rig.put(rig.back1, "a@x.y", "b@example.com", lane);
        const qint64 held = rig.put(rig.back1, "a@x.y", "held@example.com", lane);
        const qint64 far = rig.put(rig.front1, "a@x.y", "c@example.com", lane);
        rig.value(u"queue.hold"_s, {{u"id"_s, held}});
        const auto chosen = [&](const QString &member, qint64 id) {
            return QJsonObject{{u"member"_s, member}, {u"id"_s, id}};
        };
        const QJsonArray all{chosen(rig.back1, first), chosen(rig.back1, held), chosen(u"front1"_s, far),
            chosen(u"front1"_s, 99)};
        const QJsonObject answer = rig.value(u"queue.retry"_s, {{u"selection"_s, all}});
        QCOMPARE(answer[u"recipients"_s].toInt(), 2);
        const QJsonArray failed = answer[u"failed"_s].toArray();
        QCOMPARE(failed.size(), 2);
        QCOMPARE(failed[0][u"error"_s].toString(), u"held@example.com: it is held: release it"_s);
        QCOMPARE(failed[1][u"member"_s].toString(), rig.front1);
        QCOMPARE(failed[1][u"error"_s].toString(), u"message 99 is not in the queue"_s);
        const QJsonObject released = rig.value(u"queue.release"_s, {{u"id"_s, held}});
        QCOMPARE(released[u"recipients"_s].toInt(), 1);
        QFile audit(rig.folder.filePath(u"queueaudit.log"_s));
        QVERIFY(audit.open(QIODevice::ReadOnly));
        QVERIFY(audit.readAll().contains("front1:99")); // which ones, not only how many
    }

    void aDeletionTellsTheSenderOnceAndNobodyElse()
    {
        QueueRig rig;
        const QByteArray lane = "domain:example.com";
        const qint64 told = rig.put(
            rig.back1, "carl@example.net", "b@example.com", lane, 0, "Subject: lost\r\n\r\nsecret\r\n");
        const qint64 null = rig.put(rig.back1, {}, "b@example.com", lane);
        const qint64 silent = rig.put(rig.back1, "dora@example.net", "b@example.com", lane);
        QCOMPARE(
            rig.value(u"queue.delete"_s, {{u"id"_s, told}, {u"notify"_s, true}})[u"recipients"_s].toInt(), 1);
        QCOMPARE(
            rig.value(u"queue.delete"_s, {{u"id"_s, null}, {u"notify"_s, true}})[u"recipients"_s].toInt(), 1);
        QCOMPARE(rig.value(u"queue.delete"_s, {{u"id"_s, silent}})[u"recipients"_s].toInt(), 1);
        const QJsonObject left = rig.value(u"queue.search"_s, {});
        QCOMPARE(left[u"total"_s].toInt(), 1);
        const QueueRow notice = *queueRowFromJson(left[u"rows"_s][0].toObject());
        QCOMPARE(notice.from, QString());
        QCOMPARE(notice.recipient, u"carl@example.net"_s);
        QCOMPARE(notice.lane, u"domain:example.net"_s);
        const auto body = resultOf(rig.places[rig.back1].queue->body(notice.id));
        const QByteArray text = *(*body)->read(0, (*body)->size());
        QVERIFY(text.contains("Action: failed"));
        QVERIFY(text.contains("Final-Recipient: rfc822; b@example.com"));
        QVERIFY(text.contains("deleted from the queue by an administrator"));
        QVERIFY(text.contains("Subject: lost") && !text.contains("secret"));
        // the notice itself is deleted without another
        rig.value(u"queue.delete"_s, {{u"id"_s, notice.id}, {u"notify"_s, true}});
        QCOMPARE(rig.value(u"queue.search"_s, {})[u"total"_s].toInt(), 0);
    }

    void whatIsDeletedIsNamedInTheLogAndCountedInTheAudit()
    {
        QueueRig rig;
        const QByteArray lane = "domain:example.com";
        const qint64 silent = rig.put(rig.back1, "carl@example.net", "b@example.com", lane);
        const qint64 told = rig.put(rig.back1, "dora@example.net", "c@example.com", lane);
        const qint64 far = rig.put(rig.front1, "emil@example.net", "d@example.com", lane);
        const RequestId request = RequestId::random();
        const auto expect = [&request](qint64 id, const QString &from, const QString &to) {
            const QString line = u"^deleted id=s message=%1 from=%2 to=%3 request=%4"_s.arg(id).arg(
                QRegularExpression::escape(from), QRegularExpression::escape(to), request.text());
            QTest::ignoreMessage(QtInfoMsg, QRegularExpression(line)); // the test fails without it
        };
        const auto remove = [&](const QJsonObject &arguments) {
            return resultOf(rig.over->call(
                rig.caller(AdministratorRole::Operator), u"queue.delete"_s, arguments, request));
        };
        expect(silent, u"carl@example.net"_s, u"b@example.com"_s);
        expect(far, u"emil@example.net"_s, u"d@example.com"_s);
        QJsonArray all{QJsonObject{{u"member"_s, rig.back1}, {u"id"_s, silent}},
            QJsonObject{{u"member"_s, rig.front1}, {u"id"_s, far}}};
        for (int i = 0; i < 200; ++i)
            all.append(QJsonObject{{u"member"_s, rig.front1}, {u"id"_s, 1000 + i}});
        QCOMPARE(remove({{u"selection"_s, all}}).body[u"recipients"_s].toInt(), 2);
        QFile audit(rig.folder.filePath(u"queueaudit.log"_s));
        QVERIFY(audit.open(QIODevice::ReadOnly));
        const QByteArray record = audit.readAll();
        QVERIFY(record.contains("front1.example.net:1199\"")); // the last one too
        QVERIFY(record.contains("\"recipients\":2"));
        const RequestId other = RequestId::random();
        const QString line = u"^deleted id=s message=%1 .*request=%2"_s.arg(told).arg(other.text());
        QTest::ignoreMessage(QtInfoMsg, QRegularExpression(line));
        const AdminAnswer answer = resultOf(rig.over->call(rig.caller(AdministratorRole::Operator),
            u"queue.delete"_s, {{u"id"_s, told}, {u"notify"_s, true}}, other));
        QCOMPARE(answer.body[u"recipients"_s].toInt(), 1);
        const QJsonObject sly{{u"id"_s, told}, {u"request"_s, request.text()}};
        QCOMPARE(rig.ask(u"queue.delete"_s, sly).status, 400);
    }

    void ofAMessagesRecipientsEachIsCounted()
    {
        QueueRig rig;
        FailingQueue queue;
        LocalPorts ports{rig.cluster, queue, rig.store, rig.accounts, {}};
        ports.notices = rig.places[rig.back1].notices.get();
        LocalOperations local(ports);
        // from nobody: nobody is told
        const auto answer = resultOf(local.ask(u"queue.delete"_s, {{u"id"_s, 7}, {u"notify"_s, true}}));
        QVERIFY(answer);
        QCOMPARE((*answer)[u"recipients"_s].toInt(), 1);
        QCOMPARE((*answer)[u"failed"_s].toArray().size(), 1);
        QVERIFY((*answer)[u"failed"_s][0][u"error"_s].toString().startsWith(u"b2: it has left the queue"_s));
    }

    void anErrorSaysWhatWasDoneBeforeIt()
    {
        QueueRig rig;
        FailingQueue queue;
        LocalOperations local({rig.cluster, queue, rig.store, rig.accounts, {}});
        const auto answer = resultOf(local.ask(u"queue.reroute"_s, {{u"lane"_s, u"domain:example.com"_s}}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().forLog, u"done for 2 recipients, then: the disk is full"_s);
    }

    void aSenderIsToldOnceHoweverManyAreDeleted_data()
    {
        QTest::addColumn<bool>("selected");
        QTest::newRow("filter") << false;
        QTest::newRow("selection") << true;
    }
    void aSenderIsToldOnceHoweverManyAreDeleted()
    {
        QFETCH(bool, selected);
        QueueRig rig;
        SqliteQueue &queue = *rig.places[rig.back1].queue;
        std::vector<Task<Result<qint64>>> tasks;
        QJsonArray all;
        for (int i = 1; i <= QueueBatches::size; ++i) { // the last one's recipients stand on both sides
            QueuedMessage message;
            message.from = i == QueueBatches::size ? "carl@example.net" : "";
            message.body = MessageBody::fromBytes("x");
            for (int n = 0; n < (i == QueueBatches::size ? 3 : 1); ++n)
                message.recipients.append({DeliveryKey::random(), "domain:example.com", {}, "b@example.com",
                    "b@example.com", {}, {}});
            tasks.push_back(queue.enqueue(message, *queue.reserve(1)));
            all.append(QJsonObject{{u"member"_s, rig.back1}, {u"id"_s, i}});
        }
        for (auto &task : tasks)
            QVERIFY(resultOf(std::move(task)));
        QJsonObject meant = selected ? QJsonObject{{u"selection"_s, all}} : filter({});
        meant.insert(u"notify"_s, true);
        QCOMPARE(rig.value(u"queue.delete"_s, meant)[u"recipients"_s].toInt(), QueueBatches::size + 2);
        QCOMPARE(rig.waiting(rig.back1, "domain:example.com"), 0);
        QCOMPARE(rig.waiting(rig.back1, "domain:example.net"), 1);
    }

    void nobodyIsToldOfWhatMayBeDelivered()
    {
        QueueRig rig;
        const qint64 id = rig.put(rig.back1, "carl@example.net", "b@example.com", "domain:example.com");
        QCOMPARE(resultOf(rig.places[rig.back1].queue->claim("domain:example.com", 1, true))->size(), 1);
        const QJsonObject answer = rig.value(u"queue.delete"_s, {{u"id"_s, id}, {u"notify"_s, true}});
        QCOMPARE(answer[u"recipients"_s].toInt(), 0);
        QVERIFY(answer[u"failed"_s][0][u"error"_s].toString().contains(u"is being tried right now"_s));
        QCOMPARE(rig.waiting(rig.back1, "domain:example.com"), 1);
        QCOMPARE(rig.waiting(rig.back1, "domain:example.net"), 0);
    }

    void reroutedMailStandsWhereItsAccountIsNow()
    {
        QueueRig rig;
        const StorageId away = StorageId::random(); // nobody serves it
        const QByteArray lane = rig.laneOf(away);
        rig.accounts.place("ann", rig.two); // moved
        rig.accounts.place("bob", away); // still there
        rig.put(rig.back1, "a@x.y", "ann@example.org", lane);
        rig.put(rig.back1, "a@x.y", "bob@example.org", lane);
        rig.put(rig.back1, "a@x.y", "gone@example.org", lane);
        const qint64 held = rig.put(rig.back1, "a@x.y", "ann@example.org", lane);
        rig.value(u"queue.hold"_s, {{u"id"_s, held}});
        const QJsonObject answer = rig.value(
            u"queue.reroute"_s, {{u"lane"_s, QString::fromLatin1(lane)}, {u"member"_s, u"back1"_s}});
        QCOMPARE(answer[u"recipients"_s].toInt(), 3);
        QCOMPARE(answer[u"moved"_s].toInt(), 2);
        QCOMPARE(answer[u"unknown"_s].toInt(), 0);
        QCOMPARE(rig.waiting(rig.back1, rig.laneOf(rig.two)), 1);
        QCOMPARE(rig.waiting(rig.back1, lane), 2); // bob's, and what is held
        // what is nobody now is looked at by an attempt, which no parked lane has
        QCOMPARE(rig.waiting(rig.back1, "domain:example.org"), 1);
        QCOMPARE(rig.accounts.asked.first(), Freshness::Writer);
    }

    void withoutADirectoryReroutedMailStaysAndIsDue()
    {
        QueueRig rig;
        rig.accounts.place("ann", rig.two);
        rig.put(rig.back1, "a@x.y", "ann@example.org", rig.laneOf(rig.one));
        rig.accounts.isAway = true;
        rig.accounts.isCached = false;
        QJsonObject answer = rig.value(u"queue.reroute"_s, {{u"id"_s, 1}});
        QCOMPARE(answer[u"recipients"_s].toInt(), 1);
        QCOMPARE(answer[u"moved"_s].toInt(), 0);
        QCOMPARE(answer[u"unknown"_s].toInt(), 1);
        QCOMPARE(rig.waiting(rig.back1, rig.laneOf(rig.one)), 1);
        rig.accounts.isCached = true; // a copy answers
        answer = rig.value(u"queue.reroute"_s, {{u"id"_s, 1}});
        QCOMPARE(answer[u"moved"_s].toInt(), 1);
        QCOMPARE(rig.waiting(rig.back1, rig.laneOf(rig.two)), 1);
    }

    void headersAreForOperators()
    {
        QueueRig rig;
        const qint64 id = rig.put(rig.front1, "a@x.y", "b@example.com", "domain:example.com");
        const QJsonObject question{{u"id"_s, id}, {u"member"_s, u"front1"_s}};
        const QueueEntry full = *queueEntryFromJson(rig.value(u"queue.show"_s, question));
        QCOMPARE(full.headers, u"Subject: x\n\n"_s);
        const AdminAnswer viewer = rig.ask(u"queue.show"_s, question, AdministratorRole::Viewer);
        QCOMPARE(viewer.status, 200);
        const QueueEntry part = *queueEntryFromJson(viewer.body);
        QCOMPARE(part.recipients, full.recipients);
        QCOMPARE(part.headers, QString());
        QJsonObject sly = question;
        sly.insert(u"headers"_s, true);
        QCOMPARE(rig.ask(u"queue.show"_s, sly, AdministratorRole::Viewer).status, 400);
    }

    void aMemberOfAnEarlierVersionShowsWithoutHeaders()
    {
        QueueRig rig;
        const qint64 id = rig.put(rig.front1, "a@x.y", "b@example.com", "domain:example.com");
        rig.remote = [&rig](const MemberName &member, const QString &what,
                         const QJsonObject &arguments) -> Result<QJsonObject> {
            if (arguments.contains(u"headers"_s))
                return fail(adminError(adminword::badRequest, u"headers: unknown argument; known are: id"_s));
            return resultOf(rig.places[member.text].local->ask(what, arguments));
        };
        const QJsonObject shown = rig.value(u"queue.show"_s, {{u"id"_s, id}, {u"member"_s, u"front1"_s}});
        QCOMPARE(shown[u"recipients"_s].toArray().size(), 1);
    }

    void aMessageIsExportedInPieces_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("pieces");
        QTest::newRow("empty") << 0 << 1;
        QTest::newRow("small") << 100 << 1;
        QTest::newRow("one piece") << 512 * 1024 << 1;
        QTest::newRow("three") << 1024 * 1024 + 1 << 3;
    }
    void aMessageIsExportedInPieces()
    {
        QFETCH(int, size);
        QFETCH(int, pieces);
        QueueRig rig;
        QByteArray body(size, 'x');
        for (int i = 0; i < size; i += 1000)
            body[i] = char(i / 1000);
        const qint64 id = rig.put(rig.front1, "a@x.y", "b@example.com", "domain:example.com", 0, body);
        QByteArray got;
        int count = 0;
        for (qint64 offset = 0;;) {
            const QJsonObject piece = rig.value(
                u"queue.export"_s, {{u"id"_s, id}, {u"member"_s, u"front1"_s}, {u"offset"_s, offset}});
            QCOMPARE(piece[u"bytes"_s].toString(), QString::number(size));
            QCOMPARE(piece[u"fileName"_s].toString(), u"front1-%1.eml"_s.arg(id));
            got += QByteArray::fromBase64(piece[u"data"_s].toString().toLatin1());
            ++count;
            offset = piece[u"next"_s].toInteger();
            if (offset == 0)
                break;
        }
        QVERIFY(got == body);
        QCOMPARE(count, pieces);
        const AdminAnswer viewer = rig.ask(u"queue.export"_s, {{u"id"_s, id}}, AdministratorRole::Viewer);
        QCOMPARE(viewer.status, 403);
        QFile audit(rig.folder.filePath(u"queueaudit.log"_s));
        QVERIFY(audit.open(QIODevice::ReadOnly));
        QCOMPARE(audit.readAll().count("queue.export"), 1); // for all pieces
    }
};

QTEST_GUILESS_MAIN(TestQueueVerbs)
#include "tst_queueverbs.moc"
