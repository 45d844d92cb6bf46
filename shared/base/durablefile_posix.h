// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Small files that must survive a crash as a whole: the old bytes or the new ones, never a mixture
// (protocol.md 2).
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QString>

namespace homeport {

/// What to do when the name is taken.
enum class ExistingFile { Replace, Refuse };

/// `path` := `bytes`, mode 0600: temporary name in the same folder, fsync, rename, fsync of the folder. When
/// it returns a value the bytes survive a power cut; when it returns an error the old file is as it was
/// (after a failed fsync of the folder: one or the other). Blocking; any thread; one writer per path.
Result<> writeFileDurably(
    const QString &path, const QByteArray &bytes, ExistingFile existing = ExistingFile::Replace);

/// The whole file; Temporary with status "missing" when there is none, Refused when it is larger than
/// `limit`.
Result<QByteArray> readWholeFile(const QString &path, qint64 limit = 64 * 1024 * 1024);

/// The folder exists afterwards, with mode 0700 when this call made it; its parent must exist. Durable.
Result<> makePrivateFolder(const QString &path);

/// The file is gone durably; one that was not there is no error.
Result<> removeFileDurably(const QString &path);

} // namespace homeport
