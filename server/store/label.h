// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The label of a storage: whose it is, who serves it, and whether it was let go cleanly (protocol.md 2.2).
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

namespace homeport {

enum class LabelState {
    Attached, ///< somebody serves it, or died serving it
    Detached, ///< let go cleanly
};

struct Label
{
    ClusterId cluster;
    StorageId id;
    QString name;
    MemberName home;
    MemberName owner;
    quint64 epoch = 0;
    LabelState state = LabelState::Attached;
    quint64 counter = 0; ///< grows every 5 s while served
    QString written; ///< RFC 3339, for people
    /// The same holder: what must not change under a member that serves the storage.
    bool sameHolder(const Label &other) const;
    bool operator==(const Label &) const = default;
};

QString toText(LabelState state);
QByteArray encodeLabel(const Label &label);
/// Refused, with the field at fault in the text.
Result<Label> decodeLabel(const QByteArray &json);

} // namespace homeport
