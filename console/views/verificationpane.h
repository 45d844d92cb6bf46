// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// After a change of the cluster table: which member has it, which not yet, which does not answer.
#pragma once

#include "console/models/tablerevisions.h"
#include "console/views/context.h"

#include <QWidget>

class QLabel;

namespace homeport {

class TablePane;

/// Stays until every member has the revision or the administrator closes it.
class VerificationPane : public QWidget
{
    Q_OBJECT

public:
    explicit VerificationPane(ConsoleContext &context, QWidget *parent = nullptr);
    void verify(const TableRevision &revision);
    QString text() const;

Q_SIGNALS:
    void checkRequested(); ///< the page reads its data again

private:
    void showHolders();

    ConsoleContext &m_context;
    HolderModel m_model;
    TableRevision m_revision;
    TablePane *m_pane = nullptr;
    QLabel *m_text = nullptr;
};

} // namespace homeport
