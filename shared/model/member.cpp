// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Member rows and their JSON.
#include "shared/model/member.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<AdministrativeState> stateWords[] = {
    {AdministrativeState::Ready, "ready"},
    {AdministrativeState::Draining, "draining"},
    {AdministrativeState::Withdrawn, "withdrawn"},
};

struct RightWord
{
    bool Rights::*right;
    const char *word;
};
constexpr RightWord rightWords[] = {
    {&Rights::proxy, "proxy"},
    {&Rights::store, "store"},
    {&Rights::keeper, "keeper"},
};

constexpr qsizetype keyLength = 32; // RFC 8032 5.1.5

Rights readRights(JsonReader &reader)
{
    Rights rights;
    for (const QString &word : reader.texts("rights")) {
        bool known = false;
        for (const RightWord &entry : rightWords) {
            if (word == QLatin1String(entry.word)) {
                rights.*entry.right = true;
                known = true;
            }
        }
        // a right that this version does not know must not be lost when the row is written again
        if (!known)
            reader.fault(
                "rights", QStringLiteral("\"%1\" is none of \"proxy\", \"store\", \"keeper\"").arg(word));
    }
    return rights;
}

QString base64Text(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

} // namespace

QString toText(AdministrativeState state) { return wordOf<AdministrativeState>(stateWords, state); }

Result<AdministrativeState> administrativeStateFromText(const QString &text)
{
    JsonReader reader({{QStringLiteral("state"), text}});
    return reader.finish(reader.choice<AdministrativeState>("state", stateWords));
}

QStringList toTexts(const Rights &rights)
{
    QStringList out;
    for (const RightWord &entry : rightWords) {
        if (rights.*entry.right)
            out << QString::fromLatin1(entry.word);
    }
    return out;
}

QJsonObject toJson(const Member &member)
{
    return {
        {QStringLiteral("name"), member.name.text},
        {QStringLiteral("addresses"), QJsonArray::fromStringList(member.addresses)},
        {QStringLiteral("adminAddresses"), QJsonArray::fromStringList(member.adminAddresses)},
        {QStringLiteral("rights"), QJsonArray::fromStringList(toTexts(member.rights))},
        {QStringLiteral("state"), toText(member.state)},
        {QStringLiteral("publicKey"), base64Text(member.publicKey)},
    };
}

Result<Member> memberFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Member member;
    member.name = reader.memberName("name");
    member.addresses = reader.texts("addresses");
    member.adminAddresses = reader.texts("adminAddresses");
    member.rights = readRights(reader);
    member.state = reader.choice<AdministrativeState>("state", stateWords);
    member.publicKey = reader.base64("publicKey", keyLength, true);
    return reader.finish(member);
}

QJsonObject toJson(const RemovedMember &member)
{
    return {
        {QStringLiteral("name"), member.name.text},
        {QStringLiteral("publicKey"), base64Text(member.publicKey)},
        {QStringLiteral("time"), timeToJson(member.time)},
    };
}

Result<RemovedMember> removedMemberFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    RemovedMember member;
    member.name = reader.memberName("name");
    member.publicKey = reader.base64("publicKey", keyLength, true);
    member.time = reader.time("time");
    return reader.finish(member);
}

} // namespace homeport
