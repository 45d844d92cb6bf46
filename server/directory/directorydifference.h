// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a former writer of the managed directory holds that its successor never got: changes made in the last
// moments, which no copy had yet. They are written down for the administrator, never merged by themselves.
#pragma once

#include "server/directory/ldapconnection.h"

namespace homeport {

/// A change sequence number (draft-ietf-ldup-model): "20260101120000.123456Z#000000#001#000000".
struct ChangeNumber
{
    QByteArray text; ///< whole; of one server they grow as text does
    int server = 0;
};
/// nullopt: not one.
std::optional<ChangeNumber> changeNumberFrom(const QByteArray &text);

/// contextCSN: the last change of each server that is in the copy, by server. Empty when it holds none.
Task<Result<QMap<int, QByteArray>>> readContext(
    LdapConnection::Pointer connection, QByteArray base, Deadline deadline);

struct UnsentChanges
{
    int added = 0;
    int changed = 0;
    int deleted = 0;
    QByteArray ldif; ///< RFC 2849 change records: applied to the new writer, they do what was lost
    bool isEmpty() const { return added + changed + deleted == 0; }
};

/// Both bound as the keeper; `number` is the former writer's. Takes seconds for hundreds of thousands of
/// entries.
Task<Result<UnsentChanges>> findUnsentChanges(LdapConnection::Pointer former, LdapConnection::Pointer writer,
    QByteArray base, int number, Deadline deadline);

} // namespace homeport
