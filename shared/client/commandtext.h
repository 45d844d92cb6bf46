// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A request of the admin API as the homeportctl command that does the same.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace homeport {

/// The words behind "homeportctl", unquoted; empty when no row of the verb table can say it. Passwords are
/// left out (homeportctl makes or reads them itself). parseCommandLine() of them gives the same request
/// again.
QStringList commandWords(const QString &what, const QJsonObject &arguments);
/// The same as one line for a POSIX shell, with "homeportctl" in front.
QString commandText(const QString &what, const QJsonObject &arguments);
/// One word, quoted where a POSIX shell would read it as something else.
QString shellQuoted(const QString &word);

} // namespace homeport
