// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Certificates that renew themselves at two thirds of their life (protocol.md 1.8).
#include "server/cluster/clusterservice.h"
#include "server/cluster/log.h"
#include "shared/base/durablefile_posix.h"

namespace homeport {

namespace {

/// Facts of the client-facing certificate that we made; nullopt when there is none or it cannot be read.
std::optional<CertificateFacts> serverCertificateFacts(const IdentityPaths &paths)
{
    const Result<QByteArray> pem = readWholeFile(paths.serverCertificate(), 256 * 1024);
    if (!pem)
        return std::nullopt;
    const Result<CertificateFacts> facts = certificateFacts(*pem);
    return facts ? std::optional(*facts) : std::nullopt;
}

} // namespace

qint64 ClusterService::nextRenewal() const
{
    const auto server = serverCertificateFacts(m_settings.paths);
    return std::min(m_identity.certificate().renewAt(), server ? server->renewAt() : 0);
}

Task<> ClusterService::keepCertificatesFresh()
{
    const auto busy = hold();
    constexpr qint64 mostMs = 3'600'000; // the clock may be set meanwhile
    const qint64 retryMs =
        std::clamp<qint64>(m_settings.certificateLifetimeSeconds * 1000 / 60, 500, 600'000);
    bool isFresh = true;
    while (!m_stop.stop_requested()) {
        const qint64 dueMs = nextRenewal() * 1000 - m_clock.wallMs();
        const qint64 waitMs = std::clamp<qint64>(dueMs, isFresh ? 0 : retryMs, mostMs);
        const bool elapsed = co_await sleepFor(std::chrono::milliseconds(waitMs), m_stop.get_token());
        if (!elapsed)
            co_return;
        isFresh = true;
        const qint64 now = m_clock.wallMs() / 1000;
        if (m_identity.certificate().renewAt() <= now) {
            const bool renewed = co_await renewMemberCertificate();
            isFresh = isFresh && renewed;
        }
        const auto server = serverCertificateFacts(m_settings.paths);
        if (!server || server->renewAt() <= now) {
            const bool renewed = co_await renewServerCertificate();
            isFresh = isFresh && renewed;
        }
    }
}

/// From our own desk, else from one keeper after another.
Task<Result<QByteArray>> ClusterService::askForCertificate(QByteArray request, QString purpose)
{
    const QJsonObject body{
        {QStringLiteral("request"), QString::fromLatin1(request)}, {QStringLiteral("purpose"), purpose}};
    if (m_desk) {
        const Result<QJsonObject> own = answerRenewal({m_settings.self, m_identity.key().publicKey()}, body);
        if (!own)
            co_return fail(own.error());
        co_return own->value(QStringLiteral("certificate")).toString().toLatin1();
    }
    Error last = Error::temporary("no keeper can be reached now");
    const TablePointer now = m_store.table();
    for (const Member &row : now->members) {
        Http2Connection *connection = row.rights.keeper ? connectionTo(row.name) : nullptr;
        if (!connection)
            continue;
        const Deadline deadline(m_settings.times.deadAfter);
        const Result<JsonAnswer> answer =
            co_await requestJson(*connection, "POST", "/v1/renew", row.name, body, deadline);
        if (answer && answer->status == 200)
            co_return answer->json.value(QStringLiteral("certificate")).toString().toLatin1();
        last = answer ? answer->error() : answer.error();
    }
    co_return fail(std::move(last));
}

Task<bool> ClusterService::renewMemberCertificate()
{
    const Result<QByteArray> request = makeCertificateRequest(m_identity.key(), m_settings.self);
    Result<QByteArray> certificate = request;
    if (request)
        certificate = co_await askForCertificate(*request, QStringLiteral("member"));
    const Result<> installed = certificate ? m_identity.install(*certificate) : fail(certificate.error());
    if (!installed)
        qCWarning(lcCluster) << Event("certificate-not-renewed").why(installed.error());
    co_return installed.has_value();
}

Task<bool> ClusterService::renewServerCertificate()
{
    const Result<PrivateKey> key = PrivateKey::stored(m_settings.paths.serverKey(), PrivateKey::Kind::P256);
    Result<QByteArray> certificate = fail(key ? Error{} : key.error());
    if (key) {
        const Result<QByteArray> request = makeCertificateRequest(*key, m_settings.self);
        certificate = request;
        if (request)
            certificate = co_await askForCertificate(*request, QStringLiteral("server"));
    }
    Result<> stored = certificate ? writeFileDurably(m_settings.paths.serverCertificate(), *certificate)
                                  : Result<>(fail(certificate.error()));
    if (!stored)
        qCWarning(lcCluster) << Event("server-certificate-not-made").why(stored.error());
    else if (m_hooks.serverCertificateChanged)
        m_hooks.serverCertificateChanged();
    co_return stored.has_value();
}

} // namespace homeport
