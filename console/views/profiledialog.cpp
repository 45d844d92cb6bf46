// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The fields of a profile, and what is wrong with them.
#include "console/views/profiledialog.h"

#include "console/views/calmwidgets.h"
#include "console/views/forgetdialog.h"
#include "console/views/forms.h"
#include "console/views/look.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QIcon swatch(const QString &colour)
{
    QPixmap pixmap(16, 16);
    pixmap.fill(colour.isEmpty() ? QColor(Qt::transparent) : QColor(colour));
    QPainter painter(&pixmap);
    painter.setPen(QColor(0x80, 0x80, 0x80));
    painter.drawRect(0, 0, 15, 15);
    return QIcon(pixmap);
}

} // namespace

ProfileDialog::ProfileDialog(ProfileLogin &login, const Profile &profile, QWidget *parent)
    : QDialog(parent)
    , m_login(login)
    , m_profile(profile)
    , m_others(login.profiles().profiles())
    , m_trial(login.connection().clientFactory())
{
    setObjectName(u"profileDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    const bool isNew = profile.name.isEmpty();
    setWindowTitle(isNew ? tr("New connection") : tr("Connection \"%1\"").arg(profile.name));
    auto *const layout = new QVBoxLayout(this);
    auto *const form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addLayout(form);
    buildFields(form);
    buildCertificate(form);
    buildTest();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setObjectName(u"saveProfile"_s);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ProfileDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&login, &ProfileLogin::keychainChanged, this, &ProfileDialog::showRemember);
    connect(&m_trial, &ProfileTrial::changed, this, &ProfileDialog::showTest);
    setMinimumWidth(fontMetrics().averageCharWidth() * 84);
    showFaults();
    showCertificate();
    showRemember();
    showTest();
    m_name->setFocus();
}

/// A row of the form with room for its fault below the field.
QLabel *ProfileDialog::faultLabel(QFormLayout *form, QWidget *field, const QString &label)
{
    auto *const cell = new QWidget(this);
    auto *const lines = new QVBoxLayout(cell);
    lines->setContentsMargins({});
    lines->setSpacing(2);
    lines->addWidget(field);
    auto *const fault = paragraphLabel(cell);
    fault->setObjectName(field->objectName() + u"Fault"_s);
    fault->hide();
    lines->addWidget(fault);
    auto *const title = new QLabel(label, this);
    title->setBuddy(field);
    field->setAccessibleName(QString(label).remove(u'&').remove(u':')); // a buddy counts among siblings only
    form->addRow(title, cell);
    return fault;
}

void ProfileDialog::buildFields(QFormLayout *form)
{
    const auto field = [this](const QString &name, const QString &text, const QString &placeholder) {
        auto *const edit = new QLineEdit(text, this);
        edit->setObjectName(name);
        edit->setPlaceholderText(placeholder);
        connect(edit, &QLineEdit::textEdited, this, [this, edit] {
            if (!m_touched.contains(edit))
                m_touched.append(edit);
            showFaults();
        });
        return edit;
    };
    m_name = field(u"profileName"_s, m_profile.name, tr("Production"));
    m_nameFault = faultLabel(form, m_name, tr("&Name:"));
    m_address = field(u"profileAddress"_s, m_profile.address, tr("back1.example.net:7701"));
    m_address->setToolTip(
        tr("The admin port of a keeper (setting admin.listen there), or, on the same machine, "
           "the path of the daemon's socket, such as /var/lib/homeport/admin.sock"));
    m_addressFault = faultLabel(form, m_address, tr("&Address:"));
    m_user = field(u"profileUser"_s, m_profile.user, tr("admin"));
    m_user->setToolTip(
        tr("The name of an administrator: \"homeportctl admin list\" on the server shows them. "
           "Not needed for a socket."));
    m_userFault = faultLabel(form, m_user, tr("&User:"));
    m_password = new QLineEdit(this);
    m_password->setObjectName(u"profilePassword"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(
        m_profile.remembersPassword ? tr("as remembered in the keychain") : tr("asked when you connect"));
    form->addRow(tr("&Password:"), m_password);
    m_remember = new QCheckBox(tr("Re&member it in the system's keychain"), this);
    m_remember->setObjectName(u"profileRemember"_s);
    m_remember->setChecked(m_profile.remembersPassword);
    m_rememberNote = paragraphLabel(this);
    form->addRow(QString(), m_remember);
    form->addRow(QString(), m_rememberNote);
    m_readOnly = new QCheckBox(tr("&Read-only: nothing can be changed through this connection"), this);
    m_readOnly->setChecked(m_profile.isReadOnly);
    form->addRow(QString(), m_readOnly);
    m_colour = new CalmComboBox(this);
    m_colour->setObjectName(u"profileColour"_s);
    const std::initializer_list<std::pair<QString, QString>> colours{{tr("None"), {}},
        {tr("Red"), u"#c03030"_s}, {tr("Orange"), u"#c8701a"_s}, {tr("Yellow"), u"#c0a020"_s},
        {tr("Green"), u"#2f8f46"_s}, {tr("Blue"), u"#2f6fc4"_s}, {tr("Purple"), u"#7a4fc0"_s}};
    for (const auto &[name, value] : colours)
        m_colour->addItem(swatch(value), name, value);
    if (m_colour->findData(m_profile.colour) < 0)
        m_colour->addItem(swatch(m_profile.colour), m_profile.colour, m_profile.colour);
    m_colour->setCurrentIndex(m_colour->findData(m_profile.colour));
    m_colour->setToolTip(tr("A stripe along the window's edge, so that you know which cluster you are in."));
    form->addRow(tr("&Colour:"), m_colour);
}

void ProfileDialog::buildCertificate(QFormLayout *form)
{
    auto *const line = new QHBoxLayout;
    m_certificate = paragraphLabel(this);
    m_certificate->setObjectName(u"profileCertificate"_s);
    m_forget = new QPushButton(tr("&Forget the certificate…"), this);
    m_forget->setObjectName(u"forgetCertificate"_s);
    m_forget->setAutoDefault(false);
    line->addWidget(m_certificate, 1);
    line->addWidget(m_forget, 0, Qt::AlignTop);
    form->addRow(tr("Certificate:"), line);
    connect(m_forget, &QPushButton::clicked, this, &ProfileDialog::askToForget);
}

void ProfileDialog::buildTest()
{
    auto *const group = new QGroupBox(tr("Does it work?"), this);
    auto *const lines = new QVBoxLayout(group);
    m_test = new QPushButton(tr("&Test"), group);
    m_test->setObjectName(u"testProfile"_s);
    m_test->setAutoDefault(false);
    lines->addWidget(m_test, 0, Qt::AlignLeft);
    m_report = new QLabel(group);
    m_report->setObjectName(u"testReport"_s);
    m_report->setWordWrap(true);
    m_report->setTextFormat(Qt::RichText);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_report->setAccessibleName(tr("Result of the test"));
    lines->addWidget(m_report);
    layout()->addWidget(group);
    connect(m_test, &QPushButton::clicked, this, &ProfileDialog::startTest);
}

Profile ProfileDialog::edited() const
{
    Profile profile = m_profile;
    profile.name = m_name->text().trimmed();
    profile.address = m_address->text().trimmed();
    profile.user = m_user->text().trimmed();
    profile.isReadOnly = m_readOnly->isChecked();
    profile.colour = m_colour->currentData().toString();
    profile.remembersPassword = m_remember->isChecked();
    return profile;
}

void ProfileDialog::showFaults()
{
    const ProfileFaults faults = faultsOf(edited(), m_others);
    const auto show = [this](QLabel *label, const QWidget *field, const QString &text) {
        setStateText(label, Severity::Bad, m_touched.contains(field) ? text : QString());
    };
    show(m_nameFault, m_name, faults.name);
    show(m_addressFault, m_address, faults.address);
    show(m_userFault, m_user, faults.user);
    const bool isLocal = edited().isLocal();
    m_user->setEnabled(!isLocal);
    m_password->setEnabled(!isLocal);
    m_test->setEnabled(faults.address.isEmpty() && faults.user.isEmpty());
    m_test->setToolTip(m_test->isEnabled() ? tr("Connects beside the open connection and tells what happens")
                                           : tr("Enter address and user first."));
    showRemember();
    grow();
}

/// Wrapped lines have come: a dialog does not grow for them by itself.
void ProfileDialog::grow()
{
    QTimer::singleShot(0, this, [this] {
        const int needed = layout()->totalHeightForWidth(width());
        if (needed > height())
            resize(width(), needed);
    });
}

void ProfileDialog::showCertificate()
{
    const bool isPinned = !m_profile.fingerprint.isEmpty();
    m_certificate->setText(isPinned ? AdminClient::fingerprintText(m_profile.fingerprint)
            : edited().isLocal()    ? tr("none needed for a socket")
                                    : tr("none yet: it is shown at the first contact, for you to compare"));
    m_forget->setVisible(isPinned);
}

void ProfileDialog::showRemember()
{
    const QString whyNot = m_login.whyNotRemembered();
    const bool isLocal = edited().isLocal();
    m_remember->setEnabled(whyNot.isEmpty() && !isLocal);
    m_remember->setToolTip(isLocal ? tr("A socket needs no password.") : whyNot);
    m_rememberNote->setText(whyNot);
    m_rememberNote->setVisible(!whyNot.isEmpty() && !isLocal);
}

void ProfileDialog::startTest()
{
    if (m_trial.isRunning())
        m_trial.stop();
    else
        test();
}

Task<> ProfileDialog::test()
{
    const QPointer<ProfileDialog> self(this);
    Secret password(m_password->text().toUtf8());
    if (password.isEmpty()) {
        const Profile profile = m_profile;
        password = co_await m_login.remembered(profile);
    }
    if (self)
        m_trial.start(edited(), password);
}

void ProfileDialog::showTest()
{
    QStringList lines;
    QStringList plain;
    const QList<TrialStep> steps = m_trial.steps();
    for (const TrialStep &step : steps) {
        lines.append(u"<p style=\"margin:2px 0; color:%1\">%2</p>"_s.arg(
            severityColour(step.severity, palette()).name(),
            withGlyph(step.severity, step.text).toHtmlEscaped()));
        plain.append(step.text);
    }
    if (m_trial.isRunning())
        lines.append(tr("Trying…").toHtmlEscaped());
    m_report->setText(lines.join(QString()));
    m_report->setAccessibleDescription(plain.join(u'\n'));
    m_report->setVisible(!lines.isEmpty());
    m_test->setText(m_trial.isRunning() ? tr("&Stop the test") : tr("&Test"));
    grow();
}

void ProfileDialog::save()
{
    m_touched = {m_name, m_address, m_user};
    showFaults();
    const Profile profile = edited();
    const ProfileFaults faults = faultsOf(profile, m_others);
    QLineEdit *const wrong = !faults.name.isEmpty() ? m_name
        : !faults.address.isEmpty()                 ? m_address
        : !faults.user.isEmpty()                    ? m_user
                                                    : nullptr;
    if (wrong) {
        wrong->setFocus();
        return;
    }
    m_login.profiles().save(profile);
    const Secret password(m_password->text().toUtf8());
    if (!profile.remembersPassword && m_profile.remembersPassword)
        m_login.store(profile.id, {});
    else if (profile.remembersPassword && !password.isEmpty())
        m_login.store(profile.id, password);
    Q_EMIT saved(profile);
    accept();
}

void ProfileDialog::askToForget()
{
    auto *const dialog = new ForgetDialog(m_profile, this);
    connect(dialog, &ForgetDialog::confirmed, this, [this] {
        m_profile.fingerprint.clear();
        showCertificate();
    });
    dialog->open();
}

} // namespace homeport
