// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Finding the verb, judging the caller, doing changes once, writing them down.
#include "server/admin/adminservice.h"

#include "server/admin/log.h"
#include "shared/model/jsonreader.h"

#include <QCryptographicHash>

namespace homeport {

namespace {

AdminAnswer answerOf(const Error &error) { return {httpStatusOf(error), adminErrorBody(error)}; }

AdminAnswer answerOf(const Result<QJsonObject> &result)
{
    return result ? AdminAnswer{200, *result} : answerOf(result.error());
}

std::optional<Verb> verbNamed(const QString &what)
{
    const QList<Verb> all = AdminService::verbs();
    for (const Verb &verb : all) {
        if (what == QLatin1String(verb.name))
            return verb;
    }
    return std::nullopt;
}

QString keyOf(const Caller &caller, const RequestId &request) { return caller.name + u' ' + request.text(); }

/// Of something that is disclosed, whatever piece of it.
QByteArray keyOf(const Verb &verb, const Caller &caller, QJsonObject arguments)
{
    arguments.remove(QStringLiteral("offset"));
    const QByteArray whole =
        caller.name.toUtf8() + ' ' + caller.from.toUtf8() + ' ' + verb.name + ' ' + jsonBytes(arguments);
    return QCryptographicHash::hash(whole, QCryptographicHash::Sha256);
}

} // namespace

QList<Verb> AdminService::verbs()
{
    QList<Verb> all;
    for (const std::span<const Verb> part : {statusVerbs(), memberVerbs(), memberStateVerbs(), inviteVerbs(),
             tableVerbs(), storageVerbs(), accountVerbs(), directoryVerbs(), directoryServerVerbs(),
             administratorVerbs(), queueVerbs(), jobVerbs(), moveVerbs(), importVerbs(), reconcileVerbs(),
             sessionVerbs(), auditVerbs(), memberTestVerbs(), tableApplyVerbs()}) {
        for (const Verb &verb : part)
            all.append(verb);
    }
    return all;
}

AdminService::AdminService(AdminPorts ports, QString auditPath)
    : m_world(ports)
    , m_audit(std::move(auditPath), ports.pool)
{
}

Result<> AdminService::open()
{
    if (const Result<> writable = m_audit.open(); !writable)
        return writable;
    QSet<QString> disclosing; // nothing was done once
    const QList<Verb> all = verbs();
    for (const Verb &verb : all) {
        if (verb.effect == Effect::Discloses)
            disclosing.insert(QString::fromLatin1(verb.name));
    }
    auto isChange = [&disclosing](const AuditRecord &record) { return !disclosing.contains(record.what); };
    const Result<QList<AuditRecord>> records = m_audit.newest(remembered, isChange);
    if (!records)
        return fail(records.error());
    for (const AuditRecord &record : *records) {
        Caller caller;
        caller.name = record.who;
        const auto once = remember(keyOf(caller, record.request), record.what, {});
        AdminAnswer answer{record.status, {{QStringLiteral("alreadyDone"), timeToJson(record.time)}}};
        if (!record.error.isEmpty())
            answer.body = {{QStringLiteral("error"), record.error},
                {QStringLiteral("status"), QLatin1String(adminword::conflict)}};
        once->answer = answer;
    }
    return {};
}

Task<AdminAnswer> AdminService::call(
    Caller caller, QString what, QJsonObject arguments, std::optional<RequestId> request)
{
    const std::optional<Verb> verb = verbNamed(what);
    if (!verb)
        co_return answerOf(adminError(adminword::notFound,
            QStringLiteral("what: \"%1\" is no verb of this version").arg(what.left(100))));
    if (caller.role < verb->role) {
        co_return answerOf(adminError(adminword::forbidden,
            QStringLiteral("%1 is %2; \"%3\" needs the role %4")
                .arg(caller.name, toText(caller.role), what, toText(verb->role))));
    }
    const bool isKeeper = m_world.isKeeper();
    if (!isKeeper && (verb->place == VerbPlace::Keeper || !caller.isLocal))
        co_return answerOf(m_world.notAKeeper(what));
    const bool onlyShows =
        (verb->onlyShows && verb->onlyShows(arguments)) || isFurtherPiece(*verb, caller, arguments);
    if (verb->effect == Effect::Shows || onlyShows) {
        VerbCall shows{Arguments(arguments), caller, {}};
        const Result<QJsonObject> result = co_await verb->handler(m_world, std::move(shows));
        co_return answerOf(result);
    }
    if (!request || request->isNull())
        co_return answerOf(adminError(
            adminword::badRequest, QStringLiteral("request: missing: expected a random id, 32 hex digits")));
    if (verb->effect == Effect::Discloses) {
        const AdminAnswer disclosed = co_await runAudited(*verb, caller, arguments, *request);
        if (disclosed.status == 200)
            rememberDisclosed(keyOf(*verb, caller, arguments));
        co_return disclosed;
    }
    const AdminAnswer answer = co_await runOnce(*verb, caller, arguments, *request);
    co_return answer;
}

bool AdminService::isFurtherPiece(const Verb &verb, const Caller &caller, const QJsonObject &arguments) const
{
    return verb.effect == Effect::Discloses && arguments.value(QStringLiteral("offset")).toInteger() > 0
        && m_disclosed.contains(keyOf(verb, caller, arguments));
}

void AdminService::rememberDisclosed(const QByteArray &key)
{
    m_disclosed.removeAll(key);
    m_disclosed.append(key);
    if (m_disclosed.size() > disclosedRemembered)
        m_disclosed.removeFirst();
}

std::shared_ptr<AdminService::Once> AdminService::remember(
    const QString &key, const QString &what, const QByteArray &fingerprint)
{
    const auto once = std::make_shared<Once>();
    once->what = what;
    once->fingerprint = fingerprint;
    if (!m_once.contains(key))
        m_order.append(key);
    m_once.insert(key, once);
    while (m_order.size() > remembered)
        m_once.remove(m_order.takeFirst());
    return once;
}

Task<AdminAnswer> AdminService::runOnce(Verb verb, Caller caller, QJsonObject arguments, RequestId request)
{
    const QString what = QString::fromLatin1(verb.name);
    const QString key = keyOf(caller, request);
    const QByteArray fingerprint = QCryptographicHash::hash(jsonBytes(arguments), QCryptographicHash::Sha256);
    if (const std::shared_ptr<Once> known = m_once.value(key)) {
        if (known->what != what || (!known->fingerprint.isEmpty() && known->fingerprint != fingerprint)) {
            co_return answerOf(adminError(adminword::conflict,
                QStringLiteral("request: %1 was used for another request: make a new id for each")
                    .arg(request.text())));
        }
        while (!known->answer)
            co_await known->done.wait();
        co_return AdminAnswer(*known->answer); // a copy: see task.h
    }
    const std::shared_ptr<Once> mine = remember(key, what, fingerprint);
    const AdminAnswer answer = co_await runAudited(verb, caller, arguments, request);
    mine->answer = answer;
    mine->done.wakeAll();
    co_return answer;
}

Task<AdminAnswer> AdminService::runAudited(Verb verb, Caller caller, QJsonObject arguments, RequestId request)
{
    if (const Result<> writable = m_audit.open(); !writable) {
        co_return answerOf(adminError(adminword::unavailable,
            QStringLiteral("nothing was changed: the audit cannot be written: ") + writable.error().forLog));
    }
    const qint64 started = m_world.ports.clock.monotonicMs();
    VerbCall changes{Arguments(arguments), caller, request};
    AuditRecord record;
    record.arguments = changes.arguments.withoutSecrets();
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_world.ports.clock.wallMs(), Qt::UTC);
    const RunningTasks::Place running = m_world.ports.local.tasks().begin({m_world.self(), request,
        caller.name, caller.from, QString::fromLatin1(verb.name), record.arguments, now});
    const Result<QJsonObject> result = co_await verb.handler(m_world, std::move(changes));
    AdminAnswer answer = answerOf(result);
    record.time = QDateTime::fromMSecsSinceEpoch(m_world.ports.clock.wallMs(), Qt::UTC);
    record.who = caller.name;
    record.from = caller.from;
    record.what = QString::fromLatin1(verb.name);
    record.request = request;
    record.status = answer.status;
    record.error = result ? QString() : textForAdministrator(result.error());
    record.proof = answer.body.value(QStringLiteral("proof")).toString();
    if (const QJsonValue recipients = answer.body.value(QStringLiteral("recipients")); recipients.isDouble())
        record.recipients = recipients.toInteger();
    record.durationMs = m_world.ports.clock.monotonicMs() - started;
    qCInfo(lcAdmin) << Event("changed")
                           .id(request)
                           .with("who", caller.name)
                           .with("what", record.what)
                           .with("status", answer.status);
    const Result<> written = co_await m_audit.write(record);
    if (!written) {
        qCCritical(lcAdmin)
            << Event("audit_failed").id(request).with("what", record.what).why(written.error());
        QJsonArray warnings = answer.body.value(QStringLiteral("warnings")).toArray();
        warnings.append(QStringLiteral("the audit could not be written: ") + written.error().forLog);
        answer.body.insert(QStringLiteral("warnings"), warnings);
    }
    co_return answer;
}

} // namespace homeport
