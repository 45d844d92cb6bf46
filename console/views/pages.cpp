// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One line per page.
#include "console/views/pages.h"

#include "console/views/dashboardpage.h"
#include "console/views/jobspage.h"
#include "console/views/memberspage.h"
#include "console/views/queuespage.h"

namespace homeport {

QList<Page *> makePages(ConsoleContext &context, QWidget *parent)
{
    return {
        new DashboardPage(context, parent),
        new MembersPage(context, parent),
        new QueuesPage(context, parent),
        new JobsPage(context, parent),
    };
}

} // namespace homeport
