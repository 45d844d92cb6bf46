// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Everything the console shows can be used without a mouse and without seeing it, and keeps the rules of its
// words.
#include "accessibilityjudge.h"
#include "console/tour/tour.h"

using namespace homeport;

class TestAccessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyControlOfTheTourIsUsableByEverybody();
    void theJudgeSeesWhatIsWrong();
};

void TestAccessibility::everyControlOfTheTourIsUsableByEverybody()
{
    QTemporaryDir folder;
    AccessibilityJudge judge;
    QStringList stops;
    Tour tour(folder.path(), [&](const QString &name, QWidget *widget) {
        stops.append(name);
        judge.judge(name, widget);
    });
    bool isOver = false;
    const auto walk = [](Tour *walked, bool *over) -> Task<> {
        co_await walked->run();
        *over = true;
    };
    walk(&tour, &isOver);
    QTRY_VERIFY_WITH_TIMEOUT(isOver, 240'000);
    for (const char *expected : {"connect-trust", "connect-changed", "wizard-confirm", "page-queues"})
        QVERIFY2(stops.contains(QLatin1String(expected)), qPrintable(stops.join(u' ')));
    for (const QString &problem : judge.problems())
        qWarning().noquote() << problem; // the list may be longer than Qt Test's messages
    QCOMPARE(judge.problems().size(), 0);
}

void TestAccessibility::theJudgeSeesWhatIsWrong()
{
    QDialog window;
    auto *const layout = new QVBoxLayout(&window);
    auto *const glyph = new QPushButton(QStringLiteral("✕"));
    auto *const text = new QPlainTextEdit;
    text->setAccessibleName(QStringLiteral("Comment"));
    auto *const box = new QComboBox;
    box->setAccessibleName(QStringLiteral("State"));
    box->addItems({QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
    box->setCurrentIndex(1);
    auto *const remove = new QPushButton(QStringLiteral("Delete 3 messages"));
    remove->setDefault(true);
    auto *const off = new QPushButton(QStringLiteral("Apply"));
    off->setEnabled(false);
    auto *const table = new QTableWidget(2, 2);
    table->setAccessibleName(QStringLiteral("Members"));
    auto *const label = new QLabel(QStringLiteral("Flush the queue"));
    for (QWidget *const widget : {static_cast<QWidget *>(label), static_cast<QWidget *>(text),
             static_cast<QWidget *>(box), static_cast<QWidget *>(glyph), static_cast<QWidget *>(remove),
             static_cast<QWidget *>(off), static_cast<QWidget *>(table)})
        layout->addWidget(widget);
    window.show();
    text->setFocus();
    AccessibilityJudge judge;
    judge.judge(QStringLiteral("bad"), &window);
    const QString found = judge.problems().join(u'\n');
    for (const char *expected : {"QPushButton: has no accessible name", "tabChangesFocus", "tabKeyNavigation",
             "the wheel changes it", "is the default button", "does not say why", "says \"Flush"})
        QVERIFY2(
            found.contains(QLatin1String(expected)), qPrintable(QLatin1String(expected) + u'\n' + found));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
