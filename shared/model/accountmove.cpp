// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Marks as JSON.
#include "shared/model/accountmove.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<MoveRole> roles[] = {{MoveRole::Source, "source"}, {MoveRole::Target, "target"}};
constexpr EnumWord<MoveState> states[] = {{MoveState::Copying, "copying"}, {MoveState::Held, "held"},
    {MoveState::Moved, "moved"}, {MoveState::Receiving, "receiving"}, {MoveState::Adopted, "adopted"}};

} // namespace

QString toText(MoveRole role) { return wordOf(std::span<const EnumWord<MoveRole>>(roles), role); }
QString toText(MoveState state) { return wordOf(std::span<const EnumWord<MoveState>>(states), state); }

QJsonObject toJson(const MoveMark &mark)
{
    return {
        {QStringLiteral("move"), mark.id.text()},
        {QStringLiteral("account"), mark.account.text()},
        {QStringLiteral("address"), QString::fromUtf8(mark.address)},
        {QStringLiteral("role"), toText(mark.role)},
        {QStringLiteral("state"), toText(mark.state)},
        {QStringLiteral("storage"), mark.storage.text()},
        {QStringLiteral("other"), mark.other.text()},
        {QStringLiteral("runner"), mark.runner.text},
        {QStringLiteral("turn"), qint64(mark.turn)},
        {QStringLiteral("aside"), QString::fromLatin1(mark.aside)},
        {QStringLiteral("changed"), timeToJson(mark.changed)},
    };
}

Result<MoveMark> moveMarkFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    MoveMark mark;
    mark.id = reader.id<MoveId>("move");
    mark.account = reader.id<AccountId>("account");
    mark.address = reader.filledText("address").toUtf8();
    mark.role = reader.choice("role", std::span<const EnumWord<MoveRole>>(roles));
    mark.state = reader.choice("state", std::span<const EnumWord<MoveState>>(states));
    mark.storage = reader.id<StorageId>("storage");
    mark.other = reader.id<StorageId>("other");
    mark.runner = reader.memberName("runner");
    mark.turn = quint32(reader.count("turn", 0x7fffffff));
    mark.aside = reader.text("aside").toLatin1();
    mark.changed = reader.timeOrNull("changed");
    for (const char byte : mark.aside) { // a name, never a path
        if (!((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || byte == '-'))
            reader.fault("aside", QStringLiteral("expected hex digits and a dash"));
    }
    return reader.finish(mark);
}

} // namespace homeport
