// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What each column shows, sorts by, explains and exports.
#include "console/models/membercolumns.h"

#include "console/models/texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct MemberColumns
{
    Q_DECLARE_TR_FUNCTIONS(MemberColumns)
};

using Column = RowColumn<MemberRow>;
using Number = std::function<qint64(const MemberRow &)>;

StateWord tableWord(const MemberRow &row)
{
    if (!row.member.status || row.table.number == 0)
        return {};
    const QString number = QString::number(row.member.status->table.number);
    if (!row.hasOtherTable)
        return {number, Severity::None};
    return {number, row.member.isReachable ? Severity::Warning : Severity::Unknown};
}

QString tableToolTip(const MemberRow &row)
{
    if (!row.member.status)
        return {};
    const QString hash = QString::fromLatin1(row.member.status->table.hash);
    return row.hasOtherTable ? MemberColumns::tr("Another cluster table than the one in force (revision "
                                                 "%1).\nIts hash: %2")
                                   .arg(QString::number(row.table.number), hash)
                             : MemberColumns::tr("The cluster table in force.\nIts hash: %1").arg(hash);
}

QString sessionsToolTip(const MemberRow &row)
{
    QStringList lines;
    const QMap<QString, qint64> &services = row.member.sessionsByService;
    for (auto it = services.begin(); it != services.end(); ++it)
        lines.append(it.key() + u": "_s + countText(it.value()));
    return lines.join(u'\n');
}

QString oldestToolTip(const MemberRow &row)
{
    if (row.oldestSeconds < 0)
        return MemberColumns::tr("Nothing waits in its own queue.");
    return MemberColumns::tr("The oldest message in its own queue came at\n%1")
        .arg(fullTimeText(row.member.status->oldestQueued));
}

QString waitingForItToolTip(const MemberRow &row)
{
    if (row.waitingForIt == 0)
        return MemberColumns::tr("No mail for its accounts waits in any queue.");
    return MemberColumns::tr("Mail for its accounts, in the queues of all members. The oldest came at\n%1")
        .arg(fullTimeText(row.waitingForItSince));
}

/// A number that only a member that answers, or has answered, can tell; -1 is shown as nothing.
template <class Get> Number known(Get get)
{
    return [get](const MemberRow &row) { return row.member.status ? qint64(get(row)) : qint64(-1); };
}

Column countColumn(const QString &title, const QString &field, const Number &number,
    std::function<QString(const MemberRow &)> toolTip = {})
{
    Column column{title, field};
    column.number = number;
    column.text = [number](
                      const MemberRow &row) { return number(row) < 0 ? QString() : countText(number(row)); };
    column.exported = [number](const MemberRow &row) {
        return number(row) < 0 ? QString() : QString::number(number(row));
    };
    column.toolTip = std::move(toolTip);
    return column;
}

Column ageColumn(const QString &title, const QString &field, const Number &seconds,
    std::function<QString(const MemberRow &)> toolTip,
    const std::function<QDateTime(const MemberRow &)> &time)
{
    Column column{title, field};
    column.number = seconds;
    column.text = [seconds](
                      const MemberRow &row) { return seconds(row) < 0 ? QString() : ageText(seconds(row)); };
    column.toolTip = std::move(toolTip);
    column.exported = [time](const MemberRow &row) { return exportTime(time(row)); };
    return column;
}

Column wordColumn(const QString &title, const QString &field,
    const std::function<StateWord(const MemberRow &)> &word,
    std::function<QString(const MemberRow &)> toolTip = {}, Number number = {})
{
    Column column{title, field};
    column.text = [word](const MemberRow &row) { return word(row).word; };
    column.severity = [word](const MemberRow &row) { return word(row).severity; };
    column.toolTip = std::move(toolTip);
    column.number = std::move(number);
    return column;
}

QList<Column> stateColumns()
{
    return {
        {MemberColumns::tr("Member"), u"name"_s, [](const MemberRow &row) { return row.member.name; }},
        {MemberColumns::tr("Role"), u"rights"_s,
            [](const MemberRow &row) { return roleText(row.member.rights); }},
        wordColumn(
            MemberColumns::tr("State"), u"observed"_s,
            [](const MemberRow &row) { return observedWord(row.member.observed); },
            [](const MemberRow &row) { return row.member.reasons.join(u'\n'); }),
        ageColumn(
            MemberColumns::tr("Since"), u"observedSince"_s,
            [](const MemberRow &row) { return row.stateSeconds; },
            [](const MemberRow &row) { return fullTimeText(row.member.observedSince); },
            [](const MemberRow &row) { return row.member.observedSince; }),
        {MemberColumns::tr("As seen by"), u"seenBy"_s, seenByText, {}, {},
            [](const MemberRow &row) { return seenByDetails(row.member); }},
        wordColumn(
            MemberColumns::tr("Set to"), u"administrativeState"_s,
            [](const MemberRow &row) { return administrativeWord(row.member.administrativeState); },
            [](const MemberRow &) {
                return MemberColumns::tr("What administrators want of it.\nready: it works; draining: no new "
                                         "sessions; withdrawn: taken out of the work");
            }),
        wordColumn(MemberColumns::tr("Storages"), u"storages"_s, storagesWord),
    };
}

QList<Column> workColumns()
{
    const auto isBackend = [](const MemberRow &row) { return row.member.isBackend(); };
    return {
        countColumn(
            MemberColumns::tr("Waiting for it"), u"waitingForIt"_s,
            [isBackend](const MemberRow &row) {
                return isBackend(row) || row.waitingForIt > 0 ? row.waitingForIt : qint64(-1);
            },
            waitingForItToolTip),
        countColumn(MemberColumns::tr("Accounts"), u"accounts"_s, known([isBackend](const MemberRow &row) {
            return isBackend(row) ? row.member.accounts() : qint64(-1);
        })),
        countColumn(MemberColumns::tr("Sessions"), u"sessions"_s,
            known([](const MemberRow &row) { return row.member.status->sessions; }), sessionsToolTip),
        countColumn(MemberColumns::tr("Messages/min"), u"messagesPerMinute"_s,
            known([](const MemberRow &row) { return row.member.messagesPerMinute; })),
        ageColumn(
            MemberColumns::tr("Oldest waiting"), u"oldestQueued"_s,
            [](const MemberRow &row) { return row.oldestSeconds; }, oldestToolTip,
            [](const MemberRow &row) {
                return row.member.status ? row.member.status->oldestQueued : QDateTime();
            }),
        countColumn(MemberColumns::tr("Waiting there"), u"queuedMessages"_s,
            known([](const MemberRow &row) { return row.member.status->queuedMessages; }), oldestToolTip),
        {MemberColumns::tr("Free space"), u"freeBytes"_s,
            [](const MemberRow &row) { return sizeForPeople(row.member.freeBytes()); },
            [](const MemberRow &row) { return row.member.freeBytes(); }, {},
            [](const MemberRow &) { return MemberColumns::tr("On the fullest of its storages."); },
            [](const MemberRow &row) {
                return row.member.freeBytes() < 0 ? QString() : QString::number(row.member.freeBytes());
            }},
    };
}

QList<Column> versionColumns()
{
    Column certificate = wordColumn(
        MemberColumns::tr("Certificate"), u"certificateExpires"_s, certificateWord,
        [](const MemberRow &row) {
            return row.member.status
                ? MemberColumns::tr("Valid until\n%1\nIt renews itself at two thirds of its life.")
                      .arg(fullTimeText(row.member.status->certificateExpires))
                : QString();
        },
        [](const MemberRow &row) { return row.certificateDays.value_or(-2); });
    certificate.exported = [](const MemberRow &row) {
        return row.member.status ? exportTime(row.member.status->certificateExpires) : QString();
    };
    return {
        {MemberColumns::tr("Version"), u"version"_s,
            [](const MemberRow &row) { return row.member.status ? row.member.status->version : QString(); }},
        certificate,
        wordColumn(MemberColumns::tr("Table"), u"table"_s, tableWord, tableToolTip,
            known([](const MemberRow &row) { return row.member.status->table.number; })),
    };
}

} // namespace

QList<RowColumn<MemberRow>> memberColumns() { return stateColumns() + workColumns() + versionColumns(); }

} // namespace homeport
