// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// File names of a Maildir: the unique part, the sizes in it, and the flag letters behind ":2,".
#pragma once

#include "server/ports/mailboxes.h"

namespace homeport {

/// "1276528487.M364837P9451.host,S=1355,W=1394:2,FS" in its parts.
struct MaildirName
{
    QByteArray base; ///< up to ':'; never changes in the life of a message
    QByteArray letters; ///< behind ":2,"
};
MaildirName parseMaildirName(const QByteArray &file);
/// In cur: base, ":2,", letters in ASCII order, each once.
QByteArray maildirFileName(const QByteArray &base, QByteArray letters);

/// The number behind ",S=" (octets of the file) or ",W=" (octets with CR LF); -1 when there is none.
qint64 sizeInName(const QByteArray &base, char kind);
/// The seconds in front, for the order of arrival; 0 when there are none.
qint64 secondsInName(const QByteArray &base);

/// Flag letters to flags and back. Keywords are the letters a-z, by their index in dovecot-keywords.
Flags flagsOf(const QByteArray &letters, const QList<QByteArray> &keywords);
/// `before`: letters that mean nothing to us (P "passed", unnamed keywords) are kept.
QByteArray lettersOf(const Flags &flags, const QList<QByteArray> &keywords, const QByteArray &before);

} // namespace homeport
