// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A look into a whole storage finds what is wrong and changes nothing.
#include "server/store/storageexamine.h"
#include "tests/unit/server_store/storefixture.h"

#include <QDirIterator>

using namespace homeport;

namespace {

QHash<QString, QByteArray> filesOf(const QString &path)
{
    QHash<QString, QByteArray> files;
    QDirIterator all(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString name = all.next();
        files.insert(name, readAll(name));
    }
    return files;
}

JournalRecord record(JournalKind kind, const DeliveryKey &key)
{
    return {kind, key, AccountId::random(), 1, 100};
}

} // namespace

class TestExamine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accounts_and_journal_are_counted()
    {
        StoreFixture fixture;
        makeAccount(fixture, QStringLiteral("ann"), AccountId::random());
        makeAccount(fixture, QStringLiteral("bob"), AccountId::random());
        const DeliveryKey open = DeliveryKey::random();
        const DeliveryKey done = DeliveryKey::random();
        writeAll(journal(fixture, 1),
            journalHeader + encodeRecord(record(JournalKind::Intent, done))
                + encodeRecord(record(JournalKind::Done, done)));
        writeAll(
            journal(fixture, 2), journalHeader + encodeRecord(record(JournalKind::Intent, open)) + "torn");
        const auto before = filesOf(fixture.path());
        const Result<StorageReport> report = examineStorage(fixture.path(), 0);
        QVERIFY2(report, report ? "" : qPrintable(report.error().forLog));
        QCOMPARE(report->accounts, 2);
        QCOMPARE(report->segments, 2);
        QCOMPARE(report->delivered, 1);
        QCOMPARE(report->open, 1);
        QCOMPARE(report->problems, QStringList()); // a torn end of the last segment is no problem
        QCOMPARE(filesOf(fixture.path()), before);
    }

    void what_is_wrong_is_named()
    {
        StoreFixture fixture;
        const AccountId twice = AccountId::random();
        makeAccount(fixture, QStringLiteral("ann"), twice);
        makeAccount(fixture, QStringLiteral("bob"), twice);
        makeAccount(fixture, QStringLiteral("eve"), AccountId::random());
        writeAll(fixture.path() + QStringLiteral("/example.org/eve/.homeport-account"), "rubbish");
        QByteArray damaged = encodeRecord(record(JournalKind::Done, DeliveryKey::random()));
        damaged[20] = char(damaged.at(20) ^ 1);
        writeAll(journal(fixture, 1),
            journalHeader + damaged + encodeRecord(record(JournalKind::Done, DeliveryKey::random())));
        const Result<StorageReport> report = examineStorage(fixture.path(), 0);
        QVERIFY2(report, report ? "" : qPrintable(report.error().forLog));
        const QString problems = report->problems.join(u'\n');
        QCOMPARE(report->problemCount, 3);
        QVERIFY2(problems.contains(QStringLiteral("have the same account id")), qPrintable(problems));
        QVERIFY2(problems.contains(QStringLiteral("eve@example.org")), qPrintable(problems));
        QVERIFY2(problems.contains(QStringLiteral("1 false records")), qPrintable(problems));
    }

    void a_bare_mount_point_is_no_storage()
    {
        QTemporaryDir bare;
        QVERIFY(!examineStorage(bare.path(), 0));
        QVERIFY(QDir(bare.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

private:
    static void makeAccount(StoreFixture &fixture, const QString &name, const AccountId &id)
    {
        const QString folder = fixture.path() + QStringLiteral("/example.org/") + name;
        QVERIFY(QDir().mkpath(folder));
        writeAll(folder + QStringLiteral("/.homeport-account"),
            accountIdText({id, name.toUtf8() + "@example.org"}));
    }
    static QString journal(const StoreFixture &fixture, int number)
    {
        return fixture.path() + QStringLiteral("/.homeport/journal-%1").arg(number, 8, 16, QLatin1Char('0'));
    }
};

QTEST_GUILESS_MAIN(TestExamine)
#include "tst_examine.moc"
