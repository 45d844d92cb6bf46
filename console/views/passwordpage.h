// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asks for the password of the connection that is being opened; a wrong one is told in place.
#pragma once

#include "console/models/login.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace homeport {

class PasswordPage : public QWidget
{
    Q_OBJECT

public:
    explicit PasswordPage(ProfileLogin &login, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void editRequested();
    void cancelled();

private:
    void showKeychain();
    void submit();

    ProfileLogin &m_login;
    QLabel *m_heading = nullptr;
    QLabel *m_problem = nullptr;
    QLineEdit *m_password = nullptr;
    QCheckBox *m_remember = nullptr;
    QLabel *m_note = nullptr;
    QString m_profileId; ///< whose "remember" is shown
};

} // namespace homeport
