// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A main window on a simulated cluster whose clock stands still until it is told to go on.
#pragma once

#include "console/demo/democlient.h"
#include "console/views/mainwindow.h"

namespace homeport {

/// Shows the time of its making until somebody lets time pass.
class StandingClock : public Clock
{
public:
    StandingClock();
    qint64 monotonicMs() const override { return m_ms; }
    qint64 wallMs() const override { return m_ms; }
    void pass(std::chrono::milliseconds time) { m_ms += time.count(); }

private:
    qint64 m_ms;
};

/// Whoever answers on a stage: the demo, or a client that cannot connect.
using StageClient = std::function<std::shared_ptr<ClusterClient>(const Profile &profile)>;

class Stage
{
public:
    static constexpr QSize size{1280, 760};

    /// `settings`: an .ini file for profiles and layouts.
    Stage(const QString &settings, const DemoOptions &options);
    Stage(const QString &settings, StageClient client);

    /// Until nothing is being asked any more.
    Task<> settle(std::chrono::milliseconds least = 250ms);
    /// The demo's clock goes on, and everybody looks again.
    Task<> pass(std::chrono::milliseconds time);
    /// Charts show an hour that ends with what is seen now; who is down was lost `ago`.
    void rememberAnHour(std::chrono::seconds ago);

private:
    std::shared_ptr<StandingClock> m_clock;
    std::shared_ptr<DemoClient> m_demo;

public:
    ProfileStore profiles;
    Connection connection;
    ClusterWatch watch;
    ActRunner acts;
    ConsoleContext context;
    MainWindow window;
};

/// Never connects, for the reason given: "unknown-certificate", "wrong-certificate", "unauthorised", …
std::shared_ptr<ClusterClient> refusingClient(const Error &why);

} // namespace homeport
