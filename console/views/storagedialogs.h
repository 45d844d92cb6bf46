// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The dialogs of the storages page: check, attach, create, serve alone.
#pragma once

#include "console/models/storagerow.h"
#include "console/views/context.h"

#include <QWidget>
#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace homeport {

class ActDialog;

/// Where a disk is: a member and a path there; reads its label (storage.check) and tells what it means.
class StoragePlaceForm : public QWidget
{
    Q_OBJECT

public:
    enum class Use { Check, Attach };
    StoragePlaceForm(ConsoleContext &context, Use use, QWidget *parent = nullptr);

    void setPlace(const QString &member, const QString &path);
    /// The label at the place that is filled in now; none: not read yet.
    const std::optional<StorageCheck> &check() const { return m_check; }
    StorageAttachment attachment() const;
    /// What is missing for attaching; empty: nothing.
    QString whyNotAttach() const;
    void read();

Q_SIGNALS:
    void changed();

private:
    Task<> ask(int generation);
    void forget();
    void showCheck();
    void showRows(const StorageCheck &check);
    void showProof();
    bool needsStatement() const;

    ConsoleContext &m_context;
    const Use m_use;
    QComboBox *m_member = nullptr;
    QLineEdit *m_path = nullptr;
    QCheckBox *m_deep = nullptr;
    QPushButton *m_read = nullptr;
    QLabel *m_verdict = nullptr;
    QWidget *m_rows = nullptr;
    QLabel *m_proofText = nullptr;
    QCheckBox *m_fenceCommand = nullptr;
    QCheckBox *m_onlyCopy = nullptr;
    QLabel *m_statementLabel = nullptr;
    QLineEdit *m_statement = nullptr;
    QCheckBox *m_vouch = nullptr;
    std::optional<StorageCheck> m_check;
    int m_generation = 0;
    bool m_isAsking = false;
};

using StorageDone = std::function<void(const QJsonObject &answer)>;

void openCheckStorage(ConsoleContext &context, const QString &member, const QString &path, QWidget *parent);
void openAttachStorage(
    ConsoleContext &context, const QString &member, const QString &path, QWidget *parent, StorageDone done);
void openCreateStorage(ConsoleContext &context, QWidget *parent, StorageDone done);
void openServeAlone(ConsoleContext &context, const QString &member, QWidget *parent, StorageDone done);

} // namespace homeport
