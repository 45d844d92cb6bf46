// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What one event loop needs to route, deliver and serve clients: made in that loop's thread.
#pragma once

#include "server/app/clientsessions.h"
#include "server/app/messagemeter.h"
#include "server/auth/directoryauthenticator.h"
#include "server/cluster/memberlink.h"
#include "server/delivery/deliveryintake.h"
#include "server/directory/ldapdirectory.h"
#include "server/routing/directoryrouter.h"

namespace homeport {

/// What all loops share; outlives them.
struct SharedParts
{
    std::shared_ptr<DirectorySettingsSource> directorySettings;
    std::shared_ptr<DirectoryCache> directoryCache;
    BlockingPool &directoryPool;
    std::shared_ptr<LoginThrottle> throttle;
    std::shared_ptr<PasswordCache> passwords;
    const ClusterView &cluster;
    Queue &queue;
    LocalDelivery &store;
    HomeSessions &homes;
    SessionDesk &desk;
    MessageMeter &meter;
    const Clock &clock;
    MessagePlace place;
    QByteArray postmasterDomain;
    IntakeOptions intake;
    std::function<std::unique_ptr<LinkClient>()> makeLink; ///< called in the loop's thread
};

/// Routing and delivery of one loop: of each worker, and of the main thread for lanes and questions.
class LoopServices
{
public:
    explicit LoopServices(const SharedParts &parts);
    Router &router() { return m_router; }
    Directory &directory() { return m_directory; }
    HomeDelivery &homes() { return m_homes; }
    LinkClient &link() { return *m_link; }

private:
    LdapDirectory m_directory;
    DirectoryRouter m_router;
    const std::unique_ptr<LinkClient> m_link;
    HomeDelivery m_homes;
};

/// A worker's: clients too.
class WorkerServices
{
public:
    WorkerServices(const SharedParts &parts, std::shared_ptr<const ClientSettings> settings);
    ClientSessions &sessions() { return m_sessions; }
    LoopServices &loop() { return m_loop; }

private:
    LoopServices m_loop;
    DirectoryAuthenticator m_authenticator;
    DeliveryIntake m_intake;
    CountingIntake m_counted;
    ClientSessions m_sessions;
};

} // namespace homeport
