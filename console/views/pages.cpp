// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One line per page.
#include "console/views/pages.h"

#include "console/views/accountspage.h"
#include "console/views/administratorspage.h"
#include "console/views/dashboardpage.h"
#include "console/views/jobspage.h"
#include "console/views/memberspage.h"
#include "console/views/queuespage.h"
#include "console/views/sessionspage.h"
#include "console/views/storagespage.h"
#include "console/views/taskspage.h"

namespace homeport {

QList<Page *> makePages(ConsoleContext &context, QWidget *parent)
{
    return {
        new DashboardPage(context, parent),
        new MembersPage(context, parent),
        new QueuesPage(context, parent),
        new StoragesPage(context, parent),
        new AccountsPage(context, parent),
        new SessionsPage(context, parent),
        new JobsPage(context, parent),
        new TasksPage(context, parent),
        new AdministratorsPage(context, parent),
    };
}

} // namespace homeport
