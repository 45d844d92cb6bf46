// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the window shows while there is no cluster to show: the connections, and the way into one.
#pragma once

#include "console/models/login.h"

#include <QScrollArea>

class QStackedWidget;

namespace homeport {

class AttemptPage;
class ChangedCertificatePage;
class FirstContactPage;
class PasswordPage;
class ProfileList;

/// Follows the state of the connection; showList() brings the connections whatever that is.
class ConnectPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit ConnectPane(Login &login, QWidget *parent = nullptr);
    void showList(bool hasCluster); ///< there is one to go back to

Q_SIGNALS:
    void demoRequested();
    void backRequested();

private:
    void follow();
    void editOpened();

    Login &m_login;
    QStackedWidget *m_stack = nullptr;
    ProfileList *m_list = nullptr;
    AttemptPage *m_attempt = nullptr;
    FirstContactPage *m_firstContact = nullptr;
    ChangedCertificatePage *m_changed = nullptr;
    PasswordPage *m_password = nullptr;
};

} // namespace homeport
