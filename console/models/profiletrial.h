// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// "Test" of a saved connection: how far one comes with it, step by step, beside the open one.
#pragma once

#include "console/models/connection.h"
#include "console/models/severity.h"

namespace homeport {

/// One line of the report.
struct TrialStep
{
    Severity severity = Severity::None;
    QString text;
    bool operator==(const TrialStep &) const = default;
};

/// GUI thread. Has a connection of its own, closed when the report is complete.
class ProfileTrial : public QObject
{
    Q_OBJECT

public:
    explicit ProfileTrial(Connection::ClientFactory makeClient, QObject *parent = nullptr);

    void start(const Profile &profile, const Secret &password);
    void stop();
    bool isRunning() const { return m_isRunning; }
    const QList<TrialStep> &steps() const { return m_steps; }

Q_SIGNALS:
    void changed();

private:
    void look();
    Task<> askStatus();
    void add(Severity severity, const QString &text);
    void end();
    void addCertificate();

    Connection m_connection;
    QList<TrialStep> m_steps;
    bool m_isRunning = false;
};

} // namespace homeport
