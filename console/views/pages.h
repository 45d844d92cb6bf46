// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The pages of the main window, in the order of its navigation.
#pragma once

#include "console/views/page.h"

namespace homeport {

/// Owned by `parent`.
QList<Page *> makePages(ConsoleContext &context, QWidget *parent);

} // namespace homeport
