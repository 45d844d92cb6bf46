// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading a disk's label and telling what it means.
#include "console/models/storagelabel.h"
#include "console/models/texts.h"
#include "console/views/calmwidgets.h"
#include "console/views/forms.h"
#include "console/views/storagedialogs.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

StoragePlaceForm::StoragePlaceForm(ConsoleContext &context, Use use, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_use(use)
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *const form = new QFormLayout;
    layout->addLayout(form);
    m_member = new CalmComboBox(this);
    m_member->setObjectName(u"storageMember"_s);
    for (const MemberState &member : context.watch.cluster().members) {
        if (member.isBackend())
            m_member->addItem(member.name, member.name);
    }
    form->addRow(tr("&Member:"), m_member);
    m_path = new QLineEdit(this);
    m_path->setObjectName(u"storagePath"_s);
    m_path->setPlaceholderText(u"/srv/mail"_s);
    form->addRow(tr("&Path on it:"), m_path);
    m_deep = new QCheckBox(tr("Read account ids and the delivery journal too (takes longer)"), this);
    m_deep->setObjectName(u"deepCheck"_s);
    form->addRow(QString(), m_deep);
    m_deep->setVisible(use == Use::Check);
    m_read = new QPushButton(tr("Chec&k the disk"), this);
    m_read->setObjectName(u"readLabel"_s);
    m_read->setAutoDefault(use == Use::Check);
    layout->addWidget(m_read, 0, Qt::AlignLeft);
    m_verdict = paragraphLabel(this);
    m_verdict->setObjectName(u"verdict"_s);
    layout->addWidget(m_verdict);
    m_rows = new QWidget(this);
    layout->addWidget(m_rows);
    m_rows->hide();
    m_proofText = paragraphLabel(this);
    layout->addWidget(m_proofText);
    m_onlyCopy = new QCheckBox(tr("This disk is the only current one, although its label is old"), this);
    m_onlyCopy->setObjectName(u"onlyCopy"_s);
    layout->addWidget(m_onlyCopy);
    m_fenceCommand = new QCheckBox(
        tr("The member has a fence command (storage.fence_command) that gives the proof"), this);
    m_fenceCommand->setObjectName(u"fenceCommand"_s);
    layout->addWidget(m_fenceCommand);
    m_statement = new QLineEdit(this);
    m_statement->setObjectName(u"fencingStatement"_s);
    m_statement->setPlaceholderText(tr("powered off at its switch by Eve, 12:03, ticket 4711"));
    m_statementLabel = new QLabel(tr("How do you &know? (goes to the audit)"), this);
    m_statementLabel->setBuddy(m_statement);
    m_vouch = new QCheckBox(this);
    m_vouch->setObjectName(u"fencingVouch"_s);
    layout->addWidget(m_statementLabel);
    layout->addWidget(m_statement);
    layout->addWidget(m_vouch);
    connect(m_member, &QComboBox::currentIndexChanged, this, &StoragePlaceForm::forget);
    connect(m_path, &QLineEdit::textChanged, this, &StoragePlaceForm::forget);
    connect(m_path, &QLineEdit::returnPressed, this, &StoragePlaceForm::read);
    connect(m_read, &QPushButton::clicked, this, &StoragePlaceForm::read);
    connect(m_onlyCopy, &QCheckBox::toggled, this, &StoragePlaceForm::changed);
    connect(m_fenceCommand, &QCheckBox::toggled, this, &StoragePlaceForm::showProof);
    connect(m_statement, &QLineEdit::textChanged, this, &StoragePlaceForm::changed);
    connect(m_vouch, &QCheckBox::toggled, this, &StoragePlaceForm::changed);
    forget();
}

void StoragePlaceForm::setPlace(const QString &member, const QString &path)
{
    m_member->setCurrentIndex(std::max(0, m_member->findData(member)));
    m_path->setText(path);
}

bool StoragePlaceForm::needsStatement() const
{
    return m_use == Use::Attach && m_check && m_check->needsFencing(m_member->currentData().toString())
        && !m_fenceCommand->isChecked();
}

StorageAttachment StoragePlaceForm::attachment() const
{
    const bool isOnlyCopy = m_check && m_check->isOlderThanTable() && m_onlyCopy->isChecked();
    return {m_member->currentData().toString(), m_path->text().trimmed(),
        needsStatement() ? m_statement->text().simplified() : QString(), isOnlyCopy};
}

QString StoragePlaceForm::whyNotAttach() const
{
    if (m_member->count() == 0)
        return tr("Member: there is no backend in the cluster table.");
    if (!m_path->text().trimmed().startsWith(u'/'))
        return tr("Path: expected an absolute path on the member, such as /srv/mail.");
    if (m_isAsking)
        return tr("The disk is being checked…");
    if (!m_check)
        return tr("Check the disk first.");
    if (!m_check->row)
        return tr("The cluster table has no such storage: it cannot be attached.");
    if (m_check->isOlderThanTable() && !m_onlyCopy->isChecked())
        return tr("The disk's label is older than the cluster table: it may be a stale copy.");
    return needsStatement() ? whyNoStatement(m_statement->text(), m_vouch->isChecked(), m_check->owner)
                            : QString();
}

void StoragePlaceForm::read()
{
    if (m_isAsking || !m_path->text().trimmed().startsWith(u'/'))
        return;
    m_isAsking = true;
    m_check.reset();
    setStateText(m_verdict, Severity::Busy, tr("Asking %1…").arg(m_member->currentText()));
    Q_EMIT changed();
    ask(++m_generation);
}

Task<> StoragePlaceForm::ask(int generation)
{
    const QPointer<StoragePlaceForm> self(this);
    QJsonObject question{
        {u"path"_s, m_path->text().trimmed()}, {u"member"_s, m_member->currentData().toString()}};
    if (m_deep->isChecked())
        question.insert(u"deep"_s, true);
    const Result<StorageCheck> check =
        co_await m_context.connection.ask(u"storage.check"_s, question, storageCheckFromJson);
    if (!self || generation != m_generation)
        co_return;
    m_isAsking = false;
    if (check) {
        m_check = *check;
        showCheck();
    } else {
        setStateText(m_verdict, Severity::Bad, check.error().forLog);
    }
    Q_EMIT changed();
}

/// Another place: what was read is about another disk.
void StoragePlaceForm::forget()
{
    ++m_generation;
    m_isAsking = false;
    m_check.reset();
    setStateText(m_verdict, Severity::None, {});
    m_rows->hide();
    m_onlyCopy->setChecked(false);
    m_fenceCommand->setChecked(false);
    m_vouch->setChecked(false);
    const bool isAbsolute = m_path->text().trimmed().startsWith(u'/');
    m_read->setEnabled(isAbsolute && m_member->count() > 0);
    m_read->setToolTip(
        isAbsolute ? QString() : tr("Path: expected an absolute path on the member, such as /srv/mail."));
    showProof();
}

void StoragePlaceForm::showCheck()
{
    const StorageCheck &check = *m_check;
    const bool isFine = check.row && !check.isOlderThanTable() && check.problemCount == 0
        && (check.isDetached || check.owner == m_member->currentData().toString());
    const Severity severity = !check.row || check.isOlderThanTable() || check.problemCount > 0 ? Severity::Bad
        : isFine ? Severity::Good
                 : Severity::Warning;
    QString verdict = check.verdict;
    if (!verdict.isEmpty())
        verdict = tr("Storage %1: %2.").arg(check.name, verdict);
    if (check.isPrepared)
        verdict += u' ' + tr("It is attached here already.");
    if (check.problemCount > 0)
        verdict += u'\n'
            + tr("%n problem(s): %1", nullptr, int(check.problemCount)).arg(check.problems.join(u"; "_s));
    setStateText(m_verdict, severity, verdict);
    showRows(check);
    showProof();
}

/// The label beside the table's row, field by field; what differs is marked.
void StoragePlaceForm::showRows(const StorageCheck &check)
{
    delete m_rows->layout();
    qDeleteAll(m_rows->findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly));
    auto *const grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(fontMetrics().averageCharWidth() * 3);
    int line = 0;
    const auto add = [&](const QString &title, const QString &label, const QString &row, bool isCompared) {
        grid->addWidget(new QLabel(title, m_rows), line, 0);
        QLabel *const left = paragraphLabel(m_rows, label);
        QLabel *const right = paragraphLabel(m_rows, row);
        for (QLabel *const cell : {left, right})
            cell->setWordWrap(false); // the grid is as high as its lines
        grid->addWidget(left, line, 1);
        if (isCompared && check.row && label != row)
            setStateText(right, Severity::Warning, row);
        grid->addWidget(right, line, 2);
        ++line;
    };
    const StorageRow row = check.row.value_or(StorageRow{});
    const auto inTable = [&](const QString &text) { return check.row ? text : u"–"_s; };
    add({}, tr("Label on the disk"), tr("Cluster table"), false);
    add(tr("Name"), check.name, inTable(row.name), true);
    add(tr("Home"), check.home, inTable(row.home), true);
    add(tr("Owner"), check.owner, inTable(row.owner), true);
    add(tr("Epoch"), QString::number(check.epoch), inTable(QString::number(row.epoch)), true);
    add(tr("State"), check.isDetached ? tr("detached") : tr("attached"),
        inTable(row.state == u"detached" ? tr("detached") : tr("served")), false);
    if (check.accountsFound) {
        add(tr("Accounts found"), countText(*check.accountsFound), {}, false);
        add(tr("Deleted, still kept"), countText(check.deletedAccounts), {}, false);
        add(tr("Deliveries in the journal"), countText(check.journalDelivered), {}, false);
        add(tr("Deliveries left open by a crash"), countText(check.journalOpen), {}, false);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    m_rows->show();
    QTimer::singleShot(0, window(), [shown = window()] { shown->adjustSize(); });
}

/// What the administrator has to state before the disk can be attached.
void StoragePlaceForm::showProof()
{
    const bool isAttach = m_use == Use::Attach;
    const bool needsProof = isAttach && m_check && m_check->needsFencing(m_member->currentData().toString());
    setStateText(m_proofText, Severity::Warning,
        needsProof ? tr(
            "%1 had this disk last and did not let go of it. If it can still write, both would write to one "
            "storage and mail would be lost. Power it off or cut it from the disk, then state that below.")
                         .arg(m_check->owner)
                   : QString());
    m_fenceCommand->setVisible(needsProof);
    m_onlyCopy->setVisible(isAttach && m_check && m_check->isOlderThanTable());
    const bool isStated = needsStatement();
    m_statementLabel->setVisible(isStated);
    m_statement->setVisible(isStated);
    m_vouch->setVisible(isStated);
    if (isStated) {
        m_vouch->setText(vouchText(m_check->owner));
        m_vouch->setAccessibleName(m_vouch->text());
    }
    Q_EMIT changed();
}

} // namespace homeport
