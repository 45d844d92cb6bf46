// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One line that says why mail waits, with a link to what can be done about it.
#pragma once

#include "console/models/severity.h"

#include <QLabel>

namespace homeport {

class ReasonLine : public QLabel
{
    Q_OBJECT

public:
    explicit ReasonLine(QWidget *parent = nullptr);
    /// `link` is shown behind the text and given to linkActivated() as `target`; empty: none. Empty text:
    /// hidden.
    void setReason(
        Severity severity, const QString &text, const QString &link = {}, const QString &target = {});

protected:
    void changeEvent(QEvent *event) override;

private:
    void showText();

    Severity m_severity = Severity::None;
    QString m_text;
    QString m_link;
    QString m_target;
};

} // namespace homeport
