// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Building and keeping a table.
#include "console/views/tablepane.h"

#include "console/models/texts.h"
#include "console/views/look.h"
#include "console/views/statedelegate.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedLayout>
#include <QTableView>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int typingPause = 300; ///< ms behind the last key before a daemon is asked

} // namespace

void allow(QAction *action, const QString &whyNot, const QString &tip)
{
    action->setEnabled(whyNot.isEmpty());
    const QString text = whyNot.isEmpty() ? tip : whyNot;
    action->setToolTip(text.isEmpty() ? action->text().remove(u'&') : text);
    action->setStatusTip(text);
}

TablePane::TablePane(RowModelBase &model, ConsoleContext &context, const QString &place,
    const QString &accessibleName, Filtering filtering, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_context(context)
    , m_place(place)
    , m_filtering(filtering)
{
    setObjectName(QString(place).replace(u'/', u'_'));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *const top = new QWidget(this);
    buildTop(top);
    layout->addWidget(top);
    m_problem = new QWidget(this);
    m_problem->setAutoFillBackground(true);
    auto *const problemLine = new QHBoxLayout(m_problem);
    problemLine->setContentsMargins(8, 4, 8, 4);
    m_problemText = new QLabel(m_problem);
    m_problemText->setWordWrap(true);
    m_problemText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problemText->setAccessibleName(tr("What went wrong"));
    auto *const retry = new QPushButton(tr("Try again"), m_problem);
    auto *const copy = new QPushButton(tr("Copy details"), m_problem);
    problemLine->addWidget(m_problemText, 1);
    problemLine->addWidget(retry);
    problemLine->addWidget(copy);
    connect(retry, &QPushButton::clicked, this, &TablePane::retryRequested);
    connect(copy, &QPushButton::clicked, this,
        [this] { QApplication::clipboard()->setText(m_problemText->text()); });
    m_problem->hide();
    layout->addWidget(m_problem);
    auto *const body = new QWidget(this);
    m_stack = new QStackedLayout(body);
    buildView();
    m_view->setAccessibleName(accessibleName);
    m_stack->addWidget(m_view);
    m_empty = new QLabel(body);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(24);
    m_empty->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_empty->setAccessibleName(accessibleName);
    m_stack->addWidget(m_empty);
    layout->addWidget(body, 1);
    connect(&m_model, &RowModelBase::countsChanged, this, [this] {
        showCounts();
        showRightPart();
        fitColumns();
    });
    connect(&context.watch, &ClusterWatch::staleChanged, this,
        [this] { m_model.setStale(m_context.watch.isStale()); });
    m_model.setStale(context.watch.isStale());
    restoreLayout();
    showCounts();
    showRightPart();
}

void TablePane::buildTop(QWidget *top)
{
    auto *const lines = new QVBoxLayout(top);
    lines->setContentsMargins({});
    lines->setSpacing(2);
    m_tools = new QToolBar(top);
    m_tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tools->hide();
    lines->addWidget(m_tools);
    m_filters = new QHBoxLayout;
    m_filter = new QLineEdit(top);
    m_filter->setPlaceholderText(tr("Filter (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter of the table"));
    m_filter->setMinimumWidth(m_filter->fontMetrics().averageCharWidth() * 24);
    m_filters->addWidget(m_filter, 1);
    m_counts = new QLabel(top);
    m_counts->setAccessibleName(tr("How many rows are shown"));
    m_filters->addWidget(m_counts);
    auto *const exporter = new QToolButton(top);
    exporter->setText(tr("Export"));
    exporter->setAccessibleName(tr("Export the table"));
    exporter->setPopupMode(QToolButton::InstantPopup);
    auto *const menu = new QMenu(exporter);
    menu->addAction(tr("As CSV…"), this, [this] { exportTo(u"csv"_s); });
    menu->addAction(tr("As JSON…"), this, [this] { exportTo(u"json"_s); });
    exporter->setMenu(menu);
    m_filters->addWidget(exporter);
    lines->addLayout(m_filters);
    auto *const pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(typingPause);
    connect(m_filter, &QLineEdit::textChanged, this, [this, pause](const QString &text) {
        if (m_filtering == Filtering::Here)
            m_model.setFilterText(text);
        else
            pause->start();
        if (!m_isRestoring)
            saveLayout();
    });
    connect(pause, &QTimer::timeout, this, [this] { Q_EMIT filterChanged(m_filter->text()); });
}

void TablePane::buildView()
{
    m_view = new QTableView(this);
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new StateDelegate(m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false); // Tab leaves the table
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    const int rowHeight = m_view->fontMetrics().height() + 8;
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView *const header = m_view->horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setResizeContentsPrecision(50); // rows that are looked at for a column's width
    header->setSortIndicatorShown(true);
    header->setSortIndicator(-1, Qt::AscendingOrder); // in the order given, until somebody chooses
    header->setSectionsClickable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &TablePane::chooseColumns);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        if (m_filtering == Filtering::Here)
            m_model.sort(column, order);
        else if (!m_isRestoring)
            Q_EMIT sortChanged(column, order);
        if (!m_isRestoring)
            saveLayout();
    });
    for (const auto signal : {&QHeaderView::sectionMoved, &QHeaderView::sectionResized}) {
        connect(header, signal, this, [this] {
            if (!m_isRestoring)
                saveLayout();
        });
    }
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_view, &QTableView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT activated(m_model.keyAt(index.row())); });
    connect(
        m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablePane::selectionChanged);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &TablePane::selectionChanged);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &TablePane::selectionChanged);
}

void TablePane::addAction(QAction *action)
{
    m_tools->show();
    if (!action) {
        m_tools->addSeparator();
        return;
    }
    m_tools->addAction(action);
    m_view->addAction(action);
    if (QWidget *const button = m_tools->widgetForAction(action)) {
        button->setAccessibleName(action->text().remove(u'&'));
        button->setFocusPolicy(Qt::TabFocus); // QToolBar takes it away
    }
}

void TablePane::addFilterWidget(QWidget *widget) { m_filters->insertWidget(m_filters->count() - 2, widget); }

void TablePane::setEmptyText(const QString &text)
{
    m_emptyText = text;
    showRightPart();
}

void TablePane::setNoMatchText(const QString &text)
{
    m_noMatchText = text;
    showRightPart();
}

void TablePane::setProblem(const QString &text)
{
    m_problemText->setText(text);
    QPalette colours = palette();
    colours.setColor(QPalette::Window, severityBackground(Severity::Bad, colours));
    m_problem->setPalette(colours);
    m_problem->setVisible(!text.isEmpty());
}

void TablePane::setAsOf(const QDateTime &time)
{
    m_asOf = time;
    showCounts();
}

void TablePane::setKnownTotal(qint64 total)
{
    m_knownTotal = total;
    showCounts();
}

void TablePane::showCounts()
{
    const qint64 total = m_knownTotal >= 0 ? m_knownTotal : m_model.totalCount();
    QString text = m_model.shownCount() == total
        ? tr("%n row(s)", nullptr, int(total))
        : tr("%1 of %2").arg(countText(m_model.shownCount()), countText(total));
    if (m_asOf.isValid())
        text += tr(" · as of %1").arg(timeText(m_asOf, QDateTime::currentDateTimeUtc()));
    m_counts->setText(text);
}

void TablePane::showRightPart()
{
    const bool isEmpty = m_model.shownCount() == 0;
    const bool isFiltered = isEmpty && m_model.totalCount() > 0;
    const QString noMatch = m_noMatchText.isEmpty() ? tr("No row matches the filter.") : m_noMatchText;
    m_empty->setText(isFiltered ? noMatch : m_emptyText);
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_view);
}

QStringList TablePane::selectedKeys() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(),
        [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    QStringList keys;
    for (const QModelIndex &index : std::as_const(rows))
        keys.append(m_model.keyAt(index.row()));
    return keys;
}

QString TablePane::currentKey() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_model.keyAt(index.row()) : QString();
}

void TablePane::select(const QString &key)
{
    if (const int row = m_model.rowOf(key); row >= 0) {
        m_view->selectRow(row);
        m_view->scrollTo(m_model.index(row, 0));
    }
}

void TablePane::saveLayout()
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << m_view->horizontalHeader()->saveState() << m_filter->text();
    m_context.setLayout(m_place, bytes);
}

void TablePane::setWidths(const QList<int> &characters)
{
    m_widths = characters;
    restoreLayout();
}

void TablePane::restoreLayout()
{
    m_isRestoring = true;
    const QByteArray bytes = m_context.layout(m_place);
    QByteArray header;
    QString filter;
    QDataStream in(bytes);
    in >> header >> filter;
    m_isToFit = bytes.isEmpty() || !m_view->horizontalHeader()->restoreState(header);
    if (m_isToFit) {
        const int width = m_view->fontMetrics().averageCharWidth();
        for (int column = 0; column < m_model.columnCount(); ++column) {
            m_view->setColumnHidden(column, false);
            const bool isNumber = m_model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt()
                & int(Qt::AlignRight);
            const int title =
                int(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().size());
            const int wanted = m_widths.value(column, isNumber ? 10 : 18);
            m_view->setColumnWidth(column, std::max(title + 4, wanted) * width);
        }
    }
    m_filter->setText(filter);
    const QHeaderView *const shown = m_view->horizontalHeader();
    if (m_filtering == Filtering::Here && !bytes.isEmpty())
        m_model.sort(shown->sortIndicatorSection(), shown->sortIndicatorOrder());
    m_isRestoring = false;
    fitColumns();
}

/// While nobody has chosen widths, what the first rows hold is readable.
void TablePane::fitColumns()
{
    constexpr int mostCharacters = 36;
    if (!m_isToFit || m_model.rowCount() == 0)
        return;
    m_isToFit = false;
    m_isRestoring = true;
    const int character = m_view->fontMetrics().averageCharWidth();
    for (int column = 0; column < m_model.columnCount(); ++column) {
        m_view->resizeColumnToContents(column);
        const int width = m_view->columnWidth(column) + 2 * character;
        m_view->setColumnWidth(column, std::min(width, mostCharacters * character));
    }
    m_isRestoring = false;
}

void TablePane::chooseColumns(const QPoint &at)
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        QAction *const action =
            menu->addAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_view->isColumnHidden(column));
        action->setEnabled(column > 0); // the name stays
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            m_view->setColumnHidden(column, !isShown);
            saveLayout();
        });
    }
    menu->popup(m_view->horizontalHeader()->mapToGlobal(at));
}

void TablePane::exportTo(const QString &filter)
{
    auto *const dialog = new QFileDialog(this, tr("Export %1 rows").arg(countText(m_model.shownCount())));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(filter);
    dialog->selectFile(m_place.section(u'/', -1) + u'.' + filter);
    connect(dialog, &QFileDialog::fileSelected, this, [this, filter](const QString &path) {
        QSaveFile file(path);
        const QByteArray bytes = filter == u"csv" ? csvOf(m_model) : jsonOf(m_model);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            setProblem(tr("%1 could not be written: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

} // namespace homeport
