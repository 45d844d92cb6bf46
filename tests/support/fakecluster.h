// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A cluster, a directory and members that answer, in memory: for tests of what keepers do.
#pragma once

#include "server/ports/cluster.h"
#include "server/ports/directory.h"

#include <QMap>
#include <QSet>

namespace homeport {

inline Member fakeMember(const QString &name, bool isStore, bool isKeeper = false)
{
    Member member;
    member.name = MemberName(name);
    member.addresses = {QStringLiteral("127.0.0.1:7700")};
    member.rights = {true, isStore, isKeeper};
    member.publicKey = QByteArray(32, 'k');
    return member;
}

/// The table in force, changed at once; who is up and what is served is the test's affair.
class FakeCluster final : public ClusterView, public TableEditor
{
public:
    MemberName self() const override { return me; }
    TablePointer table() const override { return std::make_shared<const ClusterTable>(inForce); }
    TableRevision revision() const override
    {
        return {inForce.number, QByteArray::number(inForce.number).leftJustified(64, 'f')};
    }
    bool isUp(const MemberName &member) const override { return member == me || up.contains(member.text); }
    bool isServed(const StorageId &storage) const override
    {
        const Storage *const row = inForce.storage(storage);
        return row && row->state == StorageState::Served && isUp(row->owner) && !unserved.contains(storage);
    }

    Task<Result<TableRevision>> change(std::function<Result<>(ClusterTable &)> change, QString author,
        QString comment, std::optional<TableRevision>) override
    {
        if (failChanges.contains(++changes))
            co_return fail(Error::temporary("no table now"));
        if (beforeChange)
            beforeChange(inForce);
        ClusterTable copy = inForce;
        if (const Result<> done = change(copy); !done)
            co_return fail(done.error());
        ++copy.number;
        copy.author = author;
        copy.comment = comment;
        inForce = copy;
        comments.append(comment);
        if (onChange)
            onChange(inForce);
        co_return revision();
    }
    Task<Result<>> pushTo(MemberName member, Deadline) override
    {
        pushes.append(member.text);
        if (!isUp(member))
            co_return fail(Error::temporary("unreachable"));
        co_return Result<>{};
    }

    MemberName me{QStringLiteral("back1.example.net")};
    ClusterTable inForce;
    QSet<QString> up;
    QSet<StorageId> unserved;
    QStringList comments, pushes;
    int changes = 0;
    QSet<int> failChanges; ///< the n-th, counted from 1
    std::function<void(ClusterTable &)> beforeChange; ///< what other keepers do meanwhile
    std::function<void(ClusterTable &)> onChange;
};

/// Members that answer with the test's function.
class FakeMembers final : public MemberQuestions
{
public:
    using Answer =
        std::function<Result<QJsonObject>(const MemberName &, const QString &what, const QJsonObject &)>;
    Task<Result<QJsonObject>> ask(MemberName member, QString what, QJsonObject arguments, Deadline) override
    {
        asked.append(member.text + u' ' + what);
        co_return answer(member, what, arguments);
    }
    Answer answer = [](const MemberName &, const QString &, const QJsonObject &) -> Result<QJsonObject> {
        return fail(Error::temporary("unreachable"));
    };
    QStringList asked;
};

/// Records by address. `list` gives them in pages of two.
class FakeDirectory final : public DirectoryEditor
{
public:
    Task<Result<>> addDomain(QByteArray domain) override
    {
        if (domains.contains(domain))
            co_return fail(Error::refused("exists", QStringLiteral("the domain exists"), "exists"));
        domains.append(domain);
        co_return Result<>{};
    }
    Task<Result<QList<QByteArray>>> listDomains() override
    {
        if (isAway)
            co_return fail(away());
        co_return QList<QByteArray>(domains); // a copy: see task.h
    }
    Task<Result<>> addAccount(AccountRecord account, Secret password) override
    {
        if (addFails)
            co_return fail(*addFails);
        records.insert(account.address.text(), account);
        passwords.insert(account.address.text(), password.reveal());
        co_return Result<>{};
    }
    Task<Result<>> removeEntry(Address address) override
    {
        records.remove(address.text());
        co_return Result<>{};
    }
    Task<Result<>> setPassword(Address address, Secret password) override
    {
        passwords.insert(address.text(), password.reveal());
        co_return Result<>{};
    }
    Task<Result<>> setEnabled(Address address, bool enabled) override
    {
        std::get<AccountRecord>(records[address.text()]).enabled = enabled;
        co_return Result<>{};
    }
    Task<Result<>> addRedirect(Address address, QList<Address> targets) override
    {
        records.insert(address.text(), RedirectRecord{{}, address, targets});
        co_return Result<>{};
    }
    Task<Result<>> removeRedirect(Address address) override
    {
        records.remove(address.text());
        co_return Result<>{};
    }
    Task<Lookup<DirectoryEntry>> show(Address address) override
    {
        if (isAway)
            co_return Unknown{away()};
        if (!records.contains(address.text()))
            co_return Absent{};
        co_return DirectoryEntry{records[address.text()], {}};
    }
    Task<Result<DirectoryPage>> list(HostFilter filter, int, QByteArray after) override
    {
        ++searches;
        if (isAway || failSearches.contains(searches))
            co_return fail(away());
        DirectoryPage page;
        bool isBehind = after.isEmpty();
        for (auto it = records.cbegin(); it != records.cend(); ++it) {
            const auto *const account = std::get_if<AccountRecord>(&it.value());
            const bool fits = !account
                || ((!filter.hostServer || *filter.hostServer == account->hostServer)
                    && (!filter.oldHostServer || *filter.oldHostServer == account->oldHostServer));
            if (isBehind && fits && account) {
                if (page.entries.size() == 2) {
                    page.next = std::get<AccountRecord>(page.entries.last().record).address.text();
                    break;
                }
                page.entries.append({it.value(), {}});
            }
            isBehind = isBehind || it.key() == after;
        }
        co_return page;
    }
    Task<Result<QList<Address>>> redirectsTo(Address target, int limit) override
    {
        QList<Address> found;
        for (const Record &record : std::as_const(records)) {
            const auto *const redirect = std::get_if<RedirectRecord>(&record);
            if (redirect && redirect->targets.contains(target) && found.size() < limit)
                found.append(redirect->address);
        }
        co_return found;
    }
    Task<Result<AwayCount>> countAway(MemberName oldHost, int limit) override
    {
        ++searches;
        if (isSlow)
            co_await go.wait();
        if (isAway || failSearches.contains(searches))
            co_return fail(away());
        AwayCount count;
        for (const Record &record : std::as_const(records)) {
            const auto *const account = std::get_if<AccountRecord>(&record);
            if (!account || account->oldHostServer != oldHost)
                continue;
            if (count.accounts == limit)
                count.isMore = true;
            else
                ++count.accounts;
        }
        co_return count;
    }
    Task<Result<bool>> swapHost(HostChange change) override
    {
        ++swaps;
        if (swapFails.contains(change.account.address))
            co_return fail(Error::refused("no", QStringLiteral("objection")));
        if (beforeSwap)
            beforeSwap(change.account.address);
        auto &account = std::get<AccountRecord>(records[change.account.address.text()]);
        if (account.hostServer != change.account.hostServer
            || account.oldHostServer != change.account.oldHostServer)
            co_return false;
        account.hostServer = change.newHost;
        account.oldHostServer = change.newOldHost.value_or(MemberName());
        if (change.moveTo)
            account.storage = change.moveTo;
        else if (!account.storage)
            account.storage = change.storage;
        co_return true;
    }
    Task<Result<>> setMemberPassword(MemberName, Secret) override { co_return Result<>{}; }
    Task<Result<>> removeMember(MemberName member) override
    {
        removedMembers.append(member.text);
        co_return Result<>{};
    }
    Task<Result<>> probe(Deadline) override
    {
        if (isAway)
            co_return fail(away());
        co_return Result<>{};
    }
    static Error away() { return Error::temporary("the directory is away"); }

    AccountRecord &account(const QByteArray &local)
    {
        return std::get<AccountRecord>(records[local + "@example.org"]);
    }
    void add(const QByteArray &local, const QString &host, std::optional<StorageId> storage,
        const QString &old = {})
    {
        AccountRecord account;
        account.address = {local, "example.org"};
        account.id = AccountId::random();
        account.hostServer = MemberName(host);
        account.oldHostServer = MemberName(old);
        account.storage = storage;
        records.insert(account.address.text(), account);
    }

    QList<QByteArray> domains{"example.org"};
    QMap<QByteArray, Record> records;
    QMap<QByteArray, QByteArray> passwords;
    QStringList removedMembers;
    bool isAway = false;
    bool isSlow = false; ///< counting waits for `go`
    Signal go;
    std::optional<Error> addFails;
    QSet<Address> swapFails;
    std::function<void(const Address &)> beforeSwap;
    QSet<int> failSearches;
    int searches = 0;
    int swaps = 0;
};

} // namespace homeport
