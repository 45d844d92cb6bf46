// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The states of the console's connection, with a daemon made of wishes.
#include "console/models/connection.h"
#include "tests/support/await.h"
#include "tests/support/fakedaemon.h"

#include <QSignalSpy>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

struct Rig
{
    std::shared_ptr<FakeDaemon> daemon = std::make_shared<FakeDaemon>();
    Connection connection{fakeClients(daemon)};

    LinkState opened(const Profile &profile, const char *password = "right")
    {
        connection.open(profile, Secret(QByteArray(password)));
        [&] { QTRY_VERIFY(connection.state() != LinkState::Connecting); }();
        return connection.state();
    }
    LinkState opened() { return opened(fakeProfile(*daemon)); }
};

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRefusalLeadsToItsState_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("isTemporary");
        QTest::addColumn<int>("state");
        const auto row = [](const char *status, bool isTemporary, LinkState state) {
            QTest::newRow(status) << QByteArray(status) << isTemporary << int(state);
        };
        row("unreachable", true, LinkState::Waiting);
        row("unavailable", true, LinkState::Waiting);
        row("throttled", true, LinkState::Waiting);
        row("unknown-certificate", false, LinkState::NeedsTrust);
        row("wrong-certificate", false, LinkState::CertificateChanged);
        row("unauthorised", false, LinkState::NeedsPassword);
        row("forbidden", false, LinkState::Refused);
    }
    void everyRefusalLeadsToItsState()
    {
        QFETCH(QByteArray, status);
        QFETCH(bool, isTemporary);
        QFETCH(int, state);
        Rig rig;
        rig.daemon->refusal =
            clientFault(status.constData(), u"because"_s, isTemporary ? Fault::Temporary : Fault::Refused);
        QCOMPARE(int(rig.opened()), state);
        if (status != "unknown-certificate")
            QCOMPARE(rig.connection.problem(), u"because"_s);
        QCOMPARE(rig.connection.whyNot(AdministratorRole::Viewer).isEmpty(), false);
    }

    void firstContactIsTrustedByThePersonAndPinsTheAuthority()
    {
        Rig rig;
        rig.daemon->authority = QByteArray(32, 'a');
        Profile profile = fakeProfile(*rig.daemon);
        profile.fingerprint.clear();
        QSignalSpy pinned(&rig.connection, &Connection::profileChanged);
        QCOMPARE(rig.opened(profile, ""), LinkState::NeedsTrust);
        QCOMPARE(rig.connection.seenFingerprint(), QByteArray(32, 'c'));
        QCOMPARE(rig.connection.seenAuthority(), QByteArray(32, 'a'));
        QCOMPARE(pinned.count(), 0);
        rig.connection.trustShownCertificate();
        QCOMPARE(pinned.count(), 1);
        QCOMPARE(pinned.first().first().value<Profile>().fingerprint, QByteArray(32, 'a'));
        QCOMPARE(rig.connection.state(), LinkState::NeedsPassword); // none was given: nothing is tried
        QCOMPARE(rig.daemon->connects, 1);
        QCOMPARE(rig.opened(rig.connection.profile()), LinkState::Connected);
        rig.daemon->fingerprint = QByteArray(32, 'd'); // renewed by the same authority
        QCOMPARE(rig.opened(rig.connection.profile()), LinkState::Connected);
    }

    void withoutAnAuthorityTheCertificateItselfIsPinned()
    {
        Rig rig;
        Profile profile = fakeProfile(*rig.daemon);
        profile.fingerprint.clear();
        QCOMPARE(rig.opened(profile), LinkState::NeedsTrust);
        rig.connection.trustShownCertificate();
        QTRY_COMPARE(rig.connection.state(), LinkState::Connected);
        QCOMPARE(rig.connection.profile().fingerprint, QByteArray(32, 'c'));
    }

    void aChangedCertificateCannotBeTrusted()
    {
        Rig rig;
        const Profile profile = fakeProfile(*rig.daemon);
        rig.daemon->fingerprint = QByteArray(32, 'x');
        QCOMPARE(rig.opened(profile), LinkState::CertificateChanged);
        QSignalSpy pinned(&rig.connection, &Connection::profileChanged);
        rig.connection.trustShownCertificate();
        rig.connection.retryNow();
        QCOMPARE(pinned.count(), 0);
        QCOMPARE(rig.connection.state(), LinkState::CertificateChanged);
        QCOMPARE(rig.connection.profile().fingerprint, QByteArray(32, 'c'));
        const auto answer = resultOf(rig.connection.call(u"status"_s, {}));
        QCOMPARE(answer.error().status, QByteArray("unreachable"));
        QCOMPARE(rig.daemon->calls.size(), 0);
    }

    void aChangedCertificateBlocksAReconnectionToo()
    {
        Rig rig;
        QCOMPARE(rig.opened(), LinkState::Connected);
        rig.daemon->fingerprint = QByteArray(32, 'x');
        rig.daemon->breaks = 1;
        QVERIFY(!resultOf(rig.connection.call(u"status"_s, {})));
        QCOMPARE(rig.connection.state(), LinkState::CertificateChanged);
    }

    void aWrongPasswordIsAskedForAgain()
    {
        Rig rig;
        const Profile profile = fakeProfile(*rig.daemon);
        QCOMPARE(rig.opened(profile, "wrong"), LinkState::NeedsPassword);
        QCOMPARE(rig.connection.problem(), u"wrong password"_s);
        QCOMPARE(rig.opened(profile, ""), LinkState::NeedsPassword);
        QCOMPARE(rig.connection.problem(), QString());
        QCOMPARE(rig.opened(profile), LinkState::Connected);
        QCOMPARE(rig.daemon->connects, 2);
    }

    void attemptsAreSpacedAndCountedDown()
    {
        Rig rig;
        rig.daemon->refusal = clientFault("unreachable", u"connection refused"_s);
        QSignalSpy counted(&rig.connection, &Connection::countdown);
        QCOMPARE(rig.opened(), LinkState::Waiting);
        QVERIFY(rig.connection.secondsToRetry() <= 1);
        QList<qint64> pauses;
        for (int i = 0; i < 7; ++i) {
            rig.connection.retryNow();
            QCOMPARE(rig.connection.state(), LinkState::Connecting);
            QTRY_COMPARE(rig.connection.state(), LinkState::Waiting);
            pauses.append(
                qRound64(double(QDateTime::currentDateTimeUtc().msecsTo(rig.connection.retryAt())) / 1000));
        }
        QVERIFY2(std::is_sorted(pauses.cbegin(), pauses.cend()), "pauses grow");
        QVERIFY(pauses.last() > 20 && pauses.last() <= 30);
        QTRY_VERIFY(!counted.isEmpty());
        QVERIFY(counted.last().first().toInt() > 0);
    }

    void aLostDaemonIsTriedAgainByItself()
    {
        Rig rig;
        rig.daemon->refusal = clientFault("unreachable", u"connection refused"_s);
        QCOMPARE(rig.opened(), LinkState::Waiting);
        rig.daemon->refusal.reset();
        QTRY_COMPARE_WITH_TIMEOUT(rig.connection.state(), LinkState::Connected, 30000);
    }

    void aThrottledLoginWaitsAMinute()
    {
        Rig rig;
        rig.daemon->refusal = clientFault("throttled", u"too many failed logins"_s);
        QCOMPARE(rig.opened(), LinkState::Waiting);
        QVERIFY(rig.connection.secondsToRetry() > 50);
    }

    void aChangeIsSentAgainUnderTheSameRequest()
    {
        Rig rig;
        QCOMPARE(rig.opened(), LinkState::Connected);
        rig.daemon->breaks = 1;
        const RequestId request = RequestId::random();
        const auto answer =
            resultOf(rig.connection.call(u"domain.add"_s, {{u"domain"_s, u"example.com"_s}}, 90s, request));
        QVERIFY(answer);
        QCOMPARE(rig.daemon->calls.size(), 2);
        for (const FakeDaemon::Call &call : std::as_const(rig.daemon->calls)) {
            QCOMPARE(call.request, request);
            QCOMPARE(call.arguments[u"domain"_s].toString(), u"example.com"_s);
        }
        QCOMPARE(rig.connection.state(), LinkState::Connected);
    }

    void aRefusedTokenIsRenewedOnce()
    {
        Rig rig;
        QCOMPARE(rig.opened(), LinkState::Connected);
        rig.daemon->refusesTokens = 1;
        QVERIFY(resultOf(rig.connection.call(u"status"_s, {})));
        QCOMPARE(rig.daemon->connects, 2);
        rig.daemon->password = u"changed"_s;
        rig.daemon->refusesTokens = 1;
        QVERIFY(!resultOf(rig.connection.call(u"status"_s, {})));
        QCOMPARE(rig.connection.state(), LinkState::NeedsPassword);
    }

    void callsAtOnceReconnectOnce()
    {
        Rig rig;
        QCOMPARE(rig.opened(), LinkState::Connected);
        rig.daemon->breaks = 1;
        int good = 0;
        const auto ask = [](Rig *from, int *count) -> Task<> {
            const QString what = u"status"_s;
            const Result<QJsonObject> answer = co_await from->connection.call(what, QJsonObject());
            *count += answer ? 1 : 0;
        };
        for (int i = 0; i < 5; ++i)
            ask(&rig, &good);
        QTRY_COMPARE(good, 5);
        QCOMPARE(rig.daemon->connects, 2);
        QCOMPARE(rig.daemon->mostUnderWay, 1);
    }

    void anAnswerThatCameTooLateIsForNobody()
    {
        Rig rig;
        QCOMPARE(rig.opened(), LinkState::Connected);
        Task<Result<QJsonObject>> asked = rig.connection.call(u"status"_s, {});
        rig.connection.close();
        QCOMPARE(rig.connection.state(), LinkState::Closed);
        const Result<QJsonObject> answer = resultOf(std::move(asked));
        QCOMPARE(answer.error().status, QByteArray("unreachable"));
    }

    void readOnlyProfilesAndRolesForbidChanges()
    {
        Rig rig;
        Profile profile = fakeProfile(*rig.daemon);
        rig.daemon->role = AdministratorRole::Operator;
        QCOMPARE(rig.opened(profile), LinkState::Connected);
        QCOMPARE(rig.connection.whyNot(AdministratorRole::Operator), QString());
        QVERIFY(rig.connection.whyNot(AdministratorRole::Administrator).contains(u"needs the role"_s));
        profile.isReadOnly = true;
        QCOMPARE(rig.opened(profile), LinkState::Connected);
        QVERIFY(rig.connection.whyNot(AdministratorRole::Viewer).contains(u"read-only"_s));
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
