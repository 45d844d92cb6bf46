// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a section of FETCH stands for in a message.
#pragma once

#include "server/imap/messagereader.h"
#include "server/imap/syntax/command.h"

#include <variant>

namespace homeport::imap {

/// The message has no such part, or the part has no such text: NIL.
struct NoSection
{
};
/// Octets to be streamed, or bytes made from the header, or nothing. The partial range is applied.
using SectionContent = std::variant<Region, QByteArray, NoSection>;

/// `reader` outlives the task.
Task<Result<SectionContent>> sectionContent(MessageReader &reader, FetchSection section);

/// The fields of a header that are (or are not) in the list, in their order, with the empty line.
QByteArray selectedFields(QByteArrayView header, const QList<QByteArray> &names, SectionText text);

} // namespace homeport::imap
