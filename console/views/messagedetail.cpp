// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The parts of a message.
#include "console/views/messagedetail.h"

#include "console/models/texts.h"
#include "console/views/statedelegate.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int selectionPause = 150; ///< ms: moving through a list asks only where it stops

enum Field { Sender, Received, Size, Number, Session, fieldCount };

QTableView *smallTable(QAbstractItemModel *model, const QString &name, const QString &objectName)
{
    auto *const view = new QTableView;
    view->setModel(model);
    view->setObjectName(objectName);
    view->setAccessibleName(name);
    view->setItemDelegate(new StateDelegate(view));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setAlternatingRowColors(true);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 8);
    view->horizontalHeader()->setStretchLastSection(true);
    view->horizontalHeader()->setHighlightSections(false);
    return view;
}

void setWidths(QTableView *view, const QList<int> &characters)
{
    for (int column = 0; column < int(characters.size()); ++column)
        view->setColumnWidth(column, view->fontMetrics().averageCharWidth() * characters[column] + 12);
}

} // namespace

MessageDetail::MessageDetail(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_recipients(recipientColumns(), [](const QueueRecipient &row) { return row.key.text(); })
    , m_attempts(attemptColumns(),
          [](const AttemptRow &row) { return QString(row.recipient + u' ' + QString::number(row.number)); })
{
    setObjectName(u"messageDetail"_s);
    m_stack = new QStackedLayout(this);
    m_message = new QLabel(this);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(16);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setAccessibleName(tr("Message"));
    m_stack->addWidget(m_message);
    auto *const body = new QWidget(this);
    auto *const layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    layout->addWidget(buildEnvelope());
    layout->addWidget(buildTabs(), 1);
    m_stack->addWidget(body);
    m_pause = new QTimer(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(selectionPause);
    connect(m_pause, &QTimer::timeout, this, [this] { ask(); });
    clear();
}

QWidget *MessageDetail::buildEnvelope()
{
    auto *const box = new QWidget(this);
    m_envelope = new QFormLayout(box);
    m_envelope->setContentsMargins(0, 4, 0, 0);
    m_envelope->setVerticalSpacing(2);
    const QStringList titles{
        tr("Sender:"), tr("In the queue since:"), tr("Size:"), tr("Message:"), tr("Session:")};
    for (const QString &title : titles) {
        auto *const value = new QLabel(box);
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(title.chopped(1));
        value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        m_values.append(value);
        m_envelope->addRow(title, value);
    }
    return box;
}

QWidget *MessageDetail::buildTabs()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"messageTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the message"));
    m_tabs->setDocumentMode(true);
    QTableView *const attempts = smallTable(&m_attempts, tr("Attempts to deliver"), u"messageAttempts"_s);
    setWidths(attempts, {14, 14, 20, 24});
    QTableView *const recipients = smallTable(&m_recipients, tr("Recipients"), u"messageRecipients"_s);
    setWidths(recipients, {24, 14, 24, 10, 14});
    auto *const headers = new QWidget;
    auto *const layout = new QVBoxLayout(headers);
    layout->setContentsMargins({});
    m_headers = new QPlainTextEdit(headers);
    m_headers->setObjectName(u"messageHeaders"_s);
    m_headers->setAccessibleName(tr("Header section"));
    m_headers->setReadOnly(true);
    m_headers->setTabChangesFocus(true);
    m_headers->setLineWrapMode(QPlainTextEdit::NoWrap);
    QFont font(u"monospace"_s);
    font.setStyleHint(QFont::TypeWriter);
    m_headers->setFont(font);
    m_cut = new QLabel(tr("Only the first 64 KiB are shown; Export… writes the whole message."), headers);
    m_cut->setWordWrap(true);
    layout->addWidget(m_headers, 1);
    layout->addWidget(m_cut);
    m_tabs->addTab(attempts, tr("Attempts"));
    m_tabs->addTab(recipients, tr("Recipients"));
    m_tabs->addTab(headers, tr("Headers"));
    return m_tabs;
}

void MessageDetail::say(const QString &text)
{
    m_message->setText(text);
    m_stack->setCurrentIndex(0);
}

void MessageDetail::clear()
{
    ++m_generation;
    m_pause->stop();
    m_row = {};
    say(tr("Select a message to see its envelope, its recipients, what was tried, and its headers."));
}

void MessageDetail::showMessage(const QueueRow &row)
{
    if (row == m_row)
        return;
    const bool isSame = row.member == m_row.member && row.id == m_row.id;
    m_row = row;
    ++m_generation;
    if (!isSame)
        say(tr("Reading message %1…").arg(row.id));
    m_pause->start();
}

Task<> MessageDetail::ask()
{
    const QPointer<MessageDetail> self(this);
    const int generation = m_generation;
    const QJsonObject arguments{{u"member"_s, m_row.member}, {u"id"_s, m_row.id}};
    const Result<QueueEntry> entry =
        co_await m_context.connection.ask(u"queue.show"_s, arguments, queueEntryFromJson);
    if (!self || generation != m_generation)
        co_return;
    if (entry)
        take(*entry);
    else if (entry.error().status == "not-found")
        say(tr("Message %1 has left the queue of %2: it was delivered, deleted or returned.")
                .arg(QString::number(m_row.id), m_row.member));
    else
        say(tr("Message %1 cannot be shown: %2").arg(QString::number(m_row.id), entry.error().forLog));
}

void MessageDetail::take(const QueueEntry &entry)
{
    const QStringList texts{senderText(entry.from),
        tr("%1 (%2)").arg(fullTimeText(entry.received).section(u'\n', 0, 0),
            ageText(entry.received, QDateTime::currentDateTimeUtc())),
        tr("%1 (%2 bytes)").arg(sizeForPeople(entry.bytes), countText(entry.bytes)),
        tr("number %1 in the queue of %2").arg(entry.id).arg(entry.member), entry.session};
    for (int field = 0; field < fieldCount; ++field) {
        m_values[field]->setText(texts[field]);
        m_values[field]->setToolTip(field == Received ? fullTimeText(entry.received) : texts[field]);
    }
    m_envelope->setRowVisible(Session, !entry.session.isEmpty());
    m_recipients.setRows(entry.recipients);
    const QList<AttemptRow> attempts = attemptsOf(entry);
    m_attempts.setRows(attempts);
    m_tabs->setTabText(0, tr("Attempts (%1)").arg(attempts.size()));
    m_tabs->setTabText(1, tr("Recipients (%1)").arg(entry.recipients.size()));
    if (m_headers->toPlainText() != entry.headers)
        m_headers->setPlainText(entry.headers);
    m_cut->setVisible(entry.headersCut);
    m_stack->setCurrentIndex(1);
}

} // namespace homeport
