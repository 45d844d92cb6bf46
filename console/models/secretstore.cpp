// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// QtKeychain's jobs as coroutines with an end.
#include "console/models/secretstore.h"

#include <QCoreApplication>
#include <QFileInfo>

#ifdef HOMEPORT_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SecretStore)
};

#ifdef HOMEPORT_KEYCHAIN

constexpr auto probePatience = 5s;
constexpr auto patience = 2min; ///< the desktop may ask for the keychain's own password meanwhile

QString service() { return u"homeport-console"_s; }

/// Nobody to ask: found out without asking, so that nothing waits for a bus that is not there.
QString whyNoService()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool hasBus = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || (!runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s));
    if (!hasBus)
        return Text::tr(
            "This desktop session has no D-Bus session bus, so no keychain can be asked: the password "
            "is asked for each time.");
    // libsecret answers through GLib's loop
    const QAbstractEventDispatcher *const loop = QAbstractEventDispatcher::instance();
    if (!loop || !QByteArrayView(loop->metaObject()->className()).contains("Glib"))
        return Text::tr(
            "This program runs without GLib's event loop, which the keychain needs: the password is "
            "asked for each time.");
#endif
    return {};
}

struct Outcome
{
    QKeychain::Error error = QKeychain::OtherError;
    QString text;
    QByteArray data;
};

Outcome tooLate() { return {QKeychain::OtherError, Text::tr("it did not answer in time"), {}}; }

/// `job` deletes itself when it is done, and is left alone when that takes too long.
Task<Outcome> finished(QKeychain::Job *job, std::chrono::milliseconds limit)
{
    const OneShot<Outcome> done;
    QObject::connect(
        job, &QKeychain::Job::finished, QCoreApplication::instance(), [done](QKeychain::Job *ended) {
            Outcome outcome{ended->error(), ended->errorString(), {}};
            if (const auto *const read = qobject_cast<QKeychain::ReadPasswordJob *>(ended))
                outcome.data = read->binaryData();
            done.finish(outcome);
        });
    QTimer::singleShot(limit, QCoreApplication::instance(), [done] { done.finish(tooLate()); });
    job->start();
    const Outcome outcome = co_await done;
    co_return outcome;
}

Error keychainError(const Outcome &outcome)
{
    const QString why = outcome.text.isEmpty() ? Text::tr("error %1").arg(int(outcome.error)) : outcome.text;
    return Error{Fault::Temporary, "keychain",
        Text::tr("The system's keychain did not do it (%1): the password is asked for each time.").arg(why),
        {}};
}

class Keychain final : public SecretStore
{
public:
    /// Asks for an entry that nobody made: "not found" is a keychain that answers.
    Task<QString> whyNot() override
    {
        const QString noService = whyNoService();
        if (!noService.isEmpty())
            co_return noService;
        auto *const job = new QKeychain::ReadPasswordJob(service());
        job->setKey(u"is-there-a-keychain"_s);
        const Outcome outcome = co_await finished(job, probePatience);
        if (outcome.error == QKeychain::NoError || outcome.error == QKeychain::EntryNotFound)
            co_return QString();
        co_return keychainError(outcome).forLog;
    }

    Task<Result<Secret>> read(QString profileId) override
    {
        if (const QString why = whyNoService(); !why.isEmpty())
            co_return fail(Error{Fault::Temporary, "keychain", why, {}});
        auto *const job = new QKeychain::ReadPasswordJob(service());
        job->setKey(profileId);
        const Outcome outcome = co_await finished(job, patience);
        if (outcome.error == QKeychain::EntryNotFound)
            co_return Secret();
        if (outcome.error != QKeychain::NoError)
            co_return fail(keychainError(outcome));
        co_return Secret(outcome.data);
    }

    Task<Result<>> write(QString profileId, Secret secret) override
    {
        if (const QString why = whyNoService(); !why.isEmpty())
            co_return fail(Error{Fault::Temporary, "keychain", why, {}});
        auto *const job = new QKeychain::WritePasswordJob(service());
        job->setKey(profileId);
        job->setBinaryData(secret.reveal());
        const Outcome outcome = co_await finished(job, patience);
        if (outcome.error != QKeychain::NoError)
            co_return fail(keychainError(outcome));
        co_return Result<>{};
    }

    Task<Result<>> remove(QString profileId) override
    {
        if (const QString why = whyNoService(); !why.isEmpty())
            co_return fail(Error{Fault::Temporary, "keychain", why, {}});
        auto *const job = new QKeychain::DeletePasswordJob(service());
        job->setKey(profileId);
        const Outcome outcome = co_await finished(job, patience);
        if (outcome.error != QKeychain::NoError && outcome.error != QKeychain::EntryNotFound)
            co_return fail(keychainError(outcome));
        co_return Result<>{};
    }
};

#else

/// A build without QtKeychain.
class Keychain final : public SecretStore
{
public:
    Task<QString> whyNot() override { co_return none(); }
    Task<Result<Secret>> read(QString) override { co_return fail(Error{Fault::Refused, "none", none(), {}}); }
    Task<Result<>> write(QString, Secret) override
    {
        co_return fail(Error{Fault::Refused, "none", none(), {}});
    }
    Task<Result<>> remove(QString) override { co_return Result<>{}; }

private:
    static QString none()
    {
        return Text::tr(
            "This build of the console cannot use the system's keychain: the password is asked for each "
            "time.");
    }
};

#endif

} // namespace

std::unique_ptr<SecretStore> systemSecretStore() { return std::make_unique<Keychain>(); }

} // namespace homeport
