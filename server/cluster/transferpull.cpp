// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One round of a transfer, folder by folder.
#include "server/cluster/transferpull.h"

#include "server/cluster/transferwire.h"

namespace homeport {

namespace {

constexpr auto answerTime = 60s; // a line or a chunk of the source's answer
constexpr qsizetype sentAhead = 32;

struct Round
{
    MoveStore &store;
    std::shared_ptr<ByteStream> stream;
    PullOrder order;
    std::shared_ptr<PullReport> report;
};
using RoundPointer = std::shared_ptr<Round>;

Error gone() { return Error::temporary("it is gone at the source", {}, "gone"); }

Error sourceSays(const QByteArray &line)
{
    if (line == "-gone")
        return gone();
    return Error::temporary("the source: " + line.mid(1, 200));
}

Error malformed(const char *what)
{
    return Error::temporary(QByteArray("malformed answer of the source: ") + what);
}

Task<Result<>> ask(RoundPointer round, QByteArray lines)
{
    const auto written = co_await round->stream->write(std::move(lines), Deadline(answerTime));
    if (!written)
        co_return fail(written.error().toError());
    co_return Result<>();
}

/// One line without its end; "-…" is an error.
Task<Result<QByteArray>> line(RoundPointer round)
{
    const auto read = co_await round->stream->readLine(transferLineLimit, Deadline(answerTime));
    if (!read)
        co_return fail(read.error().toError());
    const QByteArray text = read->chopped(1);
    if (text.startsWith('-'))
        co_return fail(sourceSays(text));
    co_return text;
}

/// Lines up to one that begins with '.' and is it, or (`end` set) what stands behind it.
Task<Result<QList<QByteArray>>> lines(RoundPointer round, QByteArray question, QByteArray *end)
{
    const auto asked = co_await ask(round, question + '\n');
    if (!asked)
        co_return fail(asked.error());
    QList<QByteArray> found;
    for (;;) {
        const auto next = co_await line(round);
        if (!next)
            co_return fail(next.error());
        if (*next == "." || (end && next->startsWith('.'))) {
            if (end)
                *end = next->mid(1);
            co_return found;
        }
        found.append(*next);
    }
}

Task<Result<QList<TransferFile>>> filesThere(RoundPointer round, QByteArray folder)
{
    const auto listed = co_await lines(round, "files " + toWord(folder), nullptr);
    if (!listed)
        co_return fail(listed.error());
    QList<TransferFile> files;
    for (const QByteArray &text : *listed) {
        const auto file = decodeFileLine(text);
        if (!file || file->name.isEmpty())
            co_return fail(malformed("files"));
        files.append(*file);
    }
    co_return files;
}

/// The bytes of one file as they come, put down piece by piece.
Task<Result<>> receive(RoundPointer round, QByteArray folder, TransferFile file)
{
    const auto head = co_await line(round);
    if (!head)
        co_return fail(head.error());
    bool isNumber = false;
    file.size = head->mid(1).toLongLong(&isNumber);
    if (!head->startsWith('+') || !isNumber || file.size < 0)
        co_return fail(malformed("file"));
    TransferPart part{folder, file, 0, {}, {}};
    for (qint64 left = file.size;;) {
        while (left > 0 && part.bytes.size() < 4 * transferChunk) {
            const auto bytes =
                co_await round->stream->readSome(std::min(left, transferChunk), Deadline(answerTime));
            if (!bytes)
                co_return fail(bytes.error().toError());
            part.bytes += *bytes;
            left -= bytes->size();
        }
        if (left == 0) {
            const auto hash = co_await line(round);
            if (!hash)
                co_return fail(hash.error());
            part.sha256 = QByteArray::fromHex(*hash);
            if (part.sha256.size() != 32)
                co_return fail(malformed("hash"));
        }
        const auto put = co_await round->store.put(round->order.place, part);
        if (!put)
            co_return put;
        if (left == 0)
            break;
        part.offset += part.bytes.size();
        part.bytes.clear();
    }
    round->report->files += 1;
    round->report->bytes += file.size;
    co_return Result<>();
}

Task<Result<>> fetch(RoundPointer round, QByteArray folder, QList<TransferFile> files)
{
    for (qsizetype from = 0; from < files.size(); from += sentAhead) {
        const QList<TransferFile> batch = files.mid(from, sentAhead);
        QByteArray questions;
        for (const TransferFile &file : batch)
            questions += "file " + toWord(folder) + ' ' + toWord(file.name) + '\n';
        const auto asked = co_await ask(round, questions);
        if (!asked)
            co_return asked;
        for (const TransferFile &file : batch) {
            const auto received = co_await receive(round, folder, file);
            const bool isGone = !received && received.error().status == "gone" && !round->order.isLast;
            if (!received && !isGone) // renamed or removed meanwhile: the next round sees it
                co_return received;
        }
    }
    co_return Result<>();
}

/// Messages that were here before this move began are right only if their bytes are.
Task<Result<>> checkSums(RoundPointer round, QByteArray folder, QList<TransferFile> files)
{
    QList<TransferFile> wrong;
    for (qsizetype from = 0; from < files.size(); from += sentAhead) {
        const QList<TransferFile> batch = files.mid(from, sentAhead);
        QByteArray questions;
        for (const TransferFile &file : batch)
            questions += "sum " + toWord(folder) + ' ' + toWord(file.name) + '\n';
        const auto asked = co_await ask(round, questions);
        if (!asked)
            co_return asked;
        for (const TransferFile &file : batch) {
            const auto theirs = co_await line(round);
            if (!theirs && theirs.error().status == "gone" && !round->order.isLast)
                continue;
            if (!theirs)
                co_return fail(theirs.error());
            const auto ours = co_await round->store.sha256(round->order.place, folder, file.name);
            if (!ours)
                co_return fail(ours.error());
            if (*theirs != '+' + ours->toHex())
                wrong.append(file);
        }
    }
    const auto fetched = co_await fetch(round, folder, wrong);
    co_return fetched;
}

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
    const auto fetched = co_await fetch(round, folder, plan->fetch);
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
        const auto listed = co_await lines(round, "keys " + toWord(position), &next);
        if (!listed)
            co_return fail(listed.error());
        next = fromWord(next);
        QList<DeliveryKey> keys;
        for (const QByteArray &text : *listed) {
            const auto key = DeliveryKey::fromHex(text);
            if (!key)
                co_return fail(malformed("keys"));
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
    const RoundPointer round(new Round{store, std::move(stream), std::move(order), std::move(report)});
    const auto words = co_await lines(round, "folders", nullptr);
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
