// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The files in the managed directory's folder: configuration, schema, password, what runs, the log.
#pragma once

#include "server/directory/ldapmessages.h"
#include "server/directory/slapdconfig.h"
#include "server/directory/slapdprocess_posix.h"

namespace homeport {

struct SlapdFiles
{
    Secret keeperPassword;
    QByteArray fingerprint; ///< changes with anything that a running slapd would have to be restarted for
};
/// Makes the folder (0700) and everything slapd reads in it. Refused when it was made by a newer version.
Result<SlapdFiles> writeSlapdFiles(const ManagedSlapdSettings &settings);

struct RunningSlapd
{
    ProcessMark process;
    QByteArray fingerprint;
};
/// Null process when there is no such file.
Result<RunningSlapd> readRunningFile(const QString &path);
Result<> writeRunningFile(const QString &path, const RunningSlapd &running);
Result<> removeRunningFile(const QString &path);

/// The former log is kept once, as PATH.1.
Result<> rotateLog(const QString &path);
/// The last lines, for an error message.
QString logTail(const QString &path);

struct SlapdEntry
{
    QByteArray dn;
    QList<LdapChange> attributes;
};
/// The entries that every managed directory has: the base and the members' unit.
QList<SlapdEntry> baseEntries(const QByteArray &base);

} // namespace homeport
