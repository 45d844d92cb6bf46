// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The member table: edited, its revisions, and what to do when it has diverged.
#pragma once

#include "console/views/page.h"

class QTabWidget;

namespace homeport {

class DivergedPane;
class MemberTablePane;
class RevisionsPane;

class MembersPage : public Page
{
    Q_OBJECT

public:
    explicit MembersPage(ConsoleContext &context, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    QWidget *filterField() override;
    /// A member's name, "revisions", "diverged" or "invite".
    void show(const QString &what) override;
    void restoreLayout() override;

private:
    void setActive(bool isActive);
    void showBadge();

    QTabWidget *m_tabs = nullptr;
    MemberTablePane *m_table = nullptr;
    RevisionsPane *m_revisions = nullptr;
    DivergedPane *m_diverged = nullptr;
};

} // namespace homeport
