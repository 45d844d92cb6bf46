// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Storage rows and their JSON.
#include "shared/model/storage.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<StorageState> stateWords[] = {
    {StorageState::Served, "served"},
    {StorageState::Detached, "detached"},
};

} // namespace

QString toText(StorageState state) { return wordOf<StorageState>(stateWords, state); }

QJsonObject toJson(const Storage &storage)
{
    return {
        {QStringLiteral("id"), storage.id.text()},
        {QStringLiteral("name"), storage.name},
        {QStringLiteral("home"), storage.home.text},
        {QStringLiteral("owner"), storage.owner.text},
        {QStringLiteral("epoch"), qint64(storage.epoch)},
        {QStringLiteral("state"), toText(storage.state)},
        {QStringLiteral("default"), storage.isDefault},
    };
}

Result<Storage> storageFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Storage storage;
    storage.id = reader.id<StorageId>("id");
    storage.name = reader.filledText("name");
    storage.home = reader.memberName("home");
    storage.owner = reader.memberName("owner");
    storage.epoch = quint64(reader.count("epoch"));
    storage.state = reader.choice<StorageState>("state", stateWords);
    storage.isDefault = reader.boolean("default");
    return reader.finish(storage);
}

} // namespace homeport
