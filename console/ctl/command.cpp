// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Passwords, confirmation, connection, the request, its repetition.
#include "console/ctl/command.h"

#include "console/ctl/exportcommand.h"
#include "console/ctl/importcommand.h"
#include "console/ctl/joboutput.h"
#include "console/ctl/listoutput.h"
#include "console/ctl/terminal_posix.h"
#include "shared/client/adminclient.h"
#include "shared/client/generatedpassword.h"
#include "shared/config/address.h"

#include <QFile>
#include <QJsonArray>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qint64 shortSeconds = 90;
constexpr qint64 longSeconds = 3600;

Shown problem(int code, const QString &text) { return {{}, u"homeportctl: "_s + text + u'\n', code}; }

Shown problem(const Error &error)
{
    const QString text = error.forLog.isEmpty() ? QString::fromUtf8(error.forPeer) : error.forLog;
    return problem(exitCodeOf(error.status), text);
}

QString setting(const QJsonObject &globals, const QString &key, const char *variable)
{
    const QString given = globals[key].toString();
    return given.isEmpty() && variable ? qEnvironmentVariable(variable) : given;
}

Result<Secret> loginPassword(const QJsonObject &globals, const QString &user, const QString &where)
{
    const QString file = globals[u"loginPasswordFile"_s].toString();
    if (!file.isEmpty())
        return readPassword(file);
    if (qEnvironmentVariableIsSet("HOMEPORT_PASSWORD"))
        return Secret(qgetenv("HOMEPORT_PASSWORD"));
    if (isInteractive())
        return askPassword(u"Password of %1 at %2: "_s.arg(user, where));
    return fail(Error::internal(u"no password: give --login-password-file, or set HOMEPORT_PASSWORD"_s));
}

Result<AdminTarget> targetOf(const QJsonObject &globals)
{
    AdminTarget target;
    const QString connect = globals[u"connect"_s].toString();
    if (connect.isEmpty()) {
        QString state = setting(globals, u"state"_s, "HOMEPORT_STATE");
        if (state.isEmpty())
            state = u"/var/lib/homeport"_s;
        target.socketPath = state + u"/admin.sock"_s;
        return target;
    }
    const std::optional<HostPort> endpoint = parseHostPort(connect);
    if (!endpoint || endpoint->port == 0)
        return fail(Error::internal(u"--connect: \"%1\" is no address: expected HOST:PORT"_s.arg(connect)));
    target.host = endpoint->host;
    target.port = endpoint->port;
    target.user = globals[u"user"_s].toString();
    if (target.user.isEmpty())
        return fail(Error::internal(u"--connect needs --user NAME"_s));
    if (const QString text = globals[u"fingerprint"_s].toString(); !text.isEmpty()) {
        target.fingerprint = AdminClient::fingerprintFromText(text);
        if (target.fingerprint.isEmpty())
            return fail(Error::internal(
                u"--fingerprint: \"%1\" is none: expected 64 hex digits, colons allowed"_s.arg(text)));
    }
    if (const QString path = globals[u"ca"_s].toString(); !path.isEmpty()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Error::internal(u"--ca: cannot read %1: %2"_s.arg(path, file.errorString())));
        target.authorityPem = file.read(1024 * 1024);
    }
    const Result<Secret> password = loginPassword(globals, target.user, connect);
    if (!password)
        return fail(password.error());
    target.password = *password;
    return target;
}

/// Connects, asks; after a broken connection once more, with the same request id: a change happens once.
Task<Result<QJsonObject>> request(
    std::shared_ptr<AdminClient> client, QString what, QJsonObject arguments, Deadline deadline)
{
    const RequestId id = RequestId::random();
    for (int attempt = 0;; ++attempt) {
        if (!client->isConnected()) {
            if (const Result<> connected = co_await client->connect(deadline); !connected)
                co_return fail(connected.error());
        }
        const Result<QJsonObject> answer = co_await client->call(what, arguments, id, deadline);
        if (answer || answer.error().status != "unreachable" || attempt > 0 || deadline.hasExpired())
            co_return answer;
    }
}

std::optional<Output> outputNamed(const QString &name)
{
    static const QHash<QString, Output> forms{{QString(), Output::Text}, {u"table"_s, Output::Text},
        {u"json"_s, Output::Json}, {u"csv"_s, Output::Csv}, {u"jsonl"_s, Output::JsonLines}};
    const auto it = forms.constFind(name);
    return it == forms.cend() ? std::nullopt : std::optional(*it);
}

/// Before the next one is asked for: lists may be longer than memory.
void printPage(const VerbRow &verb, const QJsonObject &page, Output output, Heading heading)
{
    const QString text = output == Output::Csv ? csvOf(verb, page, heading) : jsonLinesOf(verb, page);
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
}

/// Lists come in pages. CSV and JSON lines are written page by page, the last page is the answer.
Task<Result<QJsonObject>> requestAll(std::shared_ptr<AdminClient> client, VerbRow verb, QJsonObject arguments,
    Output output, Heading *heading, Deadline deadline)
{
    const bool isStreamed = output == Output::Csv || output == Output::JsonLines;
    Result<QJsonObject> all = co_await request(client, verb.what, arguments, deadline);
    const bool isLimited = arguments.contains(u"limit"_s); // so many were asked for
    while (all && verb.show == Show::Table && !isLimited && !all->value(u"next"_s).toString().isEmpty()) {
        if (isStreamed) {
            printPage(verb, *all, output, *heading);
            *heading = Heading::Left;
        }
        arguments.insert(u"after"_s, all->value(u"next"_s));
        const Result<QJsonObject> page = co_await request(client, verb.what, arguments, deadline);
        if (!page)
            co_return page;
        QJsonArray list = isStreamed ? QJsonArray() : all->value(verb.list).toArray();
        const QJsonArray more = page->value(verb.list).toArray();
        for (const QJsonValue &element : more)
            list.append(element);
        all->insert(verb.list, list);
        all->insert(u"next"_s, page->value(u"next"_s));
    }
    if (all && verb.show == Show::Table)
        all->remove(u"next"_s);
    co_return all;
}

/// While a job is waited for: how far it is, each time that has changed. Ends with `isOver`.
Task<> watchJob(AdminTarget target, std::shared_ptr<bool> isOver)
{
    const auto client = std::make_shared<AdminClient>(target);
    QString last;
    for (;;) {
        co_await sleepFor(1s);
        if (*isOver)
            break;
        const QString what = u"job.show"_s;
        const Result<QJsonObject> answer = co_await request(client, what, QJsonObject(), Deadline(10s));
        const QJsonObject progress = answer ? answer->value(u"progress"_s).toObject() : QJsonObject();
        const QString shown = progress.isEmpty() ? QString() : progressLine(progress);
        if (*isOver || shown.isEmpty() || shown == last)
            continue;
        last = shown;
        std::fputs(qPrintable(shown + u'\n'), stderr);
    }
}

std::shared_ptr<bool> watchIfJob(const VerbRow &verb, Output form, const AdminTarget &target)
{
    const auto isOver = std::make_shared<bool>(false);
    if (verb.show == Show::Job && form == Output::Text && isInteractive())
        watchJob(target, isOver);
    return isOver;
}

} // namespace

Task<Shown> runCommand(CommandLine line)
{
    const VerbRow verb = *line.verb;
    const QJsonObject globals = line.globals;
    const QString output = globals[u"output"_s].toString();
    const std::optional<Output> form = outputNamed(output);
    if (!form)
        co_return problem(
            exitcode::usage, u"-o: \"%1\" is no form: expected table, json, csv or jsonl"_s.arg(output));
    if (verb.danger == Danger::Asks && !globals[u"yes"_s].toBool() && !line.arguments[u"dryRun"_s].toBool()) {
        if (!isInteractive())
            co_return problem(exitcode::usage, u"%1: give --yes where nobody can be asked"_s.arg(verb.words));
        if (!askYes(verb.help + u". Do it?"_s))
            co_return problem(exitcode::refused, u"nothing was done"_s);
    }
    QString generated;
    if (verb.password == Password::Generated && line.passwordFile.isEmpty()) {
        generated = generatedPassword();
        line.arguments.insert(u"password"_s, generated);
    } else if (verb.password == Password::Generated) {
        const Result<Secret> password = readPassword(line.passwordFile);
        if (!password)
            co_return problem(exitcode::badValue, password.error().forLog);
        line.arguments.insert(u"password"_s, QString::fromUtf8(password->reveal()));
    }
    const Result<AdminTarget> target = targetOf(globals);
    if (!target)
        co_return problem(exitcode::usage, target.error().forLog);
    const qint64 seconds =
        globals[u"timeout"_s].toInteger(verb.patience == Patience::Long ? longSeconds : shortSeconds);
    const auto client = std::make_shared<AdminClient>(*target);
    const Deadline deadline{std::chrono::seconds(seconds)};
    if (verb.what == u"account.import") {
        const Shown imported = co_await runImport(client, line, std::chrono::seconds(seconds));
        co_return imported;
    }
    if (verb.what == u"queue.export") {
        const Shown exported = co_await runExport(client, line, std::chrono::seconds(seconds));
        co_return exported;
    }
    Heading heading = Heading::Shown;
    const std::shared_ptr<bool> isOver = watchIfJob(verb, *form, *target);
    const Result<QJsonObject> answer =
        co_await requestAll(client, verb, line.arguments, *form, &heading, deadline);
    *isOver = true;
    if (!answer)
        co_return problem(answer.error());
    QJsonObject shownAnswer = *answer;
    if (!generated.isEmpty())
        shownAnswer.insert(u"password"_s, generated);
    Shown shown = showAnswer(verb, shownAnswer, *form);
    if (heading == Heading::Left && *form == Output::Csv) // it goes on
        shown.out = csvOf(verb, shownAnswer, heading);
    co_return shown;
}

} // namespace homeport
