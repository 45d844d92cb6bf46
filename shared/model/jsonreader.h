// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reads the fields of a JSON object strictly: what is missing or ill-typed is an error that names it, what is
// unknown is ignored (protocol.md, first paragraph).
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <span>

namespace homeport {

/// An enumerator and its word on the wire.
template <class E> struct EnumWord
{
    E value;
    const char *word;
};

template <class E> QString wordOf(std::span<const EnumWord<E>> words, E value)
{
    for (const EnumWord<E> &entry : words) {
        if (entry.value == value)
            return QString::fromLatin1(entry.word);
    }
    Q_UNREACHABLE();
}

/// `"served", "detached"`: for messages.
template <class E> QString allWords(std::span<const EnumWord<E>> words)
{
    QStringList quoted;
    for (const EnumWord<E> &entry : words)
        quoted << u'"' + QString::fromLatin1(entry.word) + u'"';
    return quoted.join(QStringLiteral(", "));
}

/// Reads one object. Every getter returns a value of its type; the first fault is kept and told by finish():
///
///     JsonReader reader(json);
///     Storage storage;
///     storage.name = reader.text("name");
///     return reader.finish(storage);
///
/// Errors are Syntax: `storages[2].epoch: missing`.
class JsonReader
{
public:
    explicit JsonReader(QJsonObject json)
        : m_json(std::move(json))
    {
    }

    QString text(const char *key);
    /// A text with at least one character.
    QString filledText(const char *key);
    QStringList texts(const char *key);
    bool boolean(const char *key);
    /// A JSON number without fraction, -(2^53) to 2^53.
    qint64 integer(const char *key);
    /// The same, 0 to `most`.
    qint64 count(const char *key, qint64 most = qint64(1) << 53);
    /// A list of exactly `length` of them.
    QList<qint64> counts(const char *key, qsizetype length);
    /// Decimal text for what may pass 2^53: bytes, fences.
    quint64 bigCount(const char *key);
    /// Decimal text within qint64.
    qint64 bytes(const char *key);
    /// RFC 3339 with a zone; the result is UTC.
    QDateTime time(const char *key);
    /// The same or null, which is an invalid QDateTime.
    QDateTime timeOrNull(const char *key);
    /// Strict base64 of exactly `length` bytes; `orEmpty` allows "".
    QByteArray base64(const char *key, qsizetype length, bool orEmpty);
    /// 64 lower-case hex digits; `orEmpty` allows "".
    QByteArray sha256(const char *key, bool orEmpty);
    QList<QByteArray> sha256List(const char *key);
    /// A host name in lower case.
    MemberName memberName(const char *key);
    /// The same or "".
    MemberName memberNameOrEmpty(const char *key);
    QJsonObject object(const char *key);

    template <class Id> Id id(const char *key)
    {
        const auto value = Id::fromHex(text(key).toLatin1());
        if (!value)
            fault(key, QStringLiteral("expected 32 hex digits"));
        return value.value_or(Id{});
    }
    template <class Id> QList<Id> ids(const char *key)
    {
        QList<Id> out;
        for (const QString &element : texts(key)) {
            const auto value = Id::fromHex(element.toLatin1());
            if (!value)
                fault(key, QStringLiteral("expected 32 hex digits each"));
            out << value.value_or(Id{});
        }
        return out;
    }
    template <class E> E choice(const char *key, std::span<const EnumWord<E>> words)
    {
        const QString word = text(key);
        for (const EnumWord<E> &entry : words) {
            if (word == QLatin1String(entry.word))
                return entry.value;
        }
        fault(key, QStringLiteral("\"%1\" is none of %2").arg(word, allWords(words)));
        return words.front().value;
    }
    /// An object read by `fromJson`; its faults are told with this key in front.
    template <class T> T nested(const char *key, Result<T> (*fromJson)(const QJsonObject &))
    {
        const QJsonObject inner = object(key);
        return hasFault() ? T{} : take(fromJson(inner), QString::fromLatin1(key));
    }
    /// A list of objects.
    template <class T> QList<T> list(const char *key, Result<T> (*fromJson)(const QJsonObject &))
    {
        QList<T> out;
        const QJsonArray elements = array(key);
        for (qsizetype i = 0; i < elements.size() && !hasFault(); ++i) {
            const QString where = QStringLiteral("%1[%2]").arg(QLatin1String(key)).arg(i);
            if (!elements[i].isObject())
                fault(qPrintable(where), QStringLiteral("expected an object"));
            else
                out << take(fromJson(elements[i].toObject()), where);
        }
        return out;
    }

    bool hasFault() const { return !m_fault.isEmpty(); }
    /// For checks beyond type and range; the first fault wins.
    void fault(const char *key, const QString &what);

    template <class T> Result<T> finish(T value) const
    {
        if (hasFault())
            return fail(Error::syntax(m_fault));
        return value;
    }

private:
    QJsonValue value(const char *key);
    QJsonArray array(const char *key);
    template <class T> T take(Result<T> result, const QString &where)
    {
        if (result)
            return *std::move(result);
        if (!hasFault())
            m_fault = where.toLatin1() + '.' + result.error().forPeer;
        return T{};
    }

    QJsonObject m_json;
    QByteArray m_fault; ///< ASCII; empty: none yet
};

/// RFC 3339 UTC with milliseconds; null when invalid.
QJsonValue timeToJson(const QDateTime &time);
QString timeText(const QDateTime &time);

/// The names of `ids` as a JSON array of hex.
template <class Id> QJsonArray idsToJson(const QList<Id> &ids)
{
    QJsonArray out;
    for (const Id &id : ids)
        out.append(id.text());
    return out;
}

template <class T> QJsonArray listToJson(const QList<T> &values)
{
    QJsonArray out;
    for (const T &element : values)
        out.append(toJson(element));
    return out;
}

/// Parses a document whose root is an object. Errors are Syntax with the offset of the fault.
Result<QJsonObject> parseJsonObject(const QByteArray &text);
/// Compact UTF-8.
QByteArray jsonBytes(const QJsonObject &json);

} // namespace homeport
