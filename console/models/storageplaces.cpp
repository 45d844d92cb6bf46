// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading those answers, and judging a label before it is attached.
#include "console/models/storageplaces.h"

#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Storages)
};

Result<StoragePlace> storagePlaceFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StoragePlace place;
    place.id = reader.filledText("id");
    place.name = reader.text("name");
    place.home = reader.text("home");
    place.owner = reader.text("owner");
    place.state = reader.text("state");
    place.epoch = quint64(reader.count("epoch"));
    place.isServed = reader.boolean("served");
    place.preparedAt = reader.texts("preparedAt");
    // told by its owner, when that answers
    if (json.contains(u"path"_s))
        place.path = reader.text("path");
    if (json.contains(u"problem"_s))
        place.problem = reader.text("problem");
    if (json.contains(u"freeBytes"_s))
        place.freeBytes = reader.bytes("freeBytes");
    if (json.contains(u"accounts"_s))
        place.accounts = reader.count("accounts");
    return reader.finish(place);
}

} // namespace

const StoragePlace *StoragePlaces::find(const QString &id) const
{
    const auto found = std::find_if(
        storages.cbegin(), storages.cend(), [&](const StoragePlace &place) { return place.id == id; });
    return found == storages.cend() ? nullptr : &*found;
}

QList<StoragePlace> StoragePlaces::ownedBy(const QString &member) const
{
    QList<StoragePlace> out;
    std::copy_if(storages.cbegin(), storages.cend(), std::back_inserter(out),
        [&](const StoragePlace &place) { return place.owner == member; });
    return out;
}

Result<StoragePlaces> storagePlacesFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StoragePlaces places;
    places.storages = reader.list("storages", storagePlaceFromJson);
    const QJsonArray members = json[u"members"_s].toArray();
    for (const QJsonValue &member : members) {
        if (!member[u"error"_s].toString().isEmpty())
            places.silent.append(member[u"member"_s].toString());
    }
    return reader.finish(places);
}

Result<LabelCheck> labelCheckFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    LabelCheck label;
    label.id = reader.filledText("id");
    label.name = reader.text("name");
    label.owner = reader.text("owner");
    label.epoch = quint64(reader.count("epoch"));
    label.isDetached = reader.boolean("detached");
    label.path = reader.text("path");
    label.isPrepared = reader.boolean("prepared");
    label.verdict = reader.text("verdict");
    label.isKnown = json[u"row"_s].isObject();
    return reader.finish(label);
}

LabelJudgement judgeLabel(const LabelCheck &label, const StoragePlace &wanted, const QString &target)
{
    const auto refuse = [](const QString &text) { return LabelJudgement{Severity::Bad, text, false, false}; };
    if (label.id != wanted.id)
        return refuse(Text::tr("The disk at %1 holds the storage \"%2\", and not \"%3\": give the path where "
                               "\"%3\" is mounted on %4.")
                          .arg(label.path, label.name, wanted.name, target));
    if (!label.isKnown)
        return refuse(
            Text::tr("The disk at %1 is not one of this cluster: %2.").arg(label.path, label.verdict));
    if (label.isPrepared)
        return {Severity::Good,
            Text::tr("The storage \"%1\" is attached to %2 already.").arg(wanted.name, target), false, false};
    // its owner was away when the storage was detached: one ahead of the label
    const bool hasMissedDetach = !label.isDetached && wanted.isDetached() && label.epoch + 1 == wanted.epoch
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

} // namespace homeport
