// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Forms inside the dialog of an act: create, password, move, domain.
#include "console/views/accountdialogs.h"
#include "console/views/actdialog.h"
#include "console/views/calmwidgets.h"
#include "console/views/forms.h"
#include "console/views/passwordchoice.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int shortestAccountPassword = 8; // NIST SP 800-63B 5.1.1.2
constexpr qint64 mebibyte = 1024 * 1024;
constexpr int mostQuota = 1024 * 1024; ///< MiB: 1 TiB

/// "back1.example.net (1,204 accounts)" with the name as data.
void fillPlaces(QComboBox *box, const ClusterState &cluster, const QStringList &names)
{
    for (const QString &name : names) {
        const MemberState *const member = cluster.member(name);
        box->addItem(member ? QCoreApplication::translate(
                         "AccountForms", "%1 (%n account(s))", nullptr, int(member->accounts()))
                                  .arg(name)
                            : name,
            name);
    }
}

/// The storages of a member, its default first: no data, nothing to say.
void fillStorages(QComboBox *box, const ClusterState &cluster, const QString &member)
{
    box->clear();
    const QStringList names = storagesForAccounts(cluster, member);
    box->addItem(names.isEmpty()
            ? QCoreApplication::translate("AccountForms", "its default")
            : QCoreApplication::translate("AccountForms", "its default (%1)").arg(names.first()));
    for (const QString &name : names.mid(1))
        box->addItem(name, name);
    box->setEnabled(box->count() > 1);
}

class CreateForm : public QWidget
{
    Q_OBJECT

public:
    CreateForm(const ClusterState &cluster, const QString &domain, QWidget *parent)
        : QWidget(parent)
        , m_cluster(cluster)
    {
        auto *const form = new QFormLayout(this);
        form->setContentsMargins({});
        m_address = new QLineEdit(domain.isEmpty() ? QString() : u'@' + domain, this);
        m_address->setObjectName(u"newAddress"_s);
        m_address->setPlaceholderText(u"ann@example.org"_s);
        m_address->setCursorPosition(0);
        form->addRow(tr("&Address:"), m_address);
        m_host = new CalmComboBox(this);
        m_host->setObjectName(u"newHost"_s);
        m_host->addItem(tr("the backend with the fewest accounts"));
        fillPlaces(m_host, cluster, placesForAccounts(cluster));
        form->addRow(tr("&Host server:"), m_host);
        m_storage = new CalmComboBox(this);
        m_storage->setObjectName(u"newStorage"_s);
        form->addRow(tr("&Storage:"), m_storage);
        auto *const quota = new QHBoxLayout;
        m_hasQuota = new QCheckBox(tr("at most"), this);
        m_hasQuota->setAccessibleName(tr("Limit the size of the mailbox"));
        m_quota = new CalmSpinBox(this);
        m_quota->setRange(1, mostQuota);
        m_quota->setValue(2048);
        m_quota->setSuffix(tr(" MiB"));
        m_quota->setEnabled(false);
        m_quota->setAccessibleName(tr("Quota"));
        quota->addWidget(m_hasQuota);
        quota->addWidget(m_quota);
        quota->addStretch();
        form->addRow(tr("Quota:"), quota);
        m_password = new PasswordChoice(shortestAccountPassword, this);
        form->addRow(tr("Password:"), m_password);
        connect(m_address, &QLineEdit::textChanged, this, &CreateForm::changed);
        connect(m_host, &QComboBox::currentIndexChanged, this, [this] {
            fillStorages(m_storage, m_cluster, m_host->currentData().toString());
            Q_EMIT changed();
        });
        connect(m_storage, &QComboBox::currentIndexChanged, this, &CreateForm::changed);
        connect(m_hasQuota, &QCheckBox::toggled, m_quota, &QWidget::setEnabled);
        connect(m_hasQuota, &QCheckBox::toggled, this, &CreateForm::changed);
        connect(m_quota, &QSpinBox::valueChanged, this, &CreateForm::changed);
        connect(m_password, &PasswordChoice::changed, this, &CreateForm::changed);
        fillStorages(m_storage, m_cluster, {});
    }
    AccountDraft account() const
    {
        return {m_address->text().trimmed(), m_password->password(), m_host->currentData().toString(),
            m_storage->currentData().toString(), m_hasQuota->isChecked() ? m_quota->value() * mebibyte : 0};
    }
    QString whyNot() const
    {
        const QString address = whyNoAddress(m_address->text().trimmed());
        return address.isEmpty() ? m_password->whyNot() : address;
    }
    bool isGenerated() const { return m_password->isGenerated(); }
    void focusAddress()
    {
        m_address->setFocus();
        m_address->setCursorPosition(0);
    }

Q_SIGNALS:
    void changed();

private:
    const ClusterState m_cluster;
    QLineEdit *m_address = nullptr;
    QComboBox *m_host = nullptr;
    QComboBox *m_storage = nullptr;
    QCheckBox *m_hasQuota = nullptr;
    QSpinBox *m_quota = nullptr;
    PasswordChoice *m_password = nullptr;
};

class MoveForm : public QWidget
{
    Q_OBJECT

public:
    MoveForm(const ClusterState &cluster, const AccountRow &account, QWidget *parent)
        : QWidget(parent)
        , m_cluster(cluster)
    {
        auto *const form = new QFormLayout(this);
        form->setContentsMargins({});
        m_target = new CalmComboBox(this);
        m_target->setObjectName(u"moveTarget"_s);
        const QString now = account.owner.isEmpty() ? account.hostServer : account.owner;
        fillPlaces(m_target, cluster, placesForAccounts(cluster, now));
        form->addRow(tr("&To:"), m_target);
        m_storage = new CalmComboBox(this);
        m_storage->setObjectName(u"moveStorage"_s);
        form->addRow(tr("&Storage:"), m_storage);
        if (m_target->count() > 0)
            form->addRow(
                QString(), paragraphLabel(this, tr("Suggested: the backend with the fewest accounts.")));
        fillStorages(m_storage, m_cluster, target());
        connect(m_target, &QComboBox::currentIndexChanged, this, [this] {
            fillStorages(m_storage, m_cluster, target());
            Q_EMIT changed();
        });
        connect(m_storage, &QComboBox::currentIndexChanged, this, &MoveForm::changed);
    }
    QString target() const { return m_target->currentData().toString(); }
    QString storage() const { return m_storage->currentData().toString(); }

Q_SIGNALS:
    void changed();

private:
    const ClusterState m_cluster;
    QComboBox *m_target = nullptr;
    QComboBox *m_storage = nullptr;
};

} // namespace

void openCreateAccount(ConsoleContext &context, const QString &domain, QWidget *parent, AccountDone done)
{
    auto *const form = new CreateForm(context.watch.cluster(), domain, nullptr);
    const QPointer<QWidget> owner(parent);
    const auto made = [form = QPointer<CreateForm>(form), owner, done](const QJsonObject &answer) {
        const QString address = answer.value(u"address"_s).toString();
        if (form && form->isGenerated())
            showPasswordOnce(address, form->account().password, owner);
        done(address);
    };
    auto *const dialog = new ActDialog(context.acts, createAccountAct(form->account()), made, parent);
    dialog->insert(form);
    const auto take = [dialog, form] {
        Act act = createAccountAct(form->account());
        if (!form->whyNot().isEmpty())
            act.button = CreateForm::tr("Create account");
        dialog->setAct(act);
        dialog->setFault(form->whyNot());
    };
    QObject::connect(form, &CreateForm::changed, dialog, take);
    take();
    dialog->open();
    form->focusAddress();
}

void openSetPassword(ConsoleContext &context, const QString &address, QWidget *parent)
{
    auto *const choice = new PasswordChoice(shortestAccountPassword);
    const QPointer<QWidget> owner(parent);
    const auto done = [choice = QPointer<PasswordChoice>(choice), owner, address](const QJsonObject &) {
        if (choice && choice->isGenerated())
            showPasswordOnce(address, choice->password(), owner);
    };
    auto *const dialog =
        new ActDialog(context.acts, setPasswordAct(address, choice->password()), done, parent);
    dialog->insert(choice);
    QObject::connect(choice, &PasswordChoice::changed, dialog, [dialog, choice, address] {
        dialog->setAct(setPasswordAct(address, choice->password()));
        dialog->setFault(choice->whyNot());
    });
    dialog->open();
}

void openMoveAccount(ConsoleContext &context, const AccountRow &account, QWidget *parent, AccountDone done)
{
    auto *const form = new MoveForm(context.watch.cluster(), account, nullptr);
    const QString address = account.address;
    const auto moved = [done, address](const QJsonObject &) { done(address); };
    auto *const dialog =
        new ActDialog(context.acts, moveAct(account, form->target(), form->storage()), moved, parent);
    dialog->insert(form);
    const auto take = [dialog, form, account] {
        dialog->setAct(moveAct(account, form->target(), form->storage()));
        dialog->setFault(form->target().isEmpty()
                ? MoveForm::tr("To: no other backend is ready, reachable and serving a storage now.")
                : QString());
    };
    QObject::connect(form, &MoveForm::changed, dialog, take);
    take();
    dialog->open();
}

void openAddDomain(ConsoleContext &context, QWidget *parent, std::function<void()> done)
{
    auto *const box = new QWidget;
    auto *const form = new QFormLayout(box);
    form->setContentsMargins({});
    auto *const field = new QLineEdit(box);
    field->setObjectName(u"newDomain"_s);
    field->setPlaceholderText(u"example.org"_s);
    form->addRow(DomainsDialog::tr("&Domain:"), field);
    auto *const dialog = new ActDialog(
        context.acts, addDomainAct({}), [done](const QJsonObject &) { done(); }, parent);
    dialog->insert(box);
    const auto take = [dialog, field] {
        const QString domain = field->text().trimmed().toLower();
        const bool isGood = whyNoAddress(u"a@"_s + domain).isEmpty() && domain.contains(u'.');
        Act act = addDomainAct(domain);
        if (!isGood)
            act.button = DomainsDialog::tr("Add domain");
        dialog->setAct(act);
        dialog->setFault(
            isGood ? QString() : DomainsDialog::tr("Domain: expected a domain such as example.org."));
    };
    QObject::connect(field, &QLineEdit::textChanged, dialog, take);
    take();
    dialog->open();
    field->setFocus();
}

} // namespace homeport

#include "accountforms.moc"
