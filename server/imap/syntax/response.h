// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Writing of IMAP answers: strings, names, ENVELOPE, BODY and BODYSTRUCTURE.
#pragma once

#include "shared/mail/mime.h"

#include <QByteArray>

namespace homeport::imap {

/// A quoted string where the bytes allow it, else a literal. NUL bytes are left out.
QByteArray formatString(QByteArrayView bytes);
/// NIL for none.
QByteArray formatNstring(const std::optional<QByteArray> &bytes);
/// A mailbox name, given as UTF-8, as an atom or a quoted string of modified UTF-7.
QByteArray formatMailbox(QByteArrayView utf8);

/// RFC 3501 7.4.2.
QByteArray formatEnvelope(const MessageEnvelope &envelope);
enum class StructureForm { Body, BodyStructure };
QByteArray formatStructure(const MimePart &part, StructureForm form);

} // namespace homeport::imap
