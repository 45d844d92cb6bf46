// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A connection that is being made, is waited for, or was refused.
#pragma once

#include "console/models/connection.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace homeport {

class AttemptPage : public QWidget
{
    Q_OBJECT

public:
    explicit AttemptPage(Connection &connection, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void editRequested();
    void cancelled();

private:
    void tryAgain();

    Connection &m_connection;
    QLabel *m_heading = nullptr;
    QLabel *m_problem = nullptr;
    QLabel *m_countdown = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace homeport
