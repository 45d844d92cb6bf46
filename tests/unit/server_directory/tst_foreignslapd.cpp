// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// LDAP servers of a site's own: StartTLS, client certificates, several URIs, other names of attributes and
// classes. Real slapd processes, configured by the test.
#include "server/directory/ldapdirectory.h"
#include "server/directory/ldapdirectoryeditor.h"
#include "tests/support/foreignslapd.h"

#include <QTest>

using namespace homeport;

namespace {

const QByteArray base = ForeignSlapd::base();
const QByteArray admin = ForeignSlapd::admin();

Deadline soon() { return Deadline(20s); }

template <class T> QByteArray kind(const Lookup<T> &lookup)
{
    if (const auto *unknown = std::get_if<Unknown>(&lookup))
        return "unknown: " + unknown->why.forLog.toUtf8();
    return std::holds_alternative<Absent>(lookup) ? "absent" : "found";
}

} // namespace

class ForeignSlapdTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    TestAuthority m_authority;
    BlockingPool m_pool{4};
    std::shared_ptr<DirectorySettingsSource> m_source;
    int m_count = 0;

    QString file(const QByteArray &name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    QByteArray tlsLines(const QList<QByteArray> &names, const QByteArray &client = "never")
    {
        const TestIdentity identity = m_authority.issue(names);
        const QByteArray number = QByteArray::number(++m_count);
        const QString certificate = file("server" + number + ".crt", identity.certificatePem);
        const QString key = file("server" + number + ".key", identity.keyPem);
        const QString ca = file("ca.crt", m_authority.certificatePem());
        return "TLSCertificateFile " + certificate.toUtf8() + "\nTLSCertificateKeyFile " + key.toUtf8()
            + "\nTLSCACertificateFile " + ca.toUtf8() + "\nTLSVerifyClient " + client + '\n';
    }
    std::unique_ptr<ForeignSlapd> server(const QByteArray &tls, const QByteArray &extra = {})
    {
        return std::make_unique<ForeignSlapd>(
            m_folder.filePath(QStringLiteral("slapd%1").arg(++m_count)), tls, extra);
    }
    DirectorySettings settings(const QString &uri)
    {
        DirectorySettings settings;
        settings.uris = QStringList{uri};
        settings.writer = uri;
        settings.base = base;
        settings.bindDn = admin;
        settings.bindPassword = Secret("secret");
        settings.caFile = file("ca.crt", m_authority.certificatePem());
        return settings;
    }
    /// The base and one domain.
    void fill(const DirectorySettings &with)
    {
        const auto source = std::make_shared<DirectorySettingsSource>(with);
        const auto servers = std::make_shared<LdapServers>(source, m_pool);
        const auto own = resultOf(servers->openOwn(with.writer, soon()));
        QVERIFY2(own, own ? "" : qPrintable(own.error().forLog));
        const LdapReply added = resultOf((*own)->add(base,
            {{LdapChange::Kind::Add, "objectClass", {"domain"}}, {LdapChange::Kind::Add, "dc", {"example"}}},
            soon()));
        QCOMPARE(added.code, 0);
        servers->close();
        LdapDirectoryEditor editor(source, std::make_shared<DirectoryCache>(), m_pool);
        QVERIFY(resultOf(editor.addDomain("example.org")));
    }
    QByteArray look(const DirectorySettings &with)
    {
        LdapDirectory directory(
            std::make_shared<DirectorySettingsSource>(with), std::make_shared<DirectoryCache>(), m_pool);
        return kind(resultOf(directory.findDomain("example.org", Freshness::Writer, soon())));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestSlapd::isInstalled())
            QSKIP("slapd is not installed (Debian, Ubuntu: apt install slapd)");
        std::signal(SIGPIPE, SIG_IGN);
    }
    void cleanupTestCase()
    {
        m_pool.waitForDone();
        QCoreApplication::processEvents();
    }

    void start_tls_is_checked_and_never_left_out()
    {
        const auto secure = server(tlsLines({"127.0.0.1"}));
        DirectorySettings with = settings(secure->plainUri());
        with.startTls = true;
        fill(with);
        QCOMPARE(look(with), QByteArray("found"));
        with.caFile = file("other.crt", TestAuthority("Another").certificatePem());
        QVERIFY2(look(with).startsWith("unknown"), "another authority's certificate was believed");

        const auto clear = server({}); // speaks no TLS at all
        DirectorySettings plain = settings(clear->plainUri());
        fill(plain);
        QCOMPARE(look(plain), QByteArray("found"));
        plain.startTls = true;
        const QByteArray refused = look(plain);
        QVERIFY2(refused.startsWith("unknown") && refused.contains("StartTLS"), refused);
    }

    void the_name_in_the_certificate_must_be_that_of_the_uri()
    {
        const auto misnamed = server(tlsLines({"ldap.example.net"}));
        DirectorySettings with = settings(misnamed->tlsUri());
        QVERIFY(look(with).startsWith("unknown"));
        with.uris = {misnamed->plainUri()};
        with.writer = misnamed->plainUri();
        with.startTls = true;
        QVERIFY(look(with).startsWith("unknown"));
        const auto right = server(tlsLines({"127.0.0.1"}));
        with = settings(right->tlsUri());
        fill(with);
        QCOMPARE(look(with), QByteArray("found"));
    }

    void a_client_certificate_is_shown_and_may_be_the_identity()
    {
        const auto strict = server(tlsLines({"127.0.0.1"}, "demand"),
            "authz-regexp \"^cn=front1.example.net$\" \"" + admin + "\"\n");
        DirectorySettings with = settings(strict->tlsUri());
        QVERIFY(look(with).startsWith("unknown")); // no certificate
        const TestIdentity identity = m_authority.issue({"front1.example.net"});
        with.certificateFile = file("client.crt", identity.certificatePem);
        with.keyFile = file("client.key", identity.keyPem);
        fill(with); // simple bind inside
        QCOMPARE(look(with), QByteArray("found"));

        // as whom the certificate names: it may write
        with.bindDn.clear();
        with.bindPassword = Secret();
        QCOMPARE(look(with), QByteArray("found"));
        const auto source = std::make_shared<DirectorySettingsSource>(with);
        LdapDirectoryEditor editor(source, std::make_shared<DirectoryCache>(), m_pool);
        QVERIFY(resultOf(editor.addDomain("example.com")));
        // and users' passwords are checked over such connections too
        AccountRecord ann;
        ann.address = {"ann", "example.org"};
        ann.id = AccountId::random();
        ann.hostServer = MemberName(QStringLiteral("back1.example.net"));
        QVERIFY(resultOf(editor.addAccount(ann, Secret("right"))));
        LdapDirectory directory(source, std::make_shared<DirectoryCache>(), m_pool);
        const auto found = resultOf(directory.find(ann.address, Freshness::Writer, soon()));
        QCOMPARE(kind(found), QByteArray("found"));
        const AccountRecord read = std::get<AccountRecord>(std::get<Record>(found));
        const auto verify = [&](const char *password) {
            return resultOf(directory.verifyPassword(read, Secret(password), soon()));
        };
        QVERIFY(verify("right") == PasswordVerdict::Right);
        QVERIFY(verify("wrong") == PasswordVerdict::Wrong);

        const TestIdentity foreign = TestAuthority("Another").issue({"front1.example.net"});
        with.certificateFile = file("foreign.crt", foreign.certificatePem);
        with.keyFile = file("foreign.key", foreign.keyPem);
        QVERIFY(look(with).startsWith("unknown"));
    }

    void other_names_serve_as_well()
    {
        const QByteArray schema = // inetLocalMailRecipient, as sites have it
            "attributetype ( 2.16.840.1.113730.3.1.18 NAME 'mailHost' EQUALITY caseIgnoreIA5Match SYNTAX "
            "1.3.6.1.4.1.1466.115.121.1.26{256} SINGLE-VALUE )\n"
            "objectclass ( 2.16.840.1.113730.3.2.147 NAME 'inetLocalMailRecipient' SUP top AUXILIARY MAY ( "
            "mailHost "
            "$ oldHostServer $ accountStorage $ accountId $ homeportQuota $ homeportEnabled $ userPassword ) "
            ")\n";
        const auto site = server({}, schema);
        DirectorySettings with = settings(site->plainUri());
        with.names.hostServer = "mailHost";
        with.names.accountClass = "inetLocalMailRecipient";
        fill(with);
        const auto source = std::make_shared<DirectorySettingsSource>(with);
        LdapDirectoryEditor editor(source, std::make_shared<DirectoryCache>(), m_pool);
        AccountRecord ann;
        ann.address = {"ann", "example.org"};
        ann.id = AccountId::random();
        ann.storage = StorageId::random();
        ann.hostServer = MemberName(QStringLiteral("back1.example.net"));
        const auto added = resultOf(editor.addAccount(ann, Secret("right")));
        QVERIFY2(added, added ? "" : qPrintable(added.error().forLog));
        LdapDirectory directory(source, std::make_shared<DirectoryCache>(), m_pool);
        const auto read = [&] { return resultOf(directory.find(ann.address, Freshness::Writer, soon())); };
        const AccountRecord first = std::get<AccountRecord>(std::get<Record>(read()));
        QCOMPARE(first.hostServer, ann.hostServer);
        DirectoryEditor::HostChange change;
        change.account = first;
        change.newHost = MemberName(QStringLiteral("back2.example.net"));
        change.newOldHost = first.hostServer;
        const auto swapped = resultOf(editor.swapHost(change));
        QVERIFY2(swapped && *swapped, swapped ? "" : qPrintable(swapped.error().forLog));
        const AccountRecord second = std::get<AccountRecord>(std::get<Record>(read()));
        QCOMPARE(second.hostServer, change.newHost);
        QCOMPARE(second.oldHostServer, ann.hostServer);
    }

    void a_server_that_is_back_is_asked_again()
    {
        auto preferred = server({});
        const auto second = server({});
        fill(settings(preferred->plainUri()));
        fill(settings(second->plainUri()));
        DirectorySettings with = settings(preferred->plainUri());
        with.uris = QStringList{preferred->plainUri(), second->plainUri()};
        LdapDirectory directory(
            std::make_shared<DirectorySettingsSource>(with), std::make_shared<DirectoryCache>(1), m_pool);
        int number = 0;
        const auto server = [&] { // each time a domain that is not cached
            const auto source = std::make_shared<AnswerSource>();
            resultOf(directory.findDomainExplained(
                "d" + QByteArray::number(++number) + ".example", Freshness::Recent, soon(), source));
            return source->server;
        };
        QCOMPARE(server(), preferred->plainUri());
        preferred->stop();
        QTRY_COMPARE_WITH_TIMEOUT(server(), second->plainUri(), 30'000);
        preferred->start();
        QTRY_COMPARE_WITH_TIMEOUT(server(), preferred->plainUri(), 30'000);
    }
};

QTEST_GUILESS_MAIN(ForeignSlapdTest)
#include "tst_foreignslapd.moc"
