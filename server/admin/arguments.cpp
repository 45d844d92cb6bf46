// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Strict reading of arguments.
#include "server/admin/arguments.h"

#include "server/admin/adminerror.h"

#include <QJsonArray>

namespace homeport {

namespace {
constexpr qsizetype longestText = 4096;
constexpr qsizetype longestList = 1000;
constexpr qsizetype namesInAudit = 1000; ///< as many as one request may select

/// MEMBER:ID or MEMBER:ID/KEY of selected messages.
QJsonArray namesOf(const QJsonArray &selection)
{
    QJsonArray names;
    for (const QJsonValue &one : selection) {
        if (names.size() == namesInAudit) {
            names.append(QStringLiteral("and %1 more").arg(selection.size() - names.size()));
            break;
        }
        const QString key = one[QStringLiteral("key")].toString();
        const qint64 id = one[QStringLiteral("id")].toInteger();
        names.append(one[QStringLiteral("member")].toString() + u':' + QString::number(id)
            + (key.isEmpty() ? QString() : u'/' + key));
    }
    return names;
}
} // namespace

QJsonValue Arguments::take(const char *key, bool isRequired, QJsonValue::Type type, const char *expected)
{
    const QString name = QString::fromLatin1(key);
    m_asked.insert(name);
    const QJsonValue value = m_json.value(name);
    if (value.isUndefined()) {
        if (isRequired)
            fault(key, QStringLiteral("missing: expected %1").arg(QLatin1String(expected)));
    } else if (value.type() != type) {
        fault(key, QStringLiteral("expected %1").arg(QLatin1String(expected)));
    }
    return value;
}

QString Arguments::optionalText(const char *key)
{
    const QString value = take(key, false, QJsonValue::String, "a text").toString();
    if (value.size() > longestText)
        fault(key, QStringLiteral("longer than %1 characters").arg(longestText));
    return value;
}

QString Arguments::text(const char *key)
{
    take(key, true, QJsonValue::String, "a text");
    const QString value = optionalText(key);
    if (value.isEmpty())
        fault(key, QStringLiteral("empty: expected a text"));
    return value;
}

QStringList Arguments::optionalTexts(const char *key)
{
    const QJsonArray values = take(key, false, QJsonValue::Array, "a list of texts").toArray();
    QStringList out;
    if (values.size() > longestList)
        fault(key, QStringLiteral("more than %1 elements").arg(longestList));
    for (const QJsonValue &value : values) {
        if (!value.isString() || value.toString().isEmpty() || value.toString().size() > longestText)
            fault(key, QStringLiteral("expected a list of texts that are not empty"));
        out.append(value.toString());
    }
    return out;
}

QStringList Arguments::texts(const char *key)
{
    take(key, true, QJsonValue::Array, "a list of texts");
    const QStringList values = optionalTexts(key);
    if (values.isEmpty())
        fault(key, QStringLiteral("empty: expected at least one text"));
    return values;
}

bool Arguments::flag(const char *key) { return take(key, false, QJsonValue::Bool, "true or false").toBool(); }

QList<QJsonObject> Arguments::objects(const char *key, qsizetype most)
{
    const QJsonArray values = take(key, true, QJsonValue::Array, "a list of objects").toArray();
    QList<QJsonObject> out;
    if (values.isEmpty() || values.size() > most)
        fault(key, QStringLiteral("%1 elements: expected 1 to %2").arg(values.size()).arg(most));
    for (const QJsonValue &value : values) {
        if (!value.isObject())
            fault(key, QStringLiteral("expected a list of objects"));
        out.append(value.toObject());
    }
    return out;
}

QJsonObject Arguments::object(const char *key)
{
    return take(key, false, QJsonValue::Object, "an object").toObject();
}

qint64 Arguments::count(const char *key, qint64 least, qint64 most, std::optional<qint64> preset)
{
    const QJsonValue value = take(key, !preset, QJsonValue::Double, "a whole number");
    if (value.isUndefined())
        return preset.value_or(least);
    const double number = value.toDouble();
    if (number != double(qint64(number)) || number < double(least) || number > double(most)) {
        fault(key,
            QStringLiteral("%1 is out of range: expected a whole number, %2 to %3")
                .arg(number)
                .arg(least)
                .arg(most));
        return least;
    }
    return qint64(number);
}

Secret Arguments::secret(const char *key) { return Secret(text(key).toUtf8()); }

Address Arguments::parsed(const char *key, const QString &value)
{
    const Result<Address> address = parseAddress(value.toUtf8());
    if (!address) {
        fault(key, QStringLiteral("\"%1\" is no mail address: expected name@domain").arg(value));
        return {};
    }
    return address->normalised();
}

Address Arguments::address(const char *key)
{
    const QString value = text(key);
    return m_fault ? Address{} : parsed(key, value);
}

QList<Address> Arguments::addresses(const char *key)
{
    QList<Address> out;
    const QStringList values = texts(key);
    for (const QString &value : values)
        out.append(parsed(key, value));
    return out;
}

void Arguments::fault(const char *key, const QString &what)
{
    if (!m_fault)
        m_fault = adminError(adminword::badRequest, QString::fromLatin1(key) + QStringLiteral(": ") + what);
}

Result<> Arguments::finish() const
{
    if (m_fault)
        return fail(*m_fault);
    for (auto it = m_json.begin(); it != m_json.end(); ++it) {
        if (m_asked.contains(it.key()))
            continue;
        QStringList known(m_asked.begin(), m_asked.end());
        known.sort();
        return fail(adminError(adminword::badRequest,
            QStringLiteral("%1: unknown argument; known are: %2")
                .arg(it.key().left(100),
                    known.isEmpty() ? QStringLiteral("none") : known.join(QStringLiteral(", ")))));
    }
    return {};
}

QJsonObject Arguments::withoutSecrets() const
{
    static constexpr const char *secrets[] = {"password", "secret", "token"};
    QJsonObject out = m_json;
    for (const char *key : secrets) {
        if (out.contains(QLatin1String(key)))
            out.insert(QLatin1String(key), QStringLiteral("(removed)"));
    }
    const QString selection = QStringLiteral("selection");
    if (out.contains(selection)) // which messages were deleted is what an audit is for
        out.insert(selection, namesOf(out.value(selection).toArray()));
    for (auto it = out.begin(); it != out.end(); ++it) { // thousands, and passwords among them
        const QJsonArray list = it->toArray();
        if (!list.isEmpty() && list.first().isObject())
            *it = QStringLiteral("(%1 objects)").arg(list.size());
    }
    return out;
}

} // namespace homeport
