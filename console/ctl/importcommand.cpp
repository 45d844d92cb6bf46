// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Parts of a file, one request each; a part may be sent again and happens once.
#include "console/ctl/importcommand.h"

#include "console/ctl/importfile.h"
#include "console/ctl/importreport.h"
#include "console/ctl/interrupt_posix.h"
#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qsizetype rowsAtOnce = 2000;
constexpr qsizetype bytesAtOnce = 700 * 1024; // the daemon reads up to 1 MiB
constexpr auto pause = 1s;

struct Part
{
    QJsonArray entries;
    qsizetype bytes = 0;
    bool isLast = false;
};

/// Rows up to a part's size; faults of the file go to the report.
Part readPart(ImportFile &file, ImportReport &report)
{
    Part part;
    while (part.entries.size() < rowsAtOnce && part.bytes < bytesAtOnce) {
        const ImportFile::Step step = file.next();
        if (const auto *const item = std::get_if<QJsonObject>(&step)) {
            const qsizetype size = jsonBytes(*item).size();
            if (size > bytesAtOnce / 4) {
                report.fault({(*item)[u"line"_s].toInteger(), {}, {}, {}, u"the row is too large"_s, false});
                continue;
            }
            part.bytes += size + 1;
            part.entries.append(*item);
        } else if (const auto *const fault = std::get_if<ImportFault>(&step)) {
            report.fault(*fault);
        } else if (std::holds_alternative<ImportFile::PassedOver>(step)) {
            report.passedOver();
        } else {
            part.isLast = true;
            break;
        }
    }
    return part;
}

bool mayPass(const Error &error)
{
    return error.status == "unreachable" || error.status == "unavailable" || error.status == "throttled"
        || error.status == "internal";
}

/// One part; while the keeper or the directory is away it is tried again, with the same request id.
Task<Result<QJsonObject>> send(std::shared_ptr<AdminClient> client, QJsonObject arguments,
    std::chrono::seconds patience, const InterruptWatch &watch)
{
    RequestId id = RequestId::random();
    const Deadline deadline{patience};
    for (;;) {
        Result<QJsonObject> answer = fail(Error::internal(u"not connected"_s));
        Result<> connected;
        if (!client->isConnected())
            connected = co_await client->connect(deadline);
        if (connected)
            answer = co_await client->call(u"account.import"_s, arguments, id, deadline);
        else
            answer = fail(connected.error());
        if (answer && !answer->contains(u"alreadyDone"_s))
            co_return answer;
        if (answer) { // done before the keeper ended, which has forgotten how: it says by comparing
            id = RequestId::random();
            continue;
        }
        if (!mayPass(answer.error()) || deadline.hasExpired() || watch.isRequested())
            co_return answer;
        id = answer.error().status == "unreachable" ? id
                                                    : RequestId::random(); // an answered one is remembered
        co_await sleepFor(pause);
    }
}

} // namespace

Task<Shown> runImport(std::shared_ptr<AdminClient> client, CommandLine line, std::chrono::seconds patience)
{
    QJsonObject arguments = line.arguments;
    ImportFileOptions options;
    options.path = arguments.take(u"file"_s).toString();
    options.format = arguments.take(u"format"_s).toString();
    const QJsonArray attributes = arguments.take(u"attributes"_s).toArray();
    for (const QJsonValue &attribute : attributes)
        options.attributes.append(attribute.toString());
    const QString reportPath = arguments.take(u"report"_s).toString();
    const bool isDryRun = arguments.value(u"dryRun"_s).toBool();
    const bool asJson = line.globals[u"output"_s].toString() == u"json";
    const Result<std::unique_ptr<ImportFile>> file = ImportFile::open(options);
    if (!file)
        co_return Shown{{}, u"homeportctl: "_s + file.error().forLog + u'\n', exitcode::badValue};
    ImportReport report;
    if (const Result<> opened = report.open(reportPath); !opened)
        co_return Shown{{}, u"homeportctl: "_s + opened.error().forLog + u'\n', exitcode::badValue};
    const InterruptWatch watch;
    QString stopped;
    for (bool isLast = false; !isLast && stopped.isEmpty();) {
        const Part part = readPart(**file, report);
        isLast = part.isLast;
        if (part.entries.isEmpty())
            continue;
        arguments.insert(u"entries"_s, part.entries);
        const Result<QJsonObject> answer = co_await send(client, arguments, patience, watch);
        Result<> written;
        if (answer)
            written = report.answer(*answer, part.entries.size());
        if (!answer && exitCodeOf(answer.error().status) == exitcode::badValue)
            co_return Shown{{}, u"homeportctl: "_s + answer.error().forLog + u'\n', exitcode::badValue};
        if (!answer)
            stopped = answer.error().forLog + u"; run the same command again to go on"_s;
        else if (!written)
            stopped = written.error().forLog;
        else if (watch.isRequested() && !isLast)
            stopped = u"interrupted; run the same command again to go on"_s;
        report.showProgress((*file)->progress());
    }
    co_return report.finish(stopped, isDryRun, asJson);
}

} // namespace homeport
