// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Keys, certificates, invitations and tokens.
#include "server/cluster/certificates.h"
#include "server/cluster/invitations.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;

namespace {

constexpr qint64 now = 1'800'000'000;
const MemberName back2{QStringLiteral("back2.example.net")};

class SetClock : public Clock
{
public:
    qint64 monotonicMs() const override { return ms; }
    qint64 wallMs() const override { return now * 1000 + ms; }
    qint64 ms = 0;
};

PrivateKey memberKey() { return *PrivateKey::generate(PrivateKey::Kind::Ed25519); }

} // namespace

class TestIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysSignAndSurvivePem();
    void memberCertificates_data();
    void memberCertificates();
    void requestsAreChecked();
    void serverCertificatesAreNoMemberCertificates();
    void renewalIsDueAtTwoThirds();
    void theAuthorityIsStoredPrivately();
    void tokens();
    void invitationsBindOnceAndExpire();
    void fiveFailuresAMinute();
};

void TestIdentity::keysSignAndSurvivePem()
{
    const PrivateKey key = memberKey();
    const QByteArray signature = *key.sign("message");
    QVERIFY(verifySignature(key.publicKey(), "message", signature));
    QVERIFY(!verifySignature(key.publicKey(), "messag3", signature));
    QVERIFY(!verifySignature(memberKey().publicKey(), "message", signature));
    QVERIFY(!verifySignature(QByteArray(), "message", signature));
    QVERIFY(!verifySignature(key.publicKey(), "message", QByteArray(64, '\0')));
    QVERIFY(key.toPem().reveal().startsWith("-----BEGIN PRIVATE KEY-----"));
    QCOMPARE(
        PrivateKey::fromPem(key.toPem().reveal(), PrivateKey::Kind::Ed25519)->publicKey(), key.publicKey());
    QVERIFY(!PrivateKey::fromPem(key.toPem().reveal(), PrivateKey::Kind::P256));
    QVERIFY(!PrivateKey::fromPem("rubbish", PrivateKey::Kind::Ed25519));
}

void TestIdentity::memberCertificates_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<QString>("fault");

    const Authority ours = *Authority::create(ClusterId::random(), now);
    const Authority other = *Authority::create(ClusterId::random(), now);
    const QByteArray request = *makeCertificateRequest(memberKey(), back2);
    const QByteArray good = *ours.issueMember(request, back2, 3600, now);
    const QByteArray both = other.certificate() + ours.certificate();
    QTest::newRow("good") << good << ours.certificate() << now << QString();
    QTest::newRow("one of two authorities") << good << both << now << QString();
    QTest::newRow("clock 19 minutes behind") << good << ours.certificate() << now - 1140 << QString();
    QTest::newRow("not yet valid") << good << ours.certificate() << now - 1260
                                   << QStringLiteral("not valid before");
    QTest::newRow("expired") << good << ours.certificate() << now + 3601 << QStringLiteral("expired");
    QTest::newRow("other authority") << good << other.certificate() << now << QStringLiteral("not issued");
    QTest::newRow("no authority") << good << QByteArray() << now << QStringLiteral("not issued");
    QTest::newRow("the authority itself")
        << ours.certificate() << ours.certificate() << now << QStringLiteral("authority's");
    QTest::newRow("rubbish") << QByteArray("0rubbish") << ours.certificate() << now
                             << QStringLiteral("no certificate");
    const PrivateKey web = *PrivateKey::generate(PrivateKey::Kind::P256);
    const QByteArray twoNames = *ours.issueServer(
        *makeCertificateRequest(web, back2), {back2.text, QStringLiteral("localhost")}, 3600, now);
    QTest::newRow("two names") << twoNames << ours.certificate() << now << QStringLiteral("2 DNS names");
    // signed by a member's own certificate instead of the authority
    const PrivateKey leafKey = *PrivateKey::generate(PrivateKey::Kind::P256);
    const QByteArray leaf =
        *ours.issueServer(*makeCertificateRequest(leafKey, back2), {back2.text}, 3600, now);
    const Authority sham = *Authority::fromPem(leaf, leafKey.toPem().reveal());
    QTest::newRow("issued by a leaf") << *sham.issueMember(request, back2, 3600, now) << ours.certificate()
                                      << now << QStringLiteral("not issued");
}

void TestIdentity::memberCertificates()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, authority);
    QFETCH(qint64, at);
    QFETCH(QString, fault);
    const Result<CertificateFacts> facts = checkMemberCertificate(certificate, authority, at);
    QVERIFY2(facts.has_value() == fault.isEmpty(), facts ? "" : qPrintable(facts.error().forLog));
    if (!facts) {
        QVERIFY2(facts.error().forLog.contains(fault), qPrintable(facts.error().forLog));
        return;
    }
    QCOMPARE(facts->names, QStringList{back2.text});
    QCOMPARE(facts->publicKey.size(), 32);
}

void TestIdentity::requestsAreChecked()
{
    const Authority ours = *Authority::create(ClusterId::random(), now);
    const PrivateKey key = memberKey();
    const QByteArray request = *makeCertificateRequest(key, back2);
    QCOMPARE(readCertificateRequest(request)->publicKey, key.publicKey());
    QVERIFY(!readCertificateRequest("rubbish"));
    QByteArray altered = request;
    const qsizetype at = altered.size() / 2;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    QVERIFY(!readCertificateRequest(altered));
    const PrivateKey web = *PrivateKey::generate(PrivateKey::Kind::P256);
    QVERIFY(!ours.issueMember(*makeCertificateRequest(web, back2), back2, 3600, now));
    QVERIFY(!ours.issueServer(request, {back2.text}, 3600, now));
    QVERIFY(!ours.issueMember(request, MemberName(QStringLiteral("a,DNS:b")), 3600, now));
}

void TestIdentity::serverCertificatesAreNoMemberCertificates()
{
    const Authority ours = *Authority::create(ClusterId::random(), now);
    const PrivateKey web = *PrivateKey::generate(PrivateKey::Kind::P256);
    const QByteArray certificate = *ours.issueServer(*makeCertificateRequest(web, back2),
        {back2.text, QStringLiteral("127.0.0.1"), QStringLiteral("::1")}, 3600, now);
    const Result<CertificateFacts> facts = checkMemberCertificate(certificate, ours.certificate(), now);
    QVERIFY(facts); // chain and name fit, but there is no Ed25519 key that a row could pin
    QVERIFY(facts->publicKey.isEmpty());
}

void TestIdentity::renewalIsDueAtTwoThirds()
{
    const Authority ours = *Authority::create(ClusterId::random(), now);
    const QByteArray certificate =
        *ours.issueMember(*makeCertificateRequest(memberKey(), back2), back2, 120, now);
    QCOMPARE(certificateFacts(certificate)->renewAt(), now + 80);
    QCOMPARE(certificateFacts(certificate)->notBefore, now - 600);
    QCOMPARE(certificateFacts(certificate)->notAfter, now + 120);
}

void TestIdentity::theAuthorityIsStoredPrivately()
{
    const QTemporaryDir dir;
    const IdentityPaths paths{dir.path()};
    QCOMPARE(loadAuthority(paths).error().status, QByteArray("missing"));
    const Authority ours = *Authority::create(ClusterId::random(), now);
    QVERIFY(saveAuthority(paths, ours));
    QCOMPARE(loadAuthority(paths)->certificate(), ours.certificate());
    QCOMPARE(QFile::permissions(paths.authorityKey()),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
    QCOMPARE(certificateFingerprint(ours.certificate()).size(), 32);
    const Authority other = *Authority::create(ClusterId::random(), now);
    QVERIFY(!Authority::fromPem(other.certificate(), ours.key().toPem().reveal()));
}

void TestIdentity::tokens()
{
    const JoinToken token{ClusterId::random(), back2, Secret(randomBytes(16)),
        {QStringLiteral("127.0.0.1:7700")}, randomBytes(32), MemberName(QStringLiteral("back1.example.net"))};
    const QByteArray text = encodeToken(token);
    const Result<JoinToken> again = decodeToken(' ' + text + '\n');
    QVERIFY(again);
    QCOMPARE(again->name, token.name);
    QVERIFY(again->secret.equals(token.secret));
    QCOMPARE(again->addresses, token.addresses);
    QCOMPARE(again->fingerprint, token.fingerprint);
    QCOMPARE(again->cluster, token.cluster);
    QCOMPARE(again->keeper, token.keeper);
    JoinToken nobodys = token;
    nobodys.keeper = {};
    QVERIFY(!decodeToken(encodeToken(nobodys)));
    QVERIFY(!decodeToken("rubbish"));
    QVERIFY(!decodeToken("HP1.e30"));
    QVERIFY(!decodeToken(text.chopped(9)));
}

void TestIdentity::invitationsBindOnceAndExpire()
{
    const QTemporaryDir dir;
    SetClock clock;
    const QString path = dir.filePath(QStringLiteral("invitations.json"));
    Invitations invitations(path, clock);
    QVERIFY(invitations.load());
    const Secret secret = *invitations.invite(back2, {true, true, false});
    const QByteArray key(32, 'k');
    const auto fault = [&](const Secret &with, const MemberName &name, const QByteArray &publicKey) {
        const Result<Invitation> checked = invitations.check(with, name, publicKey);
        return checked ? QByteArray() : checked.error().forPeer;
    };
    QCOMPARE(fault(Secret(randomBytes(16)), back2, key), QByteArray("unknown invitation"));
    QCOMPARE(fault(secret, MemberName(QStringLiteral("x.example.net")), key),
        QByteArray("invitation is for back2.example.net"));
    QCOMPARE(fault(secret, back2, key), QByteArray());
    QVERIFY(invitations.bind(secret, key));
    QVERIFY(invitations.bind(secret, key));
    QVERIFY(!invitations.bind(secret, QByteArray(32, 'o')));
    QCOMPARE(fault(secret, back2, key), QByteArray()); // the same machine goes on where it stopped
    QCOMPARE(fault(secret, back2, QByteArray(32, 'o')), QByteArray("invitation was used"));

    Invitations reloaded(path, clock);
    QVERIFY(reloaded.load());
    QCOMPARE(reloaded.list(), invitations.list());
    QCOMPARE(reloaded.check(secret, back2, key)->rights, (Rights{true, true, false}));
    clock.ms += 3'601'000;
    QCOMPARE(fault(secret, back2, key), QByteArray("invitation has expired"));

    const Secret earlier = *invitations.invite(back2, {});
    QVERIFY(invitations.invite(back2, {}));
    QCOMPARE(fault(earlier, back2, key), QByteArray("unknown invitation"));
}

void TestIdentity::fiveFailuresAMinute()
{
    const QTemporaryDir dir;
    SetClock clock;
    Invitations invitations(dir.filePath(QStringLiteral("i")), clock);
    const Secret secret = *invitations.invite(back2, {});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(invitations.check(Secret(randomBytes(16)), back2, {}).error().status, QByteArray("403"));
    QCOMPARE(invitations.check(Secret(randomBytes(16)), back2, {}).error().status, QByteArray("429"));
    QVERIFY(invitations.check(secret, back2, {})); // who knows the secret is not kept out by those who guess
    clock.ms += 60'001;
    QCOMPARE(invitations.check(Secret(randomBytes(16)), back2, {}).error().status, QByteArray("403"));
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "tst_identity.moc"
