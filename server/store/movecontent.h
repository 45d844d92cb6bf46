// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The files of an account that moves: listed and read at the source, received at the target (protocol.md
// "Moving one account").
#pragma once

#include "server/ports/accountmoves.h"
#include "server/store/servedstorage.h"

namespace homeport {

/// "" or a Maildir++ folder's name on disk. Refused for whatever could lead out of the account's folder.
Result<> checkTransferFolder(const QByteArray &folder);
/// "cur/X", "new/X" or "X".
Result<> checkTransferName(const QByteArray &name);

/// `FOLDER` below a storage that holds copies on their way in, by account; and what was set aside.
extern const QByteArray incomingFolder;
extern const QByteArray movedFolder;

/// Blocking; any thread, one at a time per place for what changes files.
class MoveContent
{
public:
    MoveContent(std::shared_ptr<ServedStorage> storage, MovePlace place)
        : m_storage(std::move(storage))
        , m_place(std::move(place))
    {
    }
    Result<QList<QByteArray>> folders() const;
    Result<QList<TransferFile>> files(const QByteArray &folder) const;
    struct Opened
    {
        FileDescriptor file;
        qint64 size = 0;
    };
    /// Error with status "gone" when there is no such file.
    Result<Opened> open(const QByteArray &folder, const QByteArray &name) const;
    Result<QByteArray> sha256(const QByteArray &folder, const QByteArray &name) const;
    Result<TransferKeys> keys(const QByteArray &position) const;

    Result<> put(const TransferPart &part) const;
    Result<> rename(const QByteArray &folder, const QByteArray &from, const QByteArray &to) const;
    Result<> removeFiles(const QByteArray &folder, const QList<QByteArray> &names) const;
    Result<> makeFolder(const QByteArray &folder) const;
    Result<> removeFolder(const QByteArray &folder) const;
    Result<> syncFolder(const QByteArray &folder) const;
    Result<> addKeys(const QList<DeliveryKey> &keys) const;
    /// Links the messages of a folder set aside into the incoming copy: they need not come over the link.
    Result<> linkFrom(int aside) const;

private:
    struct Spot
    { ///< a file's directory and its name there
        FileDescriptor directory;
        QByteArray name;
    };
    Result<FileDescriptor> root() const;
    Result<FileDescriptor> openFolder(const QByteArray &folder) const;
    Result<Spot> spotOf(const QByteArray &folder, const QByteArray &name) const;
    Result<> finishFile(int tmp, int file, const TransferPart &part) const;
    const std::shared_ptr<ServedStorage> m_storage;
    const MovePlace m_place;
};

/// Folders and files below an open account folder.
Result<QList<QByteArray>> transferFolders(int root);
Result<QList<TransferFile>> transferFiles(int folder);

} // namespace homeport
