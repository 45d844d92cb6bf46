// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Choosing a password, and showing it once.
#include "console/views/passwordchoice.h"

#include "console/views/forms.h"
#include "shared/client/generatedpassword.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

class ShownPassword : public QDialog
{
    Q_OBJECT

public:
    ShownPassword(const QString &whose, const Secret &password, QWidget *parent)
        : QDialog(parent)
    {
        setAttribute(Qt::WA_DeleteOnClose);
        setObjectName(u"shownPassword"_s);
        setWindowTitle(tr("Password of %1").arg(whose));
        auto *const layout = new QVBoxLayout(this);
        layout->addWidget(paragraphLabel(this,
            tr("The new password of %1 is shown only now: nobody can read it again later, only set another "
               "one.")
                .arg(whose)));
        auto *const line = new QHBoxLayout;
        auto *const field = new QLineEdit(QString::fromUtf8(password.reveal()), this);
        field->setObjectName(u"password"_s);
        field->setReadOnly(true);
        field->setFont(fixedFont());
        field->setAccessibleName(tr("The new password"));
        field->selectAll();
        auto *const copy = new QPushButton(tr("&Copy"), this);
        copy->setAccessibleName(tr("Copy the password"));
        copy->setAutoDefault(false);
        line->addWidget(field, 1);
        line->addWidget(copy);
        layout->addLayout(line);
        auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
        layout->addWidget(buttons);
        connect(copy, &QPushButton::clicked, field,
            [field] { QApplication::clipboard()->setText(field->text()); });
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        setMinimumWidth(fontMetrics().averageCharWidth() * 56);
        copy->setFocus();
    }
};

} // namespace

PasswordChoice::PasswordChoice(int shortest, QWidget *parent)
    : QWidget(parent)
    , m_shortest(shortest)
    , m_generated(generatedPassword().toUtf8())
{
    auto *const layout = new QGridLayout(this);
    layout->setContentsMargins({});
    m_generate = new QRadioButton(tr("&Make one and show it once"), this);
    m_generate->setObjectName(u"generatePassword"_s);
    m_generate->setChecked(true);
    m_type = new QRadioButton(tr("&Type it twice:"), this);
    m_type->setObjectName(u"typePassword"_s);
    m_first = new QLineEdit(this);
    m_first->setObjectName(u"passwordFirst"_s);
    m_first->setAccessibleName(tr("New password"));
    m_second = new QLineEdit(this);
    m_second->setObjectName(u"passwordSecond"_s);
    m_second->setAccessibleName(tr("New password again"));
    for (QLineEdit *const field : {m_first, m_second}) {
        field->setEchoMode(QLineEdit::Password);
        field->setEnabled(false);
        connect(field, &QLineEdit::textChanged, this, &PasswordChoice::changed);
    }
    layout->addWidget(m_generate, 0, 0, 1, 3);
    layout->addWidget(m_type, 1, 0);
    layout->addWidget(m_first, 1, 1);
    layout->addWidget(m_second, 1, 2);
    connect(m_type, &QRadioButton::toggled, this, [this](bool isTyped) {
        m_first->setEnabled(isTyped);
        m_second->setEnabled(isTyped);
        if (isTyped)
            m_first->setFocus();
        Q_EMIT changed();
    });
}

bool PasswordChoice::isGenerated() const { return m_generate->isChecked(); }

Secret PasswordChoice::password() const
{
    return isGenerated() ? m_generated : Secret(m_first->text().toUtf8());
}

QString PasswordChoice::whyNot() const
{
    if (isGenerated())
        return {};
    if (m_first->text().isEmpty())
        return tr("Password: type it twice.");
    if (m_first->text().size() < m_shortest)
        return tr("Password: too short; expected at least %n character(s).", nullptr, m_shortest);
    return m_first->text() == m_second->text() ? QString() : tr("Password: the two are not the same.");
}

void showPasswordOnce(const QString &whose, const Secret &password, QWidget *parent)
{
    (new ShownPassword(whose, password, parent))->open();
}

} // namespace homeport

#include "passwordchoice.moc"
