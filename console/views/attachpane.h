// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One storage and the member that shall have it: detach, look at the disk, vouch, attach.
#pragma once

#include "console/models/reassignplan.h"
#include "console/views/context.h"

#include <QGroupBox>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace homeport {

/// Buttons: `detach`, `check`, `attach`. Fields: `path`, `fencingStatement`, `vouch`. Texts: `attachState`,
/// `verdict`.
class AttachPane : public QGroupBox
{
    Q_OBJECT

public:
    AttachPane(ConsoleContext &context, QWidget *parent);
    /// What is known now; what has been typed stays.
    void show(const ReassignWorld &world, const StorageRow &storage, const QString &target);
    AttachNeed need() const { return m_need; }

Q_SIGNALS:
    void attached(); ///< or detached: the storages are to be asked for again

private:
    void buildForm();
    Task<> check();
    void attach();
    void detach();
    void forgetCheck();
    void showParts();

    ConsoleContext &m_context;
    StorageRow m_storage;
    QString m_target;
    AttachNeed m_need = AttachNeed::Attach;
    std::optional<StorageCheck> m_label;
    QString m_checkProblem;
    bool m_isChecking = false;
    QLabel *m_state = nullptr;
    QPushButton *m_detach = nullptr;
    QWidget *m_form = nullptr;
    QLineEdit *m_path = nullptr;
    QPushButton *m_check = nullptr;
    QLabel *m_verdict = nullptr;
    QWidget *m_vouching = nullptr;
    QLabel *m_statementLabel = nullptr;
    QLineEdit *m_statement = nullptr;
    QCheckBox *m_vouch = nullptr;
    QLabel *m_whyNot = nullptr;
    QPushButton *m_attach = nullptr;
};

} // namespace homeport
