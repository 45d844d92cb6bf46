// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The promises of server/auth: SASL steps, throttle, password cache, login by the directory.
#include "server/auth/directoryauthenticator.h"
#include "server/auth/sasl.h"
#include "tests/support/await.h"

#include <QTest>

using namespace homeport;

namespace {

class FakeClock final : public Clock
{
public:
    qint64 now = 1'000'000;
    qint64 monotonicMs() const override { return now; }
    qint64 wallMs() const override { return now; }
};

class FakeDirectory final : public Directory
{
public:
    QByteArray password = "right";
    bool away = false;
    bool isDoubtful = false; ///< a copy's "wrong" while the writer is away
    QList<QByteArray> asked;

    Task<Lookup<Record>> find(Address, Freshness, Deadline) override { co_return Absent{}; }
    Task<Lookup<QByteArray>> findDomain(QByteArray, Freshness, Deadline) override { co_return Absent{}; }
    Task<Result<PasswordVerdict>> verifyPassword(AccountRecord account, Secret secret, Deadline) override
    {
        asked.append(account.dn);
        if (away)
            co_return fail(Error::temporary("directory away"));
        if (isDoubtful && secret.reveal() != password)
            co_return fail(Error::temporary("directory away", {}, "4.7.8"));
        co_return secret.reveal() == password ? PasswordVerdict::Right : PasswordVerdict::Wrong;
    }
    void forget(const Address &) override { }
};

class FakeRouter final : public Router
{
public:
    QHash<QByteArray, Route> routes;
    Task<Route> route(Address address, Freshness, Deadline) override
    {
        co_return routes.value(address.text(), NoSuchAccountRoute{});
    }
    Task<Resolution> resolve(Address, Freshness, Deadline) override { co_return Resolution(); }
    Task<RouteExplanation> explain(Address, Deadline) override { co_return RouteExplanation(); }
};

AccountPlace placeOf(const QByteArray &name)
{
    AccountPlace place;
    place.account.dn = "uid=" + name;
    place.account.address = {name, "example.org"};
    place.account.id.bytes.fill(quint8(name.size()));
    return place;
}

struct World
{
    FakeClock clock;
    FakeDirectory directory;
    FakeRouter router;
    std::shared_ptr<LoginThrottle> throttle = std::make_shared<LoginThrottle>();
    std::shared_ptr<PasswordCache> cache = std::make_shared<PasswordCache>();
    QList<qint64> waits;
    std::unique_ptr<DirectoryAuthenticator> authenticator;

    World()
    {
        router.routes.insert("ann@example.org", HereRoute{placeOf("ann")});
        router.routes.insert("robert@example.org", MemberRoute{placeOf("robert")});
        AccountPlace gone = placeOf("disabled");
        gone.account.enabled = false;
        router.routes.insert("disabled@example.org", HereRoute{gone});
        router.routes.insert("sales@example.org", ForwardRoute{{{"ann", "example.org"}}});
        router.routes.insert(
            "all@example.org", ForwardRoute{{{"ann", "example.org"}, {"robert", "example.org"}}});
        router.routes.insert("loop@example.org", ForwardRoute{{{"loop", "example.org"}}});
        router.routes.insert("cloud@example.org", UnknownRoute{Error::temporary("away")});
        DirectoryAuthenticator::Settings settings;
        settings.decoy.dn = "uid=decoy";
        authenticator = std::make_unique<DirectoryAuthenticator>(directory, router, throttle, cache, clock,
            settings, [this](std::chrono::milliseconds time) -> Task<> {
                waits.append(time.count());
                clock.now += time.count();
                co_return;
            });
    }
    LoginResult login(const QByteArray &name, const QByteArray &password,
        const QByteArray &address = "192.0.2.1", const QByteArray &authorization = {})
    {
        return resultOf(
            authenticator->login({name, Secret(password), address, "imap", authorization, "PLAIN", "5e55"}));
    }
};

template <class T> bool is(const LoginResult &result) { return std::holds_alternative<T>(result); }

} // namespace

class TestAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainReadsTheThreeParts();
    void plainRefusesWhatIsMalformed_data();
    void plainRefusesWhatIsMalformed();
    void loginAsksForNameAndPassword();
    void base64IsStrict();
    void throttleGrowsAndDecays();
    void throttleCountsWhatIsUnderWay();
    void throttleForgivesBusyHonestSources();
    void throttleNeverBlocksTheOwnerForLong();
    void throttleTreatsASubnetAsOneSource();
    void throttleIsBounded();
    void cacheKnowsOnlyRightPasswords();
    void cacheIsBounded();
    void nameLogsIn();
    void aliasLogsIn();
    void deniedNames_data();
    void deniedNames();
    void unknownUserAsksTheDirectoryToo();
    void directoryAwayIsLater();
    void cachedPasswordSurvivesAnOutage();
    void wrongPasswordAlwaysAsks();
    void guessingIsSlowedDown();
    void guessingAtACopyIsSlowedDownToo();
    void logLineBeginsWithTheAddress();
};

void TestAuth::plainReadsTheThreeParts()
{
    auto exchange = SaslExchange::begin("plain");
    QVERIFY(exchange);
    QVERIFY(std::get<SaslChallenge>(exchange->start(std::nullopt)).bytes.isEmpty());
    const SaslStep step = exchange->answer(QByteArray("admin\0ann\0pass word", 19));
    const auto &credentials = std::get<SaslCredentials>(step);
    QCOMPARE(credentials.authorization, "admin");
    QCOMPARE(credentials.name, "ann");
    QCOMPARE(credentials.password.reveal(), "pass word");
    QVERIFY(!SaslExchange::begin("CRAM-MD5"));
}

void TestAuth::plainRefusesWhatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("one part") << QByteArray("ann");
    QTest::newRow("two parts") << QByteArray("\0ann", 4);
    QTest::newRow("empty name") << QByteArray("\0\0pw", 4);
    QTest::newRow("empty password") << QByteArray("\0ann\0", 5);
    QTest::newRow("four parts") << QByteArray("\0ann\0pw\0x", 9);
    QTest::newRow("endless name") << QByteArray("\0", 1) + QByteArray(5000, 'a') + QByteArray("\0pw", 3);
}

void TestAuth::plainRefusesWhatIsMalformed()
{
    QFETCH(QByteArray, message);
    const SaslStep step = SaslExchange::begin("PLAIN")->start(message);
    QVERIFY(std::holds_alternative<Error>(step));
    QCOMPARE(std::get<Error>(step).fault, Fault::Syntax);
}

void TestAuth::loginAsksForNameAndPassword()
{
    auto exchange = SaslExchange::begin("LOGIN");
    QCOMPARE(std::get<SaslChallenge>(exchange->start(std::nullopt)).bytes, "Username:");
    QCOMPARE(std::get<SaslChallenge>(exchange->answer("ann")).bytes, "Password:");
    const SaslStep step = exchange->answer("secret");
    QCOMPARE(std::get<SaslCredentials>(step).name, "ann");
    QCOMPARE(std::get<SaslCredentials>(step).password.reveal(), "secret");
    auto withInitial = SaslExchange::begin("LOGIN");
    QCOMPARE(std::get<SaslChallenge>(withInitial->start(QByteArray("ann"))).bytes, "Password:");
}

void TestAuth::base64IsStrict()
{
    QCOMPARE(*decodeSaslLine("YW5u"), "ann");
    QCOMPARE(*decodeSaslLine(""), "");
    QVERIFY(!decodeSaslLine("*"));
    QVERIFY(!decodeSaslLine("YW5"));
    QVERIFY(!decodeSaslLine("YW 5u"));
    QVERIFY(!decodeSaslLine("YW5u\r"));
    QVERIFY(!decodeSaslLine("="));
    QCOMPARE(*decodeSaslInitialResponse("="), "");
}

void TestAuth::throttleGrowsAndDecays()
{
    LoginThrottle throttle;
    const auto keys = LoginThrottle::keys("192.0.2.1", "ann@example.org");
    QList<qint64> delays;
    qint64 now = 0;
    for (int i = 0; i < 7; ++i) {
        delays.append(throttle.begin(keys, now).count());
        throttle.end(keys, LoginThrottle::Outcome::Failure, now);
    }
    QCOMPARE(delays, QList<qint64>({0, 1000, 2000, 4000, 8000, 15000, 15000}));
    now += 60 * 60 * 1000;
    QCOMPARE(throttle.begin(keys, now).count(), 0);
}

void TestAuth::throttleCountsWhatIsUnderWay()
{
    LoginThrottle throttle;
    const auto keys = LoginThrottle::keys("192.0.2.1", "ann@example.org");
    throttle.begin(keys, 0);
    throttle.end(keys, LoginThrottle::Outcome::Failure, 0);
    for (int i = 0; i < 20; ++i)
        throttle.begin(keys, 0);
    QCOMPARE(throttle.begin(keys, 0).count(), 15000);
    LoginThrottle fresh; // twenty at once from a source never seen: the later answers wait
    for (int i = 0; i < 20; ++i)
        fresh.begin(keys, 0);
    std::chrono::milliseconds last = 0ms;
    for (int i = 0; i < 20; ++i)
        last = fresh.end(keys, LoginThrottle::Outcome::Failure, 0);
    QCOMPARE(last.count(), 15000);
}

void TestAuth::throttleForgivesBusyHonestSources()
{
    LoginThrottle throttle;
    for (int i = 0; i < 1000; ++i) {
        const auto keys = LoginThrottle::keys("192.0.2.1", "user" + QByteArray::number(i) + "@example.org");
        throttle.begin(keys, 0);
        throttle.end(
            keys, i % 100 == 0 ? LoginThrottle::Outcome::Failure : LoginThrottle::Outcome::Success, 0);
    }
    for (int i = 0; i < 100; ++i) {
        const auto keys = LoginThrottle::keys("192.0.2.1", "new" + QByteArray::number(i) + "@example.org");
        QCOMPARE(throttle.begin(keys, 0).count(), 0);
    }
}

void TestAuth::throttleNeverBlocksTheOwnerForLong()
{
    LoginThrottle throttle;
    for (int i = 0; i < 1000; ++i) {
        const auto keys = LoginThrottle::keys("198.51.100." + QByteArray::number(i % 250), "ann@example.org");
        throttle.begin(keys, 0);
        if (i % 2)
            throttle.end(keys, LoginThrottle::Outcome::Failure, 0);
    }
    const auto owner = throttle.begin(LoginThrottle::keys("192.0.2.1", "Ann@Example.org"), 0);
    QVERIFY(owner > 0ms);
    QVERIFY(owner <= 5s);
    QCOMPARE(throttle.begin(LoginThrottle::keys("192.0.2.1", "bob@example.org"), 0).count(), 0);
}

void TestAuth::throttleTreatsASubnetAsOneSource()
{
    const auto source = [](const char *address) { return LoginThrottle::keys(address, "x").source; };
    QCOMPARE(source("2001:db8:1:2:3:4:5:6"), source("2001:db8:1:2::9"));
    QCOMPARE(source("2001:db8::1"), source("2001:db8::2:0:0:1"));
    QVERIFY(source("2001:db8:1:2::9") != source("2001:db8:1:3::9"));
    QCOMPARE(source("::ffff:192.0.2.1"), source("192.0.2.1"));
    QVERIFY(source("192.0.2.1") != source("192.0.2.2"));
    QCOMPARE(source("::1"), QByteArray("0:0:0:0/64"));
}

void TestAuth::throttleIsBounded()
{
    LoginThrottle::Limits limits;
    limits.entries = 10;
    LoginThrottle throttle(limits);
    for (int i = 0; i < 1000; ++i) {
        const auto keys =
            LoginThrottle::keys("192.0.2." + QByteArray::number(i), "u" + QByteArray::number(i));
        throttle.begin(keys, 0);
        throttle.end(keys, LoginThrottle::Outcome::Failure, 0);
    }
    QCOMPARE(throttle.begin(LoginThrottle::keys("192.0.2.0", "u0"), 0).count(), 0); // forgotten
    QCOMPARE(throttle.begin(LoginThrottle::keys("192.0.2.999", "u999"), 0).count(), 1000); // not
}

void TestAuth::cacheKnowsOnlyRightPasswords()
{
    PasswordCache cache;
    const AccountId ann = AccountId::random();
    cache.remember(ann, Secret("right"), 0);
    QVERIFY(cache.wasRight(ann, Secret("right"), 1000));
    QVERIFY(!cache.wasRight(ann, Secret("wrong"), 1000));
    QVERIFY(!cache.wasRight(AccountId::random(), Secret("right"), 1000));
    QVERIFY(!cache.wasRight(ann, Secret("right"), 5 * 60 * 1000));
    cache.remember(ann, Secret("right"), 0);
    cache.forget(ann);
    QVERIFY(!cache.wasRight(ann, Secret("right"), 0));
}

void TestAuth::cacheIsBounded()
{
    PasswordCache::Limits limits;
    limits.entries = 2;
    PasswordCache cache(limits);
    const AccountId a = AccountId::random(), b = AccountId::random(), c = AccountId::random();
    cache.remember(a, Secret("a"), 0);
    cache.remember(b, Secret("b"), 0);
    QVERIFY(cache.wasRight(a, Secret("a"), 0));
    cache.remember(c, Secret("c"), 0);
    QVERIFY(cache.wasRight(a, Secret("a"), 0));
    QVERIFY(!cache.wasRight(b, Secret("b"), 0));
    QVERIFY(cache.wasRight(c, Secret("c"), 0));
}

void TestAuth::nameLogsIn()
{
    World world;
    const LoginResult ann = world.login("Ann@Example.ORG", "right");
    QVERIFY(is<Identity>(ann));
    QVERIFY(std::get<Identity>(ann).isHere);
    QCOMPARE(std::get<Identity>(ann).login, "Ann@Example.ORG");
    const LoginResult robert = world.login("robert@example.org", "right", "192.0.2.1", "robert@example.org");
    QVERIFY(is<Identity>(robert));
    QVERIFY(!std::get<Identity>(robert).isHere);
    QVERIFY(world.waits.isEmpty());
}

void TestAuth::aliasLogsIn()
{
    World world;
    const LoginResult result = world.login("sales@example.org", "right");
    QVERIFY(is<Identity>(result));
    QCOMPARE(std::get<Identity>(result).place.account.address.local, "ann");
}

void TestAuth::deniedNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("authorization");
    QTest::newRow("wrong password") << QByteArray("ann@example.org") << QByteArray("wrong") << QByteArray();
    QTest::newRow("unknown") << QByteArray("nobody@example.org") << QByteArray("right") << QByteArray();
    QTest::newRow("no domain") << QByteArray("ann") << QByteArray("right") << QByteArray();
    QTest::newRow("no address") << QByteArray("*)(uid=@") << QByteArray("right") << QByteArray();
    QTest::newRow("group") << QByteArray("all@example.org") << QByteArray("right") << QByteArray();
    QTest::newRow("loop") << QByteArray("loop@example.org") << QByteArray("right") << QByteArray();
    QTest::newRow("disabled") << QByteArray("disabled@example.org") << QByteArray("right") << QByteArray();
    QTest::newRow("acting as another")
        << QByteArray("ann@example.org") << QByteArray("right") << QByteArray("root");
}

void TestAuth::deniedNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, authorization);
    World world;
    QVERIFY(is<LoginDenied>(world.login(name, password, "192.0.2.1", authorization)));
    QCOMPARE(world.directory.asked.size(), 1); // each path asks once
    QCOMPARE(world.waits.size(), 1); // and answers at the same moment
    QCOMPARE(world.waits.first(), 250 + 1000);
}

void TestAuth::unknownUserAsksTheDirectoryToo()
{
    World world;
    world.login("nobody@example.org", "x");
    QCOMPARE(world.directory.asked, QList<QByteArray>({"uid=decoy"}));
    world.directory.away = true;
    QVERIFY(is<LoginLater>(world.login("nobody@example.org", "x")));
}

void TestAuth::directoryAwayIsLater()
{
    World world;
    QVERIFY(is<LoginLater>(world.login("cloud@example.org", "right")));
    world.directory.away = true;
    QVERIFY(is<LoginLater>(world.login("ann@example.org", "right")));
    QVERIFY(is<LoginLater>(world.login("ann@example.org", "wrong")));
    QVERIFY(world.waits.isEmpty()); // an outage is nobody's failure
}

void TestAuth::cachedPasswordSurvivesAnOutage()
{
    World world;
    world.login("ann@example.org", "right");
    world.directory.away = true;
    QVERIFY(is<Identity>(world.login("ann@example.org", "right")));
    QVERIFY(is<LoginLater>(world.login("ann@example.org", "wrong")));
    QVERIFY(is<Identity>(world.login("ann@example.org", "right"))); // "later" drops nothing
    world.clock.now += 6 * 60 * 1000;
    QVERIFY(is<LoginLater>(world.login("ann@example.org", "right")));
}

void TestAuth::wrongPasswordAlwaysAsks()
{
    World world;
    world.login("ann@example.org", "right");
    world.login("ann@example.org", "right");
    QCOMPARE(world.directory.asked.size(), 1);
    QVERIFY(is<LoginDenied>(world.login("ann@example.org", "wrong")));
    QCOMPARE(world.directory.asked.size(), 2);
    world.login("ann@example.org", "right"); // the failed bind dropped the entry
    QCOMPARE(world.directory.asked.size(), 3);
}

void TestAuth::guessingIsSlowedDown()
{
    World world;
    const qint64 began = world.clock.now;
    for (int i = 0; i < 10; ++i)
        QVERIFY(is<LoginDenied>(world.login("ann@example.org", "guess")));
    QVERIFY(world.clock.now - began > 60'000);
    const qint64 honest = world.clock.now;
    QVERIFY(is<Identity>(world.login("ann@example.org", "right", "203.0.113.7")));
    QVERIFY(world.clock.now - honest <= 5000);
}

void TestAuth::guessingAtACopyIsSlowedDownToo()
{
    World world;
    world.directory.isDoubtful = true;
    const qint64 began = world.clock.now;
    for (int i = 0; i < 10; ++i)
        QVERIFY(is<LoginLater>(world.login("ann@example.org", "guess")));
    QVERIFY(world.clock.now - began > 60'000);
}

void TestAuth::logLineBeginsWithTheAddress()
{
    World world;
    QTest::ignoreMessage(QtWarningMsg,
        "auth-failed service=imap rip=192.0.2.1 method=PLAIN session=5e55 "
        "user=\"x\\x22 rip=198.51.100.1\"");
    world.login("x\" rip=198.51.100.1", "right");
}

QTEST_GUILESS_MAIN(TestAuth)
#include "tst_auth.moc"
