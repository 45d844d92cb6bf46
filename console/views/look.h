// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Colours of states on the palette in use, light or dark; the palettes themselves.
#pragma once

#include "console/models/severity.h"

#include <QApplication>
#include <QColor>
#include <QIcon>
#include <QPalette>

namespace homeport {

bool isDark(const QPalette &palette);
/// Readable on the palette's base (contrast at least 4.5:1); None: the text colour.
QColor severityColour(Severity severity, const QPalette &palette);
/// A faint background of a banner of that severity.
QColor severityBackground(Severity severity, const QPalette &palette);
/// Glyph and word, as the delegate shows them.
QString withGlyph(Severity severity, const QString &word);
/// A drawn icon of the glyph in its colour, for navigation and tray.
QIcon severityIcon(Severity severity, const QPalette &palette);

enum class ColourScheme { System, Light, Dark };
/// "light", "dark"; anything else: System.
ColourScheme colourSchemeNamed(const QString &name);
/// Fusion with a palette of ours; System: light or dark as the desktop's palette is.
void applyColourScheme(QApplication &application, ColourScheme scheme);

} // namespace homeport
