// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// `homeportd setup --join --replace`: a machine that takes the place of a lost member (protocol.md 1.8).
#pragma once

#include "server/app/setupoptions.h"
#include "server/cluster/invitations.h"
#include "server/store/attach.h"

#include <QJsonObject>

namespace homeport {

/// Refused when --replace names another member than the token.
Result<> checkReplaced(const SetupOptions &options, const JoinToken &token);

/// The lost member's storage, when its disk is at `path`: let go cleanly, or with the administrator's
/// statement. Looks and changes nothing (blocks for 12 s when the label was not detached). Nothing: it is
/// attached later.
Result<std::optional<AttachTicket>> findLostStorage(
    const JoinToken &token, const SetupOptions &options, const QString &path);

/// What the stand-by machine will do, and what is left to the administrator; from the keeper's answer.
QString replacedText(const JoinToken &token, const QJsonObject &answer);

} // namespace homeport
