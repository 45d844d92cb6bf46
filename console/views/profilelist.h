// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The saved connections; for who has none yet, what to enter and where to find it.
#pragma once

#include "console/models/login.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace homeport {

class ProfileList : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileList(ProfileLogin &login, QWidget *parent = nullptr);
    /// Reads the profiles again.
    void refresh();
    void edit(const Profile &profile);
    void setBackVisible(bool isVisible); ///< there is a cluster to go back to

Q_SIGNALS:
    void opening(); ///< a profile, right now
    void demoRequested();
    void backRequested();

private:
    QWidget *buildWelcome();
    QWidget *buildList();
    const Profile *current() const;
    void connectCurrent();
    void duplicate();
    void askToRemove();
    void showAllowed();
    void select(const QString &id);

    ProfileLogin &m_login;
    QList<Profile> m_profiles;
    QStackedWidget *m_stack = nullptr;
    QTreeWidget *m_list = nullptr;
    QList<QPushButton *> m_needsOne; ///< buttons that act on the current profile
    QPushButton *m_back = nullptr;
};

} // namespace homeport
