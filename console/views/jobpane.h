// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One job: how far it is, what may be done with it, what has happened, and the mail that still waits.
#pragma once

#include "console/models/jobfollower.h"
#include "console/views/context.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace homeport {

class Banner;

/// Buttons: `pause`, `resume`, `cancelJob`, `undo`. Texts: `jobTitle`, `jobState`, `jobAccess`, `jobFigures`,
/// `jobWaiting`, `jobLog`; bars: `jobBar`, `waitingBar`.
class JobPane : public QWidget
{
    Q_OBJECT

public:
    explicit JobPane(ConsoleContext &context, QWidget *parent = nullptr);
    void follow(const QString &jobId) { m_follower->follow(jobId); }
    const JobFollower &follower() const { return *m_follower; }

Q_SIGNALS:
    void changed();
    void undoRequested(const QString &jobId);

private:
    void buildButtons();
    QPushButton *button(const QString &name, const QString &text);
    void showJob();
    void showProgress(const JobEntry &entry);
    void showWaiting(const JobEntry &entry);
    void showButtons(const JobEntry &entry);
    void showLog();
    void act(JobVerb verb);

    ConsoleContext &m_context;
    JobFollower *m_follower = nullptr;
    QLabel *m_empty = nullptr;
    QWidget *m_body = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_state = nullptr;
    Banner *m_lost = nullptr;
    QLabel *m_access = nullptr;
    QProgressBar *m_bar = nullptr;
    QLabel *m_figures = nullptr;
    QLabel *m_waiting = nullptr;
    QProgressBar *m_waitingBar = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_undo = nullptr;
    QPlainTextEdit *m_log = nullptr;
};

} // namespace homeport
