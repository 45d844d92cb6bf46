// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A change that an administrator is about to make, with the words that say what it does.
#pragma once

#include "console/models/connection.h"

namespace homeport {

enum class ActDanger {
    Plain, ///< done at once, easily taken back
    Asks, ///< shown and confirmed first
    Destructive, ///< the same; something is lost or users notice it
};

struct Act
{
    QString what; ///< of the admin API
    QJsonObject arguments;
    AdministratorRole role = AdministratorRole::Operator; ///< at least
    QString button; ///< verb, object and count: "Delete 37 messages"
    QString text; ///< what will happen, in a sentence or two
    QString takeBack; ///< how to take it back, or that it cannot be
    ActDanger danger = ActDanger::Asks;
    QString typed; ///< what must be typed to confirm; empty: nothing
    std::chrono::milliseconds patience = 90s;

    /// The same as a homeportctl command; empty when there is none.
    QString command() const;
};

enum class ActState { Running, Done, Partly, Failed };

/// One act of this console since it was started.
struct ActRecord
{
    QString request; ///< as it stands in the audit
    QString button;
    QString what;
    QString command;
    QDateTime started;
    QDateTime ended;
    ActState state = ActState::Running;
    QString result; ///< what failed, or the warnings
    bool operator==(const ActRecord &) const = default;
};

/// Runs acts and remembers them. GUI thread.
class ActRunner : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostRecords = 500;

    explicit ActRunner(Connection &connection, QObject *parent = nullptr);
    Task<Result<QJsonObject>> run(Act act);
    /// Newest first.
    const QList<ActRecord> &records() const { return m_records; }
    int runningCount() const;
    Connection &connection() const { return m_connection; }

Q_SIGNALS:
    void recordsChanged();
    void ended(const homeport::ActRecord &record);

private:
    void finish(const QString &request, const Result<QJsonObject> &answer);

    Connection &m_connection;
    QList<ActRecord> m_records;
};

/// What an answer says beside "done": warnings, failures of parts, members that did not answer; a line each.
QStringList remarksOf(const QJsonObject &answer);

} // namespace homeport
