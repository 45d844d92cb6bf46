// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One account or alias in full, beside the table.
#pragma once

#include "console/models/accountrow.h"
#include "console/views/context.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QTimer;

namespace homeport {

class AccountDetail : public QScrollArea
{
    Q_OBJECT

public:
    explicit AccountDetail(ConsoleContext &context, QWidget *parent = nullptr);
    /// What the table knows is shown at once, the rest when it has come. Null: nothing is selected.
    void showAccount(const AccountRow *row);
    /// Asks for the same one again.
    void refresh();

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void shown(const homeport::AccountRow &row); ///< as account.show has it: newer than the list

private:
    Task<> ask(QString address);
    void showDetails(const AccountDetails &details, bool isComplete);
    void showHeading();
    void line(const QString &title, const QString &text, Severity severity = Severity::None);

    ConsoleContext &m_context;
    QString m_address;
    QTimer *m_pause = nullptr;
    QLabel *m_heading = nullptr;
    QLabel *m_problem = nullptr;
    QFormLayout *m_lines = nullptr;
};

} // namespace homeport
