// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reads the fields of a JSON object strictly.
#include "shared/model/jsonreader.h"
#include "shared/mail/address.h"

#include <QJsonDocument>

namespace homeport {

namespace {

constexpr qint64 largestExact = qint64(1) << 53;

/// A peer's text made safe for Error::forPeer: printable ASCII.
QByteArray printable(const QString &text)
{
    QByteArray out;
    for (const QChar c : text.left(300))
        out += c >= u' ' && c <= u'~' ? char(c.unicode()) : '?';
    return out;
}

bool isSha256(const QString &text)
{
    const QByteArray hex = text.toLatin1();
    std::array<quint8, 32> bytes{};
    return hex.size() == 64 && parseHex(hex, bytes.data(), bytes.size()) && asciiLower(hex) == hex;
}

} // namespace

void JsonReader::fault(const char *key, const QString &what)
{
    if (m_fault.isEmpty())
        m_fault = QByteArray(key) + ": " + printable(what);
}

QJsonValue JsonReader::value(const char *key)
{
    const QJsonValue found = m_json.value(QLatin1String(key));
    if (found.isUndefined())
        fault(key, QStringLiteral("missing"));
    return found;
}

QString JsonReader::text(const char *key)
{
    const QJsonValue found = value(key);
    if (!found.isString())
        fault(key, QStringLiteral("expected a text"));
    return found.toString();
}

QString JsonReader::filledText(const char *key)
{
    const QString found = text(key);
    if (found.isEmpty())
        fault(key, QStringLiteral("is empty"));
    return found;
}

QJsonArray JsonReader::array(const char *key)
{
    const QJsonValue found = value(key);
    if (!found.isArray())
        fault(key, QStringLiteral("expected a list"));
    return found.toArray();
}

QStringList JsonReader::texts(const char *key)
{
    QStringList out;
    const QJsonArray elements = array(key);
    for (const QJsonValue &element : elements) {
        if (!element.isString())
            fault(key, QStringLiteral("expected a list of texts"));
        out << element.toString();
    }
    return out;
}

bool JsonReader::boolean(const char *key)
{
    const QJsonValue found = value(key);
    if (!found.isBool())
        fault(key, QStringLiteral("expected true or false"));
    return found.toBool();
}

qint64 JsonReader::integer(const char *key)
{
    const QJsonValue found = value(key);
    const double number = found.toDouble();
    // RFC 8259 6: beyond 2^53 readers differ on what a number means
    const bool exact =
        number >= -double(largestExact) && number <= double(largestExact) && double(qint64(number)) == number;
    if (!found.isDouble() || !exact) {
        fault(key, QStringLiteral("expected a whole number"));
        return 0;
    }
    return qint64(number);
}

qint64 JsonReader::count(const char *key, qint64 most)
{
    const qint64 number = integer(key);
    if (number < 0 || number > most)
        fault(key, QStringLiteral("%1 is not between 0 and %2").arg(number).arg(most));
    return number;
}

QList<qint64> JsonReader::counts(const char *key, qsizetype length)
{
    const QJsonArray elements = array(key);
    QList<qint64> out;
    for (const QJsonValue &element : elements) {
        const double number = element.toDouble(-1);
        if (number < 0 || number > double(largestExact) || double(qint64(number)) != number)
            fault(key, QStringLiteral("expected a list of whole numbers"));
        else
            out.append(qint64(number));
    }
    if (out.size() != length)
        fault(key, QStringLiteral("expected %1 numbers").arg(length));
    return out;
}

quint64 JsonReader::bigCount(const char *key)
{
    const QString digits = text(key);
    bool ok = !digits.isEmpty();
    for (const QChar c : digits)
        ok = ok && c >= u'0' && c <= u'9';
    const quint64 number = ok ? digits.toULongLong(&ok) : 0;
    if (!ok)
        fault(key, QStringLiteral("expected a number written as a text"));
    return number;
}

qint64 JsonReader::bytes(const char *key)
{
    const quint64 number = bigCount(key);
    if (number > quint64(std::numeric_limits<qint64>::max())) {
        fault(key, QStringLiteral("the number is too large"));
        return 0;
    }
    return qint64(number);
}

QDateTime JsonReader::time(const char *key)
{
    const QString stamp = text(key);
    const QDateTime parsed = QDateTime::fromString(stamp, Qt::ISODateWithMs);
    // RFC 3339 5.6: date, time and zone are all there
    if (!parsed.isValid() || parsed.timeSpec() == Qt::LocalTime || !stamp.contains(u'T')) {
        fault(key, QStringLiteral("expected a time such as 2026-01-31T12:00:00.000Z"));
        return {};
    }
    return parsed.toUTC();
}

QDateTime JsonReader::timeOrNull(const char *key) { return value(key).isNull() ? QDateTime() : time(key); }

QByteArray JsonReader::base64(const char *key, qsizetype length, bool orEmpty)
{
    const QString encoded = text(key);
    const auto decoded = QByteArray::fromBase64Encoding(
        encoded.toUtf8(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const bool fits = decoded && (decoded.decoded.size() == length || (orEmpty && encoded.isEmpty()));
    if (!fits) {
        fault(key, QStringLiteral("expected %1 bytes in base64").arg(length));
        return {};
    }
    return decoded.decoded;
}

QByteArray JsonReader::sha256(const char *key, bool orEmpty)
{
    const QString hex = text(key);
    if (!isSha256(hex) && !(orEmpty && hex.isEmpty()))
        fault(key, QStringLiteral("expected 64 hex digits in lower case"));
    return hex.toLatin1();
}

QList<QByteArray> JsonReader::sha256List(const char *key)
{
    QList<QByteArray> out;
    for (const QString &hex : texts(key)) {
        if (!isSha256(hex))
            fault(key, QStringLiteral("expected 64 hex digits in lower case each"));
        out << hex.toLatin1();
    }
    return out;
}

MemberName JsonReader::memberName(const char *key)
{
    const QString name = text(key);
    if (!checkDomainName(name.toUtf8()))
        fault(key, QStringLiteral("\"%1\" is not a host name in lower case").arg(name));
    return MemberName(name);
}

MemberName JsonReader::memberNameOrEmpty(const char *key)
{
    return text(key).isEmpty() ? MemberName() : memberName(key);
}

QJsonObject JsonReader::object(const char *key)
{
    const QJsonValue found = value(key);
    if (!found.isObject())
        fault(key, QStringLiteral("expected an object"));
    return found.toObject();
}

QString timeText(const QDateTime &time) { return time.toUTC().toString(Qt::ISODateWithMs); }

QJsonValue timeToJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(timeText(time)) : QJsonValue(QJsonValue::Null);
}

Result<QJsonObject> parseJsonObject(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        return fail(Error::syntax(
            "JSON at byte " + QByteArray::number(error.offset) + ": " + printable(error.errorString())));
    }
    if (!document.isObject())
        return fail(Error::syntax("JSON: expected an object"));
    return document.object();
}

QByteArray jsonBytes(const QJsonObject &json) { return QJsonDocument(json).toJson(QJsonDocument::Compact); }

} // namespace homeport
