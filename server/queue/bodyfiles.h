// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Bodies too large for the database: one file each, durable before the row that names it.
#pragma once

#include "shared/base/result.h"
#include "shared/mail/messagebody.h"

#include <QSet>
#include <QString>

namespace homeport {

/// `FOLDER/XX/<32 hex>`. Blocking calls: run them in a pool. Any thread.
class BodyFiles
{
public:
    /// Makes the folder. Only bodies of the member that opened the queue are in it.
    static Result<BodyFiles> open(const QString &folder);

    /// Writes and syncs a body; the name to keep ("ab/ab01…").
    Result<QByteArray> write(const MessageBody &body) const;
    /// Missing files are fine: removing is done again after a crash.
    Result<> remove(const QByteArray &name) const;
    Result<std::shared_ptr<const MessageBody>> read(
        const QByteArray &name, qint64 size, QByteArray sha256) const;
    /// Deletes every file that `known` does not name: left by a crash between file and row.
    Result<int> sweep(const QSet<QByteArray> &known) const;

private:
    explicit BodyFiles(QString folder)
        : m_folder(std::move(folder))
    {
    }
    QString m_folder;
};

} // namespace homeport
