// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the runner of a move asks: members, their marks, the directory.
#include "server/cluster/accountmover.h"

#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

Task<Result<QJsonObject>> AccountMover::ask(
    MemberName member, QString what, QJsonObject arguments, std::chrono::milliseconds patience)
{
    if (member == m_ports.cluster.self()) {
        const Result<QJsonObject> own = co_await m_ports.askSelf(what, arguments);
        co_return own;
    }
    const Result<QJsonObject> theirs =
        co_await m_ports.members.ask(member, what, arguments, m_ports.clock.in(patience));
    co_return theirs;
}

/// To the owner of `storage`, whose mark it shall be.
Task<Result<QJsonObject>> AccountMover::order(
    StorageId storage, QString word, MoveMark mark, QJsonObject more, std::chrono::milliseconds patience)
{
    const TablePointer table = m_ports.cluster.table();
    const Storage *row = table ? table->storage(storage) : nullptr;
    if (!row)
        co_return fail(Error::temporary("a storage of the move is not in the table"));
    const MemberName owner = row->owner;
    more.insert(QStringLiteral("mark"), toJson(mark));
    Result<QJsonObject> answer = co_await ask(owner, QStringLiteral("account.move.") + word, more, patience);
    if (!answer)
        answer.error().forLog = owner.text + QStringLiteral(": ")
            + (answer.error().forLog.isEmpty() ? QString::fromUtf8(answer.error().forPeer)
                                               : answer.error().forLog);
    co_return answer;
}

Task<Result<QJsonObject>> AccountMover::orderSource(MovePointer move, QString word, QJsonObject more)
{
    MoveMark mark = move->mark;
    mark.role = MoveRole::Source;
    return order(mark.storage, std::move(word), mark, std::move(more), m_timing.orderPatience);
}

Task<Result<QJsonObject>> AccountMover::orderTarget(MovePointer move, QString word, QJsonObject more)
{
    MoveMark mark = move->mark;
    mark.role = MoveRole::Target;
    mark.state = MoveState::Receiving;
    std::swap(mark.storage, mark.other);
    return order(mark.storage, std::move(word), mark, std::move(more), m_timing.orderPatience);
}

Task<AccountMover::FoundMarks> AccountMover::marks()
{
    std::vector<std::pair<MemberName, Answer>> questions; // a Task has begun when it is made: all run at once
    const TablePointer table = m_ports.cluster.table();
    for (const Member &member : table->members) {
        if (member.rights.store && !member.publicKey.isEmpty())
            questions.emplace_back(
                member.name, ask(member.name, QStringLiteral("account.move.list"), {}, m_timing.askPatience));
    }
    FoundMarks found;
    for (auto &[member, question] : questions) {
        const Result<QJsonObject> answer = co_await question;
        if (!answer) {
            found.unreachable.append(member.text);
            continue;
        }
        JsonReader reader(*answer);
        const auto read = reader.finish(reader.list("marks", &moveMarkFromJson));
        if (read)
            found.marks += *read;
        else
            found.unreachable.append(member.text);
    }
    co_return found;
}

Task<Result<AccountRecord>> AccountMover::record(Address address)
{
    const Lookup<DirectoryEntry> found = co_await m_ports.directory.show(address);
    const QString name = QString::fromUtf8(address.text());
    if (const auto *unknown = std::get_if<Unknown>(&found))
        co_return fail(unknown->why);
    const auto *entry = std::get_if<DirectoryEntry>(&found);
    if (!entry)
        co_return fail(moveRefused("no-such-account", QStringLiteral("address: there is no %1").arg(name)));
    const auto *account = std::get_if<AccountRecord>(&entry->record);
    if (!account)
        co_return fail(moveRefused("no-such-account",
            QStringLiteral("address: %1 is an alias, not an account: move the account it leads to")
                .arg(name)));
    co_return *account;
}

Result<StorageId> AccountMover::storageOf(const AccountRecord &account) const
{
    if (account.storage)
        return *account.storage;
    const TablePointer table = m_ports.cluster.table();
    const Storage *row = table ? table->defaultStorageOf(account.hostServer) : nullptr;
    if (!row)
        return fail(moveRefused("conflict",
            QStringLiteral("%1: its host server %2 has no default storage")
                .arg(QString::fromUtf8(account.address.text()), account.hostServer.text)));
    return row->id;
}

QString AccountMover::nameOf(const StorageId &storage) const
{
    const TablePointer table = m_ports.cluster.table();
    const Storage *row = table ? table->storage(storage) : nullptr;
    return row ? row->name : storage.text();
}

} // namespace homeport
