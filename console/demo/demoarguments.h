// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The arguments of one request of the simulated cluster, read as strictly as a daemon reads them.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

namespace homeport {

/// As AdminClient tells a daemon's refusal: `word` is its status word.
Error demoError(const char *word, const QString &text);

/// Getters keep the first fault for finish(); a key that no getter asked for is a fault too.
class DemoArguments
{
public:
    explicit DemoArguments(QJsonObject json)
        : m_json(std::move(json))
    {
    }

    bool has(const QString &key) const { return m_json.contains(key); }
    QString text(const QString &key); ///< at least one character
    QString optionalText(const QString &key);
    QStringList texts(const QString &key);
    QStringList optionalTexts(const QString &key);
    bool flag(const QString &key);
    qint64 count(const QString &key, qint64 least, qint64 most, std::optional<qint64> preset);
    QString address(const QString &key); ///< name@domain, normalised
    QStringList addresses(const QString &key);
    QStringList endpoints(const QString &key); ///< HOST:PORT each
    QList<QJsonObject> objects(const QString &key, qsizetype most);
    QJsonObject object(const QString &key);
    void ignore(const QString &key) { m_asked.insert(key); }

    void fault(const QString &key, const QString &what);
    Result<> finish() const;
    const QJsonObject &json() const { return m_json; }
    /// For the audit.
    QJsonObject withoutSecrets() const;

private:
    QJsonValue take(const QString &key, bool isRequired, QJsonValue::Type type, const QString &expected);
    QString parsedAddress(const QString &key, const QString &value);

    QJsonObject m_json;
    QSet<QString> m_asked;
    std::optional<Error> m_fault;
};

} // namespace homeport
