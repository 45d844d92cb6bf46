// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the directory server of this member shall be: from the table, and from what it was. Pure, apart from
// the file that remembers what it was.
#pragma once

#include "server/directory/slapdconfig.h"
#include "shared/model/clustertable.h"

namespace homeport {

/// STATE/directory/role (protocol.md 2.6): what the data in this folder are.
struct DirectoryMark
{
    enum class Role { None, Writer, Copy } role = Role::None;
    int number = 0; ///< of the server; see ManagedSlapdSettings
    bool operator==(const DirectoryMark &) const = default;
};
Result<DirectoryMark> readDirectoryMark(const QString &folder);
Result<> writeDirectoryMark(const QString &folder, const DirectoryMark &mark);

struct WantedDirectory
{
    enum class Kind {
        None, ///< no server here
        Writer,
        ReadOnly, ///< the writer, for now without writes
        Retire, ///< was the writer and is a copy now: what nobody copied is set aside first
        Copy,
    } kind = Kind::None;
    QString provider; ///< Retire, Copy: the writer's URI
    bool hasCopies = false;
    QString why; ///< for people, where it is not what the configuration suggests
    bool operator==(const WantedDirectory &) const = default;
};

/// What else decides.
struct DirectoryFacts
{
    MemberName self;
    QString ownUri;
    bool isConfigured = false; ///< directory.managed
    bool mayWrite = false; ///< tables were compared with enough members (protocol.md 1.7 "Start")
    bool isSteppingDown = false;
};

/// Does this member run the server of `uri`?
bool isOwnServer(const DirectoryRow &row, const QString &uri, const DirectoryFacts &facts);
WantedDirectory wantedDirectory(
    const DirectoryRow &row, const DirectoryMark &mark, const DirectoryFacts &facts);
SlapdRole slapdRole(WantedDirectory::Kind kind);
QString toText(WantedDirectory::Kind kind);

} // namespace homeport
