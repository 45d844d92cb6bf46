// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the Help menu opens.
#pragma once

class QWidget;

namespace homeport {

/// The keys of the menus in `menuBar`, and those that work in every table.
void openShortcutSheet(const QWidget *menuBar, QWidget *parent);
void openAboutDialog(QWidget *parent);

} // namespace homeport
