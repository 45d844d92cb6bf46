// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The state folder's version and lock.
#include "server/app/statefolder.h"

#include "shared/base/bytes.h"
#include "shared/base/durablefile_posix.h"

#include <QDir>
#include <QFile>

namespace homeport {

namespace {

constexpr int knownVersion = 1;
constexpr char versionWord[] = "homeport-state ";

QString versionPath(const QString &state) { return state + QStringLiteral("/version"); }

Result<> checkVersion(const QString &state)
{
    const Result<QByteArray> text = readWholeFile(versionPath(state), 100);
    if (!text && text.error().status == "missing")
        return fail(Error::refused("no state folder",
            QStringLiteral("%1 is not a Homeport state folder (it has no file 'version'); make one with: "
                           "homeportd setup "
                           "--state %1")
                .arg(state)));
    if (!text)
        return fail(text.error());
    bool isNumber = false;
    const int version =
        text->startsWith(versionWord) ? text->mid(qstrlen(versionWord)).trimmed().toInt(&isNumber) : 0;
    if (!isNumber || version < 1)
        return fail(Error::refused("bad state folder",
            QStringLiteral("%1: expected \"homeport-state %2\", found \"%3\"")
                .arg(versionPath(state))
                .arg(knownVersion)
                .arg(escapedForLog(*text))));
    if (version > knownVersion)
        return fail(Error::refused("newer state folder",
            QStringLiteral("%1 was written by a newer Homeport (state version %2, this one knows %3): start "
                           "that version; "
                           "nothing was changed")
                .arg(state)
                .arg(version)
                .arg(knownVersion)));
    return {};
}

} // namespace

Result<std::unique_ptr<FileLock>> lockStateFolder(const QString &state)
{
    const Result<> version = checkVersion(state);
    if (!version)
        return fail(version.error());
    return FileLock::acquire(state + QStringLiteral("/lock"),
        Error::refused("state folder in use",
            QStringLiteral("%1 is in use by a running homeportd; one state folder serves one daemon")
                .arg(state)));
}

Result<std::unique_ptr<FileLock>> makeStateFolder(const QString &state)
{
    if (!QDir().mkpath(QFileInfo(state).absolutePath()))
        return fail(Error::refused("cannot make the state folder",
            QStringLiteral("cannot make %1; choose a folder you may write to with --state").arg(state)));
    const Result<> made = makePrivateFolder(state);
    if (!made)
        return fail(made.error());
    if (!QFile::exists(versionPath(state))) {
        const Result<> written =
            writeFileDurably(versionPath(state), versionWord + QByteArray::number(knownVersion) + '\n');
        if (!written)
            return fail(written.error());
    }
    return lockStateFolder(state);
}

} // namespace homeport
