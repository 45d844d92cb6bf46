// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What administrators do with storages: look, attach, let go, create.
#include "server/app/applog.h"
#include "server/app/fence.h"
#include "server/app/statefolder.h"
#include "server/app/storagekeeper.h"

#include <QDir>

namespace homeport {

namespace {

FoundLabel found(const Label &label, const QString &path)
{
    return {label.id, label.name, label.home, label.owner, label.epoch, label.state == LabelState::Detached,
        path, {}};
}

} // namespace

Task<Result<FoundLabel>> StorageKeeper::inspect(QString path)
{
    const Result<Label> label = co_await m_store.inspect(path);
    if (!label)
        co_return fail(label.error());
    co_return found(*label, path);
}

/// Detached while it was not served (this member was away): the label says so as soon as it can be written.
/// Only where this very machine has served it: a stand-by machine has the same name, but a ticket.
Task<> StorageKeeper::signOff(Storage row)
{
    const QString folder = m_folders.value(row.id);
    if (folder.isEmpty() || isPrepared(row.id))
        co_return;
    const Result<Label> label = co_await m_store.inspect(folder);
    const bool isOpen = label && label->id == row.id && label->owner == m_cluster.self()
        && label->state == LabelState::Attached && label->epoch + 1 == row.epoch;
    if (!isOpen)
        co_return;
    const Result<> done = co_await m_store.detach(row.id, folder, row.epoch);
    if (done)
        qCInfo(lcApp) << Event("storage-signed-off").with("storage", row.id).with("epoch", row.epoch);
    else
        qCCritical(lcApp) << Event("let-go-failed").with("storage", row.id).why(done.error());
}

/// A merge of diverged tables raises epochs. Where the label is that of our own line, and nothing but merges
/// came after it, the storage has never been anybody else's: no proof is needed to go on.
Task<Result<std::optional<AttachTicket>>> StorageKeeper::ticketAfterMerge(QString folder, Storage row)
{
    const Result<Label> label = co_await m_store.inspect(folder);
    const bool isOurs = label && label->owner == m_cluster.self() && label->state == LabelState::Attached
        && label->epoch < row.epoch && m_options.stayedThroughMerges(row.id, label->epoch);
    if (!isOurs)
        co_return std::nullopt; // what stands against it is told when it shall be served
    AttachOptions options;
    options.proof = QStringLiteral("kept through a merge of diverged tables");
    options.onlyCurrentDisk = true; // by the table's own history
    options.watch = 0ms;
    const Result<AttachTicket> ticket = co_await m_store.checkAttach(folder, row, options);
    if (!ticket)
        co_return fail(ticket.error());
    co_return std::optional<AttachTicket>(*ticket);
}

Task<Result<StorageReport>> StorageKeeper::examine(QString path)
{
    const Result<StorageReport> report = co_await m_store.examine(QDir::cleanPath(path));
    co_return report;
}

/// The statement, or what the fence command said. The command may power a machine off: it is run only when
/// nothing else stands against attaching.
Task<Result<QString>> StorageKeeper::proof(QString folder, QString statement, Label label, Storage row)
{
    if (!statement.isEmpty() || label.state == LabelState::Detached || label.owner == m_cluster.self()
        || m_options.fenceCommand.isEmpty())
        co_return statement; // checkAttach() says what is needed
    AttachOptions rehearsal;
    rehearsal.proof = QStringLiteral("to come");
    rehearsal.watch = 0ms;
    const Result<AttachTicket> possible = co_await m_store.checkAttach(folder, row, rehearsal);
    if (!possible)
        co_return fail(possible.error());
    FenceOrder order;
    order.command = m_options.fenceCommand;
    order.owner = label.owner;
    const TablePointer table = m_cluster.table();
    if (const Member *owner = table->member(label.owner))
        order.addresses = owner->addresses;
    order.storage = label.name;
    order.id = label.id;
    order.path = folder;
    const Result<QString> fenced = co_await runFenceCommand(order);
    co_return fenced;
}

Task<Result<FoundLabel>> StorageKeeper::attach(QString path, QString statement, bool isOnlyCurrentCopy)
{
    const QString folder = QDir::cleanPath(path);
    if (!QDir::isAbsolutePath(folder))
        co_return fail(
            Error::refused("path: expected an absolute path such as /srv/mail, got " + path.toUtf8()));
    const Result<Label> label = co_await m_store.inspect(folder);
    if (!label)
        co_return fail(label.error());
    const TablePointer table = m_cluster.table();
    const Storage *row = table ? table->storage(label->id) : nullptr;
    if (!row)
        co_return fail(Error::refused("storage " + label->name.toUtf8() + " (" + label->id.hex()
            + ") has no row in this cluster's table: it is another cluster's, or was removed"));
    const Storage wanted = *row;
    const bool isServedHere = m_store.served().contains(ServedStorageId{wanted.id, wanted.epoch});
    if (isServedHere && m_folders.value(wanted.id) == folder)
        co_return found(*label, folder); // done already
    constexpr auto noticing = 4s; // one that has just died is still believed to serve
    const Deadline noticed(noticing);
    while (!isServedHere && m_cluster.isServed(wanted.id) && !noticed.hasExpired())
        co_await sleepFor(100ms);
    if (isServedHere || (wanted.owner != m_cluster.self() && m_cluster.isServed(wanted.id)))
        co_return fail(Error::refused("storage " + wanted.name.toUtf8() + " is served by "
            + wanted.owner.utf8() + " now: what lies at " + folder.toUtf8()
            + " is a copy, or is mounted twice; detach it first (homeportctl storage detach "
            + wanted.name.toUtf8() + ")"));
    co_await m_turn.acquire(); // the end of the daemon waits for it
    const Result<FoundLabel> attached =
        co_await attachInTurn(folder, *label, wanted, statement, isOnlyCurrentCopy);
    m_turn.release();
    if (attached)
        co_await gain();
    co_return attached;
}

Task<Result<FoundLabel>> StorageKeeper::attachInTurn(
    QString folder, Label label, Storage wanted, QString statement, bool isOnlyCurrentCopy)
{
    const Result<QString> proven = co_await proof(folder, statement, label, wanted);
    if (!proven)
        co_return fail(proven.error());
    AttachOptions options;
    options.proof = *proven;
    options.onlyCurrentDisk = isOnlyCurrentCopy;
    const Result<AttachTicket> ticket = co_await m_store.checkAttach(folder, wanted, options);
    if (!ticket)
        co_return fail(ticket.error());
    Result<> written = writeTicket(StatePaths{m_options.state}.tickets(), *ticket);
    if (written)
        written = remember(label.id, folder);
    if (!written)
        co_return fail(written.error());
    qCInfo(lcApp) << Event("storage-attached")
                         .with("storage", label.id)
                         .with("path", folder)
                         .with("proof", ticket->proof);
    FoundLabel attached = found(label, folder);
    attached.proof = ticket->proof;
    co_return attached;
}

bool StorageKeeper::isPrepared(const StorageId &storage) const
{
    const Result<std::optional<AttachTicket>> ticket =
        readTicket(StatePaths{m_options.state}.tickets(), storage);
    return ticket && ticket->has_value();
}

Task<Result<>> StorageKeeper::letGo(StorageId storage)
{
    co_await loseWhatIsLost();
    co_await gain(); // one that is not served is signed off there
    for (const ServedStorageId &one : m_store.served()) {
        if (one.id == storage)
            co_return fail(Error::temporary("the storage is still served",
                QStringLiteral("storage %1 is served here and the table says so; detach it first")
                    .arg(storage.text())));
    }
    co_return Result<>();
}

Task<Result<FoundLabel>> StorageKeeper::create(QString path, QString name)
{
    const QString folder = QDir::cleanPath(path);
    if (!QDir::isAbsolutePath(folder))
        co_return fail(
            Error::refused("path: expected an absolute path such as /srv/mail, got " + path.toUtf8()));
    const MemberName self = m_cluster.self();
    const Storage row{StorageId::random(), name, self, self, 1, StorageState::Served, false};
    Result<> made = co_await m_store.createStorage(folder, row);
    if (made)
        made = remember(row.id, folder);
    if (!made)
        co_return fail(made.error());
    co_return FoundLabel{row.id, name, self, self, 1, false, folder};
}

Task<Result<>> StorageKeeper::serveAlone()
{
    m_alone = true;
    qCWarning(lcApp) << Event("serving-alone");
    co_await gain();
    co_return Result<>();
}

Task<Result<>> StorageKeeper::createAccount(AccountId id, QByteArray address, StorageId storage)
{
    const Result<> done = co_await m_store.createAccount(id, address, storage);
    co_return done;
}

Task<Result<>> StorageKeeper::deleteAccount(AccountId id, QByteArray address, StorageId storage)
{
    const Result<> done = co_await m_store.deleteAccount(id, address, storage);
    co_return done;
}

} // namespace homeport
