// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Request line and fields.
#include "shared/net/httprequest.h"

#include "shared/base/bytes.h"

#include <algorithm>

namespace homeport {

namespace {

Error bad(const QByteArray &why) { return Error::refused(why, {}, "400"); }

bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView special("!#$%&'*+-.^_`|~"); // RFC 9110 5.6.2
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [special](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || special.contains(c);
    });
}

bool isVisible(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Result<HttpRequest> parseRequestLine(const QByteArray &line)
{
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3 || !isToken(words[0]) || words[1].isEmpty() || !isVisible(words[1]))
        return fail(bad("bad request line")); // RFC 9112 3: exactly one space between the three
    const QByteArray &version = words[2];
    if (version.size() != 8 || !version.startsWith("HTTP/") || version[6] != '.')
        return fail(bad("bad request line"));
    if (version != "HTTP/1.0" && version != "HTTP/1.1")
        return fail(Error::refused("HTTP/1.0 or 1.1 is spoken here", {}, "505"));
    HttpRequest request{words[0], words[1], version[7] - '0'};
    const qsizetype query = request.path.indexOf('?');
    if (query >= 0)
        request.path.truncate(query);
    return request;
}

} // namespace

Result<HttpRequest> parseHttpRequest(QByteArrayView head)
{
    if (head.size() > httpHeadLimit || !head.endsWith("\r\n\r\n"))
        return fail(bad("the head does not end with an empty line"));
    const QList<QByteArray> lines = head.chopped(4).toByteArray().split('\n');
    int hosts = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const bool isLast = i + 1 == lines.size();
        if (!isLast && !lines[i].endsWith('\r'))
            return fail(bad("a line does not end with CR LF"));
        if (i == 0)
            continue;
        const QByteArray field = isLast ? lines[i] : lines[i].chopped(1);
        const qsizetype colon = field.indexOf(':');
        if (colon < 1
            || !isToken(QByteArrayView(field).first(colon))) // RFC 9112 5.1: no space before the colon
            return fail(bad("bad field"));
        hosts += equalIgnoringCase(QByteArrayView(field).first(colon), "host") ? 1 : 0;
    }
    const QByteArray first = lines.size() == 1 ? lines[0] : lines[0].chopped(1);
    Result<HttpRequest> request = parseRequestLine(first);
    if (request && (hosts > 1 || (hosts == 0 && request->minor == 1)))
        return fail(bad("one Host field is needed")); // RFC 9112 3.2
    return request;
}

} // namespace homeport
