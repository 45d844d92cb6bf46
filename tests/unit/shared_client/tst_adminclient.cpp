// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// AdminClient and homeportctl against a real AdminServer, over TLS and over its Unix socket.
#include "server/admin/adminserver.h"
#include "server/admin/passwordhash.h"
#include "shared/client/adminclient.h"
#include "tests/support/testcertificates.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QProcess>
#include <QTest>

#include <sys/stat.h>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

Deadline soon() { return Deadline(60s); }

struct ServerRig : AdminRig
{
    explicit ServerRig(
        bool withTls = true, const QList<QByteArray> &names = {"back1.example.net", "127.0.0.1"})
        : identity(authority.issue(names))
    {
        Administrator ann;
        ann.name = u"ann"_s;
        ann.role = AdministratorRole::Administrator;
        ann.passwordHash = *hashAdministratorPassword(Secret("correct horse"));
        Administrator vic = ann;
        vic.name = u"vic"_s;
        vic.role = AdministratorRole::Viewer;
        cluster.inForce.administrators = {ann, vic};
        AdminServerOptions options;
        options.socketPath = folder.filePath(u"admin.sock"_s);
        if (withTls) {
            TlsServerOptions tls;
            tls.identity = {identity.certificatePem + authority.certificatePem(), Secret(identity.keyPem)};
            tls.alpn = {"h2"};
            options.tls = *TlsContext::server(tls);
            options.listen = {{u"127.0.0.1"_s, 0}};
        }
        auto opened = AdminServer::open(options, *service, *sessions);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().forLog));
        server = std::move(*opened);
    }
    AdminTarget socket() const
    {
        AdminTarget target;
        target.socketPath = folder.filePath(u"admin.sock"_s);
        return target;
    }
    AdminTarget tls(const QString &user = u"ann"_s, const QByteArray &password = "correct horse") const
    {
        AdminTarget target;
        target.host = u"127.0.0.1"_s;
        target.port = server->ports().first();
        target.user = user;
        target.password = Secret(password);
        target.fingerprint = parseCertificate(identity.certificatePem)->sha256;
        return target;
    }

    TestAuthority authority;
    TestIdentity identity;
    std::unique_ptr<AdminSessions> sessions = std::make_unique<AdminSessions>(cluster, clock, pool);
    std::unique_ptr<AdminServer> server;
};

/// "" or the error's status.
QByteArray connecting(AdminClient &client)
{
    const Result<> done = resultOf(client.connect(soon()));
    return done ? QByteArray() : done.error().status;
}

Result<QJsonObject> calling(AdminClient &client, const QString &what, const QJsonObject &arguments = {})
{
    return resultOf(client.call(what, arguments, RequestId::random(), soon()));
}

/// A raw request, as somebody without our client sends it.
Http2Response posting(
    const ServerRig &rig, const QByteArray &path, const QByteArray &body, const QByteArray &token = {})
{
    const auto send = [](quint16 port, Http2Request request) -> Task<Http2Response> {
        auto stream = co_await TcpStream::connectTo(u"127.0.0.1"_s, port, soon());
        TlsClientOptions options;
        options.alpn = {"h2"};
        options.verify = TlsClientOptions::Verify::Nothing;
        const auto context = *TlsContext::client(options);
        const auto shaken = co_await (*stream)->startTlsClient(context, {}, soon());
        if (!shaken)
            qFatal("%s", qPrintable(shaken.error().detail));
        auto http = Http2Connection::client(std::move(*stream));
        http->run();
        const auto response = co_await http->request(request, soon());
        co_return response.value_or(Http2Response{});
    };
    Http2Request request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    if (!token.isEmpty())
        request.headers = {{"authorization", "Bearer " + token}};
    return resultOf(send(rig.server->ports().first(), request));
}

} // namespace

class TestAdminClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSocketNeedsNoPasswordAndIsItsOwnersAlone()
    {
        ServerRig rig;
        struct stat found
        {
        };
        QCOMPARE(::stat(qPrintable(rig.socket().socketPath), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0600));
        AdminClient client(rig.socket());
        QCOMPARE(connecting(client), QByteArray());
        QCOMPARE(client.role(), AdministratorRole::Administrator);
        QVERIFY(calling(client, u"domain.add"_s, {{u"domain"_s, u"example.com"_s}}));
        QVERIFY(rig.audit().contains("\"who\":\"local\""));
        QVERIFY(rig.audit().contains("\"from\":\"local user "));
        const auto second =
            AdminServer::open({{}, {}, {}, rig.socket().socketPath}, *rig.service, *rig.sessions);
        QVERIFY(!second && second.error().forLog.contains(u"in use"_s));
        rig.server.reset();
        QVERIFY(!QFile::exists(rig.socket().socketPath));
        AdminClient late(rig.socket());
        QCOMPARE(connecting(late), QByteArray("unreachable"));
        const auto lost = calling(client, u"status"_s);
        QVERIFY(!lost && lost.error().status == "unreachable");
    }

    void overTlsAPasswordIsNeededAndRolesCount()
    {
        ServerRig rig;
        AdminClient ann(rig.tls());
        QCOMPARE(connecting(ann), QByteArray());
        QVERIFY(calling(ann, u"status"_s));
        QVERIFY(rig.said(u"domain.list"_s) == u"200");
        AdminClient vic(rig.tls(u"vic"_s));
        QCOMPARE(connecting(vic), QByteArray());
        QCOMPARE(vic.role(), AdministratorRole::Viewer);
        QVERIFY(calling(vic, u"status"_s));
        const auto refused = calling(vic, u"domain.add"_s, {{u"domain"_s, u"example.com"_s}});
        QCOMPARE(refused.error().status, QByteArray("forbidden"));
        QCOMPARE(refused.error().forLog, u"vic is viewer; \"domain.add\" needs the role administrator"_s);
        rig.cluster.inForce.administrators.removeLast();
        QCOMPARE(calling(vic, u"status"_s).error().status, QByteArray("unauthorised")); // removed: at once
        for (int i = 0; i < AdminSessions::failuresPerMinute; ++i) {
            AdminClient wrong(rig.tls(u"ann"_s, "guess"));
            QCOMPARE(connecting(wrong), QByteArray("unauthorised"));
        }
        AdminClient late(rig.tls());
        QCOMPARE(connecting(late), QByteArray("throttled"));
        QVERIFY(calling(ann, u"status"_s)); // who is in stays in
    }

    void theDaemonMustShowTheExpectedCertificate()
    {
        ServerRig rig;
        AdminTarget target = rig.tls();
        const QByteArray own = target.fingerprint;
        target.fingerprint.clear();
        AdminClient first(target);
        const Result<> unknown = resultOf(first.connect(soon()));
        QCOMPARE(unknown.error().status, QByteArray("unknown-certificate"));
        QVERIFY(unknown.error().forLog.contains(AdminClient::fingerprintText(own)));
        QCOMPARE(first.seenFingerprint(), own);
        QCOMPARE(AdminClient::fingerprintFromText(AdminClient::fingerprintText(own)), own);
        QVERIFY(AdminClient::fingerprintFromText(u"12:34"_s).isEmpty());

        target.fingerprint =
            parseCertificate(rig.authority.certificatePem())->sha256; // of the authority, in the chain
        AdminClient byAuthority(target);
        QCOMPARE(connecting(byAuthority), QByteArray());
        target.fingerprint.clear();
        target.authorityPem = rig.authority.certificatePem();
        AdminClient byPem(target);
        QCOMPARE(connecting(byPem), QByteArray());
        TestAuthority other;
        target.authorityPem = other.certificatePem();
        AdminClient wrongPem(target);
        QCOMPARE(connecting(wrongPem), QByteArray("wrong-certificate"));
        target.fingerprint = QByteArray(32, 'x');
        AdminClient wrong(target);
        QCOMPARE(connecting(wrong), QByteArray("wrong-certificate"));
    }

    void anotherMembersCertificateIsWrong()
    {
        ServerRig rig(true, {"front1.example.net", "127.0.0.2"}); // of the same authority
        AdminTarget target = rig.tls();
        target.fingerprint.clear();
        target.authorityPem = rig.authority.certificatePem();
        AdminClient client(target);
        QCOMPARE(connecting(client), QByteArray("wrong-certificate"));
        target.fingerprint = parseCertificate(rig.authority.certificatePem())->sha256;
        AdminClient byAuthority(target);
        QCOMPARE(connecting(byAuthority), QByteArray("wrong-certificate"));
    }

    void strangersAreRefusedBeforeTheirBytesAreRead()
    {
        ServerRig rig;
        QCOMPARE(posting(rig, "/v1/call", R"({"what":"status"})").status, 401);
        QCOMPARE(posting(rig, "/v1/call", R"({"what":"status"})", "00").status, 401);
        QCOMPARE(posting(rig, "/", "{}").status, 404);
        QCOMPARE(posting(rig, "/v1/login", QByteArray(5000, '[')).status, 400);
        QCOMPARE(posting(rig, "/v1/login", "[]").status, 400);
        QCOMPARE(posting(rig, "/v1/login", R"({"user":"ann"})").status, 400);
        QCOMPARE(posting(rig, "/v1/login", R"({"user":"ann","password":"guess"})").status, 401);
        const Http2Response in = posting(rig, "/v1/login", R"({"user":"ann","password":"correct horse"})");
        QCOMPARE(in.status, 200);
        const QByteArray token = QJsonDocument::fromJson(in.body)[u"token"_s].toString().toLatin1();
        QCOMPARE(token.size(), 64);
        QCOMPARE(posting(rig, "/v1/call", R"({"what":"status"})", token).status, 200);
        QCOMPARE(posting(rig, "/v1/call", R"({"what":"status","why":1})", token).status, 400);
        QCOMPARE(posting(rig, "/v1/call", R"({"what":"status","request":"7"})", token).status, 400);
        QCOMPARE(posting(rig, "/v1/call", QByteArray(AdminServer::callLimit + 1, ' '), token).status, 400);
    }

    void homeportctlSpeaksToTheSocket_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QString &line, int code, const QString &says) {
            QTest::newRow(name) << line.split(u' ') << code << says;
        };
        row("help", u"--help"_s, 0, u"account create ADDRESS"_s);
        row("verb help", u"reassign --help"_s, 0, u"--without MEMBER"_s);
        row("version", u"--version"_s, 0, u"homeportctl "_s);
        row("no verb", u"acount list"_s, 64, u"did you mean \"account list\"?"_s);
        row("group", u"queue frob"_s, 64, u"there are: queue lanes"_s);
        row("no option", u"status --verbos"_s, 64, u"--verbos is no option"_s);
        row("other option", u"status --role x"_s, 64, u"status takes no --role"_s);
        row("missing", u"account show"_s, 64, u"ADDRESS is missing"_s);
        row("too much", u"status now"_s, 64, u"\"now\" is too much"_s);
        row("status", u"status"_s, 1, u"front1.example.net"_s);
        row("members", u"member list"_s, 0, u"back2.example.net"_s);
        row("json", u"member list -o json"_s, 0, u"\"schemaVersion\": 1"_s);
        row("storages", u"storage list"_s, 0, u"s2"_s);
        row("invite", u"invite back3.example.net --rights proxy,store"_s, 0, u"HP1.back3.example.net"_s);
        row("create", u"account create ann@example.org --host back1"_s, 0, u"password: "_s);
        row("no account", u"account show bob@example.org"_s, 67, u"there is no bob@example.org"_s);
        row("no member", u"member set back9 --admin-state ready"_s, 68, u"is no member"_s);
        row("bad value", u"member set back2 --admin-state away"_s, 65,
            u"expected ready, draining or withdrawn"_s);
        row("conflict", u"member remove back2 --yes"_s, 73, u"owns storage s2"_s);
        row("careful", u"member remove back2"_s, 64, u"--yes"_s);
        row("alias", u"alias add team@example.org ann@example.org bob@example.org"_s, 0,
            u"team@example.org"_s);
        row("retry", u"queue retry host:back1"_s, 0, u"recipients: 3"_s);
        row("message", u"queue show back1:7"_s, 0, u"RECIPIENT"_s);
        row("shape", u"queue shape"_s, 0, u"<160"_s);
        row("search", u"queue search host:back1 --older-than 2h"_s, 0, u"NEXT TRY"_s);
        row("nothing meant", u"queue hold"_s, 64, u"--all for everything"_s);
        row("no time", u"queue search --older-than soon"_s, 64, u"\"soon\" is no time"_s);
        row("two ways", u"queue hold back1:7 --from x"_s, 64, u"either messages or a filter"_s);
        row("some", u"queue hold back1:7 back1:8"_s, 0, u"recipients: 2"_s);
        row("export", u"queue export back1:7 --file -"_s, 0, u"Subject: exported"_s);
        row("reassign", u"reassign back2 back1 --yes --without front1"_s, 0, u""_s);
        row("route", u"route x@example.org"_s, 0, u"x@example.org is nobody"_s);
        row("table", u"table show"_s, 0, u"\"revision\""_s);
        row("admins", u"admin add bob --role operator"_s, 0, u"password: "_s);
    }
    void homeportctlSpeaksToTheSocket()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        QFETCH(QString, says);
        ServerRig rig(false);
        QProcess ctl;
        ctl.setProcessChannelMode(QProcess::MergedChannels);
        ctl.setStandardInputFile(QProcess::nullDevice());
        ctl.start(QStringLiteral(HOMEPORT_CTL), QStringList{u"--state"_s, rig.folder.path()} + words);
        QTRY_COMPARE_WITH_TIMEOUT(ctl.state(), QProcess::NotRunning, 120000);
        const QString said = QString::fromUtf8(ctl.readAll());
        QVERIFY2(said.contains(says), qPrintable(said));
        QCOMPARE(ctl.exitCode(), code);
    }

    void homeportctlWithoutADaemonSaysSo()
    {
        QProcess ctl;
        ctl.start(QStringLiteral(HOMEPORT_CTL), {u"--state"_s, u"/nonexistent"_s, u"status"_s});
        QVERIFY(ctl.waitForFinished(60000));
        QCOMPARE(ctl.exitCode(), 69);
        QVERIFY(ctl.readAllStandardError().contains("the daemon cannot be reached: /nonexistent/admin.sock"));
        QVERIFY(ctl.readAllStandardOutput().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAdminClient)
#include "tst_adminclient.moc"
