// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking the source, and putting down what comes.
#include "server/cluster/transferround.h"

#include "server/cluster/transferwire.h"

namespace homeport {

Error malformedTransfer(const char *what)
{
    return Error::temporary(QByteArray("malformed answer of the source: ") + what);
}

namespace {

constexpr auto answerTime = 60s; // a line or a chunk of the source's answer
constexpr qsizetype sentAhead = 32;
constexpr qint64 mostListed = 512 * 1024 * 1024; // names of one folder: millions of messages

Error gone() { return Error::temporary("it is gone at the source", {}, "gone"); }

Error sourceSays(const QByteArray &line)
{
    if (line == "-gone")
        return gone();
    return Error::temporary("the source: " + line.mid(1, 200));
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

} // namespace

Task<Result<QList<QByteArray>>> transferLines(RoundPointer round, QByteArray question, QByteArray *end)
{
    const auto asked = co_await ask(round, question + '\n');
    if (!asked)
        co_return fail(asked.error());
    QList<QByteArray> found;
    for (qint64 bytes = 0; bytes < mostListed;) {
        const auto next = co_await line(round);
        if (!next)
            co_return fail(next.error());
        if (*next == "." || (end && next->startsWith('.'))) {
            if (end)
                *end = next->mid(1);
            co_return found;
        }
        found.append(*next);
        bytes += next->size();
    }
    co_return fail(malformedTransfer("the listing does not end"));
}

Task<Result<QList<TransferFile>>> filesThere(RoundPointer round, QByteArray folder)
{
    const auto listed = co_await transferLines(round, "files " + toWord(folder), nullptr);
    if (!listed)
        co_return fail(listed.error());
    QList<TransferFile> files;
    for (const QByteArray &text : *listed) {
        const auto file = decodeFileLine(text);
        if (!file || file->name.isEmpty())
            co_return fail(malformedTransfer("files"));
        files.append(*file);
    }
    co_return files;
}

namespace {

/// The bytes of one file as they come, put down piece by piece.
Task<Result<>> receive(RoundPointer round, QByteArray folder, TransferFile file)
{
    const auto head = co_await line(round);
    if (!head)
        co_return fail(head.error());
    bool isNumber = false;
    file.size = head->mid(1).toLongLong(&isNumber);
    if (!head->startsWith('+') || !isNumber || file.size < 0)
        co_return fail(malformedTransfer("file"));
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
                co_return fail(malformedTransfer("hash"));
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

} // namespace

Task<Result<>> fetchFiles(RoundPointer round, QByteArray folder, QList<TransferFile> files)
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
    const auto fetched = co_await fetchFiles(round, folder, wrong);
    co_return fetched;
}

} // namespace homeport
