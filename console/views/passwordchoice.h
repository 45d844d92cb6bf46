// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A new password: made by the console and shown once, or typed twice.
#pragma once

#include "shared/base/secret.h"

#include <QWidget>

class QLineEdit;
class QRadioButton;

namespace homeport {

class PasswordChoice : public QWidget
{
    Q_OBJECT

public:
    /// `shortest`: characters that a typed one needs at least.
    explicit PasswordChoice(int shortest, QWidget *parent = nullptr);

    bool isGenerated() const;
    Secret password() const;
    /// What is wrong with what was typed; empty: nothing.
    QString whyNot() const;

Q_SIGNALS:
    void changed();

private:
    const int m_shortest;
    const Secret m_generated;
    QRadioButton *m_generate = nullptr;
    QRadioButton *m_type = nullptr;
    QLineEdit *m_first = nullptr;
    QLineEdit *m_second = nullptr;
};

/// Shows a generated password, this once, with "Copy". Deletes itself when closed.
void showPasswordOnce(const QString &whose, const Secret &password, QWidget *parent);

} // namespace homeport
