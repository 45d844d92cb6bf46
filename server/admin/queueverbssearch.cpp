// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// queue.search: the first rows of each member's queue merged into one page.
#include "server/admin/queueverbs.h"

#include "shared/model/jsonreader.h"
#include "shared/model/queuerow.h"

namespace homeport::queueverbs {

namespace {

constexpr qint64 longestPage = 1000;
constexpr qint64 presetPage = 200;

/// What one member answered, and how far it was taken into the page.
struct Source
{
    QString member;
    QJsonArray rows;
    QList<QByteArray> values; ///< what is sorted by; they compare as bytes
    qsizetype next = 0;
    bool hasMore = false;

    bool isEmpty() const { return next >= rows.size(); }
};

Source sourceOf(const MemberName &member, const QJsonObject &answer)
{
    Source source{member.text, answer.value(QStringLiteral("rows")).toArray(), {}, 0,
        answer.value(QStringLiteral("more")).toBool()};
    const QJsonArray values = answer.value(QStringLiteral("values")).toArray();
    for (const QJsonValue &value : values)
        source.values.append(QByteArray::fromBase64(value.toString().toLatin1()));
    source.values.resize(source.rows.size());
    return source;
}

/// Is the next row of `a` before that of `b`? Rows of one value: by member, then in the member's own order.
bool isBefore(const Source &a, const Source &b, bool isDescending)
{
    const int order = a.values[a.next].compare(b.values[b.next]);
    const int all = order != 0 ? order : a.member.compare(b.member);
    return isDescending ? all > 0 : all < 0;
}

/// Where each member's part of the pages so far ended: {member: {"value", "id", "key"}}, base64.
Result<QJsonObject> readCursor(const QString &text)
{
    if (text.isEmpty())
        return QJsonObject();
    const auto bytes = QByteArray::fromBase64Encoding(
        text.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const Result<QJsonObject> cursor = bytes ? parseJsonObject(*bytes) : fail(Error::syntax("no base64"));
    if (!cursor)
        return fail(adminError(
            adminword::badRequest, QStringLiteral("after: expected what \"next\" of the page before was")));
    return cursor;
}

QString cursorText(const QJsonObject &cursor)
{
    return QString::fromLatin1(
        jsonBytes(cursor).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QJsonObject positionOf(const Source &source)
{
    const QJsonValue row = source.rows.at(source.next);
    return {{QStringLiteral("value"), QString::fromLatin1(source.values[source.next].toBase64())},
        {QStringLiteral("id"), row[QStringLiteral("id")]},
        {QStringLiteral("key"), row[QStringLiteral("key")]}};
}

/// Up to `limit` rows; `cursor` goes on with them.
QJsonArray merge(std::vector<Source> &sources, bool isDescending, qsizetype limit, QJsonObject &cursor)
{
    QJsonArray page;
    while (page.size() < limit) {
        Source *first = nullptr;
        for (Source &source : sources) {
            if (!source.isEmpty() && (!first || isBefore(source, *first, isDescending)))
                first = &source;
        }
        if (!first)
            break;
        cursor.insert(first->member, positionOf(*first));
        page.append(first->rows.at(first->next));
        ++first->next;
    }
    return page;
}

} // namespace

Answer search(AdminWorld &world, VerbCall call)
{
    QJsonObject passed = call.arguments.json();
    const QString wanted = call.arguments.optionalText("member");
    const Result<QJsonObject> read = readCursor(call.arguments.optionalText("after"));
    const bool isDescending = call.arguments.flag("descending");
    const qint64 limit = call.arguments.count("limit", 1, longestPage, presetPage);
    call.arguments.optionalText("sort");
    call.arguments.object("filter");
    if (const Result<> strict = call.arguments.finish(); !strict)
        co_return fail(strict.error());
    if (!read)
        co_return fail(read.error());
    QList<MemberName> members = joined(world);
    if (!wanted.isEmpty()) {
        const Result<MemberName> member = world.member("member", wanted);
        if (!member)
            co_return fail(member.error());
        members = {*member};
    }
    QJsonObject cursor = *read;
    passed.remove(QStringLiteral("member"));
    passed.insert(QStringLiteral("limit"), limit);
    QList<Question> questions;
    for (const MemberName &member : members) {
        passed.insert(QStringLiteral("after"), cursor.value(member.text).toObject());
        questions.append({member, passed});
    }
    const QString what = QStringLiteral("queue.search");
    const std::vector<MemberAnswer> answers = co_await askEach(world, what, questions, searchPatience);
    std::vector<Source> sources;
    qint64 total = 0;
    for (const MemberAnswer &member : answers) {
        if (!member.answer)
            continue;
        sources.push_back(sourceOf(member.member, *member.answer));
        total += member.answer->value(QStringLiteral("total")).toInteger();
    }
    if (const std::optional<Error> wrong = clearest(answers); wrong && sources.empty())
        co_return fail(*wrong);
    const QJsonArray rows = merge(sources, isDescending, limit, cursor);
    const bool hasMore = std::any_of(sources.begin(), sources.end(),
        [](const Source &source) { return !source.isEmpty() || source.hasMore; });
    co_return QJsonObject{{QStringLiteral("rows"), rows}, {QStringLiteral("total"), total},
        {QStringLiteral("next"), hasMore ? cursorText(cursor) : QString()},
        {QStringLiteral("unreachable"), unreachable(answers)}};
}

} // namespace homeport::queueverbs
