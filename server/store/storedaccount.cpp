// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The account's commands.
#include "server/store/storedaccount.h"

#include "server/store/openmailbox.h"

namespace homeport {

namespace {
constexpr qsizetype keptStates = 16; // mailboxes nobody has open, kept so that STATUS need not read them anew
}

Error StoredAccount::notServed()
{
    return Error::temporary("storage not served here, try again later", {}, "4.3.0");
}

Task<Result<>> StoredAccount::prepare()
{
    const auto disk = m_disk;
    auto work = [disk]() -> Result<> {
        if (const auto ours = disk->storage().checkOurs(); !ours)
            return ours;
        const auto folder = disk->open(WhenMissing::Make);
        if (!folder) {
            if (folder.error().status == statusOtherId)
                disk->storage().alarm(folder.error().forLog);
            return fail(folder.error());
        }
        return disk->storage().takeSweep(disk->account().id) ? disk->sweep() : Result<>();
    };
    const auto prepared = co_await inTurn(std::move(work));
    co_return prepared;
}

void StoredAccount::end()
{
    m_ended.request_stop();
    const auto states = m_states.values();
    for (const auto &state : states)
        state->wakeAll();
}

void StoredAccount::delivered()
{
    if (const auto inbox = m_states.value("INBOX"))
        inbox->expectNews();
}

Result<std::shared_ptr<MailboxState>> StoredAccount::stateOf(const QByteArray &name)
{
    const QByteArray canonical = canonicalMailboxName(name);
    if (const auto state = m_states.value(canonical))
        return state;
    const auto diskName = diskNameOf(canonical);
    if (!diskName)
        return fail(diskName.error());
    forgetUnused();
    const auto state =
        std::make_shared<MailboxState>(canonical, std::make_shared<MaildirFolder>(m_disk, *diskName));
    m_states.insert(canonical, state);
    return state;
}

void StoredAccount::forgetUnused()
{
    if (m_states.size() < keptStates)
        return;
    m_states.removeIf([](const auto &it) { return it.value().use_count() == 1; });
}

Task<Result<std::shared_ptr<MailboxState>>> StoredAccount::lookAt(QByteArray name)
{
    const auto state = stateOf(name);
    if (!state)
        co_return fail(state.error());
    const auto folder = (*state)->folder();
    (*state)->looked();
    auto work = [folder] { return folder->look(Recents::Leave); };
    const auto delta = co_await inTurn(std::move(work));
    if (!delta) {
        const auto it = m_states.constFind((*state)->name());
        if (it != m_states.constEnd() && it.value() == *state && delta.error().status == "NONEXISTENT")
            m_states.erase(it);
        co_return fail(delta.error());
    }
    (*state)->apply(*delta);
    co_return *state;
}

Task<Result<QList<MailboxEntry>>> StoredAccount::list()
{
    const auto disk = m_disk;
    auto work = [disk] { return disk->list(); };
    const auto entries = co_await inTurn(std::move(work));
    co_return entries;
}

Task<Result<QList<QByteArray>>> StoredAccount::subscriptions()
{
    const auto disk = m_disk;
    auto work = [disk] { return disk->subscriptions(); };
    const auto names = co_await inTurn(std::move(work));
    co_return names;
}

Task<Result<>> StoredAccount::subscribe(QByteArray name, bool on)
{
    const auto disk = m_disk;
    auto work = [disk, name, on] { return disk->subscribe(name, on); };
    const auto done = co_await inTurn(std::move(work));
    co_return done;
}

Task<Result<>> StoredAccount::create(QByteArray name)
{
    const auto disk = m_disk;
    // RFC 3501 6.3.3: a name that ends with the separator says that children will follow
    if (name.size() > 1 && name.endsWith(separator))
        name.chop(1);
    auto work = [disk, name] { return disk->create(name); };
    const auto done = co_await inTurn(std::move(work));
    co_return done;
}

Task<Result<>> StoredAccount::remove(QByteArray name)
{
    const auto disk = m_disk;
    auto work = [disk, name] { return disk->remove(name); };
    const auto done = co_await inTurn(std::move(work));
    if (done) {
        if (const auto state = m_states.take(canonicalMailboxName(name))) {
            state->isDeleted = true;
            state->wakeAll();
        }
    }
    co_return done;
}

Task<Result<>> StoredAccount::rename(QByteArray from, QByteArray to)
{
    if (canonicalMailboxName(from) == "INBOX") {
        const auto moved = co_await renameInbox(to);
        co_return moved;
    }
    const auto disk = m_disk;
    auto work = [disk, from, to] { return disk->rename(from, to); };
    const auto moves = co_await inTurn(std::move(work));
    if (!moves)
        co_return fail(moves.error());
    for (const auto &[before, after] : *moves) {
        const auto oldName = mailboxOf(before);
        const auto newName = mailboxOf(after);
        const auto state = oldName ? m_states.take(*oldName) : nullptr;
        if (!state || !newName)
            continue;
        state->setName(*newName);
        const auto folder = state->folder();
        auto furtherWork = [folder, name = after]() -> Result<> {
            folder->setDiskName(name);
            return {};
        };
        static_cast<void>(co_await inTurn(std::move(furtherWork)));
        m_states.insert(*newName, state);
    }
    co_return Result<>();
}

Task<Result<>> StoredAccount::renameInbox(QByteArray to)
{
    const auto made = co_await create(to);
    if (!made)
        co_return made;
    const auto inbox = stateOf("INBOX");
    const auto target = stateOf(to);
    if (!inbox || !target)
        co_return fail((inbox ? target : inbox).error());
    const auto source = (*inbox)->folder();
    const auto folder = (*target)->folder();
    auto work = [source, folder] { return source->moveAllTo(*folder); };
    const auto delta = co_await inTurn(std::move(work));
    if (!delta)
        co_return fail(delta.error());
    (*inbox)->apply(*delta);
    co_return Result<>();
}

Task<Result<std::shared_ptr<Mailbox>>> StoredAccount::open(QByteArray name, bool readOnly)
{
    const auto state = co_await lookAt(name);
    if (!state)
        co_return fail(state.error());
    std::shared_ptr<Mailbox> mailbox = std::make_shared<OpenMailbox>(shared_from_this(), *state, readOnly);
    co_return mailbox;
}

Task<Result<MailboxStatus>> StoredAccount::status(QByteArray name)
{
    const auto state = co_await lookAt(name);
    if (!state)
        co_return fail(state.error());
    co_return (*state)->status();
}

Task<Result<AppendResult>> StoredAccount::append(
    QByteArray name, Flags flags, qint64 internalDateMs, std::shared_ptr<const MessageBody> body)
{
    const auto state = co_await lookAt(name);
    if (!state)
        co_return fail(state.error());
    const auto folder = (*state)->folder();
    auto work = [folder, flags, internalDateMs, body] {
        return folder->append(flags, internalDateMs, *body);
    };
    const auto delta = co_await inTurn(std::move(work));
    if (!delta)
        co_return fail(delta.error());
    (*state)->apply(*delta);
    co_return delta->added;
}

Task<Result<AppendResult>> StoredAccount::copy(
    std::shared_ptr<Mailbox> from, QList<quint32> uids, QByteArray to)
{
    const auto source = std::dynamic_pointer_cast<OpenMailbox>(from);
    if (!source)
        co_return fail(Error::internal(QStringLiteral("copy from a mailbox of another store")));
    const auto state = co_await lookAt(to);
    if (!state)
        co_return fail(state.error());
    const auto target = (*state)->folder();
    const auto origin = source->state()->folder();
    auto work = [origin, target, uids] { return target->copyFrom(*origin, uids); };
    const auto delta = co_await inTurn(std::move(work));
    if (!delta)
        co_return fail(delta.error());
    (*state)->apply(*delta);
    co_return delta->added;
}

} // namespace homeport
