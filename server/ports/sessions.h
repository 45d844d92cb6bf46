// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The sessions of clients on this member: listed and ended.
#pragma once

#include "shared/base/task.h"
#include "shared/model/session.h"

#include <QHash>
#include <variant>

namespace homeport {

struct SessionQuery
{
    std::optional<SessionService> service;
    QString text; ///< part of account, login or client address, without regard to case; empty: all
    qsizetype limit = 500;
    std::optional<SessionRow> after; ///< the place behind which the page begins
};

struct AllSessions
{
};
using SessionIds = QList<SessionId>;
/// The account's own address, normalised.
struct SessionsOfAccount
{
    QString address;
};
using SessionChoice = std::variant<SessionIds, SessionsOfAccount, AllSessions>;

struct SessionsEnded
{
    qint64 ended = 0; ///< were asked to end, between two commands
    /// Sessions that are carried to these homes: only the home knows where a command ends, so it has to be
    /// asked.
    QHash<MemberName, SessionIds> carried;
};

/// Main thread.
class Sessions
{
public:
    virtual ~Sessions() = default;
    virtual Task<SessionPage> list(SessionQuery query) = 0;
    virtual Task<SessionsEnded> end(SessionChoice choice) = 0;
};

} // namespace homeport
