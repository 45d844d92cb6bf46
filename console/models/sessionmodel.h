// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions of clients: the newest that the daemons find for a search, asked for again and again.
#pragma once

#include "console/models/act.h"
#include "console/models/rowmodel.h"
#include "shared/model/session.h"

namespace homeport {

struct SessionSearch
{
    QString text; ///< part of account, login or client address
    QString member;
    QString service; ///< "imap", "pop3", "smtp", "submission"
    bool operator==(const SessionSearch &) const = default;

    QJsonObject toJson() const;
};

struct SessionList
{
    QList<SessionRow> sessions;
    qint64 total = 0;
    QStringList unreachable;
};

Result<SessionList> sessionListFromJson(const QJsonObject &json);

/// At most `mostShown` rows; total() says how many there are. Answers of another search are dropped.
class SessionModel : public RowModel<SessionRow>
{
    Q_OBJECT

public:
    static constexpr int mostShown = 1000;

    explicit SessionModel(Connection &connection, QObject *parent = nullptr);

    void setSearch(const SessionSearch &search);
    void refresh();
    qint64 total() const { return m_total; }
    const QStringList &unreachable() const { return m_unreachable; }
    QString problem() const { return m_problem; }
    QDateTime asOf() const { return m_asOf; }

Q_SIGNALS:
    void answered();

private:
    Task<> ask(int generation);

    Connection &m_connection;
    SessionSearch m_search;
    int m_generation = 0;
    bool m_isAsking = false;
    qint64 m_total = 0;
    QStringList m_unreachable;
    QString m_problem;
    QDateTime m_asOf;
};

QString serviceTitle(SessionService service);
/// A session that is carried is a row at each of its two members.
QString sessionKey(const SessionRow &session);
Act endSessionAct(const SessionRow &session);
/// `shown`: how many of its sessions are known now.
Act endSessionsOfAccountAct(const QString &account, int shown);

} // namespace homeport
