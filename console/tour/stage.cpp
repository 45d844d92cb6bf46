// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Setting a stage, and waiting until it is quiet.
#include "console/tour/stage.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto look = 30ms;
constexpr int quietLooks = 4;
constexpr auto longest = 8s;

class RefusingClient final : public ClusterClient
{
public:
    explicit RefusingClient(const Error &why)
        : m_why(why)
    {
    }
    Task<Result<>> connect(Deadline deadline) override
    {
        Q_UNUSED(deadline)
        const Error why = m_why;
        co_await sleepFor(look);
        co_return fail(why);
    }
    bool isConnected() const override { return false; }
    Task<Result<QJsonObject>> call(
        QString what, QJsonObject arguments, RequestId request, Deadline deadline) override
    {
        Q_UNUSED(what)
        Q_UNUSED(arguments)
        Q_UNUSED(request)
        Q_UNUSED(deadline)
        const Error why = m_why;
        co_await sleepFor(look);
        co_return fail(why);
    }
    AdministratorRole role() const override { return AdministratorRole::Viewer; }
    QByteArray seenFingerprint() const override { return demoDigest(u"certificate"_s); }

private:
    const Error m_why;
};

DemoOptions withClock(const DemoOptions &options, std::shared_ptr<const Clock> clock)
{
    DemoOptions changed = options;
    changed.clock = std::move(clock);
    return changed;
}

} // namespace

StandingClock::StandingClock()
    : m_ms(QDateTime::currentMSecsSinceEpoch())
{
}

Stage::Stage(const QString &settings, const DemoOptions &options)
    : m_clock(std::make_shared<StandingClock>())
    , m_demo(std::make_shared<DemoClient>(withClock(options, m_clock)))
    , profiles(settings)
    , connection([demo = m_demo](const Profile &, const Secret &) { return demo; })
    , watch(connection)
    , acts(connection)
    , context{connection, watch, acts, profiles}
    , window(context)
{
    window.setFixedSize(size);
}

Stage::Stage(const QString &settings, StageClient client)
    : profiles(settings)
    , connection([client](const Profile &profile, const Secret &) { return client(profile); })
    , watch(connection)
    , acts(connection)
    , context{connection, watch, acts, profiles}
    , window(context)
{
    window.setFixedSize(size);
}

Task<> Stage::settle(std::chrono::milliseconds least)
{
    const Deadline enough(least);
    const Deadline patience(longest);
    for (int quiet = 0; (quiet < quietLooks || !enough.hasExpired()) && !patience.hasExpired();) {
        co_await sleepFor(look);
        quiet = m_demo && m_demo->callsUnderWay() > 0 ? 0 : quiet + 1;
    }
}

Task<> Stage::pass(std::chrono::milliseconds time)
{
    if (m_clock)
        m_clock->pass(time);
    watch.refresh();
    co_await settle(400ms);
}

void Stage::rememberAnHour(std::chrono::seconds ago)
{
    constexpr int hour = 3600;
    SampleHistory samples;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QList<MemberState> members = watch.cluster().members;
    for (int age = hour; age >= SampleSeries::slotSeconds; age -= SampleSeries::slotSeconds) {
        const bool isLost = age <= ago.count();
        const double grown = isLost ? 1 - double(age) / double(ago.count()) : 0;
        const QDateTime time = now.addSecs(-age);
        QHash<QString, double> sums;
        for (qsizetype i = 0; i < members.size(); ++i) {
            const MemberState &member = members[i];
            if (!member.status || (!member.isReachable && isLost))
                continue; // a gap
            const double wave = 1 + 0.06 * std::sin(age / 190.0 + double(i)) + 0.03 * std::sin(age / 37.0);
            const QDateTime oldestNow = member.status->oldestQueued;
            const double oldest =
                oldestNow.isValid() ? double(std::max<qint64>(0, oldestNow.secsTo(time))) : 0;
            const double usual = std::min<double>(13, double(member.status->queuedMessages));
            const double waiting = std::max(usual, double(member.status->queuedMessages) * grown);
            const std::pair<QString, double> values[] = {
                {u"sessions"_s, double(member.status->sessions) * wave},
                {u"messagesPerMinute"_s, double(member.messagesPerMinute) * wave},
                {u"waiting"_s, waiting},
                {u"oldestSeconds"_s, oldest},
            };
            for (const auto &[what, value] : values) {
                samples.add(member.name, what, time, value);
                sums[what] = what == u"oldestSeconds" ? std::max(sums[what], value) : sums[what] + value;
            }
        }
        for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum)
            samples.add({}, sum.key(), time, *sum);
    }
    watch.remember(samples);
}

std::shared_ptr<ClusterClient> refusingClient(const Error &why)
{
    return std::make_shared<RefusingClient>(why);
}

} // namespace homeport
