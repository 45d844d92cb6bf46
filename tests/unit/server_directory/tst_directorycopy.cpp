// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The managed directory and its copy: two real slapd, the change of roles, and what is found afterwards that
// only the former writer had.
#include "server/directory/directorydifference.h"
#include "tests/support/testslapd.h"

#include <QTest>

using namespace homeport;

namespace {

const QByteArray base = "dc=example,dc=org";

Deadline soon() { return Deadline(20s); }

} // namespace

class DirectoryCopyTest : public QObject
{
    Q_OBJECT

    /// Two servers of one cluster: one certificate and one keeper's password for both.
    struct Site
    {
        QTemporaryDir folder;
        TestAuthority authority;
        BlockingPool pool{4};
        std::shared_ptr<ManagedSlapd> servers[2];
        QString uris[2];

        Site()
        {
            std::signal(SIGPIPE, SIG_IGN);
            const TestIdentity identity = authority.issue({"127.0.0.1"});
            write("server.crt", identity.certificatePem);
            write("server.key", identity.keyPem);
            write("ca.crt", authority.certificatePem());
            for (QString &uri : uris) {
                QTcpServer probe;
                probe.listen(QHostAddress::LocalHost);
                uri = QStringLiteral("ldaps://127.0.0.1:%1").arg(probe.serverPort());
            }
            for (const char *place : {"d0", "d1"}) {
                QDir().mkpath(path(place));
                write(QByteArray(place) + "/keeper.password", "0123456789abcdef");
            }
        }
        ~Site()
        {
            stop(0);
            stop(1);
            pool.waitForDone();
            QCoreApplication::processEvents();
        }
        QString path(const QByteArray &name) const { return folder.filePath(QString::fromLatin1(name)); }
        void write(const QByteArray &name, const QByteArray &bytes)
        {
            QFile file(path(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write %s", qPrintable(file.fileName()));
        }
        void start(int which, SlapdRole role)
        {
            ManagedSlapdSettings settings{path(which ? "d1" : "d0"), TestSlapd::slapdPath(),
                {uris[which].mid(8)}, path("server.crt"), path("server.key"), path("ca.crt"), base};
            settings.role = role;
            settings.number = which + 1;
            settings.hasCopies = role != SlapdRole::Copy;
            if (role == SlapdRole::Copy)
                settings.provider = uris[1 - which];
            servers[which] = ManagedSlapd::create(settings, pool);
            const auto started = resultOf(servers[which]->start());
            QVERIFY2(started, started ? "" : qPrintable(started.error().forLog));
        }
        void stop(int which)
        {
            if (const auto server = std::exchange(servers[which], nullptr)) {
                const auto stopped = resultOf(server->stop());
                QVERIFY2(stopped, stopped ? "" : qPrintable(stopped.error().forLog));
            }
        }
        LdapConnection::Pointer connect(int which)
        {
            auto connection = resultOf(servers[which]->connect(soon()));
            return connection ? *connection : nullptr;
        }
        QMap<int, QByteArray> context(int which)
        {
            const auto connection = connect(which);
            return connection
                ? resultOf(readContext(connection, base, soon())).value_or(QMap<int, QByteArray>())
                : QMap<int, QByteArray>();
        }
        int add(int which, const QByteArray &name)
        {
            return resultOf(connect(which)->add("ou=" + name + ',' + base,
                                {{LdapChange::Kind::Add, "objectClass", {"organizationalUnit"}},
                                    {LdapChange::Kind::Add, "ou", {name}}},
                                soon()))
                .code;
        }
        int describe(int which, const QByteArray &name, const QByteArray &text)
        {
            return resultOf(connect(which)->modify("ou=" + name + ',' + base,
                                {{LdapChange::Kind::Replace, "description", {text}}}, soon()))
                .code;
        }
        int remove(int which, const QByteArray &name)
        {
            return resultOf(connect(which)->remove("ou=" + name + ',' + base, soon())).code;
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestSlapd::isInstalled())
            QSKIP("slapd is not installed (Debian, Ubuntu: apt install slapd)");
    }

    void what_only_the_former_writer_had_is_found()
    {
        Site site;
        site.start(0, SlapdRole::Writer);
        for (const char *name : {"kept", "changed", "deleted", "elsewhere", "gone-elsewhere"})
            QCOMPARE(site.add(0, name), 0);
        site.start(1, SlapdRole::Copy);
        QTRY_VERIFY_WITH_TIMEOUT(!site.context(1).isEmpty() && site.context(1) == site.context(0), 30'000);
        QVERIFY(site.describe(1, "kept", "no") != 0); // a copy takes no changes, not even of the keeper

        site.stop(1); // cut off: what follows is copied by nobody
        QCOMPARE(site.add(0, "new"), 0);
        QCOMPARE(site.describe(0, "changed", "caf\xc3\xa9"), 0);
        QCOMPARE(site.remove(0, "deleted"), 0);
        site.stop(0);
        site.start(1, SlapdRole::Writer);
        QCOMPARE(site.add(1, "later"), 0);
        QCOMPARE(site.describe(1, "elsewhere", "by the new writer"), 0);
        QCOMPARE(site.remove(1, "gone-elsewhere"), 0);

        site.start(0, SlapdRole::ReadOnly);
        QVERIFY(site.describe(0, "kept", "no") != 0);
        const auto unsent = resultOf(findUnsentChanges(site.connect(0), site.connect(1), base, 1, soon()));
        QVERIFY2(unsent, unsent ? "" : qPrintable(unsent.error().forLog));
        QVERIFY2(unsent->added == 1 && unsent->changed == 1 && unsent->deleted == 1, unsent->ldif);
        QVERIFY2(unsent->ldif.contains("dn: ou=new,dc=example,dc=org\nchangetype: add"), unsent->ldif);
        QVERIFY2(unsent->ldif.contains("dn: ou=changed,dc=example,dc=org\nchangetype: modify\n"
                                       "replace: description\ndescription:: Y2Fmw6k=\n-"),
            unsent->ldif);
        QVERIFY2(unsent->ldif.contains("dn: ou=deleted,dc=example,dc=org\nchangetype: delete"), unsent->ldif);
    }

    void an_orderly_change_leaves_nothing_behind_and_the_roles_go_on()
    {
        Site site;
        site.start(0, SlapdRole::Writer);
        QCOMPARE(site.add(0, "first"), 0);
        site.start(1, SlapdRole::Copy);
        QTRY_VERIFY_WITH_TIMEOUT(!site.context(1).isEmpty() && site.context(1) == site.context(0), 30'000);
        QCOMPARE(site.add(0, "second"), 0);
        site.stop(0);
        site.start(0, SlapdRole::ReadOnly);
        QTRY_VERIFY_WITH_TIMEOUT(site.context(1) == site.context(0), 60'000); // copies go on copying
        site.stop(1);
        site.start(1, SlapdRole::Writer);
        QCOMPARE(site.add(1, "third"), 0);
        const auto unsent = resultOf(findUnsentChanges(site.connect(0), site.connect(1), base, 1, soon()));
        QVERIFY2(unsent, unsent ? "" : qPrintable(unsent.error().forLog));
        QVERIFY2(unsent->isEmpty(), unsent->ldif);
        site.stop(0);
        site.start(0, SlapdRole::Copy); // on the data it has
        QTRY_VERIFY_WITH_TIMEOUT(site.context(0) == site.context(1), 30'000);
        QCOMPARE(site.describe(1, "first", "by the new writer"), 0);
        QTRY_VERIFY_WITH_TIMEOUT(site.context(0) == site.context(1), 30'000);
    }
};

QTEST_GUILESS_MAIN(DirectoryCopyTest)
#include "tst_directorycopy.moc"
