// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Saved connections: what is kept, what is refused, where passwords go, what a trial reports.
#include "console/models/login.h"
#include "console/models/profiletrial.h"
#include "tests/support/await.h"
#include "tests/support/fakedaemon.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

struct Rig
{
    QTemporaryDir folder;
    QString file = folder.filePath(u"console.ini"_s);
    ProfileStore profiles{file};
    FakeSecrets secrets;
    std::shared_ptr<FakeDaemon> daemon = std::make_shared<FakeDaemon>();
    Connection connection{fakeClients(daemon)};
    ProfileLogin login{connection, profiles, &secrets};

    Profile saved()
    {
        const Profile profile = fakeProfile(*daemon);
        profiles.save(profile);
        return profile;
    }
    QByteArray bytes() const
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
};

QStringList textsOf(const ProfileTrial &trial)
{
    QStringList out;
    for (const TrialStep &step : trial.steps())
        out.append(step.text);
    return out;
}

} // namespace

class TestProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profilesAreKeptWholeAndSortedByName()
    {
        Rig rig;
        Profile second = fakeProfile(*rig.daemon);
        second.name = u"Zürich"_s;
        second.isReadOnly = true;
        second.colour = u"#c03030"_s;
        second.remembersPassword = true;
        Profile first = newProfile();
        first.name = u"here"_s;
        first.address = u"/var/lib/homeport/admin.sock"_s;
        rig.profiles.save(second);
        rig.profiles.save(first);
        const ProfileStore again(rig.file);
        QCOMPARE(again.profiles(), (QList<Profile>{first, second}));
        rig.profiles.remove(first.id);
        QCOMPARE(rig.profiles.profiles(), QList<Profile>{second});
    }

    void eachFaultStandsAtItsField_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("colour");
        QTest::addColumn<QString>("wrong"); ///< the fields with a fault
        const auto row = [](const char *title, const QString &name, const QString &address,
                             const QString &user, const QString &colour, const QString &wrong) {
            QTest::newRow(title) << name << address << user << colour << wrong;
        };
        row("good", u"P"_s, u"back1.example.net:7701"_s, u"ann"_s, u"#c03030"_s, {});
        row("IPv6", u"P"_s, u"[2001:db8::1]:7701"_s, u"ann"_s, {}, {});
        row("socket", u"P"_s, u"/run/admin.sock"_s, {}, {}, {});
        row("no name", u"  "_s, u"back1:7701"_s, u"ann"_s, {}, u"name"_s);
        row("taken", u"production"_s, u"back1:7701"_s, u"ann"_s, {}, u"name"_s);
        row("empty", {}, {}, {}, {}, u"name address user"_s);
        row("no port", u"P"_s, u"back1.example.net"_s, u"ann"_s, {}, u"address"_s);
        row("port 0", u"P"_s, u"back1.example.net:0"_s, u"ann"_s, {}, u"address"_s);
        row("port too high", u"P"_s, u"back1.example.net:77011"_s, u"ann"_s, {}, u"address"_s);
        row("a URL", u"P"_s, u"https://back1.example.net:7701"_s, u"ann"_s, {}, u"address"_s);
        row("no user", u"P"_s, u"back1:7701"_s, u" "_s, {}, u"user"_s);
        row("colour", u"P"_s, u"back1:7701"_s, u"ann"_s, u"red"_s, u"colour"_s);
    }
    void eachFaultStandsAtItsField()
    {
        QFETCH(QString, name);
        QFETCH(QString, address);
        QFETCH(QString, user);
        QFETCH(QString, colour);
        QFETCH(QString, wrong);
        Profile profile = newProfile();
        profile.name = name;
        profile.address = address;
        profile.user = user;
        profile.colour = colour;
        Profile other = newProfile();
        other.name = u"Production"_s;
        const ProfileFaults faults = faultsOf(profile, {other, profile});
        QStringList found;
        for (const auto &[field, text] :
            {std::pair(u"name"_s, faults.name), std::pair(u"address"_s, faults.address),
                std::pair(u"user"_s, faults.user), std::pair(u"colour"_s, faults.colour)}) {
            if (!text.isEmpty())
                found.append(field);
        }
        QCOMPARE(found.join(u' '), wrong);
        QCOMPARE(checkProfile(profile, {other}).has_value(), wrong.isEmpty());
        QCOMPARE(faults.areNone(), wrong.isEmpty());
    }

    void aCopyGetsANameOfItsOwn()
    {
        Profile one = newProfile();
        one.name = u"Production"_s;
        Profile two = newProfile();
        two.name = nameOfCopy(one.name, {one});
        QCOMPARE(two.name, u"Production (copy)"_s);
        QCOMPARE(nameOfCopy(one.name, {one, two}), u"Production (copy 2)"_s);
    }

    void layoutsAreKeptPerProfile()
    {
        Rig rig;
        rig.profiles.setLayout(u"a"_s, u"queues/table"_s, "one");
        rig.profiles.setLayout(u"b"_s, u"queues/table"_s, "two");
        QCOMPARE(rig.profiles.layout(u"a"_s, u"queues/table"_s), QByteArray("one"));
        rig.profiles.resetLayouts(u"a"_s);
        QCOMPARE(rig.profiles.layout(u"a"_s, u"queues/table"_s), QByteArray());
        QCOMPARE(rig.profiles.layout(u"b"_s, u"queues/table"_s), QByteArray("two"));
    }

    void aPasswordGoesToTheKeychainOnlyWhenItWasRight()
    {
        Rig rig;
        const Profile profile = rig.saved();
        rig.login.open(profile);
        QCOMPARE(rig.connection.state(), LinkState::NeedsPassword);
        rig.login.givePassword(Secret("wrong"), true);
        QTRY_COMPARE(rig.connection.state(), LinkState::NeedsPassword);
        QVERIFY(rig.secrets.secrets.isEmpty());
        rig.login.givePassword(Secret("right"), true);
        QTRY_COMPARE(rig.connection.state(), LinkState::Connected);
        QCOMPARE(rig.secrets.secrets.value(profile.id), QByteArray("right"));
        QVERIFY(rig.profiles.profiles().first().remembersPassword);
        QVERIFY(!rig.bytes().contains("right"));
        QCOMPARE(rig.profiles.lastProfile(), profile.name);

        rig.login.open(rig.profiles.profiles().first());
        QTRY_COMPARE(rig.connection.state(), LinkState::Connected); // nobody was asked
        rig.daemon->password = u"changed"_s;
        rig.login.open(rig.profiles.profiles().first());
        QTRY_COMPARE(rig.connection.state(), LinkState::NeedsPassword);
        QVERIFY(rig.login.wasRemembered());
        rig.login.remove(rig.profiles.profiles().first());
        QVERIFY(rig.secrets.secrets.isEmpty());
        QVERIFY(rig.profiles.profiles().isEmpty());
        QCOMPARE(rig.connection.state(), LinkState::Closed);
    }

    void withoutAKeychainThePasswordIsAskedForAndNothingIsWritten()
    {
        Rig rig;
        rig.secrets.unavailable = u"no keychain answers"_s;
        ProfileLogin late(rig.connection, rig.profiles, &rig.secrets);
        QCOMPARE(late.whyNotRemembered(), u"no keychain answers"_s);
        Profile profile = rig.saved();
        profile.remembersPassword = true;
        late.open(profile);
        QTRY_COMPARE(rig.connection.state(), LinkState::NeedsPassword);
        QCOMPARE(late.keychainProblem(), u"no keychain answers"_s);
        late.givePassword(Secret("right"), true);
        QTRY_COMPARE(rig.connection.state(), LinkState::Connected);
        QTRY_COMPARE(late.keychainProblem(), u"no keychain answers"_s);
        QVERIFY(!rig.bytes().contains("right"));
        ProfileLogin none(rig.connection, rig.profiles, nullptr);
        QVERIFY(!none.whyNotRemembered().isEmpty());
        none.givePassword(Secret("right"), true);
        QTRY_COMPARE(rig.connection.state(), LinkState::Connected);
    }

    void theSystemsKeychainFailsQuicklyWhereThereIsNone()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        const std::unique_ptr<SecretStore> store = systemSecretStore();
        QVERIFY(!resultOf(store->whyNot()).isEmpty());
        const Result<Secret> read = resultOf(store->read(u"x"_s));
        QVERIFY(!read && read.error().forLog.contains(u"asked for each time"_s));
        QVERIFY(!resultOf(store->write(u"x"_s, Secret("y"))));
    }

    void whatWasTrustedIsSavedWithItsProfile()
    {
        Rig rig;
        Profile profile = fakeProfile(*rig.daemon);
        profile.fingerprint.clear();
        rig.profiles.save(profile);
        rig.login.open(profile);
        QTRY_COMPARE(rig.connection.state(), LinkState::NeedsTrust);
        rig.connection.trustShownCertificate();
        QCOMPARE(rig.profiles.profiles().first().fingerprint, rig.daemon->fingerprint);
        Profile passing = fakeProfile(*rig.daemon); // never saved, as --socket
        passing.fingerprint.clear();
        rig.login.open(passing);
        QTRY_COMPARE(rig.connection.state(), LinkState::NeedsTrust);
        rig.connection.trustShownCertificate();
        QCOMPARE(rig.profiles.profiles().size(), 1);
    }

    void aTrialTellsHowFarItCame_data()
    {
        QTest::addColumn<QByteArray>("refusal");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("says");
        QTest::newRow("all") << QByteArray() << u"right"_s << u"revision 7"_s;
        QTest::newRow("wrong password")
            << QByteArray() << u"wrong"_s << u"refused the login: wrong password"_s;
        QTest::newRow("no password") << QByteArray() << QString() << u"Enter the password"_s;
        QTest::newRow("unreachable") << QByteArray("unreachable") << u"right"_s
                                     << u"No connection: because"_s;
        QTest::newRow("changed") << QByteArray("wrong-certificate") << u"right"_s
                                 << u"Not the expected certificate"_s;
        QTest::newRow("first") << QByteArray("unknown-certificate") << u"right"_s
                               << u"It is not trusted yet"_s;
    }
    void aTrialTellsHowFarItCame()
    {
        QFETCH(QByteArray, refusal);
        QFETCH(QString, password);
        QFETCH(QString, says);
        Rig rig;
        if (!refusal.isEmpty())
            rig.daemon->refusal = clientFault(refusal.constData(), u"because"_s,
                refusal == "unreachable" ? Fault::Temporary : Fault::Refused);
        rig.daemon->answer = [](const FakeDaemon::Call &) -> Result<QJsonObject> {
            return QJsonObject{{u"health"_s, u"healthy"_s}, {u"problems"_s, QJsonArray()},
                {u"advice"_s, QJsonArray()}, {u"members"_s, QJsonArray()}, {u"storages"_s, QJsonArray()},
                {u"table"_s, QJsonObject{{u"number"_s, 7}, {u"hash"_s, QString(64, u'a')}}},
                {u"answeredBy"_s, u"back1.example.net"_s}, {u"isWholeCluster"_s, true},
                {u"time"_s, u"2026-11-28T20:00:00Z"_s}};
        };
        ProfileTrial trial(fakeClients(rig.daemon));
        trial.start(fakeProfile(*rig.daemon), Secret(password.toUtf8()));
        QTRY_VERIFY(!trial.isRunning());
        QVERIFY2(textsOf(trial).join(u'\n').contains(says), qPrintable(textsOf(trial).join(u'\n')));
        QCOMPARE(rig.connection.state(), LinkState::Closed); // the open one was not touched
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
