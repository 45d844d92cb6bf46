// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Words, codes and texts of failures.
#include "server/admin/adminerror.h"

#include <array>

namespace homeport {

namespace {

struct Word
{
    const char *word;
    int http;
    Fault fault;
};

constexpr auto words = std::to_array<Word>({
    {adminword::badRequest, 400, Fault::Syntax},
    {adminword::unauthorised, 401, Fault::Refused},
    {adminword::forbidden, 403, Fault::Refused},
    {adminword::noSuchAccount, 404, Fault::Refused},
    {adminword::noSuchMember, 404, Fault::Refused},
    {adminword::notFound, 404, Fault::Refused},
    {adminword::conflict, 409, Fault::Refused},
    {adminword::throttled, 429, Fault::Temporary},
    {adminword::unavailable, 503, Fault::Temporary},
    {adminword::internalError, 503, Fault::Internal},
});

const Word *wordNamed(const QByteArray &name)
{
    for (const Word &word : words) {
        if (name == word.word)
            return &word;
    }
    return nullptr;
}

const char *wordOfFault(Fault fault)
{
    switch (fault) {
    case Fault::Syntax:
        return adminword::badRequest;
    case Fault::Refused:
        return adminword::conflict;
    case Fault::Temporary:
        return adminword::unavailable;
    case Fault::Internal:
        return adminword::internalError;
    }
    Q_UNREACHABLE();
}

/// Error::forPeer is ASCII without line ends.
QByteArray asciiOf(const QString &text)
{
    QByteArray out;
    for (const QChar c : text)
        out += c.unicode() >= 0x20 && c.unicode() < 0x7f ? char(c.unicode()) : (c == u'\n' ? ' ' : '?');
    return out;
}

} // namespace

Error adminError(const char *word, const QString &text)
{
    const Word *const known = wordNamed(word);
    return {known ? known->fault : Fault::Internal, asciiOf(text), text, word};
}

QByteArray adminWordOf(const Error &error)
{
    return wordNamed(error.status) ? error.status : QByteArray(wordOfFault(error.fault));
}

int httpStatusOf(const Error &error) { return wordNamed(adminWordOf(error))->http; }

QString textForAdministrator(const Error &error)
{
    return error.forLog.isEmpty() ? QString::fromUtf8(error.forPeer) : error.forLog;
}

QJsonObject adminErrorBody(const Error &error)
{
    return {{QStringLiteral("error"), textForAdministrator(error)},
        {QStringLiteral("status"), QString::fromLatin1(adminWordOf(error))}};
}

} // namespace homeport
