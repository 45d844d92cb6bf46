// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One field, and whether to remember it.
#include "console/views/passwordpage.h"

#include "console/views/forms.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

PasswordPage::PasswordPage(ProfileLogin &login, QWidget *parent)
    : QWidget(parent)
    , m_login(login)
{
    setObjectName(u"passwordPage"_s);
    auto *const lines = new QVBoxLayout(this);
    lines->setSpacing(8);
    m_heading = headingLabel(this);
    lines->addWidget(m_heading);
    m_problem = paragraphLabel(this);
    m_problem->setObjectName(u"passwordProblem"_s);
    lines->addWidget(m_problem);
    m_password = new QLineEdit(this);
    m_password->setObjectName(u"password"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaximumWidth(fontMetrics().averageCharWidth() * 48);
    auto *const label = new QLabel(tr("&Password:"), this);
    label->setBuddy(m_password);
    lines->addWidget(label);
    lines->addWidget(m_password);
    m_remember = new QCheckBox(tr("&Remember it in the system's keychain"), this);
    m_remember->setObjectName(u"rememberPassword"_s);
    lines->addWidget(m_remember);
    m_note = paragraphLabel(this);
    lines->addWidget(m_note);
    auto *const buttons = new QHBoxLayout;
    auto *const go = new QPushButton(tr("&Connect"), this);
    go->setObjectName(u"givePassword"_s);
    go->setAutoDefault(true);
    auto *const edit = new QPushButton(tr("&Edit the connection…"), this);
    edit->setAutoDefault(false);
    auto *const cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"cancelPassword"_s);
    cancel->setAutoDefault(false);
    buttons->addWidget(go);
    buttons->addWidget(edit);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    lines->addLayout(buttons);
    lines->addStretch(1);
    connect(go, &QPushButton::clicked, this, &PasswordPage::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &PasswordPage::submit);
    connect(edit, &QPushButton::clicked, this, &PasswordPage::editRequested);
    connect(cancel, &QPushButton::clicked, this, &PasswordPage::cancelled);
    connect(&login, &ProfileLogin::keychainChanged, this, &PasswordPage::showKeychain);
    showKeychain(); // the keychain may have answered before
}

void PasswordPage::refresh()
{
    const Profile &profile = m_login.connection().profile();
    const QString problem = m_login.connection().problem();
    m_heading->setText(tr("Password of %1 at %2").arg(profile.user, profile.address));
    setStateText(m_problem, Severity::Bad,
        problem.isEmpty()             ? QString()
            : m_login.wasRemembered() ? tr("The remembered password was refused: %1").arg(problem)
                                      : tr("The daemon refused the login: %1").arg(problem));
    if (m_profileId != profile.id)
        m_remember->setChecked(profile.remembersPassword);
    m_profileId = profile.id;
    m_password->clear();
    m_password->setFocus();
    showKeychain();
}

void PasswordPage::showKeychain()
{
    const QString whyNot = m_login.whyNotRemembered();
    m_remember->setEnabled(whyNot.isEmpty());
    m_remember->setToolTip(whyNot);
    const QString note = m_login.keychainProblem().isEmpty() ? whyNot : m_login.keychainProblem();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void PasswordPage::submit()
{
    if (m_password->text().isEmpty()) {
        m_password->setFocus();
        return;
    }
    const Secret password(m_password->text().toUtf8());
    m_password->clear();
    m_login.givePassword(password, m_remember->isEnabled() && m_remember->isChecked());
}

} // namespace homeport
