// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Check, attach, create and serve alone as dialogs.
#include "console/views/storagedialogs.h"

#include "console/views/actdialog.h"
#include "console/views/calmwidgets.h"
#include "console/views/forms.h"
#include "shared/client/commandtext.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StorageDialogs)
};

void fillBackends(QComboBox *box, const ClusterState &cluster, const QString &chosen)
{
    for (const MemberState &member : cluster.members) {
        if (member.isBackend())
            box->addItem(member.name, member.name);
    }
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

} // namespace

void openCheckStorage(ConsoleContext &context, const QString &member, const QString &path, QWidget *parent)
{
    auto *const dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"checkStorageDialog"_s);
    dialog->setWindowTitle(Words::tr("Check a storage"));
    auto *const layout = new QVBoxLayout(dialog);
    layout->addWidget(paragraphLabel(dialog,
        Words::tr(
            "Reads the label of the storage at a path and compares it with the cluster table. Nothing is "
            "changed.")));
    auto *const form = new StoragePlaceForm(context, StoragePlaceForm::Use::Check, dialog);
    layout->addWidget(form);
    layout->addStretch();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    layout->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    dialog->setMinimumWidth(dialog->fontMetrics().averageCharWidth() * 76);
    form->setPlace(member, path);
    dialog->open();
    if (!path.isEmpty())
        form->read();
}

void openAttachStorage(
    ConsoleContext &context, const QString &member, const QString &path, QWidget *parent, StorageDone done)
{
    auto *const form = new StoragePlaceForm(context, StoragePlaceForm::Use::Attach);
    form->setPlace(member, path);
    auto *const dialog = new ActDialog(context.acts, {}, std::move(done), parent);
    const auto take = [dialog, form] {
        const QString fault = form->whyNotAttach();
        Act act = attachStorageAct(form->attachment(), form->check().value_or(StorageCheck{}));
        if (!form->check()) {
            act.button = Words::tr("Attach storage");
            act.text =
                Words::tr("Makes a member ready to serve a storage whose disk is connected to it. The disk's "
                          "label is read first.");
            act.takeBack.clear();
        }
        dialog->setAct(act);
        dialog->setFault(fault);
    };
    dialog->insert(form);
    QObject::connect(form, &StoragePlaceForm::changed, dialog, take);
    take();
    dialog->open();
    if (!path.isEmpty())
        form->read();
}

void openCreateStorage(ConsoleContext &context, QWidget *parent, StorageDone done)
{
    auto *const box = new QWidget;
    auto *const form = new QFormLayout(box);
    form->setContentsMargins({});
    auto *const member = new CalmComboBox(box);
    member->setObjectName(u"storageMember"_s);
    fillBackends(member, context.watch.cluster(), {});
    form->addRow(Words::tr("&Member:"), member);
    auto *const path = new QLineEdit(box);
    path->setObjectName(u"storagePath"_s);
    path->setPlaceholderText(u"/srv/mail"_s);
    form->addRow(Words::tr("&Path on it:"), path);
    auto *const name = new QLineEdit(box);
    name->setObjectName(u"storageName"_s);
    name->setPlaceholderText(u"s1"_s);
    form->addRow(Words::tr("&Name:"), name);
    auto *const dialog = new ActDialog(context.acts, {}, std::move(done), parent);
    const auto take = [dialog, member, path, name] {
        QString fault;
        if (member->count() == 0)
            fault = Words::tr("Member: there is no backend in the cluster table.");
        else if (!path->text().trimmed().startsWith(u'/'))
            fault = Words::tr("Path: expected an absolute path on the member, such as /srv/mail.");
        else if (name->text().trimmed().isEmpty())
            fault = Words::tr(
                "Name: expected a short name such as s1; it is shown wherever the storage is meant.");
        Act act = createStorageAct(
            member->currentData().toString(), path->text().trimmed(), name->text().trimmed());
        if (!fault.isEmpty())
            act.button = Words::tr("Create storage");
        if (!fault.isEmpty())
            act.text =
                Words::tr("Makes an empty storage on a backend's disk and puts it into the cluster table.");
        dialog->setAct(act);
        dialog->setFault(fault);
    };
    dialog->insert(box);
    QObject::connect(member, &QComboBox::currentIndexChanged, dialog, take);
    QObject::connect(path, &QLineEdit::textChanged, dialog, take);
    QObject::connect(name, &QLineEdit::textChanged, dialog, take);
    take();
    dialog->open();
    path->setFocus();
}

void openServeAlone(ConsoleContext &context, const QString &member, QWidget *parent, StorageDone done)
{
    auto *const box = new QWidget;
    auto *const form = new QFormLayout(box);
    form->setContentsMargins({});
    auto *const choice = new CalmComboBox(box);
    choice->setObjectName(u"storageMember"_s);
    fillBackends(choice, context.watch.cluster(), member);
    form->addRow(Words::tr("&Member:"), choice);
    const auto actOf = [choice] { return serveAloneAct(choice->currentData().toString()); };
    auto *const dialog = new ActDialog(context.acts, actOf(), std::move(done), parent);
    dialog->insert(box);
    QObject::connect(
        choice, &QComboBox::currentIndexChanged, dialog, [dialog, actOf] { dialog->setAct(actOf()); });
    dialog->setFault(
        choice->count() == 0 ? Words::tr("Member: there is no backend in the cluster table.") : QString());
    dialog->open();
}

} // namespace homeport
