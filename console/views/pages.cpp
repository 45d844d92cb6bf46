// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One line per page.
#include "console/views/pages.h"

namespace homeport {

QList<Page *> makePages(ConsoleContext &context, QWidget *parent)
{
    Q_UNUSED(context)
    Q_UNUSED(parent)
    return {};
}

} // namespace homeport
