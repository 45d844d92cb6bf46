// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Makes or changes a saved connection: every fault stands beside its field, Test tells how far one comes.
#pragma once

#include "console/models/login.h"
#include "console/models/profiletrial.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace homeport {

/// Deletes itself when closed. saved() comes after the profile was stored.
class ProfileDialog : public QDialog
{
    Q_OBJECT

public:
    ProfileDialog(ProfileLogin &login, const Profile &profile, QWidget *parent = nullptr);
    void startTest();

Q_SIGNALS:
    void saved(const homeport::Profile &profile);

private:
    void buildFields(QFormLayout *form);
    void buildCertificate(QFormLayout *form);
    void buildTest();
    QLabel *faultLabel(QFormLayout *form, QWidget *field, const QString &label);
    Profile edited() const;
    void showFaults();
    void grow();
    void showCertificate();
    void showRemember();
    void showTest();
    void save();
    void askToForget();
    Task<> test();

    ProfileLogin &m_login;
    Profile m_profile;
    const QList<Profile> m_others;
    ProfileTrial m_trial;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QCheckBox *m_remember = nullptr;
    QLabel *m_rememberNote = nullptr;
    QCheckBox *m_readOnly = nullptr;
    QComboBox *m_colour = nullptr;
    QLabel *m_nameFault = nullptr;
    QLabel *m_addressFault = nullptr;
    QLabel *m_userFault = nullptr;
    QLabel *m_certificate = nullptr;
    QPushButton *m_forget = nullptr;
    QPushButton *m_test = nullptr;
    QLabel *m_report = nullptr;
    QList<const QWidget *> m_touched; ///< fields whose faults are shown
};

} // namespace homeport
