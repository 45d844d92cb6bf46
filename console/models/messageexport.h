// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Writes queued messages into .eml files, part by part.
#pragma once

#include "console/models/connection.h"
#include "shared/model/queuerow.h"

#include <QStringList>

namespace homeport {

/// A message of one member's queue; its recipients do not matter.
struct ExportedMessage
{
    QString member;
    qint64 id = 0;
    bool operator==(const ExportedMessage &) const = default;
};
/// Each message once.
QList<ExportedMessage> exportedMessages(const QList<QueueRow> &rows);
/// A name of the daemon as a file name of ours: no path, nothing that a file system refuses.
QString safeFileName(const QString &name);

/// One export at a time. A file is there only when it is whole (QSaveFile). GUI thread; files are written by
/// another one.
class MessageExport : public QObject
{
    Q_OBJECT

public:
    explicit MessageExport(Connection &connection, QObject *parent = nullptr);

    /// Into this file.
    void writeFile(const ExportedMessage &message, const QString &path);
    /// Into this folder, under the names that the daemon proposes; what is there already is not overwritten.
    void writeFolder(const QList<ExportedMessage> &messages, const QString &folder);
    void cancel();
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void progressed(int done, int all);
    /// `failures`: "back2.example.net:4711: why" each.
    void finished(int written, const QStringList &failures);

private:
    struct Order
    {
        QList<ExportedMessage> messages;
        QString folder; ///< empty: `file` is the whole path
        QString file;
    };
    Task<> run(Order order);
    Task<Result<>> writeOne(ExportedMessage message, QString folder, QString file);

    Connection &m_connection;
    const std::shared_ptr<BlockingPool> m_pool = std::make_shared<BlockingPool>(1);
    bool m_isRunning = false;
    bool m_isCancelled = false;
};

} // namespace homeport
