// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Colours of ages.
#include "console/views/heatdelegate.h"

#include "console/models/hostlanes.h"
#include "console/views/look.h"

#include <array>

namespace homeport {

namespace {

/// Young mail is on its way, mail of hours is in trouble.
constexpr std::array<Severity, 8> warmth{Severity::Busy, Severity::Busy, Severity::Busy, Severity::Warning,
    Severity::Warning, Severity::Warning, Severity::Bad, Severity::Bad};
constexpr double faintest = 0.12;
constexpr double strongest = 0.42; ///< of the colour; more would cost the text its contrast

int mixed(int strong, int base, double part) { return int(strong * part + base * (1 - part)); }

} // namespace

QColor heatColour(int bucket, double share, const QPalette &palette)
{
    const QColor strong = severityColour(warmth[size_t(std::clamp(bucket, 0, 7))], palette);
    const QColor base = palette.color(QPalette::Base);
    const double part = faintest + (strongest - faintest) * std::clamp(share, 0.0, 1.0);
    return QColor(mixed(strong.red(), base.red(), part), mixed(strong.green(), base.green(), part),
        mixed(strong.blue(), base.blue(), part));
}

void HeatDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateDelegate::initStyleOption(option, index);
    const QVariant bucket = index.data(heatrole::bucket);
    if (!bucket.isValid())
        return;
    option->displayAlignment = Qt::AlignCenter;
    const double share = index.data(heatrole::share).toDouble();
    if (share > 0) {
        option->backgroundBrush = heatColour(bucket.toInt(), share, option->palette);
        option->state &= ~QStyle::State_Selected; // the other cells show that; what this one tells stays
    } else {
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
    }
}

} // namespace homeport
