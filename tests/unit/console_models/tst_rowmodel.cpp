// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Tables change by difference: what is selected stays selected, whatever a refresh brings.
#include "console/models/rowmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

struct Thing
{
    QString name;
    qint64 size = 0;
    bool operator==(const Thing &) const = default;
};

struct Things : RowModel<Thing>
{
    Things()
        : RowModel<Thing>(
            {{u"Name"_s, u"name"_s, [](const Thing &thing) { return thing.name; }},
                {.title = u"Size"_s,
                    .field = u"size"_s,
                    .text = [](const Thing &thing) { return QString::number(thing.size) + u" KiB"_s; },
                    .number = [](const Thing &thing) { return thing.size; },
                    .exported = [](const Thing &thing) { return QString::number(thing.size); }}},
            [](const Thing &thing) { return thing.name; })
    {
    }
    QStringList names() const
    {
        QStringList out;
        for (int i = 0; i < shownCount(); ++i)
            out.append(keyAt(i));
        return out;
    }
};

QList<Thing> numbered(const QList<int> &numbers)
{
    QList<Thing> out;
    for (const int number : numbers)
        out.append({u"n%1"_s.arg(number, 6, 10, QChar(u'0')), number});
    return out;
}

} // namespace

class TestRowModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsStandInTheOrderGiven();
    void aRefreshKeepsWhatIsPointedAt();
    void anEqualRefreshChangesNothing();
    void numbersSortAsNumbersAndTiesByKey();
    void theFilterTakesWordsOfAnyColumn();
    void anyRefreshIsADifference_data();
    void anyRefreshIsADifference();
    void exportsAreWhatIsShown();
    void formulasAreExportedAsTexts();
    void stalenessIsTold();
};

void TestRowModel::rowsStandInTheOrderGiven()
{
    Things model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(numbered({3, 1, 2}));
    QCOMPARE(model.names(), QStringList({u"n000003"_s, u"n000001"_s, u"n000002"_s}));
    model.setRows(numbered({2, 4, 3}));
    QCOMPARE(model.names(), QStringList({u"n000002"_s, u"n000004"_s, u"n000003"_s}));
    QCOMPARE(model.rowOf(u"n000003"_s), 2);
    QCOMPARE(model.rowOf(u"n000001"_s), -1);
}

void TestRowModel::aRefreshKeepsWhatIsPointedAt()
{
    Things model;
    model.setRows(numbered({1, 2, 3, 4}));
    const QPersistentModelIndex two = model.index(1, 0);
    const QPersistentModelIndex four = model.index(3, 0);
    QList<Thing> next = numbered({9, 4, 8, 2});
    next.last().size = 77;
    model.setRows(next);
    QCOMPARE(two.data().toString(), u"n000002"_s);
    QCOMPARE(two.row(), 3);
    QCOMPARE(four.row(), 1);
    QCOMPARE(model.at(3).size, 77);
    model.sort(1, Qt::DescendingOrder);
    QCOMPARE(two.row(), 0);
    model.setRows(numbered({4}));
    QVERIFY(!two.isValid());
    QCOMPARE(four.row(), 0);
}

void TestRowModel::anEqualRefreshChangesNothing()
{
    Things model;
    model.setRows(numbered({1, 2, 3}));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
    model.setRows(numbered({1, 2, 3}));
    QCOMPARE(changed.size() + inserted.size() + layout.size(), 0);
}

void TestRowModel::numbersSortAsNumbersAndTiesByKey()
{
    Things model;
    model.setRows({{u"b"_s, 9}, {u"a"_s, 10}, {u"d"_s, 9}, {u"c"_s, 9}});
    model.sort(1);
    QCOMPARE(model.names(), QStringList({u"b"_s, u"c"_s, u"d"_s, u"a"_s}));
    model.sort(1, Qt::DescendingOrder);
    QCOMPARE(model.names(), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
}

void TestRowModel::theFilterTakesWordsOfAnyColumn()
{
    Things model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(numbered({1, 21, 22, 3}));
    model.setFilterText(u"N0 21"_s);
    QCOMPARE(model.names(), QStringList({u"n000021"_s}));
    QCOMPARE(model.totalCount(), 4);
    model.setPredicate([](const Thing &thing) { return thing.size > 21; });
    QCOMPARE(model.shownCount(), 0);
    model.setFilterText({});
    QCOMPARE(model.names(), QStringList({u"n000022"_s}));
}

void TestRowModel::anyRefreshIsADifference_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("a few runs") << 20;
    QTest::newRow("many runs") << 2000;
}

/// Random refreshes: the tester watches the signals, a persistent index each row that stays.
void TestRowModel::anyRefreshIsADifference()
{
    QFETCH(const int, count);
    Things model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(7);
    for (int round = 0; round < 12; ++round) {
        QHash<QString, QPersistentModelIndex> pointed;
        for (int row = 0; row < model.shownCount(); ++row)
            pointed.insert(model.keyAt(row), model.index(row, 0));
        QList<int> numbers;
        for (int i = 0; i < count; ++i) {
            if (random.bounded(3) > 0)
                numbers.append(i);
        }
        if (round % 3 == 2)
            std::shuffle(numbers.begin(), numbers.end(), random);
        const QList<Thing> rows = numbered(numbers);
        model.setRows(rows);
        QCOMPARE(model.shownCount(), int(rows.size()));
        for (int row = 0; row < model.shownCount(); ++row) {
            QCOMPARE(model.at(row), rows[row]);
            const QPersistentModelIndex before = pointed.value(model.keyAt(row));
            if (before.isValid())
                QCOMPARE(before.row(), row);
        }
    }
}

void TestRowModel::exportsAreWhatIsShown()
{
    Things model;
    model.setRows({{u"a, \"b\""_s, 2}, {u"c"_s, 1}});
    model.sort(1);
    QCOMPARE(csvOf(model), QByteArray("name,size\r\nc,1\r\n\"a, \"\"b\"\"\",2\r\n"));
    model.setFilterText(u"c"_s);
    QCOMPARE(QJsonDocument::fromJson(jsonOf(model)).array(),
        (QJsonArray{QJsonObject{{u"name"_s, u"c"_s}, {u"size"_s, u"1"_s}}}));
}

void TestRowModel::formulasAreExportedAsTexts()
{
    Things model;
    model.setRows({{u"=HYPERLINK(1)"_s, 1}, {u"-12"_s, 1}});
    QCOMPARE(csvOf(model), QByteArray("name,size\r\n'=HYPERLINK(1),1\r\n-12,1\r\n"));
}

void TestRowModel::stalenessIsTold()
{
    Things model;
    model.setRows(numbered({1, 2}));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setStale(true);
    QCOMPARE(changed.size(), 1);
    QVERIFY(model.index(1, 0).data(rowrole::stale).toBool());
}

QTEST_GUILESS_MAIN(TestRowModel)
#include "tst_rowmodel.moc"
