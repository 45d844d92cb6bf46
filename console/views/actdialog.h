// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asks before a change, shows it as a homeportctl command, runs it, and shows what came of it.
#pragma once

#include "console/models/act.h"

#include <QDialog>
#include <functional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace homeport {

/// Cancel is the default; the button that does it names verb, object and count. A failure is shown in place,
/// with "Try again". Deletes itself when closed.
class ActDialog : public QDialog
{
    Q_OBJECT

public:
    using Done = std::function<void(const QJsonObject &answer)>;

    ActDialog(ActRunner &acts, const Act &act, Done done, QWidget *parent);
    /// More between the sentence and the command: a list of what is meant, a choice. Before it is shown.
    void insert(QWidget *widget);
    /// The act as the inserted widgets have made it.
    void setAct(const Act &act);
    /// What is wrong with what the inserted widgets hold: shown, and nothing can be done. Empty: nothing.
    void setFault(const QString &fault);

    /// Asks if the act wants that, else runs it at once (a failure is shown in a dialog all the same).
    static void run(ActRunner &acts, const Act &act, QWidget *parent, Done done = {});

private:
    Task<> perform();
    void showAct();
    void showAllowed();

    ActRunner &m_acts;
    Act m_act;
    const Done m_done;
    QLabel *m_text = nullptr;
    QLabel *m_takeBack = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QLabel *m_typedLabel = nullptr;
    QLineEdit *m_typed = nullptr;
    QLabel *m_fault = nullptr;
    QLabel *m_outcome = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_doIt = nullptr;
    QPushButton *m_cancel = nullptr;
    bool m_isRunning = false;
};

} // namespace homeport
