// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The managed slapd: started, adopted, replaced, restarted, stopped; and what it says when it cannot work.
#include "tests/support/testslapd.h"

#include <QTest>

using namespace homeport;

class ManagedSlapdTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestSlapd::isInstalled())
            QSKIP("slapd is not installed (Debian, Ubuntu: apt install slapd)");
    }

    void a_living_slapd_is_adopted_after_a_crash_of_the_daemon()
    {
        TestSlapd site;
        QCOMPARE(site.error(), QString());
        const qint64 pid = site.slapd().pid();
        QVERIFY(pid > 0);
        site.slapd().release(); // as after a crash: nobody watches it any more
        site.start();
        QCOMPARE(site.error(), QString());
        QVERIFY(site.slapd().wasAdopted());
        QCOMPARE(site.slapd().pid(), pid);
    }

    void one_with_another_certificate_is_replaced()
    {
        TestSlapd site;
        QCOMPARE(site.error(), QString());
        const qint64 pid = site.slapd().pid();
        site.slapd().release();
        QFile certificate(site.path("server.crt"));
        QVERIFY(certificate.open(QIODevice::Append));
        certificate.write("\n");
        certificate.close();
        site.start();
        QCOMPARE(site.error(), QString());
        QVERIFY(!site.slapd().wasAdopted());
        QVERIFY(site.slapd().pid() != pid);
        QVERIFY(processMark(pid).isNull());
    }

    void one_that_died_is_started_again_on_the_same_entries()
    {
        TestSlapd site;
        QCOMPARE(site.error(), QString());
        const auto source = std::make_shared<DirectorySettingsSource>(site.keeperSettings());
        LdapDirectoryEditor editor(source, std::make_shared<DirectoryCache>(), site.pool());
        QVERIFY(resultOf(editor.addDomain("example.org")));
        const qint64 pid = site.slapd().pid();
        site.sendSignal(SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(site.slapd().pid() != pid && site.slapd().problem().isEmpty(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            resultOf(editor.listDomains()).value_or(QList<QByteArray>()).size() == 1, 30'000);
    }

    void stop_leaves_no_process()
    {
        TestSlapd site;
        QCOMPARE(site.error(), QString());
        const qint64 pid = site.slapd().pid();
        QVERIFY(resultOf(site.slapd().stop()));
        QVERIFY(processMark(pid).isNull());
        QVERIFY(!QFileInfo::exists(site.path("directory/running")));
        const auto mode = QFileInfo(site.path("directory")).permissions();
        QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther)));
        const auto secret = QFileInfo(site.path("directory/keeper.password")).permissions();
        QVERIFY(!(secret & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void what_stands_in_the_way_is_named()
    {
        TestSlapd site;
        QCOMPARE(site.error(), QString());
        BlockingPool pool(1);
        QTemporaryDir folder;
        const auto errorOf = [&](ManagedSlapdSettings settings) {
            settings.folder = folder.filePath(QStringLiteral("directory"));
            const auto started = resultOf(ManagedSlapd::create(settings, pool)->start());
            return started ? QString() : started.error().forLog;
        };
        ManagedSlapdSettings settings = site.managedSettings();
        const QString portInUse = errorOf(settings);
        QVERIFY2(portInUse.contains(u"in use"), qPrintable(portInUse));
        settings.keyFile = site.path("no.key");
        const QString noKey = errorOf(settings);
        QVERIFY2(noKey.contains(u"no.key"), qPrintable(noKey));
        settings = site.managedSettings();
        settings.base = "cn=wrong";
        QVERIFY(errorOf(settings).contains(u"directory.base"));
        settings.slapdPath = QStringLiteral("/nowhere/slapd");
        QVERIFY(errorOf(settings).contains(u"apt install slapd"));
    }
};

QTEST_GUILESS_MAIN(ManagedSlapdTest)
#include "tst_managedslapd.moc"
