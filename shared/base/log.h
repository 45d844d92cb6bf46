// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Log facts, not prose: a category per folder, the id first, fixed keys, the peer's text escaped.
#pragma once

#include "shared/base/error.h"
#include "shared/base/ids.h"

#include <QDebug>
#include <QLoggingCategory>

namespace homeport {

/// One line of the log: `event id=… key=value key="text of a peer" why="…"`.
///
///     qCInfo(lcQueue) << Event("deferred").id(entry.id).with("lane", lane).why(error);
///
/// QString and numbers are taken as ours, QByteArray as a peer's: both are escaped when they hold
/// anything but letters, digits and ./:@_-+[]<>*. A Secret does not convert.
class Event
{
public:
    explicit Event(const char *name)
        : m_line(QString::fromLatin1(name))
    {
    }
    template <class Tag> Event &&id(const Id128<Tag> &value) &&
    {
        return std::move(*this).with("id", value.text());
    }
    Event &&id(const QString &value) && { return std::move(*this).with("id", value); }
    Event &&with(const char *key, const QString &value) &&;
    Event &&with(const char *key, const QByteArray &value) &&;
    Event &&with(const char *key, const char *value) &&
    {
        return std::move(*this).with(key, QByteArray(value));
    }
    template <class Number>
    requires std::is_arithmetic_v<Number> Event && with(const char *key, Number value) && {
        return std::move(*this).with(key, QString::number(value));
    }
    template <class Tag> Event &&with(const char *key, const Id128<Tag> &value) &&
    {
        return std::move(*this).with(key, value.text());
    }
    template <class Tag> Event &&with(const char *key, const NameOf<Tag> &value) &&
    {
        return std::move(*this).with(key, value.text);
    }
    Event &&why(const Error &error) && { return std::move(*this).with("why", error.forLog.toUtf8()); }
    const QString &line() const { return m_line; }

private:
    QString m_line;
};

QDebug operator<<(QDebug debug, const Event &event);

/// Sends Qt's messages to stderr as `<N>time category: line`, with the syslog level in front when
/// stderr goes to the journal. Called once, by main().
void installLogHandler();

Q_DECLARE_LOGGING_CATEGORY(lcBase)

} // namespace homeport
