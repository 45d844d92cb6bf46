// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Giving storages back, with the disk's move in the middle: by restore, or by undoing a job.
#pragma once

#include "console/models/reassigndesk.h"
#include "console/models/returnplan.h"
#include "console/views/context.h"

#include <QDialog>
#include <QHash>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace homeport {

class AttachPane;
class JobPane;

/// Opened at any time, by anybody, it finds out from the rows where things stand and goes on there. Closing
/// it changes nothing. objectName `restoreGuide`; combo box `restoreMember`, texts `guideTrail`,
/// `guideTitle`, `guideText`, `guideMoves`, `guideNext`, `letGoState`; buttons `proceed`, `askAgain`,
/// `close`. Each storage has an AttachPane `attachPane`, the job a JobPane. Deletes itself when closed.
class RestoreGuide : public QDialog
{
    Q_OBJECT

public:
    RestoreGuide(ConsoleContext &context, const ReturnOrder &order, QWidget *parent);
    ReturnStage stage() const { return m_plan.stage; }

private:
    void build();
    void buildButtons(QVBoxLayout *layout);
    void showPlan();
    void showTrail();
    void showText();
    void showMoves();
    void showPanes();
    void showButtons();
    void showLetGo();
    void showMembers();
    void proceed();
    void take(const QJsonObject &answer);
    /// Whether who had it has let go: from the disk's label, where that can still be read.
    Task<> askLabel(ReturnMove move);

    ConsoleContext &m_context;
    ReassignDesk *m_desk = nullptr;
    ReturnOrder m_order;
    ReturnPlan m_plan;
    QString m_job; ///< that this guide has seen
    QHash<QString, JobProgress> m_seen;
    enum class LetGo { Unknown, Asked, Certain };
    QHash<QString, LetGo> m_letGo; ///< by storage
    QStringList m_next; ///< what the keeper said is to be done
    QHash<QString, AttachPane *> m_panes;
    QLabel *m_trail = nullptr;
    QLabel *m_title = nullptr;
    QComboBox *m_members = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_moves = nullptr;
    QLabel *m_letGoState = nullptr;
    QPushButton *m_askAgain = nullptr;
    QLabel *m_nextTexts = nullptr;
    QVBoxLayout *m_paneList = nullptr;
    JobPane *m_jobPane = nullptr;
    QPushButton *m_proceed = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace homeport
