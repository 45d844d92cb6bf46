// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The files beside an account's folders: subscriptions, dovecot-uidvalidity; sweeping and counting.
#include "server/store/accountdisk.h"
#include "server/store/maildirname.h"
#include "shared/mail/mutf7.h"

#include <QDateTime>
#include <cerrno>
#include <fcntl.h>

namespace homeport {

namespace {
const QByteArray subscriptionsName = "subscriptions";
const QByteArray validityName = "dovecot-uidvalidity";
const QByteArray version2 = "V\t2\n\n";
constexpr qint64 sweptAfterMs = 36LL * 60 * 60 * 1000;

/// Dovecot's two forms: one mailbox a line, levels with '.'; or "V 2" and levels with tabs. Both in modified
/// UTF-7.
QList<QByteArray> parseSubscriptions(QByteArray text)
{
    const bool hasTabs = text.startsWith(version2);
    QList<QByteArray> names;
    for (QByteArray line : text.mid(hasTabs ? version2.size() : 0).split('\n')) {
        if (hasTabs)
            line.replace('\t', '.');
        const auto name = decodeModifiedUtf7(line);
        if (!line.isEmpty())
            names.append(name ? *name : line);
    }
    return names;
}

void sweepFolder(Volume &volume, int folder, qint64 nowMs)
{
    const auto tmp = openDirectory(folder, "tmp");
    const auto names = tmp ? namesIn(tmp->get()) : fileFail(ENOENT, {});
    for (const QByteArray &name : names.value_or(QList<QByteArray>())) {
        const auto status = statAt(tmp->get(), name);
        if (status && ageMs(modifiedNs(*status) / 1'000'000, nowMs) > sweptAfterMs)
            static_cast<void>(volume.unlink(tmp->get(), name)); // the next sweep tries again
    }
}
} // namespace

Result<QList<QByteArray>> AccountDisk::subscriptions() const
{
    const auto root = open();
    if (!root)
        return fail(root.error());
    const auto text = readWholeFile(root->get(), subscriptionsName, 16 * 1024 * 1024);
    if (!text && text.error().number != ENOENT)
        return fail(text.error());
    return parseSubscriptions(text.value_or(QByteArray()));
}

Result<> AccountDisk::subscribe(const QByteArray &mailbox, bool on)
{
    const QByteArray name = canonicalMailboxName(mailbox);
    if (const auto valid = diskNameOf(name); !valid)
        return fail(valid.error());
    auto names = subscriptions();
    if (!names)
        return fail(names.error());
    if (names->contains(name) == on)
        return {};
    const auto root = open();
    if (!root)
        return fail(root.error());
    if (const auto may = mayChange(); !may)
        return may;
    if (on)
        names->append(name);
    else
        names->removeAll(name);
    QByteArray text = version2;
    for (const QByteArray &entry : std::as_const(*names))
        text += encodeModifiedUtf7(entry).value_or(entry).replace('.', '\t') + '\n';
    if (const auto written = volume().writeDurably(root->get(), subscriptionsName, text); !written)
        return written;
    return stillOurs();
}

Result<quint32> AccountDisk::nextUidValidity()
{
    const auto root = open();
    if (!root)
        return fail(root.error());
    // Dovecot's form: the last value given, in hex, here and in the name of an empty file
    const auto text = readWholeFile(root->get(), validityName, 64);
    if (!text && text.error().number != ENOENT)
        return fail(text.error());
    const quint32 last = text.value_or(QByteArray()).trimmed().toUInt(nullptr, 16);
    const quint32 next = std::max(last + 1, quint32(QDateTime::currentSecsSinceEpoch()));
    const auto suffix = [](quint32 value) {
        return '.' + QByteArray::number(value, 16).rightJustified(8, '0');
    };
    if (const auto mark = volume().openFile(root->get(), validityName + suffix(next), O_WRONLY | O_CREAT);
        !mark)
        return fail(mark.error());
    if (const auto written = volume().writeDurably(root->get(), validityName, suffix(next).mid(1)); !written)
        return fail(written.error());
    if (last != 0)
        static_cast<void>(
            volume().unlink(root->get(), validityName + suffix(last))); // only for Dovecot's rescans
    return next;
}

Result<> AccountDisk::sweep()
{
    const auto root = open();
    if (!root)
        return fail(root.error());
    const auto names = namesIn(root->get());
    if (!names)
        return fail(names.error());
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    sweepFolder(volume(), root->get(), nowMs);
    for (const QByteArray &name : *names) {
        if (name.startsWith("homeport-removed."))
            static_cast<void>(volume().removeTree(root->get(), name)); // the next sweep tries again
        const auto folder = mailboxOf(name) ? openDirectory(root->get(), name) : fileFail(ENOENT, {});
        if (folder)
            sweepFolder(volume(), folder->get(), nowMs);
    }
    return {};
}

Result<AccountDisk::Usage> AccountDisk::usage() const
{
    const auto mailboxes = list();
    if (!mailboxes)
        return fail(mailboxes.error());
    Usage usage;
    for (const MailboxEntry &mailbox : *mailboxes) {
        const auto diskName = diskNameOf(mailbox.name);
        const auto folder = diskName && mailbox.selectable ? openFolder(*diskName) : fail(noSuchMailbox());
        for (const char *part : {"cur", "new"}) {
            const auto directory = folder ? openDirectory(folder->get(), part) : fileFail(ENOENT, {});
            const auto names = directory ? namesIn(directory->get()) : fileFail(ENOENT, {});
            for (const QByteArray &name : names.value_or(QList<QByteArray>())) {
                qint64 size = sizeInName(parseMaildirName(name).base, 'S');
                if (const auto status = size < 0 ? statAt(directory->get(), name) : fileFail(0, {}); status)
                    size = status->st_size;
                usage.messages += 1;
                usage.bytes += std::max<qint64>(size, 0);
            }
        }
    }
    return usage;
}

} // namespace homeport
