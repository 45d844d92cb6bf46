// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The list of accounts: pages as one scrolls, searches that overtake each other, refreshes by difference.
#include "console/models/accountmodel.h"
#include "tests/unit/console_models/accountrig.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

struct Rig : FakeSite
{
    AccountDirectory directory;
    AccountModel model{connection};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Rig(int accounts)
    {
        directory.addresses = accountNames(accounts);
        client->answers.insert(
            u"account.list"_s, [this](const QJsonObject &question) { return directory.list(question); });
    }
    bool settles()
    {
        return QTest::qWaitFor([this] { return !model.query().isAsking(); });
    }
    bool search(const AccountSearch &search)
    {
        model.setSearch(search);
        return settles();
    }
    QStringList shown() const
    {
        QStringList out;
        for (int row = 0; row < model.shownCount(); ++row)
            out.append(model.keyAt(row));
        return out;
    }
    bool refresh(int first, int last)
    {
        model.query().refresh(first, last);
        return settles();
    }
    void more()
    {
        model.fetchMore({});
        QVERIFY(settles());
    }
};

} // namespace

class TestAccountModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scrollingBringsThePagesOneAfterAnother();
    void anAnswerOfASupersededSearchIsDropped();
    void oldRowsStayUntilTheNewSearchIsAnswered();
    void aRefreshChangesOnlyWhatIsDifferent();
    void accountsThatCameBetweenTwoPagesAppearOnce();
    void aPageWhoseEndsAreGoneIsFoundAgain();
    void anErrorKeepsTheRowsAndGreysThem();
    void aLongListCostsNoMoreAtItsEnd();
    void wordsAndExportsSayTheState();
    void anAnswerThatCannotBeReadIsAnError();
};

void TestAccountModel::scrollingBringsThePagesOneAfterAnother()
{
    Rig rig(1200);
    QVERIFY(rig.open());
    QVERIFY(!rig.model.canFetchMore({}));
    QVERIFY(rig.search({}));
    QCOMPARE(rig.model.shownCount(), 500);
    QVERIFY(rig.model.canFetchMore({}));
    rig.more();
    rig.more();
    QCOMPARE(rig.shown(), rig.directory.addresses);
    QVERIFY(!rig.model.canFetchMore({}));
    QCOMPARE(rig.model.rowOf(accountName(777)), 777);
    QCOMPARE(rig.model.rowOf(u"nobody@example.org"_s), -1);
    QCOMPARE(rig.client->callsOf(u"account.list"_s).size(), 3);
}

void TestAccountModel::anAnswerOfASupersededSearchIsDropped()
{
    Rig rig(1200);
    QVERIFY(rig.open());
    rig.model.setSearch({.text = u"user0000"_s});
    rig.model.setSearch({.text = u"user0010"_s});
    QVERIFY(rig.settles());
    QCOMPARE(rig.model.shownCount(), 100);
    QCOMPARE(rig.model.keyAt(0), accountName(1000));
    QTest::qWait(0); // whatever is still under way
    QCOMPARE(rig.model.shownCount(), 100);
}

void TestAccountModel::oldRowsStayUntilTheNewSearchIsAnswered()
{
    Rig rig(600);
    QVERIFY(rig.open());
    QVERIFY(rig.search({}));
    const QPersistentModelIndex kept = rig.model.index(3, 0);
    QSignalSpy resets(&rig.model, &QAbstractItemModel::modelReset);
    rig.model.setSearch({.text = u"user00000"_s});
    QCOMPARE(rig.model.shownCount(), 500);
    QVERIFY(rig.settles());
    QCOMPARE(rig.model.shownCount(), 10);
    QVERIFY(kept.isValid()); // the selected row is in both
    QCOMPARE(kept.row(), 3);
    QCOMPARE(resets.count(), 0);
}

void TestAccountModel::aRefreshChangesOnlyWhatIsDifferent()
{
    Rig rig(1200);
    QVERIFY(rig.open());
    QVERIFY(rig.search({}));
    rig.more();
    const QPersistentModelIndex far = rig.model.index(900, 0);
    rig.directory.addresses.removeAt(700);
    rig.directory.addresses.insert(600, accountName(599) + u"x"_s);
    rig.directory.addresses.sort();
    QSignalSpy inserted(&rig.model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&rig.model, &QAbstractItemModel::rowsRemoved);
    QVERIFY(rig.refresh(550, 580));
    QCOMPARE(rig.shown(), rig.directory.addresses.mid(0, 1000));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QVERIFY(far.isValid());
    QCOMPARE(far.data(rowrole::key).toString(), accountName(900));
}

void TestAccountModel::accountsThatCameBetweenTwoPagesAppearOnce()
{
    Rig rig(1200);
    QVERIFY(rig.open());
    QVERIFY(rig.search({}));
    rig.more();
    for (int i = 0; i < 700; ++i) // more than a page, in the middle of the first one
        rig.directory.addresses.append(accountName(100) + QString::number(i).rightJustified(4, u'0'));
    rig.directory.addresses.sort();
    QVERIFY(rig.refresh(0, 30));
    QCOMPARE(rig.shown(), rig.directory.addresses.mid(0, 1700));
    while (rig.model.canFetchMore({}))
        rig.more();
    QCOMPARE(rig.shown(), rig.directory.addresses);
}

void TestAccountModel::aPageWhoseEndsAreGoneIsFoundAgain()
{
    Rig rig(1600);
    QVERIFY(rig.open());
    QVERIFY(rig.search({}));
    rig.more();
    rig.more();
    rig.directory.addresses = rig.directory.addresses.mid(0, 490) + rig.directory.addresses.mid(520);
    QVERIFY(rig.refresh(0, 0));
    while (rig.model.canFetchMore({}))
        rig.more();
    QCOMPARE(rig.shown(), rig.directory.addresses);
}

void TestAccountModel::anErrorKeepsTheRowsAndGreysThem()
{
    Rig rig(20);
    QVERIFY(rig.open());
    QVERIFY(rig.search({}));
    rig.client->refuse(u"account.list"_s, "unavailable", u"the directory is away"_s);
    QVERIFY(rig.refresh(0, 19));
    QCOMPARE(rig.model.shownCount(), 20);
    QVERIFY(rig.model.isStale());
    QCOMPARE(rig.model.query().problem(), u"the directory is away"_s);
    rig.client->answers.insert(
        u"account.list"_s, [&rig](const QJsonObject &question) { return rig.directory.list(question); });
    QVERIFY(rig.refresh(0, 19));
    QVERIFY(!rig.model.isStale());
    QVERIFY(rig.model.query().problem().isEmpty());
}

/// Counts calls of the key function: time cannot be trusted here.
void TestAccountModel::aLongListCostsNoMoreAtItsEnd()
{
    qint64 calls = 0;
    PagedModel<AccountRow> model(accountColumns(), [&calls](const AccountRow &row) {
        ++calls;
        return row.address;
    });
    qint64 first = 0;
    for (int page = 0; page < 200; ++page) {
        calls = 0;
        RowPage<AccountRow> rows;
        for (int i = 0; i < 500; ++i)
            rows.rows.append({.kind = u"account"_s, .address = accountName(page * 500 + i)});
        rows.next = QString::number(page);
        model.appendPage(rows);
        if (page == 0)
            first = calls;
    }
    QCOMPARE(model.shownCount(), 100'000);
    QCOMPARE(calls, first);
    QCOMPARE(model.rowOf(accountName(77'777)), 77'777);
}

void TestAccountModel::wordsAndExportsSayTheState()
{
    QCOMPARE(accountWord(*accountRowFromJson(accountJson(u"a@b.c"_s))).severity, Severity::Good);
    QJsonObject away = accountJson(u"a@b.c"_s);
    away.insert(u"oldHostServer"_s, u"back2.example.net"_s);
    QCOMPARE(accountWord(*accountRowFromJson(away)).severity, Severity::Notice);
    away.insert(u"served"_s, false);
    QCOMPARE(accountWord(*accountRowFromJson(away)).severity, Severity::Bad);
    const QJsonObject alias{{u"kind"_s, u"alias"_s}, {u"address"_s, u"x@b.c"_s},
        {u"targets"_s, QJsonArray{u"a@b.c"_s, u"d@b.c"_s}}, {u"changed"_s, u"2026-11-01T10:00:00.000Z"_s}};
    QCOMPARE(accountWord(*accountRowFromJson(alias)), StateWord{});
    Rig rig(0);
    RowPage<AccountRow> page;
    page.rows.append(*accountRowFromJson(alias));
    rig.model.appendPage(page);
    QCOMPARE(rig.model.exportTitles(),
        (QStringList{u"address"_s, u"state"_s, u"kind"_s, u"hostServer"_s, u"oldHostServer"_s, u"storage"_s,
            u"owner"_s, u"enabled"_s, u"targets"_s}));
    QCOMPARE(rig.model.exportRow(0),
        (QStringList{u"x@b.c"_s, {}, u"alias"_s, {}, {}, {}, {}, {}, u"a@b.c, d@b.c"_s}));
}

void TestAccountModel::anAnswerThatCannotBeReadIsAnError()
{
    Rig rig(0);
    QVERIFY(rig.open());
    QJsonObject broken = accountJson(u"a@b.c"_s);
    broken.insert(u"served"_s, u"yes"_s);
    rig.client->answer(u"account.list"_s, {{u"accounts"_s, QJsonArray{broken}}, {u"next"_s, QString()}});
    QVERIFY(rig.search({}));
    QCOMPARE(rig.model.shownCount(), 0);
    QVERIFY2(
        rig.model.query().problem().contains(u"accounts[0].served"), qPrintable(rig.model.query().problem()));
}

QTEST_GUILESS_MAIN(TestAccountModel)

#include "tst_accountmodel.moc"
