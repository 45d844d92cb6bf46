// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Every act on accounts, storages, sessions and administrators: its command, its words, its role.
#include "console/models/accountacts.h"
#include "console/models/administrators.h"
#include "console/models/routeview.h"
#include "console/models/sessionmodel.h"
#include "console/models/storagerow.h"
#include "shared/client/commandline.h"
#include "shared/client/commandtext.h"
#include "shared/client/generatedpassword.h"

#include <QSet>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(homeport::Act)

namespace {

const QString ann = u"ann@example.org"_s;
const QString back1 = u"back1.example.net"_s;
const QString back2 = u"back2.example.net"_s;

AccountRow account()
{
    AccountRow row{
        .kind = u"account"_s, .address = ann, .hostServer = back1, .storage = u"s1"_s, .owner = back1};
    row.isServed = true;
    row.isEnabled = true;
    return row;
}

MoveRow move(const QString &state)
{
    return {.address = ann, .from = u"s1"_s, .to = u"s2"_s, .on = u"s1"_s, .state = state, .aside = u"m1"_s};
}

StorageRow storage()
{
    StorageRow row{
        .id = u"00112233445566778899aabbccddeeff"_s, .name = u"s1"_s, .home = back1, .owner = back1};
    row.state = u"served"_s;
    row.isServed = true;
    row.path = u"/srv/mail"_s;
    row.accounts = 12;
    return row;
}

StorageCheck check(const QString &owner, quint64 epoch, bool isDetached)
{
    StorageCheck out;
    out.name = u"s1"_s;
    out.owner = owner;
    out.epoch = epoch;
    out.isDetached = isDetached;
    out.row = storage();
    out.row->epoch = 4;
    return out;
}

SessionRow session(const QString &name)
{
    SessionRow row;
    row.id = SessionId::random();
    row.member = MemberName(back1);
    row.account = name;
    row.client = u"192.0.2.1:5555"_s;
    return row;
}

} // namespace

class TestAccountActs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyActIsACommandThatDoesTheSame_data();
    void everyActIsACommandThatDoesTheSame();
    void passwordsStandInNoCommand();
    void whatLosesSomethingIsDestructiveAndSaysHowLongItIsKept();
    void theBackendWithTheFewestAccountsIsSuggested();
    void anOldOwnerThatDidNotLetGoNeedsAStatement();
    void addressesAreJudgedBeforeTheyAreSent_data();
    void addressesAreJudgedBeforeTheyAreSent();
    void generatedPasswordsAreLongAndNeverTheSame();
    void membersThatSeeAnotherRouteAreNamed();
};

void TestAccountActs::everyActIsACommandThatDoesTheSame_data()
{
    QTest::addColumn<Act>("act");
    const auto row = [](const char *name, const Act &act) { QTest::newRow(name) << act; };
    const Secret password("correct horse");
    row("create", createAccountAct({ann, password, {}, {}, 0}));
    row("create with everything", createAccountAct({ann, password, back1, u"s1"_s, qint64(2) << 30}));
    row("password", setPasswordAct(ann, password));
    row("alias", addTargetsAct(u"sales@example.org"_s, {ann}));
    row("aliases", addTargetsAct(u"sales@example.org"_s, {ann, u"bob@example.org"_s}));
    row("remove alias", removeAliasAct(u"sales@example.org"_s, {ann}));
    row("remove alias of many", removeAliasAct(u"sales@example.org"_s, {ann, u"bob@example.org"_s}));
    row("enable", enableAct(ann));
    row("disable", disableAct(ann));
    row("an odd name", disableAct(u"o'brien & co@example.org"_s));
    row("move", moveAct(account(), back2, {}));
    row("move to a storage", moveAct(account(), back2, u"s2"_s));
    row("resume", resumeMoveAct(move(u"copying"_s)));
    row("revert", revertMoveAct(move(u"copying"_s)));
    row("purge", purgeMoveAct(move(u"moved"_s)));
    row("delete", deleteAccountAct(account()));
    row("domain", addDomainAct(u"example.org"_s));
    row("create storage", createStorageAct(back1, u"/srv/mail"_s, u"s1"_s));
    row("attach", attachStorageAct({back2, u"/srv/mail"_s, {}, false}, check(back1, 4, true)));
    row("attach fenced",
        attachStorageAct(
            {back2, u"/srv/mail 2"_s, u"it's off, ticket 4711"_s, true}, check(back1, 4, false)));
    row("detach", detachStorageAct(storage()));
    row("serve alone", serveAloneAct(back1));
    row("end session", endSessionAct(session(ann)));
    row("end sessions", endSessionsOfAccountAct(ann, 3));
    row("add administrator", addAdministratorAct(u"eve"_s, AdministratorRole::Operator, password));
    row("administrator's password", setAdministratorPasswordAct(u"eve"_s, password));
    row("remove administrator", removeAdministratorAct({u"eve"_s, AdministratorRole::Viewer}));
}

void TestAccountActs::everyActIsACommandThatDoesTheSame()
{
    QFETCH(Act, act);
    QVERIFY(!act.command().isEmpty());
    const tl::expected<CommandLine, QString> typed = parseCommandLine(commandWords(act.what, act.arguments));
    QVERIFY2(typed, typed ? "" : qPrintable(typed.error()));
    QCOMPARE(typed->verb->what, act.what);
    QJsonObject arguments = act.arguments;
    arguments.remove(u"password"_s); // homeportctl makes or reads it itself
    QCOMPARE(typed->arguments, arguments);
    QVERIFY(!act.button.isEmpty());
    QVERIFY(act.text.endsWith(u'.'));
    QVERIFY(!act.takeBack.isEmpty());
}

void TestAccountActs::passwordsStandInNoCommand()
{
    const Secret password("correct horse");
    for (const Act &act : {createAccountAct({ann, password, {}, {}, 0}), setPasswordAct(ann, password),
             addAdministratorAct(u"eve"_s, AdministratorRole::Viewer, password),
             setAdministratorPasswordAct(u"eve"_s, password)}) {
        QVERIFY(!act.command().contains(u"horse"));
        QVERIFY(!act.text.contains(u"horse"));
        QCOMPARE(act.arguments[u"password"_s].toString(), u"correct horse"_s);
    }
}

void TestAccountActs::whatLosesSomethingIsDestructiveAndSaysHowLongItIsKept()
{
    const Act act = deleteAccountAct(account());
    QCOMPARE(act.danger, ActDanger::Destructive);
    QCOMPARE(act.button, u"Delete account ann@example.org"_s);
    QVERIFY(act.text.contains(u"30 days below .deleted/"));
    for (const Act &other : {removeAliasAct(u"x@example.org"_s, {ann}), purgeMoveAct(move(u"moved"_s)),
             detachStorageAct(storage()), serveAloneAct(back1), endSessionAct(session(ann)),
             removeAdministratorAct({u"eve"_s, AdministratorRole::Viewer})})
        QCOMPARE(other.danger, ActDanger::Destructive);
    QVERIFY(removeAliasAct(u"x@example.org"_s, {ann})
                .takeBack.contains(u"homeportctl alias add x@example.org ann@example.org"));
}

void TestAccountActs::theBackendWithTheFewestAccountsIsSuggested()
{
    ClusterState cluster;
    const auto add = [&cluster](const QString &name, qint64 accounts, const QString &state, bool isServed) {
        MemberState member;
        member.name = name;
        member.isReachable = true;
        member.administrativeState = state;
        member.rights = {u"store"_s};
        member.status = MemberStatus{};
        StorageView view;
        view.accounts = accounts;
        member.status->storages.append(view);
        cluster.members.append(member);
        StorageSummary row;
        row.name = u"s-"_s + name;
        row.home = row.owner = name;
        row.state = u"served"_s;
        row.isServed = isServed;
        row.isDefault = true;
        cluster.storages.append(row);
    };
    add(u"a"_s, 30, u"ready"_s, true);
    add(u"b"_s, 10, u"ready"_s, true);
    add(u"c"_s, 5, u"draining"_s, true);
    add(u"d"_s, 1, u"ready"_s, false);
    QCOMPARE(placesForAccounts(cluster), (QStringList{u"b"_s, u"a"_s}));
    QCOMPARE(placesForAccounts(cluster, u"b"_s), QStringList{u"a"_s});
    StorageSummary second;
    second.name = u"archive"_s;
    second.home = second.owner = u"a"_s;
    second.isServed = true;
    cluster.storages.prepend(second);
    QCOMPARE(storagesForAccounts(cluster, u"a"_s), (QStringList{u"s-a"_s, u"archive"_s}));
}

void TestAccountActs::anOldOwnerThatDidNotLetGoNeedsAStatement()
{
    QVERIFY(check(back1, 4, false).needsFencing(back2));
    QVERIFY(!check(back1, 4, true).needsFencing(back2));
    QVERIFY(!check(back2, 4, false).needsFencing(back2));
    QVERIFY(check(back1, 3, false).isOlderThanTable());
    QVERIFY(!check(back1, 4, false).isOlderThanTable());
    StorageCheck missed = check(back1, 3, false); // detached while its owner was away
    missed.row->state = u"detached"_s;
    QVERIFY(!missed.isOlderThanTable());
    const Act act =
        attachStorageAct({back2, u"/srv/mail"_s, u"powered off"_s, false}, check(back1, 4, false));
    QCOMPARE(act.arguments[u"fenced"_s].toString(), u"powered off"_s);
    QVERIFY(!act.arguments.contains(u"onlyCopy"_s));
    QCOMPARE(act.role, AdministratorRole::Administrator);
}

void TestAccountActs::addressesAreJudgedBeforeTheyAreSent_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("plain") << ann << true;
    QTest::newRow("one label") << u"ann@localhost"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("no domain") << u"ann@"_s << false;
    QTest::newRow("no name") << u"@example.org"_s << false;
    QTest::newRow("two signs") << u"a@b@example.org"_s << false;
    QTest::newRow("a space") << u"a b@example.org"_s << false;
    QTest::newRow("empty label") << u"a@example..org"_s << false;
}

void TestAccountActs::addressesAreJudgedBeforeTheyAreSent()
{
    QFETCH(QString, address);
    QFETCH(bool, isGood);
    QCOMPARE(whyNoAddress(address).isEmpty(), isGood);
}

void TestAccountActs::generatedPasswordsAreLongAndNeverTheSame()
{
    QSet<QString> seen;
    for (int i = 0; i < 100; ++i) {
        const QString password = generatedPassword();
        QCOMPARE(password.size(), 20);
        QVERIFY(!password.contains(u'l') && !password.contains(u'O') && !password.contains(u'0'));
        seen.insert(password);
    }
    QCOMPARE(seen.size(), 100);
}

void TestAccountActs::membersThatSeeAnotherRouteAreNamed()
{
    const auto route = [](const QString &member, const QString &mail, const QString &from) {
        return QJsonObject{{u"member"_s, member}, {u"error"_s, QString()}, {u"mail"_s, mail},
            {u"login"_s, u"OK, served by back1"_s},
            {u"steps"_s,
                QJsonArray{
                    QJsonObject{{u"step"_s, u"record"_s}, {u"text"_s, u"at back1"_s}, {u"from"_s, from}}}}};
    };
    const QJsonObject silent{
        {u"member"_s, u"m4"_s}, {u"error"_s, u"no answer"_s}, {u"steps"_s, QJsonArray()}};
    const QString good = u"250 2.1.5 accepted, delivered at once"_s;
    Result<RouteView> view = routeViewFromJson({{u"address"_s, ann},
        {u"routes"_s,
            QJsonArray{
                route(u"m1"_s, good, u"the server here"_s), route(u"m2"_s, good, u"remembered"_s), silent}}});
    QVERIFY(view);
    QVERIFY(differencesOf(*view).isAgreed); // who says so makes no difference
    view = routeViewFromJson({{u"address"_s, ann},
        {u"routes"_s,
            QJsonArray{route(u"m1"_s, good, {}), route(u"m2"_s, u"550 5.1.1 no such account"_s, {}),
                route(u"m3"_s, good, {}), silent}}});
    QVERIFY(view);
    const RouteDifferences differences = differencesOf(*view);
    QVERIFY(!differences.isAgreed);
    QCOMPARE(differences.lines.keys(), QStringList{u"m2"_s});
    QVERIFY(differences.summary.contains(u"m2"));
}

QTEST_GUILESS_MAIN(TestAccountActs)

#include "tst_accountacts.moc"
