// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Finding the verb, letting time pass, writing changes into the audit.
#include "console/demo/democlient.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto connecting = 30ms;
constexpr auto answering = 3ms;
constexpr auto lookingAgain = 50ms;

std::optional<DemoVerb> verbNamed(const QString &what)
{
    const QList<DemoVerb> verbs = demoVerbs();
    for (const DemoVerb &verb : verbs) {
        if (what == QLatin1String(verb.name))
            return verb;
    }
    return std::nullopt;
}

} // namespace

QList<DemoVerb> demoVerbs()
{
    QList<DemoVerb> all;
    for (const std::span<const DemoVerb> part : {demoStatusVerbs(), demoMemberVerbs(), demoTableVerbs(),
             demoTableApplyVerbs(), demoStorageVerbs(), demoQueueVerbs(), demoQueueSearchVerbs(),
             demoJobVerbs(), demoAccountVerbs(), demoBulkVerbs(), demoMoveVerbs(), demoSessionVerbs(),
             demoAuditVerbs(), demoAdministratorVerbs(), demoDirectoryVerbs()}) {
        for (const DemoVerb &verb : part)
            all.append(verb);
    }
    return all;
}

DemoClient::DemoClient(const DemoOptions &options)
    : m_world(options)
{
}

Task<Result<>> DemoClient::connect(Deadline deadline)
{
    const std::shared_ptr<DemoClient> self = shared_from_this();
    Q_UNUSED(deadline)
    co_await sleepFor(connecting);
    m_isConnected = true;
    co_return Result<>{};
}

QByteArray DemoClient::seenFingerprint() const { return demoDigest(u"certificate"_s); }

Task<Result<QJsonObject>> DemoClient::call(
    QString what, QJsonObject arguments, RequestId request, Deadline deadline)
{
    const std::shared_ptr<DemoClient> self = shared_from_this();
    Q_UNUSED(deadline)
    ++m_underWay;
    Result<QJsonObject> got = co_await answer(what, arguments, request);
    --m_underWay;
    co_return got;
}

Task<Result<QJsonObject>> DemoClient::answer(QString what, QJsonObject arguments, RequestId request)
{
    co_await sleepFor(answering);
    m_world.advance();
    const std::optional<DemoVerb> verb = verbNamed(what);
    if (!verb)
        co_return fail(
            demoError("not-found", u"what: \"%1\" is no verb of this version"_s.arg(what.left(100))));
    DemoCall asked{DemoArguments(arguments), {u"ann"_s, u"192.0.2.40"_s}, request};
    if (role() < verb->role)
        co_return fail(demoError("forbidden",
            u"%1 is %2; \"%3\" needs the role %4"_s.arg(
                asked.caller.name, toText(role()), what, toText(verb->role))));
    if (verb->effect == DemoEffect::Shows) {
        co_await sleepFor(m_world.scaled(verb->takes));
        Result<QJsonObject> shown = verb->handler(m_world, asked);
        co_return shown;
    }
    Result<QJsonObject> changed = co_await change(*verb, asked);
    co_return changed;
}

Task<Result<QJsonObject>> DemoClient::change(DemoVerb verb, DemoCall call)
{
    if (verb.effect == DemoEffect::Changes && m_done.contains(call.request)) {
        const Result<QJsonObject> known = m_done.value(call.request);
        co_return known;
    }
    const QString what = QString::fromLatin1(verb.name);
    const QJsonObject arguments = call.arguments.withoutSecrets();
    const qint64 begunMs = m_world.nowMs();
    m_world.tasks.append({DemoWorld::answeredBy(), call.request, call.caller.name, call.caller.from, what,
        arguments, m_world.now()});
    co_await sleepFor(m_world.scaled(verb.takes));
    m_world.advance();
    const Result<QJsonObject> begun = verb.handler(m_world, call);
    Result<QJsonObject> ended = co_await untilItEnds(begun);
    m_world.tasks.removeIf([&call](const TaskRow &task) { return task.request == call.request; });
    m_world.audit(call.caller, what, arguments, call.request, ended, m_world.nowMs() - begunMs);
    m_done.insert(call.request, ended);
    co_return ended;
}

/// A job that was not ordered in the background answers when it has ended or was halted.
Task<Result<QJsonObject>> DemoClient::untilItEnds(Result<QJsonObject> begun)
{
    if (!begun || !begun->contains(u"awaits"_s))
        co_return begun;
    const JobId job = JobId::fromHex(begun->value(u"awaits"_s).toString().toLatin1()).value_or(JobId());
    while (m_world.run && m_world.run->job == job) {
        co_await sleepFor(lookingAgain);
        m_world.advance();
    }
    co_return demoJobOutcome(m_world, job);
}

std::shared_ptr<ClusterClient> makeDemoClient(const DemoOptions &options)
{
    return std::make_shared<DemoClient>(options);
}

} // namespace homeport
