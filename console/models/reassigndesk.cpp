// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking for storages and for a dry run.
#include "console/models/reassigndesk.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

ReassignDesk::ReassignDesk(Connection &connection, ClusterWatch &watch, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_watch(watch)
{
    connect(&watch, &ClusterWatch::clusterChanged, this, &ReassignDesk::changed);
    connect(&watch, &ClusterWatch::lanesChanged, this, &ReassignDesk::changed);
}

ReassignWorld ReassignDesk::world() const
{
    return {m_watch.cluster(), m_storages, m_watch.lanes(), QDateTime::currentDateTimeUtc()};
}

void ReassignDesk::refresh()
{
    if (!m_isAsking)
        askStorages();
}

Task<> ReassignDesk::askStorages()
{
    const QPointer<ReassignDesk> self(this);
    m_isAsking = true;
    const Result<StorageList> storages =
        co_await m_connection.ask(u"storage.list"_s, {}, storageListFromJson);
    if (!self)
        co_return;
    m_isAsking = false;
    m_problem = storages ? QString() : storages.error().forLog;
    if (storages) {
        m_storages = *storages;
        m_isKnown = true;
    }
    Q_EMIT changed();
}

void ReassignDesk::forgetPreflight()
{
    ++m_preflights;
    m_preflight.reset();
    m_preflightProblem.clear();
    m_isLooking = false;
    Q_EMIT preflightChanged();
}

void ReassignDesk::runPreflight()
{
    forgetPreflight();
    askPreflight();
}

Task<> ReassignDesk::askPreflight()
{
    const QPointer<ReassignDesk> self(this);
    const int mine = m_preflights;
    m_isLooking = true;
    Q_EMIT preflightChanged();
    const QJsonObject arguments = reassignArguments(plan, m_storages, OrderMode::DryRun);
    const Result<Preflight> preflight =
        co_await m_connection.ask(u"reassign"_s, arguments, preflightFromJson);
    if (!self || mine != m_preflights)
        co_return;
    m_isLooking = false;
    if (preflight)
        m_preflight = *preflight;
    else
        m_preflightProblem = preflight.error().forLog;
    Q_EMIT preflightChanged();
}

} // namespace homeport
