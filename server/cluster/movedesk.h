// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A member's answers to the keeper that moves an account: orders for its storages, and the rounds of copying.
#pragma once

#include "server/cluster/memberlink.h"
#include "server/cluster/transferpull.h"

#include <QJsonObject>

namespace homeport {

struct MoveDeskPorts
{
    MoveStore &store;
    const ClusterView &cluster;
    std::function<LinkClient &()> link; ///< of the main thread
};

/// Main thread. What it answers (all but `list` have "mark", see accountmove.h):
///
///     account.move.list     {} -> {"marks": [mark]}
///     account.move.begin    source: {} -> {"bytes"}; target: {"bytes"} -> {}
///     account.move.hold|release|aside|purge     source; release has "forget"
///     account.move.adopt|finish|drop            target
///     account.move.pull     {"round", "last", "checksAll"} -> {"running", "files", "bytes", "messages", …}:
///                           begins the round unless it is the one known, and tells how it stands
class MoveDesk final : public MoveQuestions
{
public:
    explicit MoveDesk(MoveDeskPorts ports)
        : m_ports(std::move(ports))
    {
    }
    Task<Result<QJsonObject>> answer(QString what, QJsonObject arguments) override;
    /// Ends the rounds under way; nothing is begun behind it.
    Task<> stop();

private:
    struct Pull
    {
        MoveMark mark;
        qint64 round = 0;
        std::shared_ptr<PullReport> report = std::make_shared<PullReport>();
        std::shared_ptr<ByteStream> stream;
        std::optional<Result<>> result; ///< none: under way
    };
    using PullPointer = std::shared_ptr<Pull>;
    Task<Result<QJsonObject>> begin(MoveMark mark, QJsonObject arguments);
    Task<Result<QJsonObject>> order(QString what, MoveMark mark, QJsonObject arguments);
    Result<QJsonObject> pull(const MoveMark &mark, const QJsonObject &arguments);
    Task<> run(PullPointer pull, PullOrder order);
    Task<Result<>> runRound(PullPointer pull, PullOrder order);

    const MoveDeskPorts m_ports;
    QHash<AccountId, PullPointer> m_pulls; ///< the last round of each account
    int m_running = 0;
    bool m_isStopped = false;
    Signal m_ended;
};

} // namespace homeport
