// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading them, and errors with a daemon's words.
#include "console/demo/demoarguments.h"

#include "shared/config/address.h"
#include "shared/mail/address.h"

using namespace Qt::StringLiterals;

namespace homeport {

Error demoError(const char *word, const QString &text)
{
    const QByteArray status(word);
    Fault fault = Fault::Refused;
    if (status == "bad-request")
        fault = Fault::Syntax;
    else if (status == "unavailable" || status == "internal" || status == "throttled")
        fault = Fault::Temporary;
    return {fault, status, text, status};
}

QJsonValue DemoArguments::take(
    const QString &key, bool isRequired, QJsonValue::Type type, const QString &expected)
{
    m_asked.insert(key);
    const QJsonValue value = m_json.value(key);
    if (value.isUndefined() && isRequired)
        fault(key, u"missing: expected "_s + expected);
    else if (!value.isUndefined() && value.type() != type)
        fault(key, u"expected "_s + expected);
    return value;
}

QString DemoArguments::optionalText(const QString &key)
{
    return take(key, false, QJsonValue::String, u"a text"_s).toString();
}

QString DemoArguments::text(const QString &key)
{
    const QString value = take(key, true, QJsonValue::String, u"a text"_s).toString();
    if (value.isEmpty())
        fault(key, u"empty: expected a text"_s);
    return value;
}

QStringList DemoArguments::optionalTexts(const QString &key)
{
    const QJsonArray values = take(key, false, QJsonValue::Array, u"a list of texts"_s).toArray();
    QStringList out;
    for (const QJsonValue &value : values) {
        if (value.toString().isEmpty())
            fault(key, u"expected a list of texts that are not empty"_s);
        out.append(value.toString());
    }
    return out;
}

QStringList DemoArguments::texts(const QString &key)
{
    take(key, true, QJsonValue::Array, u"a list of texts"_s);
    const QStringList values = optionalTexts(key);
    if (values.isEmpty())
        fault(key, u"empty: expected at least one text"_s);
    return values;
}

bool DemoArguments::flag(const QString &key)
{
    return take(key, false, QJsonValue::Bool, u"true or false"_s).toBool();
}

qint64 DemoArguments::count(const QString &key, qint64 least, qint64 most, std::optional<qint64> preset)
{
    const QJsonValue value = take(key, !preset, QJsonValue::Double, u"a whole number"_s);
    if (value.isUndefined())
        return preset.value_or(least);
    const qint64 number = value.toInteger(least - 1);
    if (number < least || number > most) {
        fault(key,
            u"%1 is out of range: expected a whole number, %2 to %3"_s.arg(value.toDouble())
                .arg(least)
                .arg(most));
        return least;
    }
    return number;
}

QString DemoArguments::parsedAddress(const QString &key, const QString &value)
{
    const Result<Address> parsed = parseAddress(value.toUtf8());
    if (!parsed) {
        fault(key, u"\"%1\" is no mail address: expected name@domain"_s.arg(value));
        return {};
    }
    return QString::fromUtf8(parsed->normalised().text());
}

QString DemoArguments::address(const QString &key)
{
    const QString value = text(key);
    return m_fault ? QString() : parsedAddress(key, value);
}

QStringList DemoArguments::addresses(const QString &key)
{
    QStringList out;
    const QStringList values = texts(key);
    for (const QString &value : values)
        out.append(parsedAddress(key, value));
    return out;
}

QStringList DemoArguments::endpoints(const QString &key)
{
    QStringList out;
    const QStringList values = optionalTexts(key);
    for (const QString &value : values) {
        const std::optional<HostPort> endpoint = parseHostPort(value);
        if (!endpoint || endpoint->isEmpty() || endpoint->port == 0)
            fault(key, u"\"%1\" is no address: expected HOST:PORT, such as 192.0.2.7:7700"_s.arg(value));
        else
            out.append(endpoint->text());
    }
    return out;
}

QList<QJsonObject> DemoArguments::objects(const QString &key, qsizetype most)
{
    const QJsonArray values = take(key, true, QJsonValue::Array, u"a list of objects"_s).toArray();
    QList<QJsonObject> out;
    if (values.isEmpty() || values.size() > most)
        fault(key, u"%1 elements: expected 1 to %2"_s.arg(values.size()).arg(most));
    for (const QJsonValue &value : values)
        out.append(value.toObject());
    return out;
}

QJsonObject DemoArguments::object(const QString &key)
{
    return take(key, false, QJsonValue::Object, u"an object"_s).toObject();
}

void DemoArguments::fault(const QString &key, const QString &what)
{
    if (!m_fault)
        m_fault = demoError("bad-request", key + u": "_s + what);
}

Result<> DemoArguments::finish() const
{
    if (m_fault)
        return fail(*m_fault);
    const QStringList keys = m_json.keys();
    for (const QString &key : keys) {
        if (!m_asked.contains(key))
            return fail(demoError("bad-request", key + u": unknown argument"_s));
    }
    return {};
}

QJsonObject DemoArguments::withoutSecrets() const
{
    QJsonObject out = m_json;
    if (out.contains(u"password"_s))
        out.insert(u"password"_s, u"…"_s);
    for (auto it = out.begin(); it != out.end(); ++it) {
        const QJsonArray list = it.value().toArray();
        if (!list.isEmpty() && list.first().isObject())
            it.value() = u"%1 elements"_s.arg(list.size());
    }
    return out;
}

} // namespace homeport
