// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Cells of ages: the number on a background that tells its share of the row.
#pragma once

#include "console/views/statedelegate.h"

namespace homeport {

/// Paints other cells as StateDelegate does; see heatrole.
class HeatDelegate : public StateDelegate
{
    Q_OBJECT

public:
    using StateDelegate::StateDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

/// Of a cell with this share of its row (0 to 1); older is warmer. The palette's text stays readable on it.
QColor heatColour(int bucket, double share, const QPalette &palette);

} // namespace homeport
