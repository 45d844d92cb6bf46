// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reassignments and restores: what runs, what has been, and what can be done with it.
#pragma once

#include "console/models/jobmodel.h"
#include "console/models/returnplan.h"
#include "console/views/page.h"

class QSplitter;

namespace homeport {

class JobPane;
class TablePane;

/// show(): "reassign:MEMBER", "restore:MEMBER", "undo:ID", "job:ID"; without a member, the one that wants it.
/// Actions: `reassign`, `restore`, `pauseJob`, `resumeJob`, `cancelJob`, `undoJob`; table pane `jobs_table`.
class JobsPage : public Page
{
    Q_OBJECT

public:
    explicit JobsPage(ConsoleContext &context, QWidget *parent = nullptr);
    void activate() override;
    void refresh() override;
    QWidget *filterField() override;
    void show(const QString &what) override;
    void restoreLayout() override;

private:
    QAction *addAction(const QString &name, const QString &text, void (JobsPage::*slot)());
    QAction *addVerb(const QString &name, const QString &text, JobVerb verb);
    void showJobs();
    void showActions();
    void followSelected();
    void openWizard(const QString &member);
    void openGuide(const ReturnOrder &order);
    void reassign() { openWizard({}); }
    void restore() { openGuide({}); }
    void steer(JobVerb verb);
    const JobEntry *selected() const;
    const JobEntry *unended() const;

    struct VerbAction
    {
        JobVerb verb;
        QAction *action;
    };

    JobModel *m_model = nullptr;
    TablePane *m_table = nullptr;
    JobPane *m_pane = nullptr;
    QSplitter *m_splitter = nullptr;
    QAction *m_reassign = nullptr;
    QAction *m_restore = nullptr;
    QList<VerbAction> m_verbs;
    QHash<QString, JobProgress> m_seen;
    QString m_wanted; ///< to be selected when it is there
};

} // namespace homeport
