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
    explicit ConnectPane(ProfileLogin &login, QWidget *parent = nullptr);
    void showList(bool hasCluster); ///< there is one to go back to
    /// The list was asked for though there is a cluster, and is not left yet.
    bool isChoosing() const { return m_isChoosing; }
    void endChoosing();

Q_SIGNALS:
    void demoRequested();
    void choosingEnded();

private:
    void follow();
    void editOpened();

    ProfileLogin &m_login;
    QStackedWidget *m_stack = nullptr;
    ProfileList *m_list = nullptr;
    AttemptPage *m_attempt = nullptr;
    FirstContactPage *m_firstContact = nullptr;
    ChangedCertificatePage *m_changed = nullptr;
    PasswordPage *m_password = nullptr;
    bool m_isChoosing = false;
};

} // namespace homeport
