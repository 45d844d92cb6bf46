// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Acts on queued messages.
#include "console/models/queueacts.h"

#include "console/models/queuewords.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

using Kind = MessageScope::Kind;

constexpr auto longPatience = 10min; ///< for what may be many

/// -1: not known.
qint64 waitingOf(const MessageScope &scope)
{
    return scope.held < 0 || scope.quarantined < 0 ? -1 : scope.count - scope.held - scope.quarantined;
}

/// "all selected messages"
QString allOf(const MessageScope &scope)
{
    switch (scope.kind) {
    case Kind::Selected:
        return QueueWords::tr("all selected messages");
    case Kind::Matching:
        return QueueWords::tr("all matching messages");
    case Kind::Destination:
        return QueueWords::tr("all messages for %1").arg(scope.label);
    }
    Q_UNREACHABLE();
}

QString noneOf(const MessageScope &scope)
{
    switch (scope.kind) {
    case Kind::Selected:
        return QueueWords::tr("none of the selected messages");
    case Kind::Matching:
        return QueueWords::tr("none of the matching messages");
    case Kind::Destination:
        return QueueWords::tr("no message for %1").arg(scope.label);
    }
    Q_UNREACHABLE();
}

QString sentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString whyNothing(const MessageScope &scope)
{
    switch (scope.kind) {
    case Kind::Selected:
        return QueueWords::tr("Select one or more messages first.");
    case Kind::Matching:
        return QueueWords::tr("No message matches.");
    case Kind::Destination:
        return QueueWords::tr("Select one destination first.");
    }
    Q_UNREACHABLE();
}

/// Nothing of it is tried at all.
QString whyNotTried(const MessageScope &scope)
{
    if (scope.held == scope.count)
        return sentence(QueueWords::tr("%1 are held: release them first.").arg(allOf(scope)));
    if (scope.quarantined == scope.count)
        return sentence(QueueWords::tr("%1 are quarantined: release them first.").arg(allOf(scope)));
    return sentence(QueueWords::tr("%1 are held or quarantined: release them first.").arg(allOf(scope)));
}

QJsonObject argumentsOf(const MessageScope &scope)
{
    QJsonObject arguments;
    switch (scope.kind) {
    case Kind::Selected: {
        QJsonArray selection;
        for (const QueueRow &row : scope.selected)
            selection.append(toJson(QueueSelected{row.member, row.id, row.key}));
        arguments.insert(u"selection"_s, selection);
        break;
    }
    case Kind::Matching:
        arguments.insert(u"filter"_s, toJson(scope.filter));
        arguments.insert(u"expected"_s, scope.count);
        break;
    case Kind::Destination:
        arguments.insert(u"lane"_s, scope.lane);
        break;
    }
    if (!scope.member.isEmpty())
        arguments.insert(u"member"_s, scope.member);
    return arguments;
}

/// "37 messages", "all 12,480 matching messages", "all 500 messages for back2.example.net"
QString objectOf(const MessageScope &scope, qint64 count)
{
    switch (scope.kind) {
    case Kind::Selected:
        return messagesText(count);
    case Kind::Matching:
        return QueueWords::tr("all %Ln matching message(s)", nullptr, int(count));
    case Kind::Destination:
        return QueueWords::tr("all %Ln message(s) for %1", nullptr, int(count)).arg(scope.label);
    }
    Q_UNREACHABLE();
}

/// Those that the verb is for; all, where that is not known.
qint64 meantBy(MessageVerb verb, const MessageScope &scope, const MessageChoices &choices)
{
    const qint64 waiting = waitingOf(scope);
    if (waiting < 0 || verb == MessageVerb::Delete)
        return scope.count;
    if (verb == MessageVerb::Release)
        return scope.held + (choices.releasesQuarantined ? scope.quarantined : 0);
    return waiting;
}

QString leftOut(MessageVerb verb, const MessageScope &scope)
{
    const qint64 waiting = waitingOf(scope);
    if (waiting < 0 || waiting == scope.count || verb == MessageVerb::Delete || verb == MessageVerb::Release)
        return {};
    return u' '
        + QueueWords::tr(
            "%Ln held or quarantined message(s) stay as they are.", nullptr, int(scope.count - waiting));
}

void makeTryNow(Act &act, const QString &object)
{
    act.what = u"queue.retry"_s;
    act.button = QueueWords::tr("Try %1 now").arg(object);
    act.text = QueueWords::tr(
        "Homeport tries to deliver %1 now, where they are known to belong, instead of waiting for "
        "the next try.")
                   .arg(object);
    act.takeBack = QueueWords::tr("There is nothing to take back: what cannot be delivered goes on waiting.");
}

void makeReroute(Act &act, const QString &object)
{
    act.what = u"queue.reroute"_s;
    act.button = QueueWords::tr("Re-route %1").arg(object);
    act.text = QueueWords::tr(
        "Where %1 belong is looked up afresh, and they are tried there now. Useful after accounts "
        "were moved or reassigned.")
                   .arg(object);
    act.takeBack =
        QueueWords::tr("There is nothing to take back: what still belongs to the same destination goes on "
                       "waiting for it.");
}

void makeHold(Act &act, const QString &object)
{
    act.what = u"queue.hold"_s;
    act.button = QueueWords::tr("Hold %1").arg(object);
    act.text =
        QueueWords::tr("%1 stay in the queue and are not tried, however long, until somebody releases them.")
            .arg(sentence(object));
    act.takeBack = QueueWords::tr("To take it back: Release.");
}

void makeRelease(Act &act, const MessageScope &scope, const MessageChoices &choices, const QString &object)
{
    act.what = u"queue.release"_s;
    act.button = QueueWords::tr("Release %1").arg(object);
    act.text = QueueWords::tr("%1 are tried again, beginning now.").arg(sentence(object));
    act.takeBack = QueueWords::tr("To take it back: Hold, for what has not been delivered by then.");
    if (!choices.releasesQuarantined)
        return;
    act.arguments.insert(u"quarantined"_s, true);
    const QString which = scope.quarantined < 0
        ? QueueWords::tr("Quarantined ones are released too.")
        : QueueWords::tr("%Ln of them were quarantined.", nullptr, int(scope.quarantined));
    act.text += u' ' + which + u' '
        + QueueWords::tr(
            "Homeport quarantines what it could neither deliver nor return: look at them before.");
    act.takeBack = QueueWords::tr("What is delivered cannot be taken back.");
}

void makeDelete(Act &act, const MessageChoices &choices, const QString &object)
{
    act.what = u"queue.delete"_s;
    act.button = QueueWords::tr("Delete %1").arg(object);
    act.text = QueueWords::tr("%1 leave the queue and are not delivered.").arg(sentence(object)) + u' '
        + (choices.notifiesSender ? QueueWords::tr(
               "Each sender gets a notification; notifications themselves (with the sender <>) are "
               "deleted without one.")
                                  : QueueWords::tr("Nobody is told."));
    act.takeBack = QueueWords::tr("This cannot be taken back. Export what may be needed first.");
    if (choices.notifiesSender)
        act.arguments.insert(u"notify"_s, true);
}

} // namespace

MessageScope selectedScope(const QList<QueueRow> &rows)
{
    MessageScope scope;
    scope.selected = rows;
    scope.count = rows.size();
    const auto countOf = [&rows](EntryState state) {
        return std::count_if(
            rows.cbegin(), rows.cend(), [state](const QueueRow &row) { return row.state == state; });
    };
    scope.held = countOf(EntryState::Held);
    scope.quarantined = countOf(EntryState::Quarantined);
    return scope;
}

MessageScope matchingScope(const MessageQuestion &question, qint64 total)
{
    MessageScope scope;
    scope.kind = Kind::Matching;
    scope.filter = question.filter;
    scope.member = question.member;
    scope.count = total;
    if (question.filter.state) {
        scope.held = *question.filter.state == EntryState::Held ? total : 0;
        scope.quarantined = *question.filter.state == EntryState::Quarantined ? total : 0;
    }
    return scope;
}

MessageScope destinationScope(const DestinationLanes &destination)
{
    MessageScope scope;
    scope.kind = Kind::Destination;
    scope.lane = destination.name;
    scope.label = destination.label;
    scope.count = destination.messages;
    scope.held = destination.held;
    scope.quarantined = destination.quarantined;
    return scope;
}

QString whyNotNow(MessageVerb verb, const MessageScope &scope)
{
    if (scope.count <= 0)
        return whyNothing(scope);
    if (scope.kind == Kind::Selected && scope.count > mostSelectedMessages) {
        return QueueWords::tr("At most %1 single messages at once: select fewer, or all that match.")
            .arg(mostSelectedMessages);
    }
    const qint64 waiting = waitingOf(scope);
    switch (verb) {
    case MessageVerb::TryNow:
    case MessageVerb::Reroute:
        return waiting == 0 ? whyNotTried(scope) : QString();
    case MessageVerb::Hold:
        if (waiting != 0)
            return {};
        return sentence(scope.held == scope.count
                ? QueueWords::tr("%1 are held already.").arg(allOf(scope))
                : QueueWords::tr("%1 are held already, or quarantined and not tried anyway.")
                      .arg(allOf(scope)));
    case MessageVerb::Release:
        return scope.held == 0 && scope.quarantined == 0
            ? sentence(QueueWords::tr("%1 is held.").arg(noneOf(scope)))
            : QString();
    case MessageVerb::Delete:
        return {};
    }
    Q_UNREACHABLE();
}

QString whyNoExport(const MessageScope &scope)
{
    if (scope.kind != Kind::Selected || scope.count == 0)
        return QueueWords::tr("Select the messages to export first.");
    if (scope.count > mostSelectedMessages)
        return QueueWords::tr("At most %1 messages are exported at once: select fewer.")
            .arg(mostSelectedMessages);
    return {};
}

bool hasSender(const MessageScope &scope)
{
    return scope.kind != Kind::Selected
        || std::any_of(scope.selected.cbegin(), scope.selected.cend(),
            [](const QueueRow &row) { return !row.from.isEmpty(); });
}

bool isOnlyQuarantined(const MessageScope &scope) { return scope.held == 0 && scope.quarantined > 0; }

Act messageAct(MessageVerb verb, const MessageScope &scope, const MessageChoices &choices)
{
    Act act;
    act.arguments = argumentsOf(scope);
    act.danger = scope.kind == Kind::Selected ? ActDanger::Plain : ActDanger::Asks;
    if (scope.kind != Kind::Selected)
        act.patience = longPatience;
    const QString object = objectOf(scope, meantBy(verb, scope, choices));
    switch (verb) {
    case MessageVerb::TryNow:
        makeTryNow(act, object);
        break;
    case MessageVerb::Reroute:
        makeReroute(act, object);
        act.danger = ActDanger::Asks;
        break;
    case MessageVerb::Hold:
        makeHold(act, object);
        break;
    case MessageVerb::Release:
        makeRelease(act, scope, choices, object);
        if (choices.releasesQuarantined)
            act.danger = ActDanger::Destructive;
        else if (scope.quarantined != 0)
            act.danger = ActDanger::Asks;
        break;
    case MessageVerb::Delete:
        makeDelete(act, choices, object);
        act.danger = ActDanger::Destructive;
        break;
    }
    act.text += leftOut(verb, scope);
    return act;
}

QString verbTitle(MessageVerb verb)
{
    switch (verb) {
    case MessageVerb::TryNow:
        return QueueWords::tr("&Try now");
    case MessageVerb::Reroute:
        return QueueWords::tr("Re-r&oute…");
    case MessageVerb::Hold:
        return QueueWords::tr("&Hold");
    case MessageVerb::Release:
        return QueueWords::tr("Re&lease");
    case MessageVerb::Delete:
        return QueueWords::tr("&Delete…");
    }
    Q_UNREACHABLE();
}

QString verbTip(MessageVerb verb)
{
    switch (verb) {
    case MessageVerb::TryNow:
        return QueueWords::tr(
            "Try to deliver now, to the same destination, without waiting for the next try");
    case MessageVerb::Reroute:
        return QueueWords::tr("Look the destination up afresh, and try to deliver there now");
    case MessageVerb::Hold:
        return QueueWords::tr("Keep in the queue without trying, until it is released");
    case MessageVerb::Release:
        return QueueWords::tr("Try held messages again, beginning now");
    case MessageVerb::Delete:
        return QueueWords::tr("Remove from the queue without delivering; asks first");
    }
    Q_UNREACHABLE();
}

QString messagesText(qint64 count) { return QueueWords::tr("%Ln message(s)", nullptr, int(count)); }

QString outcomeText(MessageVerb verb, const QJsonObject &answer)
{
    const int count = int(answer[u"recipients"_s].toInteger());
    switch (verb) {
    case MessageVerb::TryNow:
        return QueueWords::tr("%Ln message(s) are tried now.", nullptr, count);
    case MessageVerb::Reroute: {
        QString text = QueueWords::tr("%Ln message(s) looked up afresh", nullptr, count) + u": "_s
            + QueueWords::tr(
                "%Ln wait(s) for another destination now", nullptr, int(answer[u"moved"_s].toInteger()));
        if (const int unknown = int(answer[u"unknown"_s].toInteger()); unknown > 0)
            text += u", "_s + QueueWords::tr("%Ln could not be looked up", nullptr, unknown);
        return text + u'.';
    }
    case MessageVerb::Hold:
        return QueueWords::tr("%Ln message(s) held.", nullptr, count);
    case MessageVerb::Release:
        return QueueWords::tr("%Ln message(s) released.", nullptr, count);
    case MessageVerb::Delete:
        return QueueWords::tr("%Ln message(s) deleted.", nullptr, count);
    }
    Q_UNREACHABLE();
}

} // namespace homeport
