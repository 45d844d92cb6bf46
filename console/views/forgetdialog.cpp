// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A warning, a name to type, a button that names what it does.
#include "console/views/forgetdialog.h"

#include "console/views/forms.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

ForgetDialog::ForgetDialog(const Profile &profile, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"forgetDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Forget the certificate of \"%1\"").arg(profile.name));
    auto *const lines = new QVBoxLayout(this);
    lines->addWidget(paragraphLabel(this,
        tr("This certificate was compared and trusted. Forget it only when you know why the server shows "
           "another one: a new authority was made, or the address leads to another cluster now. Otherwise "
           "somebody may be reading along.\n\nAfter you have saved the connection, the next contact is a "
           "first "
           "one: the new fingerprint is shown, to be compared on the server before anything is sent.")));
    auto *const box = fingerprintBox(tr("The trusted fingerprint"), this);
    setFingerprint(box, profile.fingerprint);
    lines->addWidget(box);
    auto *const label =
        paragraphLabel(this, tr("Type the connection's name, \"%1\", to confirm:").arg(profile.name));
    auto *const typed = new QLineEdit(this);
    typed->setObjectName(u"typedConfirmation"_s);
    typed->setAccessibleName(label->text());
    lines->addWidget(label);
    lines->addWidget(typed);
    auto *const buttons = new QDialogButtonBox(this);
    auto *const forget = buttons->addButton(tr("Forget this certificate"), QDialogButtonBox::ActionRole);
    forget->setObjectName(u"confirmForget"_s);
    forget->setAutoDefault(false);
    forget->setEnabled(false);
    forget->setToolTip(label->text());
    buttons->addButton(QDialogButtonBox::Cancel)->setDefault(true);
    lines->addWidget(buttons);
    connect(typed, &QLineEdit::textChanged, this, [forget, label, name = profile.name](const QString &text) {
        forget->setEnabled(text.trimmed() == name);
        forget->setToolTip(forget->isEnabled() ? QString() : label->text());
    });
    connect(forget, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed();
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(fontMetrics().averageCharWidth() * 76);
    typed->setFocus();
}

} // namespace homeport
