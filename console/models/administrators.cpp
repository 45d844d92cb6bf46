// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Administrators: reading them, and the acts on them.
#include "console/models/administrators.h"

#include "shared/model/jsonreader.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Administrators)
};

QString roleTitle(AdministratorRole role)
{
    switch (role) {
    case AdministratorRole::Viewer:
        return Words::tr("viewer");
    case AdministratorRole::Operator:
        return Words::tr("operator");
    case AdministratorRole::Administrator:
        return Words::tr("administrator");
    }
    Q_UNREACHABLE();
}

Result<AdministratorRow> rowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    AdministratorRow row;
    row.name = reader.filledText("name");
    const Result<AdministratorRole> role = administratorRoleFromText(reader.text("role"));
    if (!role)
        reader.fault("role", u"expected viewer, operator or administrator"_s);
    row.role = role.value_or(AdministratorRole::Viewer);
    return reader.finish(row);
}

} // namespace

Result<QList<AdministratorRow>> administratorsFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const QList<AdministratorRow> rows = reader.list("administrators", rowFromJson);
    return reader.finish(rows);
}

QString roleText(AdministratorRole role)
{
    switch (role) {
    case AdministratorRole::Viewer:
        return Words::tr("Sees everything, changes nothing.");
    case AdministratorRole::Operator:
        return Words::tr("Sees everything; works with queues, sessions, accounts and aliases.");
    case AdministratorRole::Administrator:
        return Words::tr("Does everything: members, storages, reassignments, other administrators too.");
    }
    Q_UNREACHABLE();
}

QList<RowColumn<AdministratorRow>> administratorColumns()
{
    using Row = AdministratorRow;
    return {
        {.title = Words::tr("Name"), .field = u"name"_s, .text = [](const Row &row) { return row.name; }},
        {.title = Words::tr("Role"),
            .field = u"role"_s,
            .text = [](const Row &row) { return roleTitle(row.role); },
            .exported = [](const Row &row) { return toText(row.role); }},
        {.title = Words::tr("May"),
            .field = u"may"_s,
            .text = [](const Row &row) { return roleText(row.role); }},
    };
}

QString whyNoAdministratorName(const QString &name)
{
    static const QRegularExpression form(u"^[a-z0-9._-]{1,64}$"_s);
    if (form.match(name).hasMatch() && name != u"local")
        return {};
    return Words::tr("Name: expected 1 to 64 of a-z, 0-9, dot, dash and underscore, and not \"local\".");
}

Act addAdministratorAct(const QString &name, AdministratorRole role, const Secret &password)
{
    Act act;
    act.what = u"admin.add"_s;
    act.arguments = {
        {u"name"_s, name}, {u"role"_s, toText(role)}, {u"password"_s, QString::fromUtf8(password.reveal())}};
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Add %1 as %2").arg(name, roleTitle(role));
    act.text = Words::tr("%1 can log in to every keeper with this console or homeportctl. %2")
                   .arg(name, roleText(role));
    act.takeBack = Words::tr("To take it back, remove the administrator.");
    return act;
}

Act setAdministratorPasswordAct(const QString &name, const Secret &password)
{
    Act act;
    act.what = u"admin.passwd"_s;
    act.arguments = {{u"name"_s, name}, {u"password"_s, QString::fromUtf8(password.reveal())}};
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Set the password of %1").arg(name);
    act.text =
        Words::tr("%1 needs the new password from now on; consoles that are logged in with the old one are "
                  "logged out.")
            .arg(name);
    act.takeBack = Words::tr("The old password cannot be brought back: only a new one can be set.");
    return act;
}

Act removeAdministratorAct(const AdministratorRow &administrator)
{
    Act act;
    act.what = u"admin.remove"_s;
    act.arguments = {{u"name"_s, administrator.name}};
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Remove administrator %1").arg(administrator.name);
    act.text = Words::tr("%1 is logged out and cannot log in any more. What %1 did stays in the audit.")
                   .arg(administrator.name);
    act.takeBack = Words::tr("To take it back, add the administrator again, with a new password.");
    act.danger = ActDanger::Destructive;
    return act;
}

} // namespace homeport
