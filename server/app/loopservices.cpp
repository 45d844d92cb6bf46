// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What one event loop needs.
#include "server/app/loopservices.h"

namespace homeport {

namespace {

/// Bound where a name does not exist: this member's own entry, whose password nobody guesses.
DirectoryAuthenticator::Settings authenticatorSettings(const SharedParts &parts)
{
    DirectoryAuthenticator::Settings settings;
    settings.defaultDomain = parts.postmasterDomain;
    settings.decoy.dn = parts.directorySettings->current()->bindDn;
    return settings;
}

} // namespace

LoopServices::LoopServices(const SharedParts &parts)
    : m_directory(parts.directorySettings, parts.directoryCache, parts.directoryPool)
    , m_router({m_directory, parts.cluster, parts.postmasterDomain})
    , m_link(parts.makeLink())
    , m_homes(parts.store, *m_link, m_router, parts.cluster)
{
}

WorkerServices::WorkerServices(const SharedParts &parts, std::shared_ptr<const ClientSettings> settings)
    : m_loop(parts)
    , m_authenticator(m_loop.directory(), m_loop.router(), parts.throttle, parts.passwords, parts.clock,
          authenticatorSettings(parts))
    , m_intake(m_loop.router(), m_loop.homes(), parts.queue, parts.clock, parts.intake)
    , m_counted(m_intake, parts.meter)
    , m_sessions({m_counted, m_loop.router(), m_loop.directory(), m_authenticator, m_loop.link(), parts.homes,
                     parts.cluster, parts.clock, parts.place, parts.desk.here()},
          std::move(settings))
{
}

} // namespace homeport
