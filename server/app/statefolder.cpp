// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The state folder's version and lock.
#include "server/app/statefolder.h"

#include "shared/base/bytes.h"
#include "shared/base/durablefile_posix.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

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

Result<int> lock(const QString &state)
{
    const QString path = state + QStringLiteral("/lock");
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return fail(Error::system(path, errno));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(file);
        if (reason == EWOULDBLOCK)
            return fail(Error::refused("state folder in use",
                QStringLiteral("%1 is in use by a running homeportd; one state folder serves one daemon")
                    .arg(state)));
        return fail(Error::system(path, reason));
    }
    return file;
}

} // namespace

Result<std::unique_ptr<StateLock>> StateLock::acquire(const QString &state)
{
    const Result<> version = checkVersion(state);
    if (!version)
        return fail(version.error());
    const Result<int> descriptor = lock(state);
    if (!descriptor)
        return fail(descriptor.error());
    return std::unique_ptr<StateLock>(new StateLock(*descriptor));
}

Result<std::unique_ptr<StateLock>> StateLock::create(const QString &state)
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
    return acquire(state);
}

StateLock::~StateLock()
{
    ::close(m_descriptor); // the lock goes with it
}

} // namespace homeport
