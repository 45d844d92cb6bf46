// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking for messages, and what is shown of the answers.
#include "console/views/queuemessages.h"

#include "console/models/filterline.h"
#include "console/models/texts.h"
#include "console/views/look.h"
#include "console/views/messagedetail.h"
#include "console/views/queueactions.h"
#include "console/views/reasonline.h"
#include "console/views/tablepane.h"

#include <QCompleter>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStringListModel>
#include <QTableView>
#include <QVBoxLayout>

#include <numeric>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto refreshPause = std::chrono::milliseconds(4000);
constexpr int refreshShare = 10; ///< reading again takes at most one part in so many of the time
const auto place = u"queues/messages"_s;
/// In characters, for the columns of MessageModel.
constexpr std::array<int, 9> widths{30, 17, 17, 30, 14, 12, 16, 34, 28};

} // namespace

QueueMessages::QueueMessages(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(context.connection)
    , m_export(context.connection)
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    buildTop();
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    buildTable();
    m_detail = new MessageDetail(context, m_splitter);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    layout->addWidget(m_splitter, 1);
    buildExport();
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { m_context.setLayout(u"queues/messagesSplitter"_s, m_splitter->saveState()); });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isActive && !m_context.watch.isPaused())
            refresh();
        else
            m_timer.start(refreshPause);
    });
    connect(&m_model, &MessageModel::answered, this, &QueueMessages::takeAnswer);
    restoreLayout();
    takeSelection();
}

void QueueMessages::buildTop()
{
    auto *const line = new QHBoxLayout;
    auto *const back = new QAction(tr("‹ &All destinations"), this);
    back->setObjectName(u"messages_back"_s);
    back->setShortcuts({QKeySequence(Qt::ALT | Qt::Key_Left), QKeySequence(Qt::Key_Escape)});
    back->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(back, &QAction::triggered, this, &QueueMessages::left);
    addAction(back);
    auto *const button = new QPushButton(back->text(), this);
    button->setObjectName(u"backToDestinations"_s);
    button->setAccessibleName(tr("Back to all destinations"));
    button->setToolTip(tr("Back to all destinations (Alt+Left or Esc)"));
    connect(button, &QPushButton::clicked, this, &QueueMessages::left);
    m_title = new QLabel(this);
    m_title->setObjectName(u"messagesTitle"_s);
    m_title->setAccessibleName(tr("Whose messages are shown"));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    line->addWidget(button);
    line->addWidget(m_title, 1);
    m_reason = new ReasonLine(this);
    m_reason->setObjectName(u"messagesReason"_s);
    connect(m_reason, &QLabel::linkActivated, this,
        [this](const QString &target) { Q_EMIT linkActivated(u"jobs"_s, target); });
    static_cast<QVBoxLayout *>(layout())->addLayout(line);
    layout()->addWidget(m_reason);
}

void QueueMessages::buildTable()
{
    auto *const left = new QWidget(m_splitter);
    auto *const layout = new QVBoxLayout(left);
    layout->setContentsMargins({});
    m_pane =
        new TablePane(m_model, m_context, place, tr("Queued messages"), TablePane::Filtering::Daemon, left);
    layout->addWidget(m_pane, 1);
    buildFilter();
    buildSelectionBar();
    layout->addWidget(m_selectionBar);
    m_actions = new QueueActions(m_context, u"messages"_s, this);
    m_actions->addTo(m_pane);
    m_exportAction = new QAction(tr("E&xport…"), this);
    m_exportAction->setObjectName(u"messages_export"_s);
    m_pane->addAction(m_exportAction);
    connect(m_exportAction, &QAction::triggered, this, &QueueMessages::askWhereTo);
    connect(m_actions, &QueueActions::done, this, [this](const QString &outcome) {
        say(outcome, Severity::Good);
        m_model.refresh();
        m_context.watch.refresh();
    });
    connect(m_pane, &TablePane::retryRequested, this, &QueueMessages::refresh);
    connect(m_pane, &TablePane::selectionChanged, this, &QueueMessages::takeSelection);
    connect(m_pane->view()->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &QueueMessages::showDetail);
    connect(m_pane->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_model.isRemoving() && m_isAllMatching) {
            m_isAllMatching = false; // the administrator selects single ones again
            takeSelection();
        }
    });
    connect(m_pane, &TablePane::filterChanged, this, &QueueMessages::askNow);
    connect(m_pane, &TablePane::sortChanged, this, [this](int column) {
        if (MessageModel::sortOf(column))
            return askNow();
        QHeaderView *const header = m_pane->view()->horizontalHeader(); // as it was
        header->setSortIndicator(m_model.sortColumn(), m_model.sortOrder());
    });
}

void QueueMessages::buildFilter()
{
    QLineEdit *const field = m_pane->filterField();
    field->setObjectName(u"messageFilter"_s);
    field->setPlaceholderText(tr("Filter, such as from:ann state:held older:2h (Ctrl+F)"));
    field->setToolTip(filterLineHelp());
    field->setAccessibleName(tr("Filter of the messages"));
    m_validity = field->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_validity->setVisible(false);
    auto *const ways = new QStringListModel(this);
    m_completer = new QCompleter(ways, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    field->setCompleter(m_completer);
    connect(field, &QLineEdit::textEdited, this,
        [ways](const QString &line) { ways->setStringList(filterCompletions(line)); });
    connect(field, &QLineEdit::textChanged, this, &QueueMessages::showFilter);
    m_fault = new QLabel(this);
    m_fault->setObjectName(u"messageFilterFault"_s);
    m_fault->setAccessibleName(tr("What is wrong with the filter"));
    m_fault->setWordWrap(true);
    m_fault->hide();
    static_cast<QVBoxLayout *>(m_pane->layout())->insertWidget(1, m_fault);
}

void QueueMessages::showFilter(const QString &line)
{
    const Result<QueueFilter> filter = parseFilterLine(line);
    const Severity severity = filter ? Severity::Good : Severity::Bad;
    m_validity->setVisible(!line.trimmed().isEmpty());
    m_validity->setIcon(severityIcon(severity, palette()));
    const QString fault = filter ? QString() : filter.error().forLog;
    m_validity->setToolTip(filter ? tr("This filter is understood.") : fault);
    m_fault->setText(filter ? QString() : withGlyph(severity, fault));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, severityColour(severity, colours));
    m_fault->setPalette(colours);
    m_fault->setVisible(!filter);
    m_pane->filterField()->setAccessibleDescription(fault);
}

void QueueMessages::buildSelectionBar()
{
    m_selectionBar = new QWidget(this);
    auto *const line = new QHBoxLayout(m_selectionBar);
    line->setContentsMargins({});
    m_selection = new QLabel(m_selectionBar);
    m_selection->setObjectName(u"messageSelection"_s);
    m_selection->setAccessibleName(tr("What is selected"));
    m_selection->setWordWrap(true);
    m_allMatching = new QPushButton(m_selectionBar);
    m_allMatching->setObjectName(u"selectAllMatching"_s);
    line->addWidget(m_selection, 1);
    line->addWidget(m_allMatching);
    connect(m_allMatching, &QPushButton::clicked, this, [this] {
        const bool isAll = !m_isAllMatching;
        m_isAllMatching = false;
        if (isAll)
            m_pane->view()->selectAll();
        else
            m_pane->view()->clearSelection();
        m_isAllMatching = isAll;
        takeSelection();
    });
}

void QueueMessages::buildExport()
{
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(u"messagesOutcome"_s);
    m_outcome->setAccessibleName(tr("What came of the last act"));
    m_outcome->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_outcome->hide();
    layout()->addWidget(m_outcome);
    m_exportLine = new QWidget(this);
    auto *const line = new QHBoxLayout(m_exportLine);
    line->setContentsMargins({});
    m_exportText = new QLabel(m_exportLine);
    m_exportBar = new QProgressBar(m_exportLine);
    m_exportBar->setAccessibleName(tr("How far the export is"));
    auto *const cancel = new QPushButton(tr("Cancel the export"), m_exportLine);
    cancel->setAccessibleName(cancel->text());
    line->addWidget(m_exportText);
    line->addWidget(m_exportBar, 1);
    line->addWidget(cancel);
    m_exportLine->hide();
    layout()->addWidget(m_exportLine);
    connect(cancel, &QPushButton::clicked, &m_export, &MessageExport::cancel);
    connect(&m_export, &MessageExport::progressed, this, [this](int done, int all) {
        m_exportText->setText(tr("Exporting message %1 of %2").arg(done + 1).arg(all));
        m_exportBar->setRange(0, all);
        m_exportBar->setValue(done);
        showExport(true);
    });
    connect(&m_export, &MessageExport::finished, this, [this](int written, const QStringList &failures) {
        showExport(false);
        const QString text = tr("%Ln message(s) exported.", nullptr, written);
        say(failures.isEmpty() ? text : text + u'\n' + failures.join(u'\n'),
            failures.isEmpty() ? Severity::Good : Severity::Bad);
    });
}

void QueueMessages::restoreLayout()
{
    m_pane->restoreLayout();
    QHeaderView *const header = m_pane->view()->horizontalHeader();
    if (m_context.layout(place).isEmpty()) {
        header->setSortIndicator(MessageModel::columnOf(QueueSort::Received), Qt::AscendingOrder);
        for (int column = 0; column < int(widths.size()); ++column)
            m_pane->view()->setColumnWidth(column, widths[size_t(column)] * fontMetrics().averageCharWidth());
    }
    const QByteArray splitter = m_context.layout(u"queues/messagesSplitter"_s);
    if (splitter.isEmpty() || !m_splitter->restoreState(splitter))
        m_splitter->setSizes({640, 360});
    showFilter(m_pane->filterField()->text());
}

void QueueMessages::open(const QString &lane, const QString &member, const QString &label)
{
    if (lane != m_lane || member != m_member)
        clear();
    m_isAllMatching = false;
    m_isOpen = true;
    m_lane = lane;
    m_member = member;
    m_label = label;
    setDestination(nullptr);
    askNow();
}

void QueueMessages::forget()
{
    m_export.cancel(); // the same numbers are other messages there
    clear();
}

void QueueMessages::clear()
{
    m_isOpen = false;
    m_model.clear();
    m_detail->clear();
    m_lane.clear();
    m_member.clear();
    m_label.clear();
    m_isAllMatching = false;
    m_outcome->hide();
}

void QueueMessages::setDestination(const DestinationLanes *destination)
{
    QString title = m_lane.isEmpty() ? tr("All messages") : tr("Messages for %1").arg(m_label);
    if (!m_member.isEmpty())
        title = tr("%1, in the queue of %2").arg(title, m_member);
    m_reason->setReason(Severity::None, {});
    if (destination) {
        const StateWord word = destinationWord(destination->state);
        title += u" · "_s + withGlyph(word.severity, word.word);
        const bool offers = offersReassignment(*destination);
        m_reason->setReason(word.severity,
            whyMailWaits(*destination, QDateTime::currentDateTimeUtc())
                + (offers ? u' ' + tr("To serve it elsewhere:") : QString()),
            offers ? tr("Reassign…") : QString(), u"reassign:"_s + destination->label);
    }
    m_title->setText(title);
}

void QueueMessages::setActive(bool isActive)
{
    m_isActive = isActive;
    if (!isActive)
        m_timer.stop();
    else if (!m_model.isAsking())
        refresh();
}

void QueueMessages::refresh()
{
    m_model.refresh();
    m_model.showAges();
}

void QueueMessages::askNow()
{
    const Result<QueueFilter> filter = parseFilterLine(m_pane->filterField()->text());
    if (!filter || !m_isOpen)
        return; // the line says what is wrong; what was found before stays
    const QHeaderView *const header = m_pane->view()->horizontalHeader();
    MessageQuestion question;
    question.filter = *filter;
    question.filter.lane = m_lane;
    question.member = m_member;
    question.sort = MessageModel::sortOf(header->sortIndicatorSection()).value_or(QueueSort::Received);
    question.isDescending = header->sortIndicatorOrder() == Qt::DescendingOrder;
    if (question.filter != m_model.question().filter)
        m_isAllMatching = false; // another set: it must be chosen anew
    m_model.ask(question);
    takeSelection();
}

void QueueMessages::takeAnswer()
{
    m_pane->setKnownTotal(m_model.total());
    m_pane->setAsOf(m_model.asOf());
    const QStringList unreachable = m_model.unreachable();
    m_pane->setProblem(!m_model.problem().isEmpty()
            ? tr("The messages could not be read: %1").arg(m_model.problem())
            : unreachable.isEmpty()
            ? QString()
            : tr("These queues could not be asked, and what waits there is not shown: %1")
                  .arg(unreachable.join(u"; "_s)));
    if (m_model.total() < 0)
        m_pane->setEmptyText(m_model.isAsking() ? tr("Asking the queues…") : tr("Nothing is known yet."));
    else if (!m_pane->filterField()->text().trimmed().isEmpty())
        m_pane->setEmptyText(tr("No message matches the filter."));
    else
        m_pane->setEmptyText(
            m_lane.isEmpty() ? tr("No mail waits anywhere.") : tr("No mail waits for %1.").arg(m_label));
    if (m_isActive && !m_model.isAsking())
        m_timer.start(std::max(refreshPause, m_model.refreshTime() * refreshShare));
    takeSelection();
}

QList<QueueRow> QueueMessages::selectedRows() const
{
    QList<QueueRow> rows;
    const QModelIndexList selected = m_pane->view()->selectionModel()->selectedRows();
    rows.reserve(selected.size());
    for (const QModelIndex &index : selected)
        rows.append(m_model.at(index.row()));
    return rows;
}

/// Without a list of them, which may be long.
int QueueMessages::selectedCount() const
{
    const QItemSelection selection = m_pane->view()->selectionModel()->selection();
    return std::accumulate(selection.cbegin(), selection.cend(), 0,
        [](int sum, const QItemSelectionRange &range) { return sum + range.height(); });
}

void QueueMessages::takeSelection()
{
    MessageScope selected;
    selected.count = selectedCount();
    if (selected.count <= mostSelectedMessages)
        selected = selectedScope(selectedRows());
    const MessageScope matching = matchingScope(m_model.question(), m_model.total());
    if (m_isAllMatching)
        m_actions->setScope(matching);
    else
        m_actions->setScope(selected, matching);
    QString whyNot = m_context.connection.whyNot(AdministratorRole::Operator);
    if (whyNot.isEmpty())
        whyNot = m_export.isRunning() ? tr("An export is under way.")
                                      : whyNoExport(m_isAllMatching ? matching : selected);
    allow(m_exportAction, whyNot, tr("Write the selected messages into .eml files"));
    showSelection();
    showDetail();
}

void QueueMessages::showSelection()
{
    const qint64 total = m_model.total();
    const int selected = selectedCount();
    const int loaded = m_model.shownCount();
    m_selectionBar->setVisible(total > 0);
    QString text;
    if (m_isAllMatching)
        text = tr("All %Ln matching message(s) are selected, loaded here or not.", nullptr, int(total));
    else if (selected > 0)
        text = tr("%1 selected of %2 matching.").arg(countText(selected), countText(total));
    else
        text = tr("%Ln message(s) match(es); each recipient counts.", nullptr, int(total));
    if (loaded < total && !m_isAllMatching)
        text += u' ' + tr("The first %1 are loaded; scrolling on loads more.").arg(countText(loaded));
    m_selection->setText(text);
    m_allMatching->setText(
        m_isAllMatching ? tr("Select none") : tr("Select all %Ln &matching", nullptr, int(total)));
    m_allMatching->setAccessibleName(m_allMatching->text().remove(u'&'));
}

void QueueMessages::showDetail()
{
    const QItemSelectionModel *const selection = m_pane->view()->selectionModel();
    const QModelIndex current = selection->currentIndex();
    if (current.isValid() && selection->isRowSelected(current.row()))
        m_detail->showMessage(m_model.at(current.row()));
    else if (!selection->hasSelection())
        m_detail->clear();
}

void QueueMessages::say(const QString &text, Severity severity)
{
    m_outcome->setText(withGlyph(severity, text));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, severityColour(severity, colours));
    m_outcome->setPalette(colours);
    m_outcome->setVisible(!text.isEmpty());
}

void QueueMessages::askWhereTo()
{
    const QList<ExportedMessage> messages = exportedMessages(selectedRows());
    if (messages.isEmpty() || m_export.isRunning())
        return;
    const bool isOne = messages.size() == 1;
    auto *const dialog = new QFileDialog(this,
        isOne ? tr("Export the message")
              : tr("Export %Ln messages into a folder", nullptr, int(messages.size())));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"exportDialog"_s);
    if (isOne) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(u"eml"_s);
        dialog->selectFile(safeFileName(
            messages[0].member.section(u'.', 0, 0) + u'-' + QString::number(messages[0].id) + u".eml"_s));
    } else {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        dialog->setLabelText(QFileDialog::Accept, tr("Export here"));
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, isOne, messages](const QString &path) {
        if (isOne)
            m_export.writeFile(messages[0], path);
        else
            m_export.writeFolder(messages, path);
    });
    dialog->open();
}

void QueueMessages::showExport(bool isRunning)
{
    m_exportLine->setVisible(isRunning);
    takeSelection();
}

} // namespace homeport
