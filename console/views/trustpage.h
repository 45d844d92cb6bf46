// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A server's certificate: to be compared at the first contact, blocked when it has changed.
#pragma once

#include "console/models/connection.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace homeport {

/// First contact: the only place where a certificate is accepted, and only after a look at the server.
class FirstContactPage : public QWidget
{
    Q_OBJECT

public:
    explicit FirstContactPage(Connection &connection, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void cancelled();

private:
    Connection &m_connection;
    QLabel *m_heading = nullptr;
    QLabel *m_meaning = nullptr;
    QWidget *m_fingerprint = nullptr;
    QLabel *m_where = nullptr;
    QPushButton *m_cancel = nullptr;
};

/// Another certificate than the trusted one: nothing here accepts it.
class ChangedCertificatePage : public QWidget
{
    Q_OBJECT

public:
    explicit ChangedCertificatePage(Connection &connection, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void editRequested();
    void cancelled();

private:
    Connection &m_connection;
    QLabel *m_heading = nullptr;
    QLabel *m_problem = nullptr;
    QWidget *m_trusted = nullptr;
    QWidget *m_seen = nullptr;
    QWidget *m_seenAuthority = nullptr;
    QLabel *m_seenAuthorityTitle = nullptr;
    QPushButton *m_back = nullptr;
};

} // namespace homeport
