// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Arguments that make a member row.
#include "server/admin/memberarguments.h"

#include "shared/config/address.h"

namespace homeport {

QStringList readEndpoints(Arguments &arguments, const char *key)
{
    QStringList out;
    const QStringList texts = arguments.optionalTexts(key);
    for (const QString &text : texts) {
        const std::optional<HostPort> endpoint = parseHostPort(text);
        if (!endpoint || endpoint->isEmpty() || endpoint->port == 0)
            arguments.fault(key,
                QStringLiteral("\"%1\" is no address: expected HOST:PORT, such as 192.0.2.7:7700").arg(text));
        else
            out.append(endpoint->text());
    }
    return out;
}

MemberChange readMemberChange(Arguments &arguments)
{
    MemberChange change;
    const QStringList addresses = readEndpoints(arguments, "addresses");
    const QStringList adminAddresses = readEndpoints(arguments, "adminAddresses");
    const QString state = arguments.optionalText("state");
    if (arguments.has("addresses"))
        change.addresses = addresses;
    if (arguments.has("adminAddresses"))
        change.adminAddresses = adminAddresses;
    if (arguments.has("rights"))
        change.rights = readRights(arguments, "rights");
    if (arguments.has("state")) {
        const Result<AdministrativeState> parsed = administrativeStateFromText(state);
        if (!parsed)
            arguments.fault("state",
                QStringLiteral("\"%1\" is no state: expected ready, draining or withdrawn").arg(state));
        else
            change.state = *parsed;
    }
    return change;
}

} // namespace homeport
