// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The actions on queued messages: buttons, reasons why not, and the dialogs that ask.
#pragma once

#include "console/models/queueacts.h"
#include "console/views/context.h"

#include <QAction>

namespace homeport {

class ActDialog;
class TablePane;

class QueueActions : public QObject
{
    Q_OBJECT

public:
    /// `place` names the actions for tests: "messages_delete". Dialogs belong to `parent`.
    QueueActions(ConsoleContext &context, const QString &place, QWidget *parent);

    void addTo(TablePane *pane) const;
    QAction *action(MessageVerb verb) const { return m_actions[size_t(verb)]; }
    /// What is meant now. `wider`: what the dialogs offer instead.
    void setScope(const MessageScope &scope, const std::optional<MessageScope> &wider = {});

Q_SIGNALS:
    void done(const QString &outcome); ///< at least partly

private:
    void perform(MessageVerb verb);
    QWidget *optionsFor(MessageVerb verb, ActDialog *dialog) const;
    void showAllowed();

    ConsoleContext &m_context;
    QWidget *const m_window;
    std::array<QAction *, 5> m_actions{};
    MessageScope m_scope;
    std::optional<MessageScope> m_wider;
};

} // namespace homeport
