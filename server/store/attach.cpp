// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rules of attaching and serving.
#include "server/store/attach.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <cerrno>
#include <thread>

namespace homeport {

namespace {
Error against(const QString &text) { return Error::refused(text.toUtf8(), text); }

Result<> ofThisStorage(const Label &label, const ClusterId &cluster, const StorageId &id, const QString &name)
{
    if (label.cluster != cluster)
        return fail(
            against(QStringLiteral("the label belongs to another cluster (%1)").arg(label.cluster.text())));
    if (label.id != id) {
        return fail(against(QStringLiteral("the label is that of storage %1 (%2), not of %3 (%4)")
                                .arg(label.name, label.id.text(), name, id.text())));
    }
    return {};
}

Error uncleanly(const Label &label)
{
    return against(
        QStringLiteral("storage %1 was not detached cleanly by %2 (last written %3): attach needs the fence "
                       "command or the statement that %2 is powered off or cut from the disk")
            .arg(label.name, label.owner.text, label.written));
}

Result<> quiet(const StorageRoot &root, std::chrono::milliseconds watch)
{
    const Label before = root.label();
    std::this_thread::sleep_for(watch);
    const auto again = StorageRoot::open(root.path());
    if (!again)
        return fail(again.error());
    if ((*again)->label() != before) {
        return fail(
            against(QStringLiteral("the counter in the label of storage %1 moves: %2 still writes to it")
                        .arg(before.name, (*again)->label().owner.text)));
    }
    return {};
}
} // namespace

Result<AttachTicket> checkAttach(
    const QString &path, const ClusterId &cluster, const Storage &row, const AttachOptions &options)
{
    const auto root = StorageRoot::open(path);
    if (!root)
        return fail(root.error());
    const Label label = (*root)->label();
    if (const auto ours = ofThisStorage(label, cluster, row.id, row.name); !ours)
        return fail(ours.error());
    // a row detached while its owner could not write the label is one ahead of it
    const bool ownerMissedDetach = label.state == LabelState::Attached && row.state == StorageState::Detached
        && label.epoch + 1 == row.epoch && label.owner == row.owner;
    if (label.epoch < row.epoch && !ownerMissedDetach && !options.onlyCurrentDisk) {
        return fail(against(
            QStringLiteral("the label of storage %1 has epoch %2, the table %3: this may be a stale copy; "
                           "attach needs the statement that it is the only current disk")
                .arg(label.name)
                .arg(label.epoch)
                .arg(row.epoch)));
    }
    if (label.state == LabelState::Attached) {
        if (options.proof.isEmpty())
            return fail(uncleanly(label));
        if (const auto still = quiet(**root, options.watch); !still)
            return fail(still.error());
    }
    return AttachTicket{label.id, QDir(path).absolutePath(), (*root)->place(), label.epoch, label.counter,
        label.state, options.proof};
}

Result<Label> labelToServe(const Label &label, const Place &place, const Storage &row,
    const ClusterId &cluster, const MemberName &self, const std::optional<AttachTicket> &ticket)
{
    if (const auto ours = ofThisStorage(label, cluster, row.id, row.name); !ours)
        return fail(ours.error());
    if (row.state != StorageState::Served || row.owner != self) {
        return fail(against(QStringLiteral("the table gives storage %1 to %2 (%3)")
                                .arg(row.name, row.owner.text, toText(row.state))));
    }
    if (label.epoch == row.epoch && label.owner == self && label.state == LabelState::Attached)
        return label;
    if (label.epoch > row.epoch) {
        return fail(against(QStringLiteral("the label of storage %1 has epoch %2, newer than the table's %3")
                                .arg(row.name)
                                .arg(label.epoch)
                                .arg(row.epoch)));
    }
    const QString state =
        QStringLiteral("the label of storage %1 names %2, epoch %3, %4; the table says %5, epoch %6")
            .arg(row.name, label.owner.text)
            .arg(label.epoch)
            .arg(toText(label.state), self.text)
            .arg(row.epoch);
    if (!ticket)
        return fail(against(QStringLiteral("lost storage: %1, and it was not attached here").arg(state)));
    const bool asTheTicketSays = ticket->id == label.id && ticket->place == place
        && ticket->epoch == label.epoch && ticket->counter == label.counter && ticket->state == label.state;
    if (!asTheTicketSays)
        return fail(against(
            QStringLiteral("%1, and it has changed since it was attached: attach it again").arg(state)));
    Label next = label;
    next.name = row.name;
    next.home = row.home;
    next.owner = self;
    next.epoch = row.epoch;
    next.state = LabelState::Attached;
    return next;
}

Result<> writeTicket(const QString &directory, const AttachTicket &ticket)
{
    if (!QDir().mkpath(directory))
        return fail(Error::system(QStringLiteral("mkdir ") + directory, errno));
    const auto folder = openDirectoryPath(QFile::encodeName(directory));
    if (!folder)
        return fail(folder.error());
    const QJsonObject json{
        {QStringLiteral("id"), ticket.id.text()},
        {QStringLiteral("path"), ticket.path},
        {QStringLiteral("device"), QString::number(ticket.place.device)},
        {QStringLiteral("inode"), QString::number(ticket.place.inode)},
        {QStringLiteral("epoch"), qint64(ticket.epoch)},
        {QStringLiteral("counter"), qint64(ticket.counter)},
        {QStringLiteral("state"), toText(ticket.state)},
        {QStringLiteral("proof"), ticket.proof},
    };
    Volume volume;
    return volume.writeDurably(
        folder->get(), ticket.id.hex(), QJsonDocument(json).toJson(QJsonDocument::Compact));
}

Result<std::optional<AttachTicket>> readTicket(const QString &directory, const StorageId &id)
{
    const auto folder = openDirectoryPath(QFile::encodeName(directory));
    if (!folder && folder.error().number == ENOENT)
        return std::nullopt;
    const auto bytes = folder ? readWholeFile(folder->get(), id.hex(), 64 * 1024)
                              : fileFail(folder.error().number, folder.error().what);
    if (!bytes && bytes.error().number == ENOENT)
        return std::nullopt;
    if (!bytes)
        return fail(bytes.error());
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    if (json.value(u"id").toString() != id.text() || !json.value(u"path").isString())
        return fail(against(QStringLiteral("the attach ticket %1/%2 is damaged").arg(directory, id.text())));
    const bool isDetached = json.value(u"state").toString() == toText(LabelState::Detached);
    return AttachTicket{id, json.value(u"path").toString(),
        {json.value(u"device").toString().toULongLong(), json.value(u"inode").toString().toULongLong()},
        quint64(json.value(u"epoch").toInteger()), quint64(json.value(u"counter").toInteger()),
        isDetached ? LabelState::Detached : LabelState::Attached, json.value(u"proof").toString()};
}

Result<> dropTicket(const QString &directory, const StorageId &id)
{
    const auto folder = openDirectoryPath(QFile::encodeName(directory));
    if (!folder)
        return folder.error().number == ENOENT ? Result<>() : fail(folder.error());
    Volume volume;
    if (const auto gone = volume.unlink(folder->get(), id.hex()); !gone && gone.error().number != ENOENT)
        return fail(gone.error());
    return {};
}

} // namespace homeport
