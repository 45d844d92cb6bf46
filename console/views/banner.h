// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A line across the window that says something important and offers what to do about it.
#pragma once

#include "console/models/severity.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace homeport {

class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);
    /// Empty text: hidden. Empty button: none.
    void setMessage(Severity severity, const QString &text, const QString &button = {});
    QString text() const;

Q_SIGNALS:
    void buttonClicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    Severity m_severity = Severity::Notice;
    QLabel *m_text = nullptr;
    QPushButton *m_button = nullptr;
};

} // namespace homeport
