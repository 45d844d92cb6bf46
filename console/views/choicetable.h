// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A short table to choose one row from, inside a dialog.
#pragma once

#include "console/models/rowmodelbase.h"

#include <QTableView>

namespace homeport {

/// The model outlives it. Arrow keys choose; Tab leaves it.
class ChoiceTable : public QTableView
{
    Q_OBJECT

public:
    ChoiceTable(
        RowModelBase &model, const QString &objectName, const QString &accessibleName, QWidget *parent);
    QString chosen() const; ///< key; empty: none
    void choose(const QString &key);
    /// Columns as wide as their texts.
    void fit();

Q_SIGNALS:
    void chosenChanged();

private:
    RowModelBase &m_model;
};

} // namespace homeport
