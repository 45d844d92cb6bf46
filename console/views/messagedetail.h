// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One queued message: envelope, recipients, attempts and header section.
#pragma once

#include "console/models/messagecolumns.h"
#include "console/views/context.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QStackedLayout;
class QTabWidget;
class QTimer;

namespace homeport {

/// Asks queue.show when it is told which message to show; the answer to an earlier one is dropped.
class MessageDetail : public QWidget
{
    Q_OBJECT

public:
    explicit MessageDetail(ConsoleContext &context, QWidget *parent = nullptr);
    /// The message of this row; asked for again when the row has changed.
    void showMessage(const QueueRow &row);
    void clear();

private:
    QWidget *buildEnvelope();
    QWidget *buildTabs();
    Task<> ask();
    void take(const QueueEntry &entry);
    void say(const QString &text);

    ConsoleContext &m_context;
    RowModel<QueueRecipient> m_recipients;
    RowModel<AttemptRow> m_attempts;
    QueueRow m_row;
    int m_generation = 0;
    QStackedLayout *m_stack = nullptr;
    QLabel *m_message = nullptr; ///< shown in place of everything
    QFormLayout *m_envelope = nullptr;
    QList<QLabel *> m_values;
    QTabWidget *m_tabs = nullptr;
    QPlainTextEdit *m_headers = nullptr;
    QLabel *m_cut = nullptr;
    QTimer *m_pause = nullptr;
};

} // namespace homeport
