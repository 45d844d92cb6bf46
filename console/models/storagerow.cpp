// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading storages, and the columns of their table.
#include "console/models/storagerow.h"

#include "console/models/texts.h"
#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Storages)
};

/// The fields of the cluster table's row.
void readRow(JsonReader &reader, StorageRow &row)
{
    row.id = reader.filledText("id");
    row.name = reader.filledText("name");
    row.home = reader.text("home");
    row.owner = reader.text("owner");
    row.epoch = quint64(reader.count("epoch"));
    row.state = reader.filledText("state");
    row.isDefault = reader.boolean("default");
    row.isStandIn = row.owner != row.home;
}

Result<StorageRow> rowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StorageRow row;
    readRow(reader, row);
    return reader.finish(row);
}

Result<StorageRow> listedFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StorageRow row;
    readRow(reader, row);
    row.isServed = reader.boolean("served");
    row.preparedAt = reader.texts("preparedAt");
    row.preparedAt.removeAll(row.owner);
    if (json.contains(u"path"_s)) { // the owner has told
        row.path = reader.text("path");
        row.problem = reader.text("problem");
        row.freeBytes = reader.bytes("freeBytes");
        row.accounts = reader.count("accounts");
    }
    return reader.finish(row);
}

Result<QString> silentFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const QString member = reader.filledText("member");
    const QString error = reader.text("error");
    return reader.finish(error.isEmpty() ? QString() : member + u": "_s + error);
}

} // namespace

Result<StorageList> storageListFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StorageList list;
    list.storages = reader.list("storages", listedFromJson);
    list.unreachable = reader.list("members", silentFromJson);
    list.unreachable.removeAll(QString());
    return reader.finish(list);
}

Result<StorageCheck> storageCheckFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StorageCheck check;
    check.id = reader.filledText("id");
    check.name = reader.text("name");
    check.home = reader.text("home");
    check.owner = reader.text("owner");
    check.epoch = quint64(reader.count("epoch"));
    check.isDetached = reader.boolean("detached");
    check.path = reader.text("path");
    check.isPrepared = reader.boolean("prepared");
    check.verdict = reader.text("verdict");
    if (json.value(u"row"_s).isObject())
        check.row = reader.nested("row", rowFromJson);
    if (json.contains(u"accountsFound"_s)) {
        check.accountsFound = reader.count("accountsFound");
        check.deletedAccounts = reader.count("deletedAccounts");
        check.journalDelivered = reader.count("journalDelivered");
        check.journalOpen = reader.count("journalOpen");
        check.problemCount = reader.count("problemCount");
        check.problems = reader.texts("warnings");
    }
    return reader.finish(check);
}

bool StorageCheck::isOlderThanTable() const
{
    if (!row || isDetached || epoch >= row->epoch)
        return false;
    // its owner was away when the storage was detached: one ahead of the label
    return !(row->state == u"detached" && epoch + 1 == row->epoch && owner == row->owner);
}

StateWord storageWord(const StorageRow &row)
{
    if (row.state == u"detached")
        return {Words::tr("detached"), Severity::Warning};
    if (!row.isServed)
        return {
            row.problem.isEmpty() ? Words::tr("not served") : Words::tr("not served: %1").arg(row.problem),
            Severity::Bad};
    if (row.isStandIn)
        return {Words::tr("with a stand-in"), Severity::Notice};
    return {Words::tr("at home"), Severity::Good};
}

QList<RowColumn<StorageRow>> storageColumns()
{
    using Row = StorageRow;
    const auto orDash = [](qint64 value, const QString &text) { return value < 0 ? u"–"_s : text; };
    return {
        {.title = Words::tr("Storage"), .field = u"name"_s, .text = [](const Row &row) { return row.name; }},
        {.title = Words::tr("State"),
            .field = u"state"_s,
            .text = [](const Row &row) { return storageWord(row).word; },
            .severity = [](const Row &row) { return storageWord(row).severity; }},
        {.title = Words::tr("Home"), .field = u"home"_s, .text = [](const Row &row) { return row.home; }},
        {.title = Words::tr("Owner"), .field = u"owner"_s, .text = [](const Row &row) { return row.owner; }},
        {.title = Words::tr("Served by"),
            .field = u"servedBy"_s,
            .text = [](const Row &row) { return row.isServed ? row.owner : Words::tr("nobody"); },
            .severity = [](const Row &row) { return row.isServed ? Severity::None : Severity::Bad; },
            .exported = [](const Row &row) { return row.isServed ? row.owner : QString(); }},
        {.title = Words::tr("Accounts"),
            .field = u"accounts"_s,
            .text = [orDash](const Row &row) { return orDash(row.accounts, countText(row.accounts)); },
            .number = [](const Row &row) { return row.accounts; },
            .exported =
                [](const Row &row) { return row.accounts < 0 ? QString() : QString::number(row.accounts); }},
        {.title = Words::tr("Free"),
            .field = u"freeBytes"_s,
            .text = [orDash](const Row &row) { return orDash(row.freeBytes, sizeForPeople(row.freeBytes)); },
            .number = [](const Row &row) { return row.freeBytes; },
            .exported =
                [](const Row &row) {
                    return row.freeBytes < 0 ? QString() : QString::number(row.freeBytes);
                }},
        {.title = Words::tr("Epoch"),
            .field = u"epoch"_s,
            .text = [](const Row &row) { return QString::number(row.epoch); },
            .number = [](const Row &row) { return qint64(row.epoch); },
            .toolTip =
                [](const Row &) {
                    return Words::tr("Grows with every change of owner or state: an older label "
                                     "on a disk is a stale copy.");
                }},
        {.title = Words::tr("Path on its owner"),
            .field = u"path"_s,
            .text = [](const Row &row) { return row.path; }},
        {.title = Words::tr("Attached to"),
            .field = u"attachedTo"_s,
            .text = [](const Row &row) { return row.preparedAt.join(u", "_s); },
            .toolTip =
                [](const Row &row) {
                    return row.preparedAt.isEmpty()
                        ? QString()
                        : Words::tr("%1: ready to take it over.").arg(row.preparedAt.join(u", "_s));
                }},
    };
}

} // namespace homeport
