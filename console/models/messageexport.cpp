// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking for the parts and writing them.
#include "console/models/messageexport.h"

#include "shared/model/jsonreader.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int mostNames = 10000; ///< "name (2).eml" and so on

struct Part
{
    QByteArray data;
    qint64 next = 0; ///< 0: this was the last
    QString fileName;
};

Result<Part> partFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Part part;
    const QString text = reader.text("data");
    part.next = reader.count("next");
    part.fileName = reader.text("fileName");
    const auto decoded =
        QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        reader.fault("data", u"expected base64"_s);
    part.data = decoded.decoded;
    return reader.finish(part);
}

Error fileError(const QString &path, const QString &why)
{
    const QString text = path + u": "_s + why;
    return Error{Fault::Refused, text.toUtf8(), text, "file"};
}

/// A name that is not taken.
QString freePath(const QString &folder, const QString &name)
{
    const QFileInfo wanted(QDir(folder).filePath(name));
    QString path = wanted.filePath();
    for (int number = 2; QFileInfo::exists(path) && number < mostNames; ++number) {
        path = QDir(folder).filePath(
            u"%1 (%2).%3"_s.arg(wanted.completeBaseName(), QString::number(number), wanted.suffix()));
    }
    return path;
}

/// Empty: done.
QString openFile(QSaveFile &file, const QString &path)
{
    file.setFileName(path);
    return file.open(QIODevice::WriteOnly) ? QString() : file.errorString();
}

} // namespace

QList<ExportedMessage> exportedMessages(const QList<QueueRow> &rows)
{
    QList<ExportedMessage> out;
    QSet<QString> known;
    for (const QueueRow &row : rows) {
        const QString name = row.member + u':' + QString::number(row.id);
        if (known.contains(name))
            continue;
        known.insert(name);
        out.append({row.member, row.id});
    }
    return out;
}

QString safeFileName(const QString &name)
{
    static const QRegularExpression odd(u"[^A-Za-z0-9._-]"_s);
    QString out = name.section(u'/', -1).section(u'\\', -1);
    out.replace(odd, u"_"_s);
    while (out.startsWith(u'.'))
        out.remove(0, 1);
    out = out.left(120);
    if (out.isEmpty())
        out = u"message.eml"_s;
    return out.endsWith(u".eml") ? out : out + u".eml"_s;
}

MessageExport::MessageExport(Connection &connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
{
}

void MessageExport::writeFile(const ExportedMessage &message, const QString &path)
{
    if (!m_isRunning)
        run({{message}, {}, path});
}

void MessageExport::writeFolder(const QList<ExportedMessage> &messages, const QString &folder)
{
    if (!m_isRunning)
        run({messages, folder, {}});
}

void MessageExport::cancel() { m_isCancelled = true; }

Task<> MessageExport::run(Order order)
{
    const QPointer<MessageExport> self(this);
    m_isRunning = true;
    m_isCancelled = false;
    int written = 0;
    QStringList failures;
    for (qsizetype at = 0; at < order.messages.size() && !m_isCancelled; ++at) {
        Q_EMIT progressed(int(at), int(order.messages.size()));
        const ExportedMessage message = order.messages[at];
        const Result<> done = co_await writeOne(message, order.folder, order.file);
        if (!self)
            co_return;
        if (done)
            ++written;
        else if (!m_isCancelled)
            failures.append(
                u"%1:%2: %3"_s.arg(message.member, QString::number(message.id), done.error().forLog));
    }
    m_isRunning = false;
    Q_EMIT finished(written, failures);
}

Task<Result<>> MessageExport::writeOne(ExportedMessage message, QString folder, QString file)
{
    const QPointer<MessageExport> self(this);
    const std::shared_ptr<BlockingPool> pool = m_pool;
    const auto out = std::make_shared<QSaveFile>();
    QString path = file;
    qint64 offset = 0;
    do {
        const QJsonObject arguments{
            {u"member"_s, message.member}, {u"id"_s, message.id}, {u"offset"_s, offset}};
        const Result<Part> part = co_await m_connection.ask(u"queue.export"_s, arguments, partFromJson);
        if (!self || m_isCancelled)
            co_return fail(Error{Fault::Temporary, "cancelled", u"cancelled"_s, "cancelled"});
        if (!part)
            co_return fail(part.error());
        if (part->next != 0 && part->next <= offset)
            co_return fail(fileError(path, u"the daemon sends the same part again"_s));
        const bool isFirst = offset == 0;
        const bool isLast = part->next == 0;
        const QString name = safeFileName(part->fileName);
        const QByteArray data = part->data;
        auto work = [=, &path]() -> QString {
            if (isFirst && path.isEmpty())
                path = freePath(folder, name);
            if (isFirst) {
                if (const QString why = openFile(*out, path); !why.isEmpty())
                    return why;
            }
            if (out->write(data) != data.size() || (isLast && !out->commit()))
                return out->errorString();
            return {};
        };
        const QString why = co_await pool->run(std::move(work));
        if (!why.isEmpty())
            co_return fail(fileError(path, why));
        offset = part->next;
    } while (offset != 0);
    co_return Result<>();
}

} // namespace homeport
