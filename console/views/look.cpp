// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Palettes and the colours of states.
#include "console/views/look.h"

#include <QPainter>
#include <QStyleFactory>

namespace homeport {

namespace {

QPalette lightPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0xf3f4f6));
    palette.setColor(QPalette::WindowText, QColor(0x1b1f24));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::AlternateBase, QColor(0xf7f8fa));
    palette.setColor(QPalette::Text, QColor(0x1b1f24));
    palette.setColor(QPalette::Button, QColor(0xe9ebee));
    palette.setColor(QPalette::ButtonText, QColor(0x1b1f24));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0xfffbe6));
    palette.setColor(QPalette::ToolTipText, QColor(0x1b1f24));
    palette.setColor(QPalette::PlaceholderText, QColor(0x6b7280));
    palette.setColor(QPalette::Highlight, QColor(0x1d5fb8));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x1d5fb8));
    palette.setColor(QPalette::LinkVisited, QColor(0x1d5fb8));
    palette.setColor(QPalette::Light, Qt::white);
    palette.setColor(QPalette::Midlight, QColor(0xe3e6ea));
    palette.setColor(QPalette::Mid, QColor(0xc3c8cf));
    palette.setColor(QPalette::Dark, QColor(0x9aa1ab));
    palette.setColor(QPalette::Shadow, QColor(0x6b7280));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x878e99));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0xb8bec7));
    return palette;
}

QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x20242a));
    palette.setColor(QPalette::WindowText, QColor(0xe6e8eb));
    palette.setColor(QPalette::Base, QColor(0x181b20));
    palette.setColor(QPalette::AlternateBase, QColor(0x1d2126));
    palette.setColor(QPalette::Text, QColor(0xe6e8eb));
    palette.setColor(QPalette::Button, QColor(0x2b3037));
    palette.setColor(QPalette::ButtonText, QColor(0xe6e8eb));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0x33383f));
    palette.setColor(QPalette::ToolTipText, QColor(0xe6e8eb));
    palette.setColor(QPalette::PlaceholderText, QColor(0x98a0ab));
    palette.setColor(QPalette::Highlight, QColor(0x2f6fc4));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x7ab4ff));
    palette.setColor(QPalette::LinkVisited, QColor(0x7ab4ff));
    palette.setColor(QPalette::Light, QColor(0x3a4048));
    palette.setColor(QPalette::Midlight, QColor(0x333941));
    palette.setColor(QPalette::Mid, QColor(0x3f464f));
    palette.setColor(QPalette::Dark, QColor(0x14171b));
    palette.setColor(QPalette::Shadow, QColor(0x0c0e11));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x7d858f));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0x3f464f));
    return palette;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness();
}

QColor severityColour(Severity severity, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (severity) {
    case Severity::None:
        return palette.color(QPalette::Text);
    case Severity::Good:
        return dark ? QColor(0x6fce82) : QColor(0x1d7532);
    case Severity::Busy:
        return dark ? QColor(0x7ab4ff) : QColor(0x1d5fb8);
    case Severity::Notice:
        return dark ? QColor(0xc9a6ff) : QColor(0x6b3fb5);
    case Severity::Warning:
        return dark ? QColor(0xf0b34a) : QColor(0x8f5400);
    case Severity::Bad:
        return dark ? QColor(0xff8a80) : QColor(0xb3261e);
    case Severity::Unknown:
        return dark ? QColor(0xb0b7c0) : QColor(0x555d68);
    }
    Q_UNREACHABLE();
}

QColor severityBackground(Severity severity, const QPalette &palette)
{
    const QColor strong = severityColour(severity, palette);
    const QColor base = palette.color(QPalette::Base);
    const auto mix = [](int part, int whole) { return (part * 14 + whole * 86) / 100; };
    return QColor(
        mix(strong.red(), base.red()), mix(strong.green(), base.green()), mix(strong.blue(), base.blue()));
}

QString withGlyph(Severity severity, const QString &word)
{
    return severity == Severity::None ? word : glyphOf(severity) + u' ' + word;
}

QIcon severityIcon(Severity severity, const QPalette &palette)
{
    QIcon icon;
    const std::pair<QIcon::Mode, QColor> modes[] = {
        {QIcon::Normal, severityColour(severity, palette)},
        {QIcon::Selected, palette.color(QPalette::HighlightedText)}, // its colour is lost on the selection's
    };
    for (const auto &[mode, colour] : modes) {
        for (const int size : {16, 32, 48}) {
            QPixmap pixmap(size, size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(colour);
            QFont font = QApplication::font();
            font.setPixelSize(size * 3 / 4);
            font.setBold(true);
            painter.setFont(font);
            if (severity != Severity::None) // then only its place is kept
                painter.drawText(pixmap.rect(), Qt::AlignCenter, QString(glyphOf(severity)));
            icon.addPixmap(pixmap, mode);
        }
    }
    return icon;
}

ColourScheme colourSchemeNamed(const QString &name)
{
    if (name == QStringLiteral("light"))
        return ColourScheme::Light;
    return name == QStringLiteral("dark") ? ColourScheme::Dark : ColourScheme::System;
}

void applyColourScheme(QApplication &application, ColourScheme scheme)
{
    static const bool isSystemDark = isDark(application.palette()); // before the first palette of ours
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool dark = scheme == ColourScheme::Dark || (scheme == ColourScheme::System && isSystemDark);
    application.setPalette(dark ? darkPalette() : lightPalette());
}

} // namespace homeport
