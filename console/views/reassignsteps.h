// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The steps of the reassignment wizard; each has a file of its own.
#pragma once

#include "console/models/reassigndesk.h"
#include "console/views/context.h"
#include "console/views/stepdialog.h"

#include <QHash>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace homeport {

class AttachPane;
class ChoiceTable;
class JobPane;
template <class Row> class RowModel;

/// "source": table `source`, text `sourceReason`.
class SourceStep : public Step
{
    Q_OBJECT

public:
    SourceStep(ReassignDesk &desk, QWidget *parent);
    void enter() override;
    QString whyNotNext() const override;

private:
    void showChoices();
    void take();

    ReassignDesk &m_desk;
    RowModel<SourceChoice> *m_model = nullptr;
    ChoiceTable *m_table = nullptr;
    QLabel *m_reason = nullptr;
};

/// "target": table `target`, combo box `targetScope` (which storage it is for), texts `targetReason`,
/// `targetPlan`.
class TargetStep : public Step
{
    Q_OBJECT

public:
    TargetStep(ReassignDesk &desk, QWidget *parent);
    void enter() override;
    QString whyNotNext() const override;

private:
    QList<StorageRow> scope() const;
    void showScopes();
    void showCandidates();
    void take();
    void showPlan();

    ReassignDesk &m_desk;
    RowModel<TargetCandidate> *m_model = nullptr;
    QLabel *m_scopeLabel = nullptr;
    QComboBox *m_scope = nullptr;
    ChoiceTable *m_table = nullptr;
    QLabel *m_reason = nullptr;
    QLabel *m_plan = nullptr;
    bool m_isShowing = false; ///< a row is chosen by us
};

/// "attach": an AttachPane for each storage, named `attachPane`.
class AttachStep : public Step
{
    Q_OBJECT

public:
    AttachStep(ConsoleContext &context, ReassignDesk &desk, QWidget *parent);
    void enter() override;
    QString whyNotNext() const override;
    Default defaultButton() const override { return Default::Nothing; }

private:
    void showPanes();

    ConsoleContext &m_context;
    ReassignDesk &m_desk;
    QVBoxLayout *m_list = nullptr;
    QHash<QString, AttachPane *> m_panes; ///< by storage and target
};

/// "preflight": button `lookAgain`, text `preflightResult`, boxes `without_MEMBER`, buttons `remedy`.
class PreflightStep : public Step
{
    Q_OBJECT

public:
    PreflightStep(ReassignDesk &desk, QWidget *parent);
    void enter() override;
    QString whyNotNext() const override;

Q_SIGNALS:
    void pageWanted(const QString &page);

private:
    void showResult();
    void showChecks();
    QWidget *checkRow(const PreflightFinding &check);
    void showLeaveOuts();
    void follow(const Remedy &remedy);

    ReassignDesk &m_desk;
    QPushButton *m_again = nullptr;
    QLabel *m_result = nullptr;
    QProgressBar *m_busy = nullptr;
    QWidget *m_checks = nullptr;
    QWidget *m_leaveOuts = nullptr;
    QHash<QString, QCheckBox *> m_boxes; ///< by member
};

/// "confirm": Next does it. Texts `confirmText`, `takeBack`, `command`, field `confirmTyped`, text `outcome`.
class ConfirmStep : public Step
{
    Q_OBJECT

public:
    ConfirmStep(ConsoleContext &context, ReassignDesk &desk, QWidget *parent);
    void enter() override;
    QString whyNotNext() const override;
    QString nextText() const override { return m_act.button; }
    bool mayGoBack() const override { return !m_isRunning; }
    Default defaultButton() const override { return Default::Cancel; }
    bool leave() override;

private:
    Task<> perform();

    ConsoleContext &m_context;
    ReassignDesk &m_desk;
    Act m_act;
    bool m_isRunning = false;
    QLabel *m_text = nullptr;
    QLabel *m_moves = nullptr;
    QLabel *m_warnings = nullptr;
    QLabel *m_takeBack = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QLabel *m_typedLabel = nullptr;
    QLineEdit *m_typed = nullptr;
    QLabel *m_outcome = nullptr;
};

/// "progress": a JobPane.
class ProgressStep : public Step
{
    Q_OBJECT

public:
    ProgressStep(ConsoleContext &context, ReassignDesk &desk, QWidget *parent);
    void enter() override;
    QString whyNotNext() const override;
    bool mayGoBack() const override { return false; }
    const JobPane &pane() const { return *m_pane; }

Q_SIGNALS:
    void undoRequested(const QString &jobId);

private:
    ReassignDesk &m_desk;
    JobPane *m_pane = nullptr;
};

/// "done": texts `doneText`, `doneWarnings`, buttons `restore`, `undoJob`.
class DoneStep : public Step
{
    Q_OBJECT

public:
    DoneStep(const ProgressStep &progress, QWidget *parent);
    void enter() override;
    QString nextText() const override { return tr("&Close"); }

Q_SIGNALS:
    void restoreRequested(const QString &member);
    void undoRequested(const QString &jobId);

private:
    const ProgressStep &m_progress;
    QLabel *m_done = nullptr;
    QLabel *m_warnings = nullptr;
    QLabel *m_takeBack = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_undo = nullptr;
};

} // namespace homeport
