// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Typing into the member table: text, or a choice of rights and states; what is changed stands out.
#pragma once

#include "console/views/statedelegate.h"

namespace homeport {

class MemberFieldDelegate : public StateDelegate
{
    Q_OBJECT

public:
    using StateDelegate::StateDelegate;
    QWidget *createEditor(
        QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace homeport
