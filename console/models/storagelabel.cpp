// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Judging a label and a statement.
#include "console/models/storagelabel.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StorageLabel)
};

constexpr int fewestWords = 3;
constexpr int fewestLetters = 15;

} // namespace

const StorageRow *findStorage(const StorageList &list, const QString &id)
{
    const auto found = std::find_if(list.storages.cbegin(), list.storages.cend(),
        [&](const StorageRow &storage) { return storage.id == id; });
    return found == list.storages.cend() ? nullptr : &*found;
}

QList<StorageRow> storagesOwnedBy(const StorageList &list, const QString &member)
{
    QList<StorageRow> out;
    std::copy_if(list.storages.cbegin(), list.storages.cend(), std::back_inserter(out),
        [&](const StorageRow &storage) { return storage.owner == member; });
    return out;
}

LabelJudgement judgeLabel(const StorageCheck &label, const StorageRow &wanted, const QString &target)
{
    const auto refuse = [](const QString &text) { return LabelJudgement{Severity::Bad, text, false, false}; };
    if (label.id != wanted.id)
        return refuse(Text::tr("The disk at %1 holds the storage \"%2\", and not \"%3\": give the path where "
                               "\"%3\" is mounted on %4.")
                          .arg(label.path, label.name, wanted.name, target));
    if (!label.row)
        return refuse(
            Text::tr("The disk at %1 is not one of this cluster: %2.").arg(label.path, label.verdict));
    if (label.isPrepared)
        return {Severity::Good,
            Text::tr("The storage \"%1\" is attached to %2 already.").arg(wanted.name, target), false, false};
    // its owner was away when the storage was detached: one ahead of the label
    const bool hasMissedDetach = !label.isDetached && isDetached(wanted) && label.epoch + 1 == wanted.epoch
        && label.owner == wanted.owner;
    if (label.epoch < wanted.epoch && !hasMissedDetach)
        return refuse(
            Text::tr("This is an old copy of the storage \"%1\": its label says epoch %2, the cluster "
                     "table %3. Look for the newer disk. Mail that came to the newer one is lost if "
                     "this one is used.")
                .arg(wanted.name)
                .arg(label.epoch)
                .arg(wanted.epoch));
    if (label.isDetached)
        return {Severity::Good,
            Text::tr("This is the storage \"%1\". It was let go cleanly: nobody else writes to it.")
                .arg(wanted.name),
            true, false};
    return {Severity::Warning,
        Text::tr(
            "This is the storage \"%1\", but %2 did not let go of it. If %2 still writes to this disk, mail "
            "is destroyed: make sure that it cannot, and say how you know.")
            .arg(wanted.name, label.owner),
        true, true};
}

QString vouchText(const QString &owner)
{
    return Text::tr("I know that %1 is powered off or cut from the disk").arg(owner);
}

QString whyNoStatement(const QString &statement, bool isVouched, const QString &owner)
{
    const QString said = statement.simplified();
    if (said.isEmpty())
        return Text::tr("Write how you know that %1 cannot write to the disk any more.").arg(owner);
    if (said.size() < fewestLetters || said.split(u' ').size() < fewestWords)
        return Text::tr("Say more: what was done to %1, by whom, and when.").arg(owner);
    if (!isVouched)
        return Text::tr("Tick \"%1\".").arg(vouchText(owner));
    return {};
}

} // namespace homeport
