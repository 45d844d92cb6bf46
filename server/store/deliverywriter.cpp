// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Delivery of one message to one account.
#include "server/store/deliverywriter.h"

#include "server/store/settlement.h"

#include <QDateTime>
#include <cerrno>
#include <fcntl.h>

namespace homeport {

namespace {
DeliveryResult resultOf(
    const DeliveryRecipient &recipient, DeliveryOutcome outcome, QByteArray status, QByteArray text)
{
    return {recipient.key, outcome, std::move(status), std::move(text)};
}

DeliveryResult later(const DeliveryRecipient &recipient, const Error &error)
{
    const bool isStatus = error.status.startsWith("4.");
    return resultOf(
        recipient, DeliveryOutcome::Later, isStatus ? error.status : QByteArray("4.3.0"), error.forPeer);
}

DeliveryResult duplicate(const DeliveryRecipient &recipient)
{
    return resultOf(recipient, DeliveryOutcome::Delivered, "2.0.0", "duplicate");
}

QByteArray withoutControls(QByteArray text)
{
    text.removeIf([](char c) { return quint8(c) < 0x20 || quint8(c) == 0x7f; });
    return text;
}
} // namespace

QByteArray deliveryHeader(const QByteArray &from, const QByteArray &recipient)
{
    // RFC 5321 4.4: the system that makes final delivery puts one Return-Path line on top
    return "Return-Path: <" + withoutControls(from) + ">\r\nDelivered-To: " + withoutControls(recipient)
        + "\r\n";
}

DeliveryResult DeliveryWriter::deliver(const DeliveryRequest &request, const DeliveryRecipient &recipient)
{
    const Gate::Pass pass(m_storage->gate());
    if (!pass)
        return resultOf(recipient, DeliveryOutcome::NotHere, "4.3.0", "storage not served here");
    const MoveMarks::Pass here(m_storage->moves(), recipient.account);
    if (!here)
        return resultOf(recipient, DeliveryOutcome::NotHere, "4.3.0", "the account is moving or has moved");
    if (recipient.key.isNull() || !request.body)
        return later(recipient, Error::temporary("delivery without key or message"));
    if (const auto outcome = m_storage->leases().join(recipient.key)) {
        const bool again = outcome->outcome == DeliveryOutcome::Delivered;
        return again ? duplicate(recipient) : *outcome;
    }
    const DeliveryResult result = attempt(request, recipient);
    m_storage->leases().finish(recipient.key, result);
    return result;
}

DeliveryResult DeliveryWriter::attempt(const DeliveryRequest &request, const DeliveryRecipient &recipient)
{
    // the key before any refusal: what was delivered stays delivered, whatever has changed since
    if (const auto known = fromJournal(recipient))
        return *known;
    if (m_maxSize > 0 && request.body->size() > m_maxSize)
        return resultOf(recipient, DeliveryOutcome::Refused, "5.3.4", "message too big for this system");
    if (m_storage->volume().isSick())
        return later(recipient, Volume::sickError());
    if (!m_storage->checkOurs())
        return resultOf(recipient, DeliveryOutcome::NotHere, "4.3.0", "storage not served here");
    return write(request, recipient);
}

std::optional<DeliveryResult> DeliveryWriter::fromJournal(const DeliveryRecipient &recipient)
{
    switch (m_storage->journal().state(recipient.key)) {
    case KeyState::Unknown:
        return std::nullopt;
    case KeyState::Done:
        return duplicate(recipient);
    case KeyState::Open:
        break;
    }
    const auto folder = m_storage->accounts().open({recipient.account, recipient.address}, WhenMissing::Make);
    if (!folder)
        return later(recipient, folder.error());
    for (const JournalRecord &intent : m_storage->journal().openIntents()) {
        if (intent.key != recipient.key)
            continue;
        const auto settled = settleIntent(*m_storage, folder->get(), intent);
        if (!settled)
            return later(recipient, settled.error());
        if (*settled == JournalKind::Done)
            return duplicate(recipient);
    }
    return std::nullopt;
}

DeliveryResult DeliveryWriter::write(const DeliveryRequest &request, const DeliveryRecipient &recipient)
{
    const auto folder = m_storage->accounts().open({recipient.account, recipient.address}, WhenMissing::Make);
    if (!folder) {
        if (folder.error().status == statusOtherId)
            m_storage->alarm(folder.error().forLog);
        return later(recipient, folder.error());
    }
    const auto tmp = openDirectory(folder->get(), "tmp");
    if (!tmp)
        return later(recipient, tmp.error().toError());
    const QByteArray temporary = recipient.key.hex();
    const auto size = writeTemporary(tmp->get(), temporary, request, recipient);
    if (!size) {
        static_cast<void>(m_storage->volume().unlink(tmp->get(), temporary)); // else swept by age
        return later(recipient, size.error());
    }
    const JournalRecord intent{
        JournalKind::Intent, recipient.key, recipient.account, QDateTime::currentMSecsSinceEpoch(), *size};
    if (const auto intended = m_storage->journal().intend(intent); !intended) {
        static_cast<void>(m_storage->volume().unlink(tmp->get(), temporary));
        return later(recipient, intended.error());
    }
    if (const auto visible = makeVisible(folder->get(), tmp->get(), intent); !visible)
        return later(recipient, visible.error());
    if (const auto ours = m_storage->checkOurs(); !ours)
        return later(recipient, ours.error()); // the intent stays open: the next owner settles it
    m_storage->journal().settle(JournalKind::Done, intent);
    static_cast<void>(m_storage->volume().unlink(tmp->get(), temporary));
    return resultOf(recipient, DeliveryOutcome::Delivered, "2.0.0", {});
}

Result<qint64> DeliveryWriter::writeTemporary(
    int tmp, const QByteArray &name, const DeliveryRequest &request, const DeliveryRecipient &recipient)
{
    Volume &volume = m_storage->volume();
    // never opened for overwriting: an earlier attempt's file may be linked already
    if (const auto gone = volume.unlink(tmp, name); !gone && gone.error().number != ENOENT)
        return fail(gone.error());
    const auto file = volume.openFile(tmp, name, O_WRONLY | O_CREAT | O_EXCL);
    if (!file)
        return fail(file.error());
    constexpr qint64 chunk = 256 * 1024;
    QByteArray bytes = deliveryHeader(request.from, recipient.recipient);
    qint64 written = 0;
    for (qint64 offset = 0; offset < request.body->size() || !bytes.isEmpty();) {
        const auto part = request.body->read(offset, chunk);
        if (!part)
            return fail(part.error());
        offset += part->size();
        bytes += *part;
        if (const auto done = volume.writeAt(file->get(), written, bytes, name); !done)
            return fail(done.error());
        written += bytes.size();
        bytes.clear();
    }
    if (const auto synced = volume.sync(file->get(), name); !synced)
        return fail(synced.error());
    return written;
}

Result<> DeliveryWriter::makeVisible(int folder, int tmp, const JournalRecord &intent)
{
    Volume &volume = m_storage->volume();
    const QByteArray temporary = intent.key.hex();
    const QByteArray name = deliveredFileName(intent.key, intent.timeMs, m_storage->tag(), intent.size);
    const auto fresh = openDirectory(folder, "new");
    const auto linked = fresh ? volume.link(tmp, temporary, fresh->get(), name)
                              : fileFail(fresh.error().number, fresh.error().what);
    if (!linked && linked.error().number != EEXIST) {
        // certainly not visible: the key is free again
        m_storage->journal().settle(JournalKind::Gone, intent);
        static_cast<void>(volume.unlink(tmp, temporary));
        return fail(linked.error());
    }
    if (const auto synced = volume.sync(fresh->get(), name); !synced)
        return fail(synced.error());
    return {};
}

} // namespace homeport
