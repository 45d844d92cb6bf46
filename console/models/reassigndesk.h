// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the steps of a reassignment or a restore share: the plan, where the storages lie, the last preflight.
#pragma once

#include "console/models/clusterwatch.h"
#include "console/models/reassignplan.h"

namespace homeport {

/// GUI thread. Asks; changes nothing.
class ReassignDesk : public QObject
{
    Q_OBJECT

public:
    ReassignDesk(Connection &connection, ClusterWatch &watch, QObject *parent = nullptr);

    ReassignPlan plan;

    ReassignWorld world() const;
    const StorageList &storages() const { return m_storages; }
    /// storage.list has been answered at least once.
    bool isKnown() const { return m_isKnown; }
    QString problem() const { return m_problem; } ///< why it was not answered last
    /// Asks for the storages; changed() tells when they are there.
    void refresh();

    /// Of the plan as it is now; a plan that was changed since has none.
    const std::optional<Preflight> &preflight() const { return m_preflight; }
    QString preflightProblem() const { return m_preflightProblem; }
    bool isLooking() const { return m_isLooking; }
    void runPreflight();
    void forgetPreflight();

    QString jobId; ///< of the job that was started, or was found running

Q_SIGNALS:
    void changed(); ///< storages, members or lanes
    void preflightChanged();

private:
    Task<> askStorages();
    Task<> askPreflight();

    Connection &m_connection;
    ClusterWatch &m_watch;
    StorageList m_storages;
    bool m_isKnown = false;
    bool m_isAsking = false;
    QString m_problem;
    std::optional<Preflight> m_preflight;
    QString m_preflightProblem;
    bool m_isLooking = false;
    int m_preflights = 0; ///< an answer to an older question is not taken
};

} // namespace homeport
