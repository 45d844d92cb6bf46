// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the simulated cluster consists of when it starts.
#pragma once

#include "console/demo/demoworld.h"

namespace homeport {

/// Used once, by DemoWorld.
class DemoPopulation
{
public:
    explicit DemoPopulation(DemoWorld &world)
        : m_world(world)
    {
    }
    void fill();
    /// back2 was lost options.hasFailedFor ago: its lanes are long.
    void failInThePast();

private:
    void addMachine(const QString &label, int daysUp, int certificateDays, double perMinute);
    void makeTable();
    void makeMember(const QString &label, int number, const Rights &rights, int daysAgo);
    void makeStorage(const QString &name, const QString &home, qint64 freeGigabytes, int daysAgo);
    void makeAccounts();
    void makeMail();
    void makeSessions();
    void makeAudit();
    void diverge();
    Result<QJsonObject> changeAt(int daysAgo, const QString &who,
        const std::function<Result<>(ClusterTable &)> &change, const QString &comment);

    DemoWorld &m_world;
};

} // namespace homeport
