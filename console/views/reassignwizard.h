// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Giving what one member serves to others, step by step.
#pragma once

#include "console/models/reassigndesk.h"
#include "console/views/context.h"
#include "console/views/stepdialog.h"

namespace homeport {

/// objectName `reassignWizard`. Steps: source, target, attach, preflight, confirm, progress, done; their
/// fields stand in reassignsteps.h. While a job runs it opens at "progress". Closing it never touches a job.
class ReassignWizard : public StepDialog
{
    Q_OBJECT

public:
    /// `member`: suggested as the source; empty: what is down.
    ReassignWizard(ConsoleContext &context, const QString &member, QWidget *parent);

Q_SIGNALS:
    void pageWanted(const QString &page);
    void restoreRequested(const QString &member);
    void undoRequested(const QString &jobId);

private:
    void showClosing(const QString &step);

    ReassignDesk *m_desk = nullptr;
};

} // namespace homeport
