// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verbs, who may use them, that they happen once, and what the audit keeps.
#include "tests/unit/server_admin/adminrig.h"

#include "server/admin/adminsessions.h"
#include "server/admin/passwordhash.h"
#include "shared/model/jsonreader.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

class TestAdminService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachVerbNeedsItsRole()
    {
        AdminRig rig;
        const QList<Verb> verbs = AdminService::verbs();
        QSet<QString> names;
        for (const Verb &verb : verbs) {
            const QString name = QString::fromLatin1(verb.name);
            QVERIFY2(!names.contains(name), verb.name);
            names.insert(name);
            QVERIFY2(verb.role > AdministratorRole::Viewer || verb.effect == Effect::Shows,
                verb.name); // viewers change nothing
            if (verb.role == AdministratorRole::Viewer)
                continue;
            const auto below = AdministratorRole(int(verb.role) - 1);
            const AdminAnswer answer = rig.call(name, {}, RequestId::random(), AdminRig::caller(below));
            QCOMPARE(answer.status, 403);
        }
        QVERIFY(rig.audit().isEmpty());
        QCOMPARE(
            rig.said(u"frobnicate"_s), u"404 not-found what: \"frobnicate\" is no verb of this version"_s);
    }

    void aChangeHappensOnce()
    {
        AdminRig rig;
        const RequestId request = RequestId::random();
        const QJsonObject arguments{{u"domain"_s, u"Example.com"_s}};
        QCOMPARE(rig.call(u"domain.add"_s, arguments, request).status, 200);
        QCOMPARE(rig.call(u"domain.add"_s, arguments, request).status, 200);
        QCOMPARE(rig.directory.domains.count("example.com"), 1);
        QCOMPARE(rig.call(u"domain.add"_s, {{u"domain"_s, u"example.net"_s}}, request).status,
            409); // the id of another request
        QCOMPARE(
            rig.call(u"domain.add"_s, arguments).status, 409); // a new id is a new request: the domain exists
        const AdminAnswer without =
            resultOf(rig.service->call(AdminRig::caller(), u"domain.add"_s, arguments, std::nullopt));
        QCOMPARE(without.status, 400);
        rig.start(); // after a restart the audit remembers
        const AdminAnswer again = rig.call(u"domain.add"_s, arguments, request);
        QCOMPARE(again.status, 200);
        QVERIFY(again.body.contains(u"alreadyDone"_s));
        QCOMPARE(rig.directory.domains.count("example.com"), 1);
    }

    void readingDoesNotPushOutWhatHappenedOnce()
    {
        AdminRig rig;
        const RequestId request = RequestId::random();
        const QJsonObject arguments{{u"domain"_s, u"example.com"_s}};
        QCOMPARE(rig.call(u"domain.add"_s, arguments, request).status, 200);
        AuditRecord exported;
        exported.time = QDateTime::currentDateTimeUtc();
        exported.who = u"bob"_s;
        exported.what = u"queue.export"_s;
        exported.arguments = {{u"id"_s, 7}, {u"member"_s, QString(4000, u'm')}};
        QByteArray lines;
        for (qsizetype i = 0; i < AdminService::remembered + 500; ++i) {
            exported.request = RequestId::random();
            lines += jsonBytes(toJson(exported)) + '\n';
        }
        QFile file(rig.auditPath());
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(lines), lines.size());
        file.close();
        rig.start();
        const AdminAnswer again = rig.call(u"domain.add"_s, arguments, request);
        QCOMPARE(again.status, 200);
        QVERIFY(again.body.contains(u"alreadyDone"_s));
    }

    void whatIsReadInPiecesIsWrittenDownOnce()
    {
        AdminRig rig;
        const auto read = [&rig](qint64 offset, const QString &who) {
            Caller caller = AdminRig::caller();
            caller.name = who;
            const QJsonObject piece{{u"id"_s, 7}, {u"offset"_s, offset}};
            const AdminAnswer answer = rig.call(u"queue.export"_s, piece, RequestId::random(), caller);
            return answer.status == 200 ? rig.audit().count("queue.export") : -1;
        };
        QCOMPARE(read(0, u"ann"_s), 1);
        QCOMPARE(read(5, u"ann"_s), 1);
        QCOMPARE(read(9, u"ann"_s), 1);
        QCOMPARE(read(5, u"bob"_s), 2); // nobody reads without a trace by leaving out the beginning
        QCOMPARE(read(9, u"bob"_s), 2);
        QCOMPARE(read(0, u"ann"_s), 3);
    }

    void aRepetitionWaitsForTheFirst()
    {
        AdminRig rig;
        rig.jobs.isSlow = true;
        const RequestId request = RequestId::random();
        const QJsonObject arguments{
            {u"from"_s, u"back2"_s}, {u"to"_s, u"back1"_s}, {u"without"_s, QJsonArray{u"front1"_s}}};
        auto first = rig.service->call(AdminRig::caller(), u"reassign"_s, arguments, request);
        auto second = rig.service->call(AdminRig::caller(), u"reassign"_s, arguments, request);
        QCOMPARE(rig.jobs.done.size(), 1);
        rig.jobs.go.wakeAll();
        QCOMPARE(resultOf(std::move(first)).status, 200);
        QCOMPARE(resultOf(std::move(second)).status, 200);
        QCOMPARE(rig.jobs.done,
            (QStringList{u"back2.example.net back1.example.net ann@back1.example.net from 192.0.2.1 1"_s}));
    }

    void theAuditKeepsChangesAndNoSecrets()
    {
        AdminRig rig;
        rig.call(u"account.create"_s,
            {{u"address"_s, u"ann@example.org"_s}, {u"password"_s, u"open sesame"_s},
                {u"host"_s, u"back1"_s}});
        rig.call(u"account.passwd"_s,
            {{u"address"_s, u"nobody@example.org"_s}, {u"password"_s, u"open sesame"_s}});
        rig.call(u"member.invite"_s, {{u"name"_s, u"back3.example.net"_s}});
        rig.call(u"status"_s);
        const QByteArray audit = rig.audit();
        QCOMPARE(audit.count('\n'), 3);
        QVERIFY(!audit.contains("sesame"));
        QVERIFY(!audit.contains("HP1."));
        const QJsonObject second = QJsonDocument::fromJson(audit.split('\n')[1]).object();
        QCOMPARE(second[u"who"_s].toString(), u"ann"_s);
        QCOMPARE(second[u"from"_s].toString(), u"192.0.2.1"_s);
        QCOMPARE(second[u"what"_s].toString(), u"account.passwd"_s);
        QCOMPARE(second[u"result"_s].toInt(), 404);
        QVERIFY(second[u"error"_s].toString().contains(u"nobody@example.org"_s));
        QCOMPARE(second[u"arguments"_s][u"password"_s].toString(), u"(removed)"_s);
    }

    void nothingIsChangedWhenTheAuditCannotBeWritten()
    {
        AdminRig rig;
        QVERIFY(QFile::remove(rig.auditPath()));
        QVERIFY(QDir().mkdir(rig.auditPath()));
        QVERIFY(rig.said(u"domain.add"_s, {{u"domain"_s, u"example.com"_s}})
                    .startsWith(u"503 unavailable nothing was changed"_s));
        QCOMPARE(rig.directory.domains.size(), 1);
    }

    void badArgumentsAreNamed_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("answer");
        const auto bad = [](const char *name, const QString &what, const QJsonObject &arguments,
                             const QString &answer) { QTest::newRow(name) << what << arguments << answer; };
        bad("missing", u"domain.add"_s, {}, u"400 bad-request domain: missing: expected a text"_s);
        bad("type", u"domain.add"_s, {{u"domain"_s, 5}}, u"400 bad-request domain: expected a text"_s);
        bad("empty", u"alias.remove"_s, {{u"address"_s, QString()}},
            u"400 bad-request address: empty: expected a text"_s);
        bad("unknown", u"status"_s, {{u"verbose"_s, true}},
            u"400 bad-request verbose: unknown argument; known are: none"_s);
        bad("domain", u"domain.add"_s, {{u"domain"_s, u"a b"_s}},
            u"400 bad-request domain: \"a b\": expected a domain such as example.org"_s);
        bad("address", u"account.show"_s, {{u"address"_s, u"ann"_s}},
            u"400 bad-request address: \"ann\" is no mail address: expected name@domain"_s);
        bad("account", u"account.show"_s, {{u"address"_s, u"ann@example.org"_s}},
            u"404 no-such-account address: there is no ann@example.org"_s);
        bad("our domain", u"account.create"_s, {{u"address"_s, u"a@b.c"_s}, {u"password"_s, u"x"_s}},
            u"404 not-found address: b.c is none of our domains (homeportctl domain add b.c)"_s);
        bad("member", u"member.set"_s, {{u"member"_s, u"back9"_s}, {u"state"_s, u"ready"_s}},
            u"404 no-such-member member: \"back9\" is no member; members are: back1.example.net, back2.example.net, front1.example.net"_s);
        bad("state", u"member.set"_s, {{u"member"_s, u"back2"_s}, {u"state"_s, u"away"_s}},
            u"400 bad-request state: \"away\" is no state: expected ready, draining or withdrawn"_s);
        bad("nothing", u"member.set"_s, {{u"member"_s, u"back2"_s}},
            u"400 bad-request nothing to set: give addresses, adminAddresses, rights or state"_s);
        bad("rights", u"member.add"_s,
            {{u"name"_s, u"back3.example.net"_s}, {u"rights"_s, QJsonArray{u"root"_s}}},
            u"400 bad-request rights: \"root\" is no right: expected proxy, store or keeper"_s);
        bad("name", u"member.add"_s, {{u"name"_s, u"back3"_s}, {u"rights"_s, QJsonArray{u"proxy"_s}}},
            u"400 bad-request name: \"back3\" is no member name: expected a host name such as back2.example.net"_s);
        bad("endpoint", u"member.set"_s,
            {{u"member"_s, u"back2"_s}, {u"addresses"_s, QJsonArray{u"back2"_s}}},
            u"400 bad-request addresses: \"back2\" is no address: expected HOST:PORT, such as 192.0.2.7:7700"_s);
        bad("last keeper", u"member.set"_s,
            {{u"member"_s, u"back1"_s}, {u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}}},
            u"409 conflict rights: back1.example.net is the last keeper that is not withdrawn: make another member a keeper first"_s);
        bad("store right", u"member.set"_s,
            {{u"member"_s, u"back2"_s}, {u"rights"_s, QJsonArray{u"proxy"_s}}},
            u"409 conflict rights: back2.example.net serves storages and needs the right store: reassign them first"_s);
        bad("itself", u"member.remove"_s, {{u"member"_s, u"back1"_s}},
            u"409 conflict member: back1 cannot remove itself: ask another keeper"_s);
        bad("owner", u"member.remove"_s, {{u"member"_s, u"back2"_s}},
            u"409 conflict member: back2.example.net owns storage s2: reassign it, or detach it when it is empty"_s);
        bad("path", u"storage.check"_s, {{u"path"_s, u"mail"_s}},
            u"400 bad-request path: \"mail\" is not absolute: expected a path such as /srv/mail"_s);
        bad("label", u"storage.check"_s, {{u"path"_s, u"/empty"_s}},
            u"409 conflict there is no label below /empty"_s);
        bad("storage", u"storage.detach"_s, {{u"storage"_s, u"s9"_s}},
            u"404 not-found storage: \"s9\" is no storage; storages are: s1, s2"_s);
        bad("storage name", u"storage.create"_s, {{u"path"_s, u"/srv"_s}, {u"name"_s, u"s1"_s}},
            u"409 conflict name: storage s1 exists"_s);
        bad("no store", u"storage.create"_s,
            {{u"path"_s, u"/srv"_s}, {u"name"_s, u"s9"_s}, {u"member"_s, u"front1"_s}},
            u"409 conflict member: front1.example.net has no right to own storages (homeportctl member set front1.example.net --rights proxy,store)"_s);
        bad("alone", u"storage.serve"_s, {},
            u"400 bad-request alone: expected true: members serve by themselves unless they have not compared tables with enough others"_s);
        bad("weak", u"admin.add"_s, {{u"name"_s, u"bob"_s}, {u"password"_s, u"short"_s}},
            u"400 bad-request password: too short: expected at least 8 characters"_s);
        bad("admin name", u"admin.add"_s, {{u"name"_s, u"local"_s}, {u"password"_s, u"long enough"_s}},
            u"400 bad-request name: \"local\": expected 1 to 64 of a-z, 0-9, dot, dash and underscore, and not \"local\""_s);
        bad("role", u"admin.add"_s,
            {{u"name"_s, u"bob"_s}, {u"password"_s, u"long enough"_s}, {u"role"_s, u"king"_s}},
            u"400 bad-request role: \"king\" is no role: expected viewer, operator or administrator"_s);
        bad("no admin", u"admin.remove"_s, {{u"name"_s, u"bob"_s}},
            u"404 not-found name: there is no administrator bob"_s);
        bad("lane", u"queue.hold"_s, {{u"lane"_s, u"back1"_s}},
            u"400 bad-request lane: \"back1\" is no lane: expected host:MEMBER, storage:ID or domain:NAME"_s);
        bad("lane and id", u"queue.hold"_s, {{u"lane"_s, u"host:back1"_s}, {u"id"_s, 7}},
            u"400 bad-request lane: expected exactly one of lane, id, selection and filter"_s);
        bad("host lane", u"queue.hold"_s, {{u"lane"_s, u"host:front1"_s}},
            u"404 no-such-member lane: \"host:front1\": no storage belongs to front1.example.net now"_s);
        bad("message", u"queue.show"_s, {{u"id"_s, 8}}, u"409 conflict there is no message 8"_s);
        bad("range", u"table.history"_s, {{u"limit"_s, 0}},
            u"400 bad-request limit: 0 is out of range: expected a whole number, 1 to 1000"_s);
        bad("alias", u"alias.add"_s,
            {{u"address"_s, u"a@example.org"_s}, {u"targets"_s, QJsonArray{u"A@example.org"_s}}},
            u"400 bad-request targets: \"a@example.org\" is the alias itself"_s);
    }
    void badArgumentsAreNamed()
    {
        QFETCH(QString, what);
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, answer);
        AdminRig rig;
        const int before = rig.cluster.changes;
        QCOMPARE(rig.said(what, arguments), answer);
        QVERIFY(rig.cluster.inForce.number == 1 && before == 0);
    }

    void aMemberThatIsNoKeeperAnswersForItselfAndNamesTheKeepers()
    {
        AdminRig rig;
        rig.cluster.me = MemberName(rig.front1);
        QVERIFY(
            rig.said(u"status"_s)
                .contains(
                    u"front1.example.net is no keeper and cannot do \"status\": ask back1.example.net (127.0.0.1:7701)"_s));
        const Caller local{u"local"_s, AdministratorRole::Administrator, u"local user 0"_s, true};
        const auto asLocal = [&](const QString &what, const QJsonObject &arguments) {
            return rig.call(what, arguments, RequestId::random(), local);
        };
        QCOMPARE(asLocal(u"status"_s, {}).status, 200);
        QCOMPARE(asLocal(u"storage.check"_s, {{u"path"_s, u"/srv"_s}}).status, 200);
        QCOMPARE(asLocal(u"queue.lanes"_s, {}).status, 200);
        QCOMPARE(asLocal(u"queue.retry"_s, {{u"lane"_s, u"domain:example.com"_s}}).status, 200);
        QCOMPARE(asLocal(u"domain.list"_s, {}).status, 403);
        QCOMPARE(asLocal(u"queue.show"_s, {{u"id"_s, 7}, {u"member"_s, u"back1"_s}}).status, 403);
        QVERIFY(rig.members.asked.isEmpty());
    }

    void accountsAreMadeFolderFirstAndDeletedRecordFirst()
    {
        AdminRig rig;
        const QJsonObject ann{
            {u"address"_s, u"Ann@example.org"_s}, {u"password"_s, u"pw"_s}, {u"host"_s, u"back1"_s}};
        const AdminAnswer made = rig.call(u"account.create"_s, ann);
        QCOMPARE(made.status, 200);
        QCOMPARE(made.body[u"address"_s].toString(), u"ann@example.org"_s);
        QCOMPARE(made.body[u"storage"_s].toString(), u"s1"_s);
        QCOMPARE(rig.store.folders, (QList<QByteArray>{"+ann@example.org"}));
        QCOMPARE(rig.directory.account("ann").hostServer.text, rig.back1);
        QCOMPARE(rig.said(u"account.create"_s, ann), u"409 conflict address: ann@example.org exists"_s);
        QCOMPARE(rig.call(u"account.disable"_s, {{u"address"_s, u"ann@example.org"_s}}).status, 200);
        QVERIFY(!rig.directory.account("ann").enabled);
        QCOMPARE(
            rig.call(u"account.list"_s, {{u"host"_s, u"back1"_s}}).body[u"accounts"_s].toArray().size(), 1);
        QCOMPARE(rig.call(u"account.delete"_s, {{u"address"_s, u"ann@example.org"_s}}).status, 200);
        QCOMPARE(rig.store.folders.last(), QByteArray("-ann@example.org"));
        QVERIFY(rig.directory.records.isEmpty());
        // a record that is refused leaves no folder
        rig.directory.addFails = Error::refused("no", u"the directory objects"_s);
        QCOMPARE(rig.said(u"account.create"_s, ann), u"409 conflict the directory objects"_s);
        QCOMPARE(rig.store.folders.last(), QByteArray("-ann@example.org"));
        // without a host: where the fewest accounts are
        rig.directory.addFails.reset();
        StorageView mine;
        mine.id = rig.one;
        mine.accounts = 50;
        rig.store.views = {mine};
        rig.remote = [&](const MemberName &, const QString &what,
                         const QJsonObject &) -> Result<QJsonObject> {
            if (what == u"account.usage")
                return QJsonObject{
                    {u"storages"_s, QJsonArray{QJsonObject{{u"id"_s, rig.two.text()}, {u"accounts"_s, 3}}}}};
            return QJsonObject{};
        };
        QCOMPARE(
            rig.call(u"account.create"_s, {{u"address"_s, u"bob@example.org"_s}, {u"password"_s, u"pw"_s}})
                .body[u"hostServer"_s]
                .toString(),
            rig.back2);
        // none on a storage that is with a stand-in
        rig.cluster.inForce.storage(rig.two)->owner = MemberName(rig.back1);
        QVERIFY(
            rig.said(u"account.create"_s,
                   {{u"address"_s, u"eve@example.org"_s}, {u"password"_s, u"pw"_s}, {u"host"_s, u"back2"_s}})
                .startsWith(
                    u"409 conflict host: storage s2 of back2.example.net is with its stand-in back1.example.net"_s));
    }

    void statusShowsWhoDoesNotAnswerWithWhatWasLastKnown()
    {
        AdminRig rig;
        rig.remote = [&](const MemberName &member, const QString &,
                         const QJsonObject &) -> Result<QJsonObject> {
            MemberStatus status;
            status.name = member;
            status.table = rig.cluster.revision();
            status.directory = u"up"_s;
            status.version = u"9.9"_s;
            return toJson(status);
        };
        QCOMPARE(rig.call(u"status"_s).body[u"health"_s].toString(), u"healthy"_s);
        rig.cluster.up.remove(rig.front1);
        AdminAnswer answer = rig.call(u"status"_s);
        QCOMPARE(answer.body[u"health"_s].toString(), u"degraded"_s);
        QCOMPARE(answer.body[u"problems"_s][0].toString(),
            u"front1.example.net does not answer: front1.example.net: connection refused"_s);
        const QJsonValue lost = answer.body[u"members"_s][2];
        QVERIFY(!lost[u"reachable"_s].toBool());
        QCOMPARE(lost[u"lastKnown"_s][u"version"_s].toString(), u"9.9"_s);
        rig.cluster.up.remove(rig.back2);
        QCOMPARE(
            rig.call(u"status"_s).body[u"health"_s].toString(), u"critical"_s); // its storage is not served
    }

    void storagesAreCreatedDetachedAndAttachedAgain()
    {
        AdminRig rig;
        QCOMPARE(
            rig.call(u"storage.create"_s, {{u"path"_s, u"/srv/new"_s}, {u"name"_s, u"new"_s}}).status, 200);
        const Storage *row = rig.cluster.inForce.storageByName(u"new"_s);
        QVERIFY(row && !row->isDefault && row->owner.text == rig.back1 && row->id == rig.store.found.id);
        AdminAnswer answer = rig.call(u"storage.detach"_s, {{u"storage"_s, u"new"_s}});
        QCOMPARE(answer.body[u"quiet"_s].toBool(), true);
        row = rig.cluster.inForce.storageByName(u"new"_s);
        QCOMPARE(row->state, StorageState::Detached);
        QCOMPARE(row->epoch, quint64(2));
        QCOMPARE(rig.store.quiet, (QList<StorageId>{row->id}));
        answer = rig.call(u"storage.attach"_s, {{u"path"_s, u"/srv/new"_s}, {u"fenced"_s, u"powered off"_s}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(rig.store.statements, (QStringList{u"powered off"_s}));
        row = rig.cluster.inForce.storageByName(u"new"_s);
        QVERIFY(row->state == StorageState::Served && row->epoch == 3);
        rig.store.found.id = rig.two; // a sibling's
        answer = rig.call(u"storage.attach"_s, {{u"path"_s, u"/srv/s2"_s}});
        QVERIFY(answer.body[u"next"_s][0].toString().contains(
            u"homeportctl reassign back2.example.net back1.example.net"_s));
        rig.cluster.up.remove(rig.back2);
        answer = rig.call(u"storage.detach"_s, {{u"storage"_s, u"s2"_s}});
        QVERIFY(!answer.body[u"quiet"_s].toBool());
        QVERIFY(answer.body[u"warnings"_s][0].toString().contains(u"has not confirmed"_s));
        QCOMPARE(rig.call(u"storage.list"_s).body[u"storages"_s].toArray().size(), 3);
        QCOMPARE(rig.call(u"storage.serve"_s, {{u"alone"_s, true}}).status, 200);
        QVERIFY(rig.store.alone);
    }

    void membersAreInvitedSetAndRemoved()
    {
        AdminRig rig;
        QCOMPARE(
            rig.call(u"member.invite"_s, {{u"name"_s, u"back3.example.net"_s}}).body[u"token"_s].toString(),
            u"HP1.back3.example.net"_s);
        QCOMPARE(rig.call(u"member.add"_s,
                        {{u"name"_s, u"back3.example.net"_s}, {u"rights"_s, QJsonArray{u"store"_s}}})
                     .status,
            200);
        QCOMPARE(
            rig.call(u"member.set"_s, {{u"member"_s, u"back3"_s}, {u"state"_s, u"draining"_s}}).status, 200);
        QCOMPARE(rig.cluster.inForce.member(MemberName(u"back3.example.net"_s))->state,
            AdministrativeState::Draining);
        QCOMPARE(rig.call(u"member.list"_s).body[u"members"_s][3][u"observed"_s].toString(), u"invited"_s);
        QCOMPARE(rig.call(u"member.remove"_s, {{u"member"_s, u"front1"_s}}).status, 200);
        QCOMPARE(rig.cluster.inForce.removed.first().name.text, rig.front1);
        QCOMPARE(rig.directory.removedMembers, (QStringList{rig.front1}));
        // a detached storage goes with its member only when nobody has a home there
        rig.cluster.inForce.storage(rig.two)->state = StorageState::Detached;
        rig.directory.add("bob", rig.back1, rig.two, rig.back2);
        QVERIFY(rig.said(u"member.remove"_s, {{u"member"_s, u"back2"_s}})
                    .contains(u"accounts have their home"_s));
        rig.directory.records.clear();
        QCOMPARE(rig.call(u"member.remove"_s, {{u"member"_s, u"back2"_s}}).status, 200);
        QVERIFY(!rig.cluster.inForce.storage(rig.two));
        const AdminAnswer shown = rig.call(u"table.show"_s);
        QCOMPARE(shown.body[u"table"_s][u"number"_s].toInteger(), qint64(rig.cluster.inForce.number));
        QCOMPARE(rig.call(u"table.history"_s).body[u"revisions"_s][0][u"comment"_s].toString(), u"why"_s);
    }

    void lanesAreMergedAndSteered()
    {
        AdminRig rig;
        Lane lane;
        lane.name = u"storage:"_s + rig.two.text();
        lane.state = u"waiting"_s;
        rig.queue.laneList = {lane};
        rig.remote = [&](const MemberName &member, const QString &what,
                         const QJsonObject &) -> Result<QJsonObject> {
            if (what == u"queue.lanes")
                return QJsonObject{{u"lanes"_s,
                    QJsonArray{QJsonObject{{u"name"_s, u"domain:a.b"_s}, {u"member"_s, member.text}}}}};
            return QJsonObject{{u"recipients"_s, 2}};
        };
        rig.cluster.up.remove(rig.back2);
        AdminAnswer answer = rig.call(u"queue.lanes"_s);
        QCOMPARE(answer.body[u"lanes"_s].toArray().size(), 2);
        QCOMPARE(answer.body[u"lanes"_s][0][u"host"_s].toString(), rig.back2);
        QCOMPARE(answer.body[u"unreachable"_s][0][u"member"_s].toString(), rig.back2);
        answer = rig.call(u"queue.retry"_s, {{u"lane"_s, u"host:back2"_s}});
        QCOMPARE(answer.body[u"recipients"_s].toInt(), 5);
        QCOMPARE(rig.queue.done.last(), u"retry storage:"_s + rig.two.text());
        QCOMPARE(rig.call(u"queue.delete"_s, {{u"id"_s, 7}, {u"member"_s, u"back1"_s}}).status, 200);
        QCOMPARE(rig.queue.done.last(), u"remove 7"_s);
        QCOMPARE(
            rig.call(u"queue.list"_s, {{u"lane"_s, u"domain:a.b"_s}}).body[u"entries"_s].toArray().size(), 1);
        answer = rig.call(u"route"_s, {{u"address"_s, u"x@example.org"_s}, {u"all"_s, true}});
        QCOMPARE(
            answer.body[u"routes"_s][0][u"steps"_s][0][u"text"_s].toString(), u"x@example.org is nobody"_s);
        QCOMPARE(answer.body[u"routes"_s].toArray().size(), 3);
    }

    void administratorsStandInTheTableAndOneRemains()
    {
        AdminRig rig;
        QCOMPARE(
            rig.call(u"admin.add"_s, {{u"name"_s, u"ann"_s}, {u"password"_s, u"correct horse"_s}}).status,
            200);
        const QByteArray first = rig.cluster.inForce.administrators.first().passwordHash;
        QVERIFY(first.startsWith("$argon2id$"));
        QVERIFY(verifyAdministratorPassword(first, Secret("correct horse")));
        QVERIFY(!verifyAdministratorPassword(first, Secret("correct horsf")));
        QCOMPARE(rig.said(u"admin.remove"_s, {{u"name"_s, u"ann"_s}}),
            u"409 conflict name: ann is the last administrator: add another first"_s);

        AdminSessions sessions(rig.cluster, rig.clock, rig.pool);
        const auto login = resultOf(sessions.login(u"ann"_s, Secret("correct horse"), "192.0.2.1"));
        QVERIFY(login);
        QVERIFY(sessions.callerOf(login->token, "192.0.2.1"));
        QVERIFY(!sessions.callerOf("00", "192.0.2.1"));
        QCOMPARE(
            rig.call(u"admin.passwd"_s, {{u"name"_s, u"ann"_s}, {u"password"_s, u"another one"_s}}).status,
            200);
        QVERIFY(!sessions.callerOf(login->token, "192.0.2.1")); // a new password ends old sessions
        QVERIFY(!QJsonDocument(rig.call(u"table.show"_s).body).toJson().contains("argon2"));

        for (int i = 0; i < AdminSessions::failuresPerMinute; ++i) {
            const auto wrong =
                resultOf(sessions.login(i % 2 ? u"ann"_s : u"nobody"_s, Secret("guess"), "192.0.2.1"));
            QCOMPARE(wrong.error().forLog, u"wrong name or password"_s);
        }
        QCOMPARE(resultOf(sessions.login(u"ann"_s, Secret("another one"), "192.0.2.1")).error().status,
            QByteArray("throttled"));
        QVERIFY(resultOf(sessions.login(u"ann"_s, Secret("another one"), "192.0.2.2")));
    }
};

QTEST_GUILESS_MAIN(TestAdminService)
#include "tst_adminservice.moc"
