// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A list with its buttons, or a welcome.
#include "console/views/profilelist.h"

#include "console/views/forms.h"
#include "console/views/profiledialog.h"

#include <QHeaderView>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

enum Column { NameColumn, AddressColumn, UserColumn, AccessColumn };

QIcon stripe(const QString &colour)
{
    QPixmap pixmap(6, 18);
    pixmap.fill(colour.isEmpty() ? QColor(Qt::transparent) : QColor(colour));
    return QIcon(pixmap);
}

QPushButton *button(const QString &text, const QString &name, QWidget *parent)
{
    auto *const made = new QPushButton(text, parent);
    made->setObjectName(name);
    made->setAutoDefault(false);
    return made;
}

} // namespace

ProfileList::ProfileList(ProfileLogin &login, QWidget *parent)
    : QWidget(parent)
    , m_login(login)
{
    setObjectName(u"profileList"_s);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    m_back = button(tr("← Back to the cluster"), u"backToCluster"_s, this);
    m_back->hide();
    connect(m_back, &QPushButton::clicked, this, &ProfileList::backRequested);
    lines->addWidget(m_back, 0, Qt::AlignLeft);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildList());
    m_stack->addWidget(buildWelcome());
    lines->addWidget(m_stack, 1);
    refresh();
}

QWidget *ProfileList::buildWelcome()
{
    auto *const page = new QWidget(this);
    auto *const lines = new QVBoxLayout(page);
    lines->setSpacing(12);
    auto *const heading = headingLabel(page);
    heading->setText(tr("Welcome to Homeport"));
    lines->addWidget(heading);
    lines->addWidget(paragraphLabel(page,
        tr("This console shows and steers a whole cluster through one of its keepers. To connect you "
           "need:")));
    lines->addWidget(paragraphLabel(page,
        tr("•  Address: HOST:PORT of a keeper's admin port. The port is 7701 unless the setting admin.listen "
           "says otherwise; that setting also decides whether the port can be reached from outside the "
           "machine.\n"
           "    On the keeper itself, the path of its socket does as well: /var/lib/homeport/admin.sock "
           "needs "
           "no password.\n"
           "•  User: the name of an administrator. \"homeportctl admin list\" on the keeper lists them; "
           "\"homeportd setup\" has made the first one, admin, and printed its password.\n"
           "•  Fingerprint: at the first contact you compare what the server shows with what "
           "\"homeportctl fingerprint\" prints there.")));
    auto *const make = button(tr("&New connection…"), u"newProfileFirst"_s, page);
    connect(make, &QPushButton::clicked, this, [this] { edit(newProfile()); });
    lines->addWidget(make, 0, Qt::AlignLeft);
    lines->addSpacing(12);
    lines->addWidget(paragraphLabel(page,
        tr("No server at hand? The demo is a simulated cluster inside this program, with a backend that "
           "fails: try everything, nothing is at stake.")));
    auto *const demo = button(tr("Try the &demo cluster"), u"tryDemoFirst"_s, page);
    connect(demo, &QPushButton::clicked, this, &ProfileList::demoRequested);
    lines->addWidget(demo, 0, Qt::AlignLeft);
    lines->addStretch(1);
    return page;
}

QWidget *ProfileList::buildList()
{
    auto *const page = new QWidget(this);
    auto *const lines = new QVBoxLayout(page);
    auto *const heading = headingLabel(page);
    heading->setText(tr("Connections"));
    lines->addWidget(heading);
    auto *const line = new QHBoxLayout;
    lines->addLayout(line, 1);
    m_list = new QTreeWidget(page);
    m_list->setObjectName(u"profiles"_s);
    m_list->setAccessibleName(tr("Saved connections"));
    m_list->setHeaderLabels({tr("Name"), tr("Address"), tr("User"), tr("Access")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setIconSize({6, 18});
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setMinimumHeight(fontMetrics().height() * 12);
    const int width = fontMetrics().averageCharWidth();
    m_list->header()->resizeSection(NameColumn, width * 22);
    m_list->header()->resizeSection(AddressColumn, width * 34);
    m_list->header()->resizeSection(UserColumn, width * 10);
    line->addWidget(m_list, 1);
    auto *const buttons = new QVBoxLayout;
    line->addLayout(buttons);
    const auto add = [&](const QString &text, const QString &name, bool needsOne, auto then) {
        QPushButton *const made = button(text, name, page);
        connect(made, &QPushButton::clicked, this, then);
        buttons->addWidget(made);
        if (needsOne)
            m_needsOne.append(made);
    };
    add(tr("&Connect"), u"connectProfile"_s, true, [this] { connectCurrent(); });
    add(tr("&Test…"), u"testCurrent"_s, true, [this] {
        const Profile profile = *current();
        edit(profile);
        if (auto *const dialog = findChild<ProfileDialog *>())
            dialog->startTest();
    });
    buttons->addSpacing(12);
    add(tr("&New…"), u"newProfile"_s, false, [this] { edit(newProfile()); });
    add(tr("&Edit…"), u"editProfile"_s, true, [this] { edit(Profile(*current())); });
    add(tr("D&uplicate…"), u"duplicateProfile"_s, true, [this] { duplicate(); });
    add(tr("&Remove…"), u"removeProfile"_s, true, [this] { askToRemove(); });
    buttons->addSpacing(12);
    add(tr("&Demo cluster"), u"tryDemo"_s, false, [this] { Q_EMIT demoRequested(); });
    buttons->addStretch(1);
    connect(m_list, &QTreeWidget::itemActivated, this, [this] { connectCurrent(); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] { showAllowed(); });
    return page;
}

void ProfileList::refresh()
{
    const Profile *const was = current();
    const QString id = was ? was->id : QString();
    m_profiles = m_login.profiles().profiles();
    m_list->clear();
    for (const Profile &profile : std::as_const(m_profiles)) {
        auto *const item = new QTreeWidgetItem(m_list,
            {profile.name, profile.address, profile.isLocal() ? tr("local") : profile.user,
                profile.isReadOnly ? tr("read-only") : tr("by role")});
        item->setIcon(NameColumn, stripe(profile.colour));
        item->setToolTip(AddressColumn, profile.address);
    }
    m_stack->setCurrentIndex(m_profiles.isEmpty() ? 1 : 0);
    const QString last = m_login.profiles().lastProfile();
    const auto found = std::find_if(
        m_profiles.cbegin(), m_profiles.cend(), [&](const Profile &profile) { return profile.name == last; });
    select(!id.isEmpty() ? id : found != m_profiles.cend() ? found->id : QString());
    showAllowed();
}

void ProfileList::select(const QString &id)
{
    for (int i = 0; i < int(m_profiles.size()); ++i) {
        if (m_profiles[i].id == id)
            m_list->setCurrentItem(m_list->topLevelItem(i));
    }
    if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
}

const Profile *ProfileList::current() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && row < int(m_profiles.size()) ? &m_profiles[row] : nullptr;
}

void ProfileList::showAllowed()
{
    const QString tip = current() ? QString() : tr("Select a connection first.");
    for (QPushButton *const made : std::as_const(m_needsOne)) {
        made->setEnabled(tip.isEmpty());
        made->setToolTip(tip);
    }
}

void ProfileList::setBackVisible(bool isVisible) { m_back->setVisible(isVisible); }

void ProfileList::connectCurrent()
{
    if (!current())
        return;
    const Profile profile = *current();
    Q_EMIT opening();
    m_login.open(profile);
}

void ProfileList::edit(const Profile &profile)
{
    auto *const dialog = new ProfileDialog(m_login, profile, this);
    connect(dialog, &ProfileDialog::saved, this, [this](const Profile &saved) {
        refresh();
        select(saved.id);
    });
    dialog->open();
}

void ProfileList::duplicate()
{
    Profile copy = *current();
    copy.id = newProfile().id;
    copy.name = nameOfCopy(copy.name, m_profiles);
    copy.remembersPassword = false;
    edit(copy);
}

void ProfileList::askToRemove()
{
    const Profile profile = *current();
    auto *const dialog = new QMessageBox(QMessageBox::Question, tr("Remove a connection"),
        tr("Remove the connection \"%1\"? Its trusted certificate, its remembered password and its layouts "
           "go "
           "with it. The server is not touched.")
            .arg(profile.name),
        QMessageBox::Cancel, this);
    dialog->setObjectName(u"removeDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *const remove =
        dialog->addButton(tr("Remove \"%1\"").arg(profile.name), QMessageBox::DestructiveRole);
    remove->setObjectName(u"confirmRemove"_s);
    dialog->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, profile] {
        m_login.remove(profile);
        refresh();
    });
    dialog->open();
}

} // namespace homeport
