// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking each worker about its sessions.
#include "server/app/sessiondesk.h"

#include <algorithm>

namespace homeport {

namespace {

/// In the worker's loop; the answer comes back to the asker's.
template <class Answer>
OneShot<std::shared_ptr<Answer>> askWorker(
    Worker &worker, SessionRoster *roster, std::function<Answer(SessionRoster &)> question)
{
    const OneShot<std::shared_ptr<Answer>> answered;
    worker.post([roster, question = std::move(question), back = LoopHandle::current(), answered] {
        const auto answer = std::make_shared<Answer>(question(*roster));
        back.post([answered, answer] { answered.finish(answer); });
    });
    return answered;
}

} // namespace

SessionDesk::SessionDesk(WorkerPool &workers, const MemberName &self)
    : m_workers(workers)
{
    for (int i = 0; i < workers.size(); ++i)
        m_rosters.push_back(std::make_unique<SessionRoster>(self, m_counters));
}

SessionRoster &SessionDesk::here()
{
    for (int i = 0; i < m_workers.size(); ++i) {
        if (m_workers.worker(i).isCurrent())
            return *m_rosters[size_t(i)];
    }
    Q_UNREACHABLE();
}

Task<SessionPage> SessionDesk::list(SessionQuery query)
{
    QList<OneShot<std::shared_ptr<SessionPage>>> asked;
    for (int i = 0; i < m_workers.size(); ++i) {
        asked.append(askWorker<SessionPage>(m_workers.worker(i), m_rosters[size_t(i)].get(),
            [query](SessionRoster &roster) { return roster.page(query); }));
    }
    QList<SessionPage> parts;
    for (const auto &one : std::as_const(asked)) {
        const std::shared_ptr<SessionPage> part = co_await one;
        parts.append(*part);
    }
    co_return mergePages(parts, query.limit);
}

Task<SessionsEnded> SessionDesk::end(SessionChoice choice)
{
    QList<OneShot<std::shared_ptr<SessionsEnded>>> asked;
    for (int i = 0; i < m_workers.size(); ++i) {
        asked.append(askWorker<SessionsEnded>(m_workers.worker(i), m_rosters[size_t(i)].get(),
            [choice](SessionRoster &roster) { return roster.end(choice); }));
    }
    SessionsEnded all;
    for (const auto &one : std::as_const(asked)) {
        const std::shared_ptr<SessionsEnded> part = co_await one;
        all.ended += part->ended;
        for (auto it = part->carried.cbegin(); it != part->carried.cend(); ++it)
            all.carried[it.key()] += it.value();
    }
    co_return all;
}

SessionCounts SessionDesk::counts() const
{
    const auto of = [this](SessionService service) {
        return std::max<qint64>(m_counters[size_t(service)].load(std::memory_order_relaxed), 0);
    };
    return {of(SessionService::Imap), of(SessionService::Pop3), of(SessionService::Smtp),
        of(SessionService::Submission)};
}

} // namespace homeport
