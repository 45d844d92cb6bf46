// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How good or bad a state is: views show it as glyph, word and colour, never as colour alone.
#pragma once

#include <QMetaType>
#include <QString>

namespace homeport {

enum class Severity {
    None, ///< no state: plain text
    Good,
    Busy, ///< something is under way
    Notice, ///< not wrong, but to be known: drained, held, stand-in
    Warning,
    Bad,
    Unknown, ///< nobody can say: never shown as good
};

/// A state in one word, and how bad it is.
struct StateWord
{
    QString word;
    Severity severity = Severity::None;
    bool operator==(const StateWord &) const = default;
};

/// The glyph in front of the word: told apart without colour.
inline QChar glyphOf(Severity severity)
{
    switch (severity) {
    case Severity::None:
        return {};
    case Severity::Good:
        return QChar(0x2713); // check mark
    case Severity::Busy:
        return QChar(0x25B8); // triangle to the right
    case Severity::Notice:
        return QChar(0x25C6); // diamond
    case Severity::Warning:
        return QChar(0x25B2); // triangle
    case Severity::Bad:
        return QChar(0x2717); // ballot X
    case Severity::Unknown:
        return u'?';
    }
    Q_UNREACHABLE();
}

} // namespace homeport

Q_DECLARE_METATYPE(homeport::Severity)
