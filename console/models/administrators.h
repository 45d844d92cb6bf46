// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who may administer the cluster, and the acts on them.
#pragma once

#include "console/models/act.h"
#include "console/models/rowmodel.h"

namespace homeport {

struct AdministratorRow
{
    QString name;
    AdministratorRole role = AdministratorRole::Viewer;
    bool operator==(const AdministratorRow &) const = default;
};

Result<QList<AdministratorRow>> administratorsFromJson(const QJsonObject &json);
QList<RowColumn<AdministratorRow>> administratorColumns();
/// What somebody of that role may do, in a sentence.
QString roleText(AdministratorRole role);
/// What is wrong with a name that somebody types; empty: nothing.
QString whyNoAdministratorName(const QString &name);

Act addAdministratorAct(const QString &name, AdministratorRole role, const Secret &password);
Act setAdministratorPasswordAct(const QString &name, const Secret &password);
Act removeAdministratorAct(const AdministratorRow &administrator);

} // namespace homeport
