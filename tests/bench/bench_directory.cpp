// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accounts loaded, given to another host and given back through the daemon's own client of a private slapd.
#include "server/directory/ldapaccountloader.h"
#include "server/directory/ldaphostrewriter.h"
#include "tests/support/testslapd.h"

#include <QElapsedTimer>
#include <cstdio>
#include <sys/resource.h>

using namespace homeport;

namespace {

constexpr int batchSize = 4000;
const MemberName back1(QStringLiteral("back1.example.net")), back2(QStringLiteral("back2.example.net"));

qint64 startedSlapd = 0; ///< ours, not to be left behind

[[noreturn]] void giveUp(const QString &why)
{
    std::fprintf(stderr, "bench directory: %s\n", qPrintable(why));
    if (startedSlapd > 0)
        ::kill(pid_t(startedSlapd), SIGTERM);
    std::exit(1);
}

template <class T> T valueOf(Result<T> result)
{
    if (!result)
        giveUp(result.error().forLog);
    return std::move(*result);
}

double ownSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/// Prints the figure when it goes.
struct Stopwatch
{
    const char *what;
    qint64 entries = 0;
    QElapsedTimer timer;
    double before = ownSeconds();

    explicit Stopwatch(const char *name)
        : what(name)
    {
        timer.start();
    }
    ~Stopwatch()
    {
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        std::printf("{\"bench\":\"directory\",\"what\":\"%s\",\"entries\":%lld,\"seconds\":%.2f,"
                    "\"entries_per_second\":%.0f,\"client_cpu_seconds\":%.2f}\n",
            what, static_cast<long long>(entries), seconds, double(entries) / seconds, ownSeconds() - before);
        std::fflush(stdout);
    }
};

void load(AccountLoader &loader, int count, const MemberName &host)
{
    Stopwatch watch("load");
    while (watch.entries < count) {
        QList<NewAccount> accounts;
        for (int i = 0; i < batchSize && watch.entries + i < count; ++i) {
            NewAccount account;
            account.record.address = {"user" + QByteArray::number(watch.entries + i), "example.org"};
            account.record.id = AccountId::random();
            account.record.hostServer = host;
            account.password = Secret("password" + QByteArray::number(i));
            accounts.append(account);
        }
        const LoadOutcome outcome = resultOf(loader.add(accounts), 600s);
        if (outcome.stopped || outcome.added != accounts.size())
            giveUp(outcome.stopped ? outcome.stopped->forLog : QStringLiteral("accounts were not added"));
        watch.entries += outcome.added;
    }
}

void list(HostRewriter &rewriter)
{
    Stopwatch watch("list");
    QByteArray after;
    do {
        const AccountPage page = valueOf(resultOf(rewriter.accounts({}, batchSize, after), 600s));
        watch.entries += page.accounts.size();
        after = page.next;
    } while (!after.isEmpty());
}

void rewrite(HostRewriter &rewriter, bool isAway)
{
    Stopwatch watch(isAway ? "reassign" : "restore");
    const StorageId storage = StorageId::random();
    HostFilter filter{isAway ? back1 : back2};
    const quint64 fence = valueOf(resultOf(rewriter.fence()));
    if (!valueOf(resultOf(rewriter.raiseFence(fence, fence + 1))))
        giveUp(QStringLiteral("the fence is somebody else's"));
    QByteArray after;
    do {
        const AccountPage page = valueOf(resultOf(rewriter.accounts(filter, batchSize, after), 600s));
        QList<DirectoryEditor::HostChange> changes;
        for (const AccountRecord &record : page.accounts) {
            if (isAway) {
                changes.append({record, back2, record.hostServer, storage});
            } else {
                changes.append({record, record.oldHostServer, std::nullopt, std::nullopt});
                changes.last().dropImpliedStorage = true;
            }
        }
        const SwapOutcome outcome = resultOf(rewriter.swapHosts(changes, fence + 1), 600s);
        if (outcome.stopped || outcome.swapped != changes.size())
            giveUp(outcome.stopped ? outcome.stopped->forLog : QStringLiteral("accounts were not changed"));
        watch.entries += outcome.swapped;
        after = page.next;
    } while (!after.isEmpty());
}

/// The value behind `--name`.
QString option(const char *name, const QString &otherwise)
{
    const QStringList arguments = QCoreApplication::arguments();
    const qsizetype at = arguments.indexOf(QLatin1String("--") + QLatin1String(name));
    return at > 0 ? arguments.value(at + 1) : otherwise;
}

/// A managed directory that runs already, through its socket.
DirectorySettings settingsAt(const QString &folder)
{
    QFile password(folder + QStringLiteral("/keeper.password"));
    if (!password.open(QIODevice::ReadOnly))
        giveUp(password.fileName() + QStringLiteral(": ") + password.errorString());
    DirectorySettings settings;
    settings.base = option("base", {}).toUtf8();
    settings.bindDn = keeperDn(settings.base);
    settings.bindPassword = Secret(password.readAll().trimmed());
    settings.writer = slapdLocalUri({folder, {}, {}, {}, {}, {}, {}});
    settings.uris = QStringList{settings.writer};
    return settings;
}

void run(const DirectorySettings &settings, int entries, bool isLoadOnly)
{
    const auto source = std::make_shared<DirectorySettingsSource>(settings);
    BlockingPool pool(4);
    LdapAccountLoader loader(source, pool);
    LdapHostRewriter rewriter(source, pool);
    load(loader, entries, MemberName(option("host", QStringLiteral("back1.example.net"))));
    if (isLoadOnly)
        return;
    list(rewriter);
    rewrite(rewriter, true);
    rewrite(rewriter, false);
}

} // namespace

/// --entries N; with --at FOLDER --base DN --host MEMBER it only loads, into a managed directory that runs.
int main(int count, char **words)
{
    QCoreApplication application(count, words);
    const int entries = option("entries", QStringLiteral("100000")).toInt();
    if (entries <= 0)
        giveUp(QStringLiteral("--entries wants a number"));
    if (const QString folder = option("at", {}); !folder.isEmpty()) {
        run(settingsAt(folder), entries, true);
        return 0;
    }
    TestSlapd slapd;
    if (!slapd.error().isEmpty())
        giveUp(slapd.error());
    startedSlapd = slapd.slapd().pid();
    DirectorySettings settings = slapd.keeperSettings();
    settings.writer = slapd.slapd().localUri();
    settings.uris = QStringList{settings.writer};
    const auto source = std::make_shared<DirectorySettingsSource>(settings);
    LdapDirectoryEditor editor(source, std::make_shared<DirectoryCache>(), slapd.pool());
    if (const auto made = resultOf(editor.addDomain("example.org")); !made)
        giveUp(made.error().forLog);
    run(settings, entries, false);
}
