// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A storage's directory held open: its label, its lock, and the proof that both are still ours.
#pragma once

#include "server/store/label.h"
#include "server/store/posixfile.h"

#include <memory>
#include <mutex>

namespace homeport {

/// Where a storage is: the device and inode of its folder.
struct Place
{
    quint64 device = 0;
    quint64 inode = 0;
    bool operator==(const Place &) const = default;
};

/// Everything below the storage is opened relative to directory(): a disk that was unmounted or mounted over
/// is noticed by stillOurs(), and nothing is ever made on a bare mount point. Any thread; all calls block.
class StorageRoot
{
public:
    /// Opens the folder and reads its label. Changes nothing. Refused when there is no label ("is the disk
    /// mounted?") or it is damaged.
    static Result<std::shared_ptr<StorageRoot>> open(const QString &path);

    const QString &path() const { return m_path; }
    Place place() const { return m_place; }
    int directory() const { return m_directory.get(); }
    int labelDirectory() const { return m_labelDirectory.get(); } ///< of .homeport
    Volume &volume() { return m_volume; }
    Label label() const;

    /// The second line of defence on one machine. Refused when another process holds it.
    Result<> lock();
    void unlock();
    /// Opens the configured path anew and compares device, inode and label with what was opened and written.
    /// Any error is a mismatch. Asked before a write, and again after the last fsync, before the answer.
    Result<> stillOurs() const;
    /// Durable, and never over a label with another holder than the one known here.
    Result<> writeLabel(Label label);
    /// The label's counter + 1.
    Result<> count();
    /// Bytes free for us; -1 when the system does not say.
    qint64 freeBytes() const;

private:
    StorageRoot() = default;
    QString m_path;
    QByteArray m_nativePath;
    FileDescriptor m_directory;
    FileDescriptor m_labelDirectory;
    FileDescriptor m_lock;
    Place m_place;
    Place m_labelPlace;
    Volume m_volume;
    std::mutex m_writing; ///< one writer of the label
    mutable std::mutex m_mutex; ///< of the two below
    Label m_label;
    mutable QByteArray m_labelBytes; ///< read last and found to be of the holder of m_label
};

/// Makes a storage of a folder (made when missing; its parent must exist). An existing tree of DOMAIN/NAME
/// Maildirs in it is adopted. Refused when it has a label already.
Result<> createStorage(const QString &path, Label label);

/// Now, as labels show it.
QString labelTime();

} // namespace homeport
