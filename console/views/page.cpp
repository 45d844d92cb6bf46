// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A page's name and badge.
#include "console/views/page.h"

namespace homeport {

Page::Page(ConsoleContext &context, const QString &id, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_id(id)
    , m_title(title)
{
    setObjectName(id);
    setAccessibleName(title);
}

void Page::setBadge(int count, Severity severity)
{
    if (m_badge == count && m_badgeSeverity == severity)
        return;
    m_badge = count;
    m_badgeSeverity = severity;
    Q_EMIT badgeChanged();
}

} // namespace homeport
