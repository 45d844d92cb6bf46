// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many folders at once: made with one flush, gone on with after a crash, listed in pages.
#include "storefixture.h"

using namespace homeport;

namespace {

QList<FolderWanted> wanted(int count)
{
    QList<FolderWanted> out;
    for (int i = 0; i < count; ++i)
        out.append({AccountId::random(), "user" + QByteArray::number(i) + "@example.org"});
    return out;
}

} // namespace

class TestBulk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyAreMadeWithFewFlushes()
    {
        StoreFixture fixture;
        const auto storage = fixture.serve();
        int syncs = 0;
        storage->volume().fault = [&syncs](FileOperation operation, const QByteArray &) {
            syncs += operation == FileOperation::Sync;
            return 0;
        };
        const auto accounts = wanted(50);
        const auto made = storage->accounts().makeMany(accounts);
        QVERIFY(made && made->size() == 50);
#ifdef __linux__
        QCOMPARE(syncs, 1);
#endif
        for (qsizetype i = 0; i < made->size(); ++i) {
            QVERIFY(!made->at(i).refused && made->at(i).id == accounts[i].id);
            QVERIFY(storage->accounts().open({accounts[i].id, accounts[i].address}, WhenMissing::Fail));
        }
        const auto again = storage->accounts().makeMany(accounts);
        QVERIFY(again && !again->at(7).refused && again->at(7).id == accounts[7].id);
    }

    void interruptedOnesAreTakenOverAndUsedOnesAreNot()
    {
        StoreFixture fixture;
        const auto storage = fixture.serve();
        const auto first = wanted(4);
        QVERIFY(storage->accounts().makeMany(first));
        const QString base = fixture.path() + QStringLiteral("/example.org/user");
        writeAll(base + QStringLiteral("1/.homeport-account"), ""); // the power went before the flush
        writeAll(base + QStringLiteral("2/new/1.x"), "mail");
        QVERIFY(QDir().mkdir(base + QStringLiteral("3/.Sent")));
        const auto second = wanted(5); // other ids
        const auto made = storage->accounts().makeMany(second);
        QVERIFY(made.has_value());
        QCOMPARE(made->at(0).id, first[0].id);
        QCOMPARE(made->at(1).id, second[1].id);
        QVERIFY(made->at(2).refused && made->at(3).refused);
        QVERIFY(made->at(2).refused->forLog.contains(first[2].id.text()));
        QCOMPARE(made->at(4).id, second[4].id);
        const auto having =
            storage->accounts().having({"user1@example.org", "nobody@example.org", "a@none.example", "../x"});
        QVERIFY(having.has_value());
        QCOMPARE(*having, (QList<bool>{true, false, false, false}));
        QVERIFY(storage->accounts().open({second[1].id, second[1].address}, WhenMissing::Fail));
    }

    void aMaildirBroughtAlongIsAdopted()
    {
        StoreFixture fixture;
        QVERIFY(QDir().mkpath(fixture.account(QStringLiteral("new"))));
        writeAll(fixture.account(QStringLiteral("new/1.x")), "mail");
        const auto storage = fixture.serve();
        const auto made = storage->accounts().makeMany({{fixture.ann, "ann@example.org"}});
        QVERIFY(made && !made->first().refused);
        QVERIFY(storage->accounts().open({fixture.ann, "ann@example.org"}, WhenMissing::Fail));
    }

    void badNamesAndLinksAreRefusedOneByOne()
    {
        StoreFixture fixture;
        const auto storage = fixture.serve();
        QVERIFY(QDir().mkpath(fixture.path() + QStringLiteral("/example.org")));
        QVERIFY(QFile::link(QStringLiteral("/tmp"), fixture.path() + QStringLiteral("/example.org/link")));
        const auto made = storage->accounts().makeMany({{AccountId::random(), "../x@example.org"},
            {AccountId::random(), "link@example.org"}, {AccountId::random(), "ann@example.org"}});
        QVERIFY(made.has_value());
        QVERIFY(made->at(0).refused && made->at(1).refused && !made->at(2).refused);
        QVERIFY(!QFile::exists(QStringLiteral("/tmp/.homeport-account")));
    }

    void aFailedFlushMakesTheVolumeSick()
    {
        StoreFixture fixture;
        const auto storage = fixture.serve();
        storage->volume().fault = [](FileOperation operation, const QByteArray &) {
            return operation == FileOperation::Sync ? EIO : 0;
        };
        QVERIFY(!storage->accounts().makeMany(wanted(2)));
        QVERIFY(storage->volume().isSick());
        QVERIFY(!storage->accounts().makeMany(wanted(2)));
    }

    void pagesHoldEachFolderOnce()
    {
        StoreFixture fixture;
        const auto storage = fixture.serve();
        auto accounts = wanted(23);
        accounts.append({AccountId::random(), "zoe@another.example"});
        QVERIFY(storage->accounts().makeMany(accounts));
        QVERIFY(QDir().mkpath(fixture.path() + QStringLiteral("/.deleted/abc-1")));
        QVERIFY(QDir().mkpath(fixture.path() + QStringLiteral("/example.org/bare/new")));
        writeAll(fixture.path() + QStringLiteral("/example.org/user3/.homeport-account"), "rubbish");
        const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
        for (const int limit : {1, 4, 24, 25, 100}) {
            QList<FoundFolder> all;
            QByteArray after;
            do {
                const auto page = storage->accounts().inventory(after, limit, nowMs);
                QVERIFY(page && page->folders.size() <= limit);
                all += page->folders;
                after = page->next;
            } while (!after.isEmpty());
            QCOMPARE(all.size(), 25);
            QCOMPARE(all.first().address, QByteArray("zoe@another.example"));
            QSet<QByteArray> names;
            for (const FoundFolder &folder : all) {
                names.insert(folder.address);
                const bool isBad = folder.address == "user3@example.org";
                QCOMPARE(!folder.problem.isEmpty(), isBad);
                QCOMPARE(folder.id.has_value(), !isBad && folder.address != "bare@example.org");
                QVERIFY(folder.ageSeconds >= 0);
            }
            QCOMPARE(names.size(), 25);
        }
    }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
