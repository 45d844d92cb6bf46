// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is shown is the authority's fingerprint where an authority vouches for the certificate: that is what
// is pinned.
#include "console/views/trustpage.h"

#include "console/views/forms.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QLabel *title(const QString &text, QWidget *parent)
{
    auto *const label = new QLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

FirstContactPage::FirstContactPage(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
{
    setObjectName(u"firstContactPage"_s);
    auto *const lines = new QVBoxLayout(this);
    lines->setSpacing(12);
    m_heading = headingLabel(this);
    lines->addWidget(m_heading);
    lines->addWidget(paragraphLabel(this,
        tr("Nobody has confirmed yet that this is your server and not somebody in between. Compare the "
           "fingerprint below, all of it, with the one that the server itself prints. Nothing has been sent "
           "so far, no password either.")));
    m_fingerprint = fingerprintBox(tr("SHA-256 fingerprint to compare"), this);
    lines->addWidget(m_fingerprint);
    m_meaning = paragraphLabel(this);
    lines->addWidget(m_meaning);
    lines->addWidget(title(tr("How to read it on the server"), this));
    m_where = paragraphLabel(this);
    lines->addWidget(m_where);
    auto *const buttons = new QHBoxLayout;
    auto *const trust = new QPushButton(tr("It is the same: &trust it"), this);
    trust->setObjectName(u"trustCertificate"_s);
    trust->setAutoDefault(false);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(u"cancelTrust"_s);
    m_cancel->setAutoDefault(true);
    buttons->addWidget(m_cancel);
    buttons->addWidget(trust);
    buttons->addStretch(1);
    lines->addLayout(buttons);
    lines->addStretch(1);
    connect(trust, &QPushButton::clicked, &connection, &Connection::trustShownCertificate);
    connect(m_cancel, &QPushButton::clicked, this, &FirstContactPage::cancelled);
}

void FirstContactPage::refresh()
{
    const Profile &profile = m_connection.profile();
    const QByteArray authority = m_connection.seenAuthority();
    m_heading->setText(tr("First contact with %1").arg(profile.address));
    setFingerprint(m_fingerprint, authority.isEmpty() ? m_connection.seenFingerprint() : authority);
    m_meaning->setText(authority.isEmpty()
            ? tr(
                "This is the SHA-256 of the server's own certificate. No authority that it shows vouches for "
                "the name in the address, so the console will stop and ask again after the certificate has "
                "been renewed, once a year. An address with one of the names in the certificate avoids that.")
            : tr(
                "This is the SHA-256 of the cluster's authority, which vouches for the server's certificate. "
                "It is the same on every member and stays when certificates are renewed."));
    const QString word = authority.isEmpty() ? u"certificate"_s : u"authority"_s;
    const QString file =
        authority.isEmpty() ? u"/var/lib/homeport/tls/server.crt"_s : u"/var/lib/homeport/ca/ca.crt"_s;
    m_where->setText(
        tr("There, as root, type\n    homeportctl fingerprint\nand look at the line \"%1\". Without "
           "homeportctl:\n    openssl x509 -noout -fingerprint -sha256 -in %2")
            .arg(word, file)
        + (authority.isEmpty() ? QString()
                               : tr("\n\"homeportd setup\" printed it too, as \"Authority: SHA-256 …\".")));
    m_cancel->setFocus();
}

ChangedCertificatePage::ChangedCertificatePage(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
{
    setObjectName(u"changedCertificatePage"_s);
    auto *const lines = new QVBoxLayout(this);
    lines->setSpacing(8);
    m_heading = headingLabel(this);
    lines->addWidget(m_heading);
    m_problem = paragraphLabel(this);
    m_problem->setObjectName(u"changedProblem"_s);
    lines->addWidget(m_problem);
    lines->addWidget(title(tr("Trusted so far"), this));
    m_trusted = fingerprintBox(tr("Trusted fingerprint"), this);
    lines->addWidget(m_trusted);
    lines->addWidget(title(tr("Shown now: the server's certificate"), this));
    m_seen = fingerprintBox(tr("Fingerprint of the certificate shown now"), this);
    lines->addWidget(m_seen);
    m_seenAuthorityTitle = title(tr("Shown now: the authority that vouches for it"), this);
    lines->addWidget(m_seenAuthorityTitle);
    m_seenAuthority = fingerprintBox(tr("Fingerprint of the authority shown now"), this);
    lines->addWidget(m_seenAuthority);
    lines->addWidget(title(tr("What may be the reason"), this));
    lines->addWidget(paragraphLabel(this,
        tr("•  The server's own certificate was trusted, and it has been renewed or made anew.\n"
           "•  The cluster was set up anew, with another authority, or the address leads to another one.\n"
           "•  The certificate has run out, or is not for the name in the address.\n"
           "•  Somebody stands between you and the server.")));
    lines->addWidget(title(tr("What you can do"), this));
    lines->addWidget(paragraphLabel(this,
        tr("Ask on the server: \"homeportctl fingerprint\" prints what it should show. Only when you know "
           "the "
           "reason: edit the connection, choose \"Forget the certificate…\" and type the connection's name. "
           "The next contact is then a first one, to be compared again.")));
    auto *const buttons = new QHBoxLayout;
    m_back = new QPushButton(tr("Back to the connections"), this);
    m_back->setObjectName(u"leaveChanged"_s);
    m_back->setAutoDefault(true);
    auto *const edit = new QPushButton(tr("&Edit the connection…"), this);
    edit->setObjectName(u"editChanged"_s);
    edit->setAutoDefault(false);
    buttons->addWidget(m_back);
    buttons->addWidget(edit);
    buttons->addStretch(1);
    lines->addLayout(buttons);
    lines->addStretch(1);
    connect(m_back, &QPushButton::clicked, this, &ChangedCertificatePage::cancelled);
    connect(edit, &QPushButton::clicked, this, &ChangedCertificatePage::editRequested);
}

void ChangedCertificatePage::refresh()
{
    setStateText(m_heading, Severity::Bad,
        tr("Not connected: %1 shows another certificate").arg(m_connection.profile().address));
    m_problem->setText(m_connection.problem());
    setFingerprint(m_trusted, m_connection.profile().fingerprint);
    setFingerprint(m_seen, m_connection.seenFingerprint());
    const QByteArray authority = m_connection.seenAuthority();
    const bool isOther = !authority.isEmpty() && authority != m_connection.profile().fingerprint;
    setFingerprint(m_seenAuthority, authority);
    m_seenAuthority->setVisible(isOther);
    m_seenAuthorityTitle->setVisible(isOther);
    m_back->setFocus();
}

} // namespace homeport
