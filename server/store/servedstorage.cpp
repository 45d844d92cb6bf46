// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The life of a storage in service.
#include "server/store/servedstorage.h"

#include "server/store/settlement.h"

#include <QDateTime>

namespace homeport {

namespace {
constexpr quint64 countsPerHour = 60 * 60 / 5;
}

ServedStorage::ServedStorage(std::shared_ptr<StorageRoot> root, StorageListener listener)
    : m_root(root)
    , m_listener(std::move(listener))
    , m_id(root->label().id)
    , m_epoch(root->label().epoch)
    , m_tag(randomBytes(8).toHex())
    , m_journal(root)
    , m_accounts(root)
    , m_moves(root)
{
}

Result<> ServedStorage::start()
{
    const auto report = m_journal.load();
    if (!report)
        return fail(report.error());
    for (const QString &problem : report->problems)
        alarm(QStringLiteral("delivery journal: ") + problem);
    const auto marks = m_moves.load();
    if (!marks)
        return fail(marks.error());
    for (const QString &problem : *marks)
        alarm(problem);
    return settleAll(*this);
}

Result<> ServedStorage::checkOurs()
{
    if (m_lost)
        return fail(Error::temporary("storage not served here, try again later"));
    const auto ours = m_root->stillOurs();
    if (!ours && !m_lost.exchange(true)) {
        m_gate.close();
        m_listener.onLost(ours.error().forLog);
    }
    return ours;
}

bool ServedStorage::takeSweep(const AccountId &account)
{
    const std::lock_guard guard(m_sweeping);
    const qsizetype before = m_swept.size();
    m_swept.insert(account);
    return m_swept.size() > before;
}

Result<> ServedStorage::tick()
{
    if (const auto ours = checkOurs(); !ours)
        return ours;
    if (const auto counted = m_root->count(); !counted)
        return counted;
    const quint64 count = m_root->label().counter;
    if (const auto kept = m_journal.keepHouse(count); !kept)
        return kept;
    return count % countsPerHour == 0 ? m_accounts.purge(QDateTime::currentMSecsSinceEpoch()) : Result<>();
}

Result<> ServedStorage::finish()
{
    m_gate.close();
    m_gate.waitUntilEmpty();
    const Result<> closed = m_lost ? Result<>() : m_journal.close();
    m_root->unlock();
    return closed;
}

} // namespace homeport
