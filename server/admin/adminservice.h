// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The admin API without its transport: who may do what, once, and written down.
#pragma once

#include "server/admin/auditlog.h"
#include "server/admin/verbs.h"

namespace homeport {

struct AdminAnswer
{
    int status = 200; ///< as HTTP has it
    QJsonObject body; ///< the value, or {"error", "status"}
};

/// Main thread. The ports outlive it; it outlives its coroutines, which go on when nobody waits for them.
class AdminService
{
public:
    static constexpr qsizetype remembered = 1000; ///< changing requests whose answers are kept
    static constexpr qsizetype disclosedRemembered = 100; ///< whose first piece is in the audit

    AdminService(AdminPorts ports, QString auditPath);

    /// Before the first call: the audit can be written, and the request ids in it are known. Blocks.
    Result<> open();
    /// `request` is needed for verbs that change something. The same id again (of the same caller, for the
    /// same request) gets the first one's answer, or waits for it. After a restart the answer is what the
    /// audit holds.
    Task<AdminAnswer> call(
        Caller caller, QString what, QJsonObject arguments, std::optional<RequestId> request);

    const ClusterView &cluster() const { return m_world.ports.cluster; }
    /// All verbs, for documentation and tests.
    static QList<Verb> verbs();

private:
    struct Once
    {
        QString what;
        QByteArray fingerprint; ///< of the arguments; empty: known from the audit
        std::optional<AdminAnswer> answer;
        Signal done;
    };
    Task<AdminAnswer> runOnce(Verb verb, Caller caller, QJsonObject arguments, RequestId request);
    Task<AdminAnswer> runAudited(Verb verb, Caller caller, QJsonObject arguments, RequestId request);
    /// Of what this caller has been given the beginning of, with a line in the audit.
    bool isFurtherPiece(const Verb &verb, const Caller &caller, const QJsonObject &arguments) const;
    void rememberDisclosed(const QByteArray &key);
    std::shared_ptr<Once> remember(const QString &key, const QString &what, const QByteArray &fingerprint);

    AdminWorld m_world;
    AuditLog m_audit;
    QHash<QString, std::shared_ptr<Once>> m_once;
    QStringList m_order; ///< of m_once, oldest first
    QList<QByteArray> m_disclosed; ///< oldest first
};

} // namespace homeport
