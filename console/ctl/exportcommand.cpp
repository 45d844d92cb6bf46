// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A queued message into a file.
#include "console/ctl/exportcommand.h"

#include "shared/client/adminclient.h"
#include "shared/client/exitcode.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Shown problem(int code, const QString &text) { return {{}, u"homeportctl: "_s + text + u'\n', code}; }

/// After a broken connection once more: a piece is read, nothing is changed.
Task<Result<QJsonObject>> piece(
    std::shared_ptr<AdminClient> client, QJsonObject arguments, std::chrono::seconds patience)
{
    const Deadline deadline(patience);
    for (int attempt = 0;; ++attempt) {
        if (!client->isConnected()) {
            if (const Result<> connected = co_await client->connect(deadline); !connected)
                co_return fail(connected.error());
        }
        const QString what = u"queue.export"_s;
        const RequestId id = RequestId::random();
        const Result<QJsonObject> answer = co_await client->call(what, arguments, id, deadline);
        if (answer || answer.error().status != "unreachable" || attempt > 0 || deadline.hasExpired())
            co_return answer;
    }
}

/// Opens at the first piece, which names the file.
bool openFor(QFile &file, const QString &wanted, const QJsonObject &answer)
{
    if (wanted == u"-")
        return file.open(stdout, QIODevice::WriteOnly);
    file.setFileName(wanted.isEmpty() ? answer[u"fileName"_s].toString() : wanted);
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly);
}

} // namespace

Task<Shown> runExport(std::shared_ptr<AdminClient> client, CommandLine line, std::chrono::seconds patience)
{
    QJsonObject arguments = line.arguments;
    const QString wanted = arguments.take(u"file"_s).toString();
    QFile file;
    QString trouble;
    int code = exitcode::done;
    qint64 size = 0;
    for (qint64 offset = 0;;) {
        arguments.insert(u"offset"_s, offset);
        const Result<QJsonObject> answer = co_await piece(client, arguments, patience);
        if (!answer) {
            code = exitCodeOf(answer.error().status);
            trouble = answer.error().forLog;
            break;
        }
        if (!file.isOpen() && !openFor(file, wanted, *answer)) {
            co_return problem(exitcode::badValue,
                u"--file: cannot write %1: %2"_s.arg(file.fileName(), file.errorString()));
        }
        const QByteArray bytes = QByteArray::fromBase64((*answer)[u"data"_s].toString().toLatin1());
        if (file.write(bytes) != bytes.size() || !file.flush()) {
            code = exitcode::internalError;
            trouble = u"--file: cannot write %1: %2"_s.arg(file.fileName(), file.errorString());
            break;
        }
        size += bytes.size();
        offset = (*answer)[u"next"_s].toInteger();
        if (offset == 0)
            break;
    }
    if (!trouble.isEmpty()) {
        if (file.isOpen() && wanted != u"-")
            file.remove();
        co_return problem(code, trouble);
    }
    const QString name = file.fileName();
    co_return wanted == u"-" ? Shown{} : Shown{u"%1: %2 bytes\n"_s.arg(name).arg(size), {}, exitcode::done};
}

} // namespace homeport
