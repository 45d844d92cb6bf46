// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Members by the names that people type.
#include "server/admin/names.h"

#include "server/admin/adminerror.h"

namespace homeport {

namespace {

QString namesOf(const QList<Member> &members)
{
    QStringList names;
    for (const Member &member : members)
        names.append(member.name.text);
    return names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(", "));
}

} // namespace

Result<MemberName> memberNamed(const ClusterTable &table, const char *key, const QString &text)
{
    const QString wanted = text.toLower();
    if (table.member(MemberName(wanted)))
        return MemberName(wanted);
    QList<Member> matching;
    for (const Member &member : table.members) {
        if (member.name.text.section(u'.', 0, 0) == wanted)
            matching.append(member);
    }
    if (matching.size() == 1)
        return matching.first().name;
    const QString why = matching.isEmpty()
        ? QStringLiteral("%1: \"%2\" is no member; members are: %3")
              .arg(QLatin1String(key), text, namesOf(table.members))
        : QStringLiteral("%1: \"%2\" could be each of: %3").arg(QLatin1String(key), text, namesOf(matching));
    return fail(adminError(adminword::noSuchMember, why));
}

} // namespace homeport
