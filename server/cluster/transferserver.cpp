// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The source's side of a transfer: one question after another, each answered whole.
#include "server/cluster/transferwire.h"

#include "server/cluster/log.h"

#include <QCryptographicHash>

namespace homeport {

namespace {

constexpr auto questionTime = 60s; // between two questions
constexpr auto answerTime = 60s; // for a chunk to be taken

struct Service
{
    MoveStore &store;
    std::unique_ptr<ByteStream> stream;
    MovePlace place;
};
using ServicePointer = std::shared_ptr<Service>;

QByteArray refusal(const Error &error)
{
    QByteArray text = error.status == "gone" ? QByteArray("gone") : error.forPeer;
    text.replace('\n', ' ');
    return '-' + text + '\n';
}

/// False ends the conversation.
Task<bool> say(ServicePointer service, QByteArray bytes)
{
    const auto written = co_await service->stream->write(std::move(bytes), Deadline(answerTime));
    co_return written.has_value();
}

Task<bool> sayError(ServicePointer service, Error error)
{
    const bool isSaid = co_await say(service, refusal(error));
    co_return isSaid &&error.status == "gone";
}

Task<bool> folders(ServicePointer service, QList<QByteArray>)
{
    const auto names = co_await service->store.folders(service->place);
    if (!names) {
        const bool goOn = co_await sayError(service, names.error());
        co_return goOn;
    }
    QByteArray lines;
    for (const QByteArray &name : *names)
        lines += toWord(name) + '\n';
    const bool isSaid = co_await say(service, lines + ".\n");
    co_return isSaid;
}

Task<bool> files(ServicePointer service, QList<QByteArray> words)
{
    const auto found = co_await service->store.files(service->place, fromWord(words.value(0)));
    if (!found) {
        const bool goOn = co_await sayError(service, found.error());
        co_return goOn;
    }
    QByteArray lines;
    for (const TransferFile &file : *found) {
        lines += encodeFileLine(file);
        if (lines.size() < transferChunk)
            continue;
        const bool isSaid = co_await say(service, std::exchange(lines, {}));
        if (!isSaid)
            co_return false;
    }
    const bool isSaid = co_await say(service, lines + ".\n");
    co_return isSaid;
}

Task<bool> sum(ServicePointer service, QList<QByteArray> words)
{
    const auto hash =
        co_await service->store.sha256(service->place, fromWord(words.value(0)), fromWord(words.value(1)));
    if (!hash) {
        const bool goOn = co_await sayError(service, hash.error());
        co_return goOn;
    }
    const bool isSaid = co_await say(service, '+' + hash->toHex() + '\n');
    co_return isSaid;
}

Task<bool> keys(ServicePointer service, QList<QByteArray> words)
{
    const auto found = co_await service->store.keys(service->place, fromWord(words.value(0)));
    if (!found) {
        const bool goOn = co_await sayError(service, found.error());
        co_return goOn;
    }
    QByteArray lines;
    for (const DeliveryKey &key : found->keys)
        lines += key.hex() + '\n';
    const bool isSaid = co_await say(service, lines + '.' + toWord(found->next) + '\n');
    co_return isSaid;
}

/// The size is that of the moment it was opened; what is cut short afterwards breaks the stream.
Task<bool> file(ServicePointer service, QList<QByteArray> words)
{
    const QByteArray folder = fromWord(words.value(0));
    const QByteArray name = fromWord(words.value(1));
    const auto data = co_await service->store.open(service->place, folder, name);
    if (!data) {
        const bool goOn = co_await sayError(service, data.error());
        co_return goOn;
    }
    const qint64 size = (*data)->size();
    bool isSaid = co_await say(service, '+' + QByteArray::number(size) + '\n');
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 offset = 0; isSaid && offset < size;) {
        const auto bytes = co_await (*data)->read(offset, std::min(transferChunk, size - offset));
        if (!bytes || bytes->isEmpty())
            co_return false;
        hash.addData(*bytes);
        offset += bytes->size();
        isSaid = co_await say(service, *bytes);
    }
    if (isSaid)
        isSaid = co_await say(service, hash.result().toHex() + '\n');
    co_return isSaid;
}

struct Row
{
    const char *word;
    Task<bool> (*answer)(ServicePointer service, QList<QByteArray> words);
};
constexpr Row rows[] = {{"folders", folders}, {"files", files}, {"file", file}, {"sum", sum}, {"keys", keys}};

} // namespace

Task<> serveTransfer(MoveStore &store, std::unique_ptr<ByteStream> stream, MovePlace place)
{
    const ServicePointer service(new Service{store, std::move(stream), std::move(place)});
    for (bool goOn = true; goOn;) {
        const auto line = co_await service->stream->readLine(transferLineLimit, Deadline(questionTime));
        if (!line)
            break;
        QList<QByteArray> words = line->chopped(1).split(' ');
        const QByteArray word = words.takeFirst();
        const auto *const row = std::find_if(std::begin(rows), std::end(rows),
            [&word](const Row &candidate) { return word == candidate.word; });
        if (row == std::end(rows)) {
            static_cast<void>(co_await say(service, "-unknown request\n"));
            break;
        }
        goOn = co_await row->answer(service, words);
    }
    static_cast<void>(co_await service->stream->flush(Deadline(answerTime)));
    service->stream->close();
    qCDebug(lcCluster) << Event("transfer-ended").with("account", service->place.address);
}

} // namespace homeport
