// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What an administrator can do with queued messages: what is sent, when it is possible, and the words.
#pragma once

#include "console/models/act.h"
#include "console/models/hostlanes.h"
#include "console/models/messagemodel.h"

namespace homeport {

enum class MessageVerb { TryNow, Reroute, Hold, Release, Delete };

/// What is meant. A message to several recipients counts once for each of them, as the tables show it.
struct MessageScope
{
    enum class Kind {
        Selected,
        Matching, ///< everything that matches a question, in the daemons
        Destination, ///< everything that waits for a host or domain, or one lane of one member
    };
    Kind kind = Kind::Selected;
    QList<QueueRow> selected;
    QueueFilter filter;
    QString member; ///< only in its queue; empty: in all
    QString lane;
    QString label; ///< of the lane
    qint64 count = 0;
    qint64 held = -1; ///< of them; -1: not known
    qint64 quarantined = -1;
    bool operator==(const MessageScope &) const = default;
};

MessageScope selectedScope(const QList<QueueRow> &rows);
MessageScope matchingScope(const MessageQuestion &question, qint64 total);
MessageScope destinationScope(const DestinationLanes &destination);

/// What the administrator chooses beside the scope.
struct MessageChoices
{
    bool notifiesSender = false; ///< Delete
    bool releasesQuarantined = false; ///< Release
};

/// At most as many single messages go into one request.
constexpr qsizetype mostSelectedMessages = 1000;

/// Empty: possible now. Else the reason, for a tooltip.
QString whyNotNow(MessageVerb verb, const MessageScope &scope);
/// Empty: exporting is possible now.
QString whyNoExport(const MessageScope &scope);
/// Somebody could be notified of a deletion: not all are from the null reverse-path (RFC 5321 4.5.5).
bool hasSender(const MessageScope &scope);
/// None is held, but some are quarantined: releasing means those.
bool isOnlyQuarantined(const MessageScope &scope);

Act messageAct(MessageVerb verb, const MessageScope &scope, const MessageChoices &choices = {});
/// "Try now", with its mnemonic.
QString verbTitle(MessageVerb verb);
/// What it does, in a sentence.
QString verbTip(MessageVerb verb);
/// "37 messages"
QString messagesText(qint64 count);
/// What came of it, in a line.
QString outcomeText(MessageVerb verb, const QJsonObject &answer);

} // namespace homeport
