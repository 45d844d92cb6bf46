// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading accounts, and the columns of their tables.
#include "console/models/accountrow.h"

#include "console/models/clusterstate.h"
#include "console/models/texts.h"
#include "shared/model/accountmove.h"
#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Accounts)
};

Result<QString> domainFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const QString domain = reader.filledText("domain");
    return reader.finish(domain);
}

Result<MoveRow> moveRowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    MoveRow row;
    row.address = reader.filledText("address");
    row.from = reader.text("from");
    row.to = reader.text("to");
    row.on = reader.text("on");
    row.state = reader.filledText("state");
    row.phase = reader.text("phase");
    row.runner = reader.text("runner");
    row.aside = reader.text("aside");
    row.changed = reader.timeOrNull("changed");
    return reader.finish(row);
}

} // namespace

Result<AccountRow> accountRowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    AccountRow row;
    row.kind = reader.filledText("kind");
    row.address = reader.filledText("address");
    row.changed = reader.timeOrNull("changed");
    if (!row.isAccount()) {
        row.targets = reader.texts("targets");
        return reader.finish(row);
    }
    row.id = reader.text("id");
    row.hostServer = reader.text("hostServer");
    row.oldHostServer = reader.text("oldHostServer");
    row.storage = reader.text("storage");
    row.owner = reader.text("owner");
    row.isServed = reader.boolean("served");
    row.isEnabled = reader.boolean("enabled");
    row.quotaBytes = reader.bytes("quotaBytes");
    return reader.finish(row);
}

Result<RowPage<AccountRow>> accountPageFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    RowPage<AccountRow> page;
    page.rows = reader.list("accounts", accountRowFromJson);
    page.next = reader.text("next");
    return reader.finish(page);
}

Result<AccountDetails> accountDetailsFromJson(const QJsonObject &json)
{
    Result<AccountRow> row = accountRowFromJson(json);
    if (!row)
        return fail(row.error());
    JsonReader reader(json);
    AccountDetails details;
    details.row = *row;
    if (details.row.isAccount())
        details.aliases = reader.texts("aliases");
    return reader.finish(details);
}

Result<MoveList> moveListFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    MoveList list;
    list.moves = reader.list("moves", moveRowFromJson);
    list.unreachable = unreachableFromJson(json);
    return reader.finish(list);
}

Result<QStringList> domainsFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const QStringList domains = reader.list("domains", domainFromJson);
    return reader.finish(domains);
}

StateWord accountWord(const AccountRow &row)
{
    if (!row.isAccount())
        return {};
    if (!row.isServed)
        return {row.owner.isEmpty() ? Words::tr("no storage") : Words::tr("not served"), Severity::Bad};
    if (!row.oldHostServer.isEmpty())
        return {Words::tr("with a stand-in"), Severity::Notice};
    return {Words::tr("at home"), Severity::Good};
}

StateWord moveWord(const MoveRow &row)
{
    if (row.state == u"copying")
        return {row.phase.isEmpty() ? Words::tr("copying, interrupted") : Words::tr("copying"),
            row.phase.isEmpty() ? Severity::Warning : Severity::Busy};
    if (row.state == u"held")
        return {
            Words::tr("switching: served by nobody"), row.phase.isEmpty() ? Severity::Bad : Severity::Busy};
    if (row.state == u"receiving")
        return {Words::tr("receiving"), row.phase.isEmpty() ? Severity::Warning : Severity::Busy};
    if (row.state == u"adopted")
        return {Words::tr("switched over"), Severity::Busy};
    if (row.state == u"moved")
        return {Words::tr("moved, old copy kept"), Severity::Good};
    return {row.state, Severity::Unknown};
}

QList<RowColumn<AccountRow>> accountColumns()
{
    using Row = AccountRow;
    return {
        {.title = Words::tr("Address"),
            .field = u"address"_s,
            .text = [](const Row &row) { return row.address; }},
        {.title = Words::tr("State"),
            .field = u"state"_s,
            .text = [](const Row &row) { return accountWord(row).word; },
            .severity = [](const Row &row) { return accountWord(row).severity; },
            .toolTip =
                [](const Row &row) {
                    return row.oldHostServer.isEmpty()
                        ? QString()
                        : Words::tr("Its home is %1; %2 stands in.").arg(row.oldHostServer, row.hostServer);
                }},
        {.title = Words::tr("Kind"),
            .field = u"kind"_s,
            .text =
                [](const Row &row) { return row.isAccount() ? Words::tr("account") : Words::tr("alias"); },
            .exported = [](const Row &row) { return row.kind; }},
        {.title = Words::tr("Host server"),
            .field = u"hostServer"_s,
            .text = [](const Row &row) { return row.hostServer; }},
        {.title = Words::tr("Home when away"),
            .field = u"oldHostServer"_s,
            .text = [](const Row &row) { return row.oldHostServer; }},
        {.title = Words::tr("Storage"),
            .field = u"storage"_s,
            .text = [](const Row &row) { return row.storage; }},
        {.title = Words::tr("Owner"),
            .field = u"owner"_s,
            .text = [](const Row &row) { return row.owner; },
            .toolTip =
                [](const Row &row) {
                    return row.owner.isEmpty() ? QString()
                                               : Words::tr("%1 serves the storage.").arg(row.owner);
                }},
        {.title = Words::tr("Log in"),
            .field = u"enabled"_s,
            .text =
                [](const Row &row) {
                    return !row.isAccount() ? QString()
                        : row.isEnabled     ? Words::tr("allowed")
                                            : Words::tr("disabled");
                },
            .severity =
                [](const Row &row) {
                    return row.isAccount() && !row.isEnabled ? Severity::Notice : Severity::None;
                },
            .exported =
                [](const Row &row) {
                    return !row.isAccount() ? QString() : row.isEnabled ? u"true"_s : u"false"_s;
                }},
        {.title = Words::tr("Targets"),
            .field = u"targets"_s,
            .text = [](const Row &row) { return row.targets.join(u", "_s); },
            .toolTip = [](const Row &row) { return row.targets.join(u'\n'); }},
    };
}

QList<RowColumn<MoveRow>> moveColumns()
{
    using Row = MoveRow;
    const auto now = [] { return QDateTime::currentDateTimeUtc(); };
    return {
        {.title = Words::tr("Account"),
            .field = u"address"_s,
            .text = [](const Row &row) { return row.address; }},
        {.title = Words::tr("State"),
            .field = u"state"_s,
            .text = [](const Row &row) { return moveWord(row).word; },
            .severity = [](const Row &row) { return moveWord(row).severity; },
            .exported = [](const Row &row) { return row.state; }},
        {.title = Words::tr("From storage"),
            .field = u"from"_s,
            .text = [](const Row &row) { return row.from; }},
        {.title = Words::tr("To storage"), .field = u"to"_s, .text = [](const Row &row) { return row.to; }},
        {.title = Words::tr("Told by"), .field = u"on"_s, .text = [](const Row &row) { return row.on; }},
        {.title = Words::tr("Step"), .field = u"phase"_s, .text = [](const Row &row) { return row.phase; }},
        {.title = Words::tr("Keeper"),
            .field = u"runner"_s,
            .text = [](const Row &row) { return row.runner; }},
        {.title = Words::tr("Changed"),
            .field = u"changed"_s,
            .text = [now](const Row &row) { return timeText(row.changed, now()); },
            .toolTip = [](const Row &row) { return fullTimeText(row.changed); },
            .exported = [](const Row &row) { return exportTime(row.changed); }},
    };
}

} // namespace homeport
