// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// New accounts of an import: a storage for each, folders, records.
#include "server/admin/importchunk.h"
#include "server/admin/placement.h"

namespace homeport {

namespace {

constexpr qsizetype foldersAtOnce = 1000;

QString text(const Address &address) { return QString::fromUtf8(address.text()); }

} // namespace

bool ImportChunk::isPlacedByRow(const ImportEntry &entry) const
{
    return !m_options.spread && (!entry.host.isEmpty() || !entry.storage.isEmpty());
}

Result<Storage> ImportChunk::storageFor(const ImportEntry &entry) const
{
    if (!m_options.host.isEmpty() || !m_options.storage.isEmpty())
        return chosenStorage(m_world, m_options.host, m_options.storage);
    return chosenStorage(m_world, entry.host, entry.storage);
}

/// A folder that an interrupted attempt left, or a Maildir brought along, decides where its account goes: the
/// load may have changed, and a second folder elsewhere would hold nobody's mail for ever.
Task<Result<>> ImportChunk::findLeftovers(QList<Storage> candidates)
{
    std::vector<Task<Result<>>> tasks;
    for (const Storage &storage : candidates)
        tasks.push_back(findLeftoversOn(storage));
    Result<> all;
    for (Task<Result<>> &task : tasks) {
        const Result<> found = co_await task;
        if (!found)
            all = found;
    }
    co_return all;
}

Task<Result<>> ImportChunk::findLeftoversOn(Storage storage)
{
    for (qsizetype begin = 0; begin < m_entries.size(); begin += foldersAtOnce) {
        const QList<ImportEntry> some = m_entries.mid(begin, foldersAtOnce);
        QJsonArray addresses;
        for (const ImportEntry &entry : some)
            addresses.append(text(entry.address));
        const QJsonObject question{
            {QStringLiteral("storage"), storage.id.text()}, {QStringLiteral("addresses"), addresses}};
        const Result<QJsonObject> answer = co_await m_world.ask(
            storage.owner, QStringLiteral("account.present"), question, AdminWorld::longPatience);
        if (!answer)
            co_return fail(answer.error());
        const QJsonArray present = answer->value(QStringLiteral("present")).toArray();
        for (qsizetype i = 0; i < some.size(); ++i) {
            if (present.at(i).toBool())
                m_leftovers.insert(some[i].address, storage);
        }
    }
    co_return Result<>{};
}

/// A storage for each; those that say nothing go where the fewest accounts are.
Task<Result<>> ImportChunk::place()
{
    const bool isChosen = !m_options.host.isEmpty() || !m_options.storage.isEmpty();
    QList<Storage> candidates;
    QHash<StorageId, qint64> load;
    if (!isChosen) {
        candidates = storagesForNewAccounts(m_world);
        if (candidates.size() > 1) {
            load = co_await accountsPerStorage(m_world);
            const Result<> found = co_await findLeftovers(candidates);
            if (!found)
                co_return fail(found.error());
        }
    }
    const QList<ImportEntry> all = std::exchange(m_entries, {});
    for (const ImportEntry &entry : all) {
        Result<Storage> storage = fail(adminError(adminword::unavailable,
            QStringLiteral("no backend serves its default storage now: import again later")));
        if (isChosen || isPlacedByRow(entry))
            storage = storageFor(entry);
        else if (m_leftovers.contains(entry.address))
            storage = m_leftovers.value(entry.address);
        else if (!candidates.isEmpty())
            storage = *std::min_element(candidates.begin(), candidates.end(),
                [&load](const Storage &a, const Storage &b) { return load.value(a.id) < load.value(b.id); });
        if (!storage) {
            const bool isLater = storage.error().isTemporary();
            problem(isLater ? Kind::Failed : Kind::Refused, entry,
                entry.storage.isEmpty() ? "host" : "storage",
                entry.storage.isEmpty() ? entry.host : entry.storage, textForAdministrator(storage.error()));
            continue;
        }
        ++load[storage->id];
        m_placed.append({entry, *storage, AccountId::random()});
    }
    co_return Result<>{};
}

/// Each owner makes its folders while the others make theirs.
Task<> ImportChunk::makeFolders()
{
    if (m_options.dryRun)
        co_return;
    QHash<StorageId, QList<qsizetype>> perStorage;
    for (qsizetype i = 0; i < m_placed.size(); ++i)
        perStorage[m_placed[i].storage.id].append(i);
    std::vector<Task<>> tasks;
    for (auto it = perStorage.cbegin(); it != perStorage.cend(); ++it)
        tasks.push_back(makeFoldersOn(m_placed[it->first()].storage, *it));
    for (Task<> &task : tasks)
        co_await task;
    m_placed.removeIf([](const Placed &placed) { return placed.id.isNull(); });
}

/// Those that were not made lose their id.
Task<> ImportChunk::makeFoldersOn(Storage storage, QList<qsizetype> which)
{
    for (qsizetype begin = 0; begin < which.size(); begin += foldersAtOnce) {
        const QList<qsizetype> some = which.mid(begin, foldersAtOnce);
        QJsonArray accounts;
        for (const qsizetype i : some)
            accounts.append(QJsonObject{{QStringLiteral("id"), m_placed[i].id.text()},
                {QStringLiteral("address"), text(m_placed[i].entry.address)}});
        const QJsonObject question{
            {QStringLiteral("storage"), storage.id.text()}, {QStringLiteral("accounts"), accounts}};
        const Result<QJsonObject> answer = co_await m_world.ask(
            storage.owner, QStringLiteral("account.createMany"), question, AdminWorld::longPatience);
        const QJsonArray made = answer ? answer->value(QStringLiteral("folders")).toArray() : QJsonArray();
        for (qsizetype k = 0; k < some.size(); ++k) {
            Placed &placed = m_placed[some[k]];
            const auto id = AccountId::fromHex(made.at(k)[QStringLiteral("id")].toString().toLatin1());
            placed.id = id.value_or(AccountId{});
            if (id)
                continue;
            const bool isLater = !answer || made.at(k)[QStringLiteral("temporary")].toBool();
            const QString why = answer ? made.at(k)[QStringLiteral("error")].toString()
                                       : textForAdministrator(answer.error());
            problem(isLater ? Kind::Failed : Kind::Refused, placed.entry, "storage", storage.name,
                QStringLiteral("its folder was not made: ") + why);
        }
    }
}

/// design.md §5 "Storage": folder, then record.
Task<Result<>> ImportChunk::addRecords()
{
    QList<NewAccount> accounts;
    QHash<Address, qsizetype> index;
    for (qsizetype i = 0; i < m_placed.size(); ++i) {
        const Placed &placed = m_placed[i];
        NewAccount account;
        account.record.address = placed.entry.address;
        account.record.id = placed.id;
        account.record.hostServer = placed.storage.owner;
        account.record.storage = placed.storage.id;
        account.record.enabled = placed.entry.enabled.value_or(true);
        account.record.quotaBytes = placed.entry.quotaBytes.value_or(0);
        account.password = placed.entry.password;
        account.passwordHash = placed.entry.passwordHash;
        accounts.append(account);
        index.insert(placed.entry.address, i);
    }
    LoadOutcome outcome;
    outcome.added = accounts.size();
    if (!accounts.isEmpty() && !m_options.dryRun) {
        const std::unique_ptr<AccountLoader> loader = m_world.keeper().loader();
        outcome = co_await loader->add(accounts);
    }
    if (outcome.stopped)
        co_return fail(*outcome.stopped);
    m_added += outcome.added;
    for (const Address &address : std::as_const(outcome.present)) {
        const ImportEntry entry = m_placed[index.take(address)].entry;
        co_await compareAgain(entry);
    }
    for (const auto &[address, why] : std::as_const(outcome.failed)) {
        const Placed placed = m_placed[index.value(address)];
        problem(why.isTemporary() ? Kind::Failed : Kind::Refused, placed.entry, "address", text(address),
            textForAdministrator(why));
        index.remove(address);
        if (!why.isTemporary())
            co_await removeFolder(placed);
    }
    for (const qsizetype i : std::as_const(index)) {
        const ImportEntry &entry = m_placed[i].entry;
        m_withoutPassword += entry.password.isEmpty() && entry.passwordHash.isEmpty();
        for (const Address &alias : entry.aliases)
            m_redirects.append({entry.line, alias, {entry.address}, true});
    }
    co_return Result<>{};
}

/// Somebody else was faster: often the former attempt of the same import, whose part goes on without its
/// asker.
Task<> ImportChunk::compareAgain(ImportEntry entry)
{
    const Lookup<DirectoryEntry> found = co_await m_world.keeper().directory.show(entry.address);
    if (const auto *const present = std::get_if<DirectoryEntry>(&found))
        compare(entry, present->record);
    else
        problem(Kind::Failed, entry, "address", text(entry.address),
            QStringLiteral("somebody else added this name just now: import again to compare"));
}

/// The record will never come: its folder goes again. One that is left is shown by "account reconcile".
Task<> ImportChunk::removeFolder(Placed placed)
{
    const QJsonObject folder{{QStringLiteral("id"), placed.id.text()},
        {QStringLiteral("address"), text(placed.entry.address)},
        {QStringLiteral("storage"), placed.storage.id.text()}};
    const Result<QJsonObject> gone = co_await m_world.ask(
        placed.storage.owner, QStringLiteral("account.delete"), folder, AdminWorld::longPatience);
    if (!gone)
        problem(Kind::Failed, placed.entry, "storage", placed.storage.name,
            QStringLiteral("the folder made for it is left: ") + textForAdministrator(gone.error()));
}

} // namespace homeport
