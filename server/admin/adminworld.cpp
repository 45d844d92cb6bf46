// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Names to members and storages, questions to members, changes of the table.
#include "server/admin/verbs.h"

#include "server/admin/names.h"
#include "shared/model/jsonreader.h"

namespace homeport {

ClusterTable AdminWorld::table() const
{
    const TablePointer inForce = ports.cluster.table();
    return inForce ? *inForce : ClusterTable{};
}

bool AdminWorld::isKeeper() const
{
    if (!ports.keeper)
        return false;
    const ClusterTable inForce = table();
    const Member *const row = inForce.member(self());
    return row && row->rights.keeper;
}

Error AdminWorld::notAKeeper(const QString &what) const
{
    QStringList keepers;
    const ClusterTable inForce = table();
    for (const Member &member : inForce.members) {
        if (!member.rights.keeper)
            continue;
        keepers.append(member.adminAddresses.isEmpty()
                ? member.name.text
                : QStringLiteral("%1 (%2)").arg(member.name.text, member.adminAddresses.first()));
    }
    return adminError(adminword::forbidden,
        QStringLiteral("%1 is no keeper and cannot do \"%2\": ask %3")
            .arg(self().text, what,
                keepers.isEmpty() ? QStringLiteral("a keeper") : keepers.join(QStringLiteral(" or "))));
}

Result<MemberName> AdminWorld::member(const char *key, const QString &text) const
{
    return memberNamed(table(), key, text);
}

Result<MemberName> AdminWorld::memberOrSelf(const char *key, const QString &text) const
{
    if (text.isEmpty())
        return self();
    return member(key, text);
}

Result<Storage> AdminWorld::storage(const char *key, const QString &text) const
{
    const ClusterTable inForce = table();
    if (const Storage *const named = inForce.storageByName(text))
        return *named;
    const auto id = StorageId::fromHex(text.toLatin1());
    if (const Storage *const found = id ? inForce.storage(*id) : nullptr)
        return *found;
    QStringList names;
    for (const Storage &storage : inForce.storages)
        names.append(storage.name);
    return fail(adminError(adminword::notFound,
        QStringLiteral("%1: \"%2\" is no storage; storages are: %3")
            .arg(QLatin1String(key), text,
                names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(", ")))));
}

QString AdminWorld::storageName(const std::optional<StorageId> &id) const
{
    if (!id)
        return {};
    const ClusterTable inForce = table();
    const Storage *const row = inForce.storage(*id);
    return row ? row->name : id->text();
}

Task<Result<QJsonObject>> AdminWorld::ask(
    MemberName member, QString what, QJsonObject arguments, std::chrono::milliseconds patience)
{
    if (member == self()) {
        Result<QJsonObject> answer = co_await ports.local.ask(what, arguments);
        co_return answer;
    }
    if (!isKeeper())
        co_return fail(notAKeeper(what + QStringLiteral(" on ") + member.text));
    Result<QJsonObject> answer =
        co_await ports.members.ask(member, what, arguments, ports.clock.in(patience));
    if (!answer)
        answer.error().forLog = member.text + QStringLiteral(": ") + textForAdministrator(answer.error());
    co_return answer;
}

Task<std::vector<MemberAnswer>> AdminWorld::askAll(QString what, QJsonObject arguments)
{
    std::vector<MemberName> names;
    std::vector<Task<Result<QJsonObject>>> tasks;
    const ClusterTable inForce = table();
    const bool keeper = isKeeper();
    for (const Member &member : inForce.members) {
        const bool isSelf = member.name == self();
        if (!isSelf && (!keeper || member.publicKey.isEmpty()))
            continue;
        names.push_back(member.name);
        tasks.push_back(ask(member.name, what, arguments, shortPatience));
    }
    std::vector<MemberAnswer> answers;
    for (size_t i = 0; i < tasks.size(); ++i) {
        Result<QJsonObject> answer = co_await tasks[i];
        answers.push_back({names[i], std::move(answer)});
    }
    co_return answers;
}

Task<Result<QJsonObject>> AdminWorld::change(
    std::function<Result<>(ClusterTable &)> change, Caller caller, QString comment)
{
    const QString author = authorOf(caller);
    const Result<TableRevision> revision =
        co_await keeper().tables.change(std::move(change), author, comment, std::nullopt);
    if (!revision)
        co_return fail(revision.error());
    co_return QJsonObject{{QStringLiteral("table"), toJson(*revision)}};
}

} // namespace homeport
