// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Settling: found in new or cur, else linked from tmp, else gone.
#include "server/store/settlement.h"

#include <QDateTime>
#include <cerrno>

namespace homeport {

QByteArray deliveredFileName(const DeliveryKey &key, qint64 wallMs, const QByteArray &tag, qint64 size)
{
    return QByteArray::number(wallMs / 1000) + ".K" + key.hex() + '.' + tag
        + ",S=" + QByteArray::number(size);
}

std::optional<DeliveryKey> keyInFileName(QByteArrayView name)
{
    constexpr qsizetype hexDigits = 32;
    const qsizetype mark = name.indexOf(".K");
    if (mark < 0 || name.size() < mark + 2 + hexDigits + 1 || name.at(mark + 2 + hexDigits) != '.')
        return std::nullopt;
    return DeliveryKey::fromHex(name.sliced(mark + 2, hexDigits));
}

namespace {
Result<bool> isVisible(ServedStorage &storage, int folder, const DeliveryKey &key)
{
    for (const char *part : {"new", "cur"}) {
        const auto directory = openDirectory(folder, part);
        if (!directory)
            return fail(directory.error());
        const auto names = namesIn(directory->get());
        if (!names)
            return fail(names.error());
        const bool found = std::any_of(names->begin(), names->end(),
            [&key](const QByteArray &name) { return keyInFileName(name) == key; });
        if (!found)
            continue;
        // it may be visible only in memory: durable before it is called done
        if (const auto synced = storage.volume().sync(directory->get(), part); !synced)
            return fail(synced.error());
        return true;
    }
    return false;
}

Result<JournalKind> linkFromTemporary(ServedStorage &storage, int folder, const JournalRecord &intent)
{
    const QByteArray temporary = intent.key.hex();
    const auto tmp = openDirectory(folder, "tmp");
    if (!tmp)
        return fail(tmp.error());
    const auto status = statAt(tmp->get(), temporary);
    if (!status && status.error().number != ENOENT)
        return fail(status.error());
    if (!status || !S_ISREG(status->st_mode) || status->st_size != intent.size)
        return JournalKind::Gone;
    const auto fresh = openDirectory(folder, "new");
    if (!fresh)
        return fail(fresh.error());
    const QByteArray name =
        deliveredFileName(intent.key, QDateTime::currentMSecsSinceEpoch(), storage.tag(), intent.size);
    Volume &volume = storage.volume();
    if (const auto linked = volume.link(tmp->get(), temporary, fresh->get(), name); !linked)
        return fail(linked.error());
    if (const auto synced = volume.sync(fresh->get(), name); !synced)
        return fail(synced.error());
    return JournalKind::Done;
}
} // namespace

Result<JournalKind> settleIntent(ServedStorage &storage, int folder, const JournalRecord &intent)
{
    if (const auto ours = storage.checkOurs(); !ours)
        return fail(ours.error());
    if (storage.volume().isSick())
        return fail(Volume::sickError());
    const auto visible = isVisible(storage, folder, intent.key);
    if (!visible)
        return fail(visible.error());
    auto kind = Result<JournalKind>(JournalKind::Done);
    if (!*visible)
        kind = linkFromTemporary(storage, folder, intent);
    if (!kind)
        return kind;
    if (const auto ours = storage.checkOurs(); !ours)
        return fail(ours.error());
    storage.journal().settle(*kind, intent);
    if (const auto tmp = openDirectory(folder, "tmp"))
        static_cast<void>(storage.volume().unlink(tmp->get(), intent.key.hex())); // else swept by age
    return kind;
}

Result<> settleAll(ServedStorage &storage)
{
    const QList<JournalRecord> intents = storage.journal().openIntents();
    if (intents.isEmpty())
        return {};
    QSet<AccountId> accounts;
    for (const JournalRecord &intent : intents)
        accounts.insert(intent.account);
    bool isComplete = false;
    const auto addresses = storage.accounts().find(accounts, &isComplete);
    if (!addresses)
        return fail(addresses.error());
    for (const JournalRecord &intent : intents) {
        const QByteArray address = addresses->value(intent.account);
        if (address.isEmpty()) { // deleted since, or its folder was never made
            if (isComplete)
                storage.journal().settle(JournalKind::Gone, intent);
            else // protocol.md 2.3: what cannot be read is not taken for deleted
                storage.alarm(QStringLiteral("a delivery to account %1 cannot be settled now")
                                  .arg(intent.account.text()));
            continue;
        }
        const auto folder = storage.accounts().open({intent.account, address}, WhenMissing::Fail);
        auto settled =
            folder ? settleIntent(storage, folder->get(), intent) : Result<JournalKind>(fail(folder.error()));
        if (settled)
            continue;
        if (storage.volume().isSick())
            return fail(settled.error());
        storage.alarm(QStringLiteral("a delivery to %1 cannot be settled: %2")
                          .arg(QString::fromUtf8(address), settled.error().forLog));
    }
    return storage.journal().flush();
}

} // namespace homeport
