// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The LDAP servers of the cluster as this member sees them, and the one that it runs itself.
#pragma once

#include "shared/base/secret.h"
#include "shared/base/task.h"

#include <QJsonArray>
#include <QJsonObject>

namespace homeport {

/// Main thread. Calls end within seconds.
class DirectoryServers
{
public:
    virtual ~DirectoryServers() = default;
    /// What this member runs: {"uri", "role": "writer" | "readOnly" | "copy" | "retiring" | "none", "number",
    /// "synchronised", "problem", "setAside": [folders]}.
    virtual QJsonObject here() const = 0;
    /// Each of `uris` (none: those that this member uses) asked now, as this member: [{"uri", "reachable",
    /// "error", "context": [contextCSN], "ms"}].
    virtual Task<QJsonArray> look(QStringList uris) = 0;
    /// Makes ready to follow the writer as soon as the table names this member's server; the value is its
    /// URI. `number` tells its later changes from those of others.
    virtual Task<Result<QString>> prepareCopy(int number, Secret keeperPassword) = 0;
    /// Takes no more writes, and says what it holds; it resumes by itself after 90 s unless the table has
    /// named another writer. Refused when it is not the writer.
    virtual Task<Result<QJsonArray>> stepDown() = 0;
    virtual void resume() = 0;
    /// What keepers bind with; Refused when this member does not have it.
    virtual Result<Secret> keeperPassword() const = 0;
};

} // namespace homeport
