// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Acts on queued messages: what is sent, when they are possible, and that homeportctl can say the same.
#include "console/models/queueacts.h"
#include "shared/client/commandline.h"
#include "shared/client/commandtext.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

QueueRow row(qint64 id, EntryState state = EntryState::Waiting, const QString &from = u"bob@example.com"_s)
{
    QueueRow out;
    out.member = u"front1.example.net"_s;
    out.id = id;
    out.key.bytes[0] = quint8(id);
    out.from = from;
    out.recipient = u"ann@example.org"_s;
    out.state = state;
    return out;
}

MessageScope destination(qint64 messages, qint64 held = 0, qint64 quarantined = 0)
{
    DestinationLanes lanes;
    lanes.name = u"host:back2.example.net"_s;
    lanes.label = u"back2.example.net"_s;
    lanes.messages = messages;
    lanes.held = held;
    lanes.quarantined = quarantined;
    return destinationScope(lanes);
}

MessageScope matching(qint64 total, std::optional<EntryState> state = {})
{
    MessageQuestion question;
    question.filter.lane = u"host:back2.example.net"_s;
    question.filter.from = u"bob"_s;
    question.filter.state = state;
    return matchingScope(question, total);
}

const QList<MessageVerb> allVerbs{
    MessageVerb::TryNow, MessageVerb::Reroute, MessageVerb::Hold, MessageVerb::Release, MessageVerb::Delete};
const QStringList allWhat{
    u"queue.retry"_s, u"queue.reroute"_s, u"queue.hold"_s, u"queue.release"_s, u"queue.delete"_s};

} // namespace

class TestQueueActs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSelectionNamesMessagesAndRecipients();
    void aSearchIsSentAsItsFilter();
    void aDestinationIsItsLane();
    void choicesBecomeArguments();
    void everyActIsACommand();
    void impossibleActsSayWhy_data();
    void impossibleActsSayWhy();
    void onlyWhatIsMeantIsCounted();
    void onlyDeletionsAreDestructive();
    void nobodyIsNotifiedOfNotifications();
    void quarantinedOnesAreReleasedKnowingly();
    void answersBecomeALine();
    void theForbiddenWordDoesNotOccur();
};

void TestQueueActs::aSelectionNamesMessagesAndRecipients()
{
    const MessageScope scope = selectedScope({row(7), row(8)});
    for (qsizetype i = 0; i < allVerbs.size(); ++i) {
        const Act act = messageAct(allVerbs[i], scope);
        QCOMPARE(act.what, allWhat[i]);
        QCOMPARE(act.role, AdministratorRole::Operator);
        const QJsonObject expected{{u"selection"_s,
            QJsonArray{QJsonObject{{u"member"_s, u"front1.example.net"_s}, {u"id"_s, 7},
                           {u"key"_s, u"07000000000000000000000000000000"_s}},
                QJsonObject{{u"member"_s, u"front1.example.net"_s}, {u"id"_s, 8},
                    {u"key"_s, u"08000000000000000000000000000000"_s}}}}};
        QCOMPARE(act.arguments, expected);
    }
}

void TestQueueActs::aSearchIsSentAsItsFilter()
{
    MessageScope scope = matching(12480, EntryState::Held);
    scope.member = u"front1.example.net"_s;
    const QJsonObject expected{{u"filter"_s,
                                   QJsonObject{{u"lane"_s, u"host:back2.example.net"_s},
                                       {u"from"_s, u"bob"_s}, {u"state"_s, u"held"_s}}},
        {u"expected"_s, 12480}, {u"member"_s, u"front1.example.net"_s}};
    QCOMPARE(messageAct(MessageVerb::Delete, scope).arguments, expected);
}

void TestQueueActs::aDestinationIsItsLane()
{
    const QJsonObject expected{{u"lane"_s, u"host:back2.example.net"_s}};
    QCOMPARE(messageAct(MessageVerb::TryNow, destination(5)).arguments, expected);
}

void TestQueueActs::choicesBecomeArguments()
{
    const MessageScope scope = destination(5, 2, 1);
    QVERIFY(!messageAct(MessageVerb::Delete, scope).arguments.contains(u"notify"_s));
    QCOMPARE(messageAct(MessageVerb::Delete, scope, {true, false}).arguments[u"notify"_s], QJsonValue(true));
    QVERIFY(!messageAct(MessageVerb::Release, scope).arguments.contains(u"quarantined"_s));
    QCOMPARE(
        messageAct(MessageVerb::Release, scope, {false, true}).arguments[u"quarantined"_s], QJsonValue(true));
    QVERIFY(!messageAct(MessageVerb::Hold, scope, {true, true}).arguments.contains(u"notify"_s));
}

void TestQueueActs::everyActIsACommand()
{
    QueueFilter full{.lane = u"host:back2.example.net"_s,
        .from = u"bob smith"_s,
        .to = u"ann"_s,
        .error = u"no \"such\" user"_s,
        .state = EntryState::Held,
        .olderThan = 5400,
        .largerThan = 1048576};
    MessageScope everything = matching(3);
    everything.filter = full;
    MessageScope unfiltered = matching(3);
    unfiltered.filter = {};
    MessageScope ofMember = matching(3);
    ofMember.member = u"front1.example.net"_s;
    const QList<MessageScope> scopes{selectedScope({row(7)}), selectedScope({row(7), row(8)}), everything,
        unfiltered, ofMember, matching(3), destination(5, 1, 1)};
    for (const MessageVerb verb : allVerbs) {
        for (const MessageScope &scope : scopes) {
            for (const MessageChoices choices : {MessageChoices{}, MessageChoices{true, true}}) {
                const Act act = messageAct(verb, scope, choices);
                const QStringList words = commandWords(act.what, act.arguments);
                const QByteArray json = QJsonDocument(act.arguments).toJson(QJsonDocument::Compact);
                QVERIFY2(!words.isEmpty(), json.constData());
                QVERIFY2(act.command().startsWith(u"homeportctl queue "), qPrintable(act.command()));
                const auto read = parseCommandLine(words);
                QVERIFY2(read, qPrintable(act.command()));
                QCOMPARE(read->arguments, act.arguments);
            }
        }
    }
}

void TestQueueActs::impossibleActsSayWhy_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("why");
    const auto add = [](MessageVerb verb, const char *scope, const char *why) {
        QTest::addRow("%d %s", int(verb), scope)
            << int(verb) << QString::fromLatin1(scope) << QString::fromLatin1(why);
    };
    using enum MessageVerb;
    for (const MessageVerb verb : allVerbs) {
        add(verb, "none", "Select one or more messages first.");
        add(verb, "no destination", "Select one destination first.");
        add(verb, "no match", "No message matches.");
        add(verb, "too many", "At most 1000 single messages at once: select fewer, or all that match.");
        add(verb, "unknown states", "");
    }
    add(TryNow, "waiting", "");
    add(TryNow, "mixed", "");
    add(TryNow, "held", "All selected messages are held: release them first.");
    add(TryNow, "quarantined", "All selected messages are quarantined: release them first.");
    add(TryNow, "held and quarantined", "All selected messages are held or quarantined: release them first.");
    add(Reroute, "held", "All selected messages are held: release them first.");
    add(Reroute, "held destination", "All messages for back2.example.net are held: release them first.");
    add(Hold, "waiting", "");
    add(Hold, "mixed", "");
    add(Hold, "held", "All selected messages are held already.");
    add(Hold, "held matching", "All matching messages are held already.");
    add(Hold, "held destination", "All messages for back2.example.net are held already.");
    add(Hold, "held and quarantined",
        "All selected messages are held already, or quarantined and not tried anyway.");
    add(Release, "waiting", "None of the selected messages is held.");
    add(Release, "waiting destination", "No message for back2.example.net is held.");
    add(Release, "held", "");
    add(Release, "quarantined", "");
    add(Release, "mixed", "");
    add(Delete, "waiting", "");
    add(Delete, "held", "");
    add(Delete, "quarantined", "");
}

void TestQueueActs::impossibleActsSayWhy()
{
    QFETCH(int, verb);
    QFETCH(QString, scope);
    QFETCH(QString, why);
    const QueueRow waiting = row(1);
    const QueueRow held = row(2, EntryState::Held);
    const QueueRow quarantined = row(3, EntryState::Quarantined);
    MessageScope noDestination;
    noDestination.kind = MessageScope::Kind::Destination;
    const QHash<QString, MessageScope> scopes{
        {u"none"_s, selectedScope({})},
        {u"no destination"_s, noDestination},
        {u"no match"_s, matching(0)},
        {u"too many"_s, selectedScope(QList<QueueRow>(1001, waiting))},
        {u"unknown states"_s, matching(5)},
        {u"waiting"_s, selectedScope({waiting})},
        {u"mixed"_s, selectedScope({waiting, held, quarantined})},
        {u"held"_s, selectedScope({held, held})},
        {u"quarantined"_s, selectedScope({quarantined})},
        {u"held and quarantined"_s, selectedScope({held, quarantined})},
        {u"held matching"_s, matching(5, EntryState::Held)},
        {u"held destination"_s, destination(5, 5)},
        {u"waiting destination"_s, destination(5)},
    };
    QVERIFY(scopes.contains(scope));
    QCOMPARE(whyNotNow(MessageVerb(verb), scopes[scope]), why);
}

void TestQueueActs::onlyWhatIsMeantIsCounted()
{
    const MessageScope mixed =
        selectedScope({row(1), row(2), row(3, EntryState::Held), row(4, EntryState::Quarantined)});
    QCOMPARE(messageAct(MessageVerb::Hold, mixed).button, u"Hold 2 message(s)"_s);
    QVERIFY(messageAct(MessageVerb::Hold, mixed)
                .text.endsWith(u"2 held or quarantined message(s) stay as they are."));
    QCOMPARE(messageAct(MessageVerb::Release, mixed).button, u"Release 1 message(s)"_s);
    QCOMPARE(messageAct(MessageVerb::Release, mixed, {false, true}).button, u"Release 2 message(s)"_s);
    QCOMPARE(messageAct(MessageVerb::Delete, mixed).button, u"Delete 4 message(s)"_s);
    QCOMPARE(messageAct(MessageVerb::TryNow, mixed).button, u"Try 2 message(s) now"_s);
    QCOMPARE(messageAct(MessageVerb::Delete, destination(500)).button,
        u"Delete all 500 message(s) for back2.example.net"_s);
    QCOMPARE(messageAct(MessageVerb::Delete, matching(37)).button, u"Delete all 37 matching message(s)"_s);
}

void TestQueueActs::onlyDeletionsAreDestructive()
{
    const MessageScope few = selectedScope({row(1)});
    const MessageScope held = selectedScope({row(1, EntryState::Held)});
    QCOMPARE(messageAct(MessageVerb::TryNow, few).danger, ActDanger::Plain);
    QCOMPARE(messageAct(MessageVerb::Hold, few).danger, ActDanger::Plain);
    QCOMPARE(messageAct(MessageVerb::Release, held).danger, ActDanger::Plain);
    QCOMPARE(messageAct(MessageVerb::Reroute, few).danger, ActDanger::Asks);
    QCOMPARE(messageAct(MessageVerb::Delete, few).danger, ActDanger::Destructive);
    for (const MessageVerb verb :
        {MessageVerb::TryNow, MessageVerb::Reroute, MessageVerb::Hold, MessageVerb::Release}) {
        QCOMPARE(messageAct(verb, matching(5)).danger, ActDanger::Asks); // many are asked about first
        QCOMPARE(messageAct(verb, destination(5, 1)).danger, ActDanger::Asks);
    }
    QCOMPARE(messageAct(MessageVerb::Delete, destination(5)).danger, ActDanger::Destructive);
}

void TestQueueActs::nobodyIsNotifiedOfNotifications()
{
    QVERIFY(!hasSender(selectedScope({row(1, EntryState::Waiting, {})})));
    QVERIFY(hasSender(selectedScope({row(1, EntryState::Waiting, {}), row(2)})));
    QVERIFY(hasSender(matching(5)));
    QVERIFY(messageAct(MessageVerb::Delete, matching(5)).text.contains(u"Nobody is told."));
    QVERIFY(messageAct(MessageVerb::Delete, matching(5), {true, false}).text.contains(u"Each sender gets"));
}

void TestQueueActs::quarantinedOnesAreReleasedKnowingly()
{
    QVERIFY(isOnlyQuarantined(selectedScope({row(1, EntryState::Quarantined)})));
    QVERIFY(!isOnlyQuarantined(selectedScope({row(1, EntryState::Quarantined), row(2, EntryState::Held)})));
    QVERIFY(!isOnlyQuarantined(selectedScope({row(1)})));
    QVERIFY(!isOnlyQuarantined(matching(5)));
    const MessageScope scope = selectedScope({row(1, EntryState::Quarantined)});
    const Act act = messageAct(MessageVerb::Release, scope, {false, true});
    QCOMPARE(act.danger, ActDanger::Destructive);
    QVERIFY(act.text.contains(u"quarantine"));
}

void TestQueueActs::answersBecomeALine()
{
    const QJsonObject answer{{u"recipients"_s, 37}, {u"moved"_s, 30}, {u"unknown"_s, 2}};
    QCOMPARE(outcomeText(MessageVerb::TryNow, answer), u"37 message(s) are tried now."_s);
    QCOMPARE(outcomeText(MessageVerb::Reroute, answer),
        u"37 message(s) looked up afresh: 30 wait(s) for another destination now, 2 could not be looked up."_s);
    QCOMPARE(outcomeText(MessageVerb::Hold, answer), u"37 message(s) held."_s);
    QCOMPARE(outcomeText(MessageVerb::Release, answer), u"37 message(s) released."_s);
    QCOMPARE(outcomeText(MessageVerb::Delete, answer), u"37 message(s) deleted."_s);
}

void TestQueueActs::theForbiddenWordDoesNotOccur()
{
    for (const MessageVerb verb : allVerbs) {
        const Act act = messageAct(verb, destination(5, 1, 1), {true, true});
        for (const QString &text :
            {act.button, act.text, act.takeBack, act.command(), verbTitle(verb), verbTip(verb)})
            QVERIFY2(!text.contains(u"flush", Qt::CaseInsensitive), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestQueueActs)
#include "tst_queueacts.moc"
