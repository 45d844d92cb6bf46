// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Texts of member rows.
#include "console/models/memberedit.h"

#include "shared/config/address.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct MemberEdits
{
    Q_DECLARE_TR_FUNCTIONS(MemberEdits)
};

const QString separator = u", "_s;

} // namespace

std::optional<QString> memberEndpoint(const QString &text)
{
    const std::optional<HostPort> read = parseHostPort(text);
    if (!read || read->isEmpty() || read->port == 0)
        return std::nullopt;
    return read->text();
}

QString fieldName(MemberField field)
{
    switch (field) {
    case MemberField::Name:
        return u"name"_s;
    case MemberField::Addresses:
        return u"addresses"_s;
    case MemberField::AdminAddresses:
        return u"adminAddresses"_s;
    case MemberField::Rights:
        return u"rights"_s;
    case MemberField::State:
        return u"state"_s;
    }
    Q_UNREACHABLE();
}

QString fieldTitle(MemberField field)
{
    switch (field) {
    case MemberField::Name:
        return MemberEdits::tr("Name");
    case MemberField::Addresses:
        return MemberEdits::tr("Addresses");
    case MemberField::AdminAddresses:
        return MemberEdits::tr("Admin addresses");
    case MemberField::Rights:
        return MemberEdits::tr("Rights");
    case MemberField::State:
        return MemberEdits::tr("Set to");
    }
    Q_UNREACHABLE();
}

QStringList MemberEdit::list(MemberField field) const
{
    static const QRegularExpression separators(u"[\\s,;]+"_s);
    return text(field).split(separators, Qt::SkipEmptyParts);
}

MemberEdit memberEdit(const Member &member, int id)
{
    MemberEdit edit;
    edit.id = id;
    edit.text(MemberField::Name) = member.name.text;
    edit.text(MemberField::Addresses) = member.addresses.join(separator);
    edit.text(MemberField::AdminAddresses) = member.adminAddresses.join(separator);
    edit.text(MemberField::Rights) = toTexts(member.rights).join(separator);
    edit.text(MemberField::State) = toText(member.state);
    return edit;
}

MemberEdit newMemberEdit(int id)
{
    Member member;
    member.rights.proxy = true;
    MemberEdit edit = memberEdit(member, id);
    edit.isNew = true;
    return edit;
}

QString normalText(MemberField field, const QString &typed)
{
    if (field == MemberField::Name || field == MemberField::State)
        return typed.simplified().toLower();
    MemberEdit edit;
    edit.text(field) = typed;
    QStringList items = edit.list(field);
    for (QString &item : items)
        item = field == MemberField::Rights ? item.toLower() : memberEndpoint(item).value_or(item);
    if (field == MemberField::Rights) {
        static const QStringList order{u"proxy"_s, u"store"_s, u"keeper"_s};
        items.removeDuplicates();
        std::stable_sort(items.begin(), items.end(), [](const QString &left, const QString &right) {
            return size_t(order.indexOf(left)) < size_t(order.indexOf(right)); // unknown ones last
        });
    }
    return items.join(separator);
}

QJsonObject toJson(const MemberEdit &edit)
{
    const auto array = [&edit](MemberField field) { return QJsonArray::fromStringList(edit.list(field)); };
    return {{fieldName(MemberField::Name), edit.name()},
        {fieldName(MemberField::Addresses), array(MemberField::Addresses)},
        {fieldName(MemberField::AdminAddresses), array(MemberField::AdminAddresses)},
        {fieldName(MemberField::Rights), array(MemberField::Rights)},
        {fieldName(MemberField::State), edit.text(MemberField::State)}};
}

} // namespace homeport
