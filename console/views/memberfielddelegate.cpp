// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Editors of cells.
#include "console/views/memberfielddelegate.h"

#include "console/models/tableeditormodel.h"
#include "console/views/calmwidgets.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct DelegateTexts
{
    Q_DECLARE_TR_FUNCTIONS(DelegateTexts)
};

/// Words of a row and what they mean.
QList<std::pair<QString, QString>> choicesOf(MemberField field)
{
    if (field == MemberField::Rights)
        return {{u"proxy"_s, DelegateTexts::tr("proxy: a frontend")},
            {u"proxy, store"_s, DelegateTexts::tr("proxy, store: a backend")},
            {u"proxy, keeper"_s, DelegateTexts::tr("proxy, keeper: a frontend that keeps the table")},
            {u"proxy, store, keeper"_s,
                DelegateTexts::tr("proxy, store, keeper: a backend that keeps the table")}};
    return {{u"ready"_s, DelegateTexts::tr("ready: it works")},
        {u"draining"_s, DelegateTexts::tr("draining: no new sessions")},
        {u"withdrawn"_s, DelegateTexts::tr("withdrawn: out of the work")}};
}

QString placeholder(MemberField field)
{
    if (field == MemberField::Name)
        return u"back2.example.net"_s;
    return field == MemberField::Addresses ? u"192.0.2.7:700"_s : u"192.0.2.7:701"_s;
}

} // namespace

QWidget *MemberFieldDelegate::createEditor(
    QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const std::optional<MemberField> field = TableEditorModel::fieldAt(index.column());
    if (!field)
        return nullptr;
    const QString name =
        index.model()->headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
    if (*field == MemberField::Rights || *field == MemberField::State) {
        auto *const box = new CalmComboBox(parent);
        const auto choices = choicesOf(*field);
        for (const auto &[words, text] : choices)
            box->addItem(text, words);
        box->setAccessibleName(name);
        box->view()->setMinimumWidth(box->view()->sizeHintForColumn(0) + 24);
        auto *const self = const_cast<MemberFieldDelegate *>(this);
        connect(box, &QComboBox::activated, self, [self, box] {
            Q_EMIT self->commitData(box);
            Q_EMIT self->closeEditor(box);
        });
        return box;
    }
    QWidget *const editor = StateDelegate::createEditor(parent, option, index);
    if (auto *const line = qobject_cast<QLineEdit *>(editor)) {
        line->setPlaceholderText(placeholder(*field));
        line->setAccessibleName(name);
        if (*field != MemberField::Name)
            line->setToolTip(tr("HOST:PORT; several with commas, most wanted first"));
    }
    return editor;
}

void MemberFieldDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *const box = qobject_cast<QComboBox *>(editor);
    if (!box)
        return StateDelegate::setEditorData(editor, index);
    const QString words = index.data(Qt::EditRole).toString();
    if (box->findData(words) < 0)
        box->addItem(words, words);
    box->setCurrentIndex(box->findData(words));
}

void MemberFieldDelegate::setModelData(
    QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *const box = qobject_cast<QComboBox *>(editor))
        model->setData(index, box->currentData(), Qt::EditRole);
    else
        StateDelegate::setModelData(editor, model, index);
}

void MemberFieldDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateDelegate::initStyleOption(option, index);
    if (index.data(TableEditorModel::changedRole).toBool()) {
        option->font.setBold(true);
        option->fontMetrics = QFontMetrics(option->font);
    }
}

} // namespace homeport
