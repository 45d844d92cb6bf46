// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One round of a transfer, folder by folder.
#include "server/cluster/transferpull.h"

#include "server/cluster/transferround.h"
#include "server/cluster/transferwire.h"

namespace homeport {

namespace {

Task<Result<TransferPlan>> compare(RoundPointer round, QByteArray folder, ControlFiles controls)
{
    const auto there = co_await filesThere(round, folder);
    if (!there)
        co_return fail(there.error());
    const auto here = co_await round->store.files(round->order.place, folder);
    if (!here)
        co_return fail(here.error());
    co_return planTransfer(*there, *here, controls);
}

Task<Result<>> pullFolder(RoundPointer round, QByteArray folder)
{
    const MovePlace place = round->order.place;
    const auto made = co_await round->store.makeFolder(place, folder);
    if (!made)
        co_return made;
    const ControlFiles controls = round->order.isLast ? ControlFiles::Always : ControlFiles::IfChanged;
    const auto plan = co_await compare(round, folder, controls);
    if (!plan) {
        if (plan.error().status == "gone" && !round->order.isLast)
            co_return Result<>(); // removed meanwhile
        co_return fail(plan.error());
    }
    const auto removed = co_await round->store.removeFiles(place, folder, plan->remove);
    if (!removed)
        co_return removed;
    for (const auto &[from, to] : plan->rename) {
        const auto renamed = co_await round->store.rename(place, folder, from, to);
        if (!renamed)
            co_return renamed;
    }
    const auto fetched = co_await fetchFiles(round, folder, plan->fetch);
    if (!fetched)
        co_return fetched;
    if (round->order.checksAll) {
        const auto checked = co_await checkSums(round, folder, plan->same);
        if (!checked)
            co_return checked;
    }
    round->report->removed += plan->remove.size();
    round->report->renamed += plan->rename.size();
    round->report->messages += plan->same.size();
    for (const TransferFile &file : plan->fetch)
        round->report->messages += file.name.startsWith("cur/") || file.name.startsWith("new/") ? 1 : 0;
    const auto synced = co_await round->store.syncFolder(place, folder);
    co_return synced;
}

Task<Result<>> pullKeys(RoundPointer round)
{
    QByteArray position = round->order.keysFrom;
    for (;;) {
        QByteArray next;
        const auto listed = co_await transferLines(round, "keys " + toWord(position), &next);
        if (!listed)
            co_return fail(listed.error());
        next = fromWord(next);
        QList<DeliveryKey> keys;
        for (const QByteArray &text : *listed) {
            const auto key = DeliveryKey::fromHex(text);
            if (!key)
                co_return fail(malformedTransfer("keys"));
            keys.append(*key);
        }
        const auto added = co_await round->store.addKeys(round->order.place, keys);
        if (!added)
            co_return added;
        if (next == position)
            break;
        position = next;
    }
    round->report->keysNext = position;
    co_return Result<>();
}

/// Of the last round: both sides have the same folders and files, sizes and dates; the hashes were compared
/// when each file came.
Task<Result<>> checkEqual(RoundPointer round, QList<QByteArray> folders)
{
    const auto here = co_await round->store.folders(round->order.place);
    if (!here)
        co_return fail(here.error());
    if (*here != folders)
        co_return fail(Error::temporary("the copy has other folders than the source"));
    for (const QByteArray &folder : folders) {
        const auto plan = co_await compare(round, folder, ControlFiles::IfChanged);
        if (!plan)
            co_return fail(plan.error());
        if (!plan->isEmpty())
            co_return fail(Error::temporary("the copy differs from the source",
                QStringLiteral("folder \"%1\": %2 to fetch, %3 to rename, %4 to remove")
                    .arg(QString::fromUtf8(folder))
                    .arg(plan->fetch.size())
                    .arg(plan->rename.size())
                    .arg(plan->remove.size())));
    }
    co_return Result<>();
}

} // namespace

Task<Result<>> pullRound(
    MoveStore &store, std::shared_ptr<ByteStream> stream, PullOrder order, std::shared_ptr<PullReport> report)
{
    const RoundPointer round(
        new TransferRound{store, std::move(stream), std::move(order), std::move(report)});
    const auto words = co_await transferLines(round, "folders", nullptr);
    if (!words)
        co_return fail(words.error());
    QList<QByteArray> folders;
    for (const QByteArray &word : *words)
        folders.append(fromWord(word));
    const auto present = co_await store.folders(round->order.place);
    if (!present)
        co_return fail(present.error());
    for (const QByteArray &folder : *present) {
        if (folders.contains(folder))
            continue;
        const auto removed = co_await store.removeFolder(round->order.place, folder);
        if (!removed)
            co_return removed;
    }
    for (const QByteArray &folder : folders) {
        const auto pulled = co_await pullFolder(round, folder);
        if (!pulled)
            co_return pulled;
    }
    const auto keys = co_await pullKeys(round);
    if (!keys || !round->order.isLast)
        co_return keys;
    const auto equal = co_await checkEqual(round, folders);
    co_return equal;
}

} // namespace homeport
