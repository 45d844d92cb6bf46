// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The simulated cluster of --demo: answers the admin API as a keeper does, in this process.
#pragma once

#include "console/demo/demoverbs.h"
#include "console/models/clusterclient.h"

namespace homeport {

/// GUI thread. Answers come behind some milliseconds, never at once. The same start gives the same answers.
class DemoClient final : public ClusterClient, public std::enable_shared_from_this<DemoClient>
{
public:
    explicit DemoClient(const DemoOptions &options);

    Task<Result<>> connect(Deadline deadline) override;
    bool isConnected() const override { return m_isConnected; }
    Task<Result<QJsonObject>> call(
        QString what, QJsonObject arguments, RequestId request, Deadline deadline) override;
    AdministratorRole role() const override { return m_world.options.role; }
    QByteArray seenFingerprint() const override;

    /// For tests and pictures.
    DemoWorld &world() { return m_world; }
    int callsUnderWay() const { return m_underWay; }

private:
    Task<Result<QJsonObject>> answer(QString what, QJsonObject arguments, RequestId request);
    Task<Result<QJsonObject>> change(DemoVerb verb, DemoCall call);
    Task<Result<QJsonObject>> untilItEnds(Result<QJsonObject> begun);

    DemoWorld m_world;
    bool m_isConnected = false;
    int m_underWay = 0;
    QHash<RequestId, Result<QJsonObject>> m_done; ///< sent twice, it happens once
};

std::shared_ptr<ClusterClient> makeDemoClient(const DemoOptions &options);

} // namespace homeport
