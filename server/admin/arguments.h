// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The arguments of one request, read strictly: what is missing, ill-typed or unknown is told with name and
// value.
#pragma once

#include "server/ports/directory.h"

#include <QJsonObject>
#include <QSet>
#include <QStringList>

namespace homeport {

/// Getters return a value of their type; the first fault is kept for finish(). A key that no getter asked for
/// is a fault too.
class Arguments
{
public:
    explicit Arguments(QJsonObject json)
        : m_json(std::move(json))
    {
    }

    bool has(const char *key) const { return m_json.contains(QLatin1String(key)); }
    /// At least one character, at most 4,096.
    QString text(const char *key);
    QString optionalText(const char *key);
    QStringList texts(const char *key);
    QStringList optionalTexts(const char *key);
    bool flag(const char *key); ///< false when missing
    /// Objects, at least one and at most `most`.
    QList<QJsonObject> objects(const char *key, qsizetype most);
    QJsonObject object(const char *key); ///< empty when missing
    qint64 count(const char *key, qint64 least, qint64 most, std::optional<qint64> preset);
    Secret secret(const char *key);
    Address address(const char *key); ///< normalised
    QList<Address> addresses(const char *key);
    template <class Id> Id id(const char *key)
    {
        const QString value = text(key);
        const auto parsed = Id::fromHex(value.toLatin1());
        if (!parsed && !m_fault)
            fault(key, QStringLiteral("\"%1\" is no id: expected 32 hex digits").arg(value));
        return parsed.value_or(Id{});
    }

    /// For checks beyond type and range; the first fault wins. `what` names the value and what would be
    /// right.
    void fault(const char *key, const QString &what);
    Result<> finish() const;

    const QJsonObject &json() const { return m_json; }
    /// For the audit: values of passwords, secrets and tokens replaced, lists of objects by their size.
    QJsonObject withoutSecrets() const;

private:
    QJsonValue take(const char *key, bool isRequired, QJsonValue::Type type, const char *expected);
    Address parsed(const char *key, const QString &value);

    QJsonObject m_json;
    QSet<QString> m_asked;
    std::optional<Error> m_fault;
};

} // namespace homeport
