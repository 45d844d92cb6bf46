// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Inviting a machine: who it will be, then the command that is pasted there.
#pragma once

#include "console/models/act.h"
#include "console/views/context.h"
#include "shared/model/member.h"

#include <QDateTime>
#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace homeport {

/// Deletes itself when closed; the token is not kept anywhere.
class InviteDialog : public QDialog
{
    Q_OBJECT

public:
    /// `name`: a member that has a row already, or empty.
    InviteDialog(ConsoleContext &context, const QString &name, QWidget *parent);

private:
    void build(const QString &name);
    void buildResult();
    QString whyNot() const;
    void showForm();
    Task<> invite();
    void showCommand();
    Rights rights() const;
    Act act() const;

    ConsoleContext &m_context;
    QLineEdit *m_name = nullptr;
    QComboBox *m_rights = nullptr;
    QCheckBox *m_replace = nullptr;
    QLineEdit *m_without = nullptr;
    QLineEdit *m_address = nullptr;
    QLabel *m_explained = nullptr;
    QPlainTextEdit *m_ctl = nullptr;
    QLabel *m_outcome = nullptr;
    QWidget *m_result = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QLineEdit *m_tokenField = nullptr;
    QPushButton *m_invite = nullptr;
    QString m_token;
    QDateTime m_validUntil;
    bool m_isRunning = false;
};

} // namespace homeport
