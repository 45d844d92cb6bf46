// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Showing what the follower sees.
#include "console/views/jobpane.h"

#include "console/models/texts.h"
#include "console/views/actdialog.h"
#include "console/views/banner.h"
#include "console/views/forms.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int logLines = 6;

QLabel *named(QLabel *label, const QString &name)
{
    label->setObjectName(name);
    return label;
}

/// A bar takes an int; counts may be greater.
void setShare(QProgressBar *bar, qint64 done, qint64 total)
{
    constexpr int whole = 1000;
    bar->setRange(0, whole);
    bar->setValue(total > 0 ? int(std::min<qint64>(whole, done * whole / total)) : whole);
}

} // namespace

JobPane::JobPane(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_follower(new JobFollower(context.connection, context.watch, this))
{
    setObjectName(u"jobPane"_s);
    auto *const outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    m_empty = paragraphLabel(this);
    m_body = new QWidget(this);
    outer->addWidget(m_empty);
    outer->addWidget(m_body, 1);
    auto *const layout = new QVBoxLayout(m_body);
    layout->setContentsMargins({});
    m_title = named(paragraphLabel(m_body), u"jobTitle"_s);
    m_state = named(paragraphLabel(m_body), u"jobState"_s);
    m_lost = new Banner(m_body);
    m_lost->setObjectName(u"jobLost"_s);
    m_access = named(paragraphLabel(m_body), u"jobAccess"_s);
    m_bar = new QProgressBar(m_body);
    m_bar->setObjectName(u"jobBar"_s);
    m_bar->setAccessibleName(tr("Records rewritten"));
    m_figures = named(paragraphLabel(m_body), u"jobFigures"_s);
    m_waiting = named(paragraphLabel(m_body), u"jobWaiting"_s);
    m_waitingBar = new QProgressBar(m_body);
    m_waitingBar->setObjectName(u"waitingBar"_s);
    m_waitingBar->setAccessibleName(tr("Waiting mail delivered"));
    for (QWidget *const part : std::initializer_list<QWidget *>{
             m_title, m_state, m_lost, m_access, m_bar, m_figures, m_waiting, m_waitingBar})
        layout->addWidget(part);
    buildButtons();
    m_log = new QPlainTextEdit(m_body);
    m_log->setObjectName(u"jobLog"_s);
    m_log->setReadOnly(true);
    m_log->setTabChangesFocus(true);
    m_log->setAccessibleName(tr("What has happened"));
    m_log->setMinimumHeight(m_log->fontMetrics().lineSpacing() * logLines);
    layout->addWidget(m_log, 1);
    connect(m_follower, &JobFollower::changed, this, &JobPane::showJob);
    connect(&context.connection, &Connection::stateChanged, this, &JobPane::showJob);
    connect(m_lost, &Banner::buttonClicked, this, [this] {
        const JobEntry *const entry = m_follower->entry();
        if (entry && entry->job.state == JobState::Undoing)
            Q_EMIT undoRequested(entry->id());
        else
            act(JobVerb::Resume);
    });
    showJob();
}

void JobPane::buildButtons()
{
    auto *const line = new QHBoxLayout;
    m_pause = button(u"pause"_s, tr("Pause"));
    m_resume = button(u"resume"_s, tr("Resume"));
    m_cancel = button(u"cancelJob"_s, tr("Cancel the job…"));
    m_undo = button(u"undo"_s, tr("Undo…"));
    for (QPushButton *const one : {m_pause, m_resume, m_cancel, m_undo})
        line->addWidget(one);
    line->addStretch(1);
    static_cast<QVBoxLayout *>(m_body->layout())->addLayout(line);
    connect(m_pause, &QPushButton::clicked, this, [this] { act(JobVerb::Pause); });
    connect(m_resume, &QPushButton::clicked, this, [this] { act(JobVerb::Resume); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { act(JobVerb::Cancel); });
    connect(m_undo, &QPushButton::clicked, this, [this] { Q_EMIT undoRequested(m_follower->jobId()); });
}

QPushButton *JobPane::button(const QString &name, const QString &text)
{
    auto *const made = new QPushButton(text, m_body);
    made->setObjectName(name);
    made->setAccessibleName(text);
    made->setAutoDefault(false);
    return made;
}

void JobPane::showJob()
{
    const JobEntry *const entry = m_follower->entry();
    m_body->setVisible(entry);
    m_empty->setVisible(!entry);
    m_empty->setText(m_follower->jobId().isEmpty() ? tr("No job is chosen.") : tr("Asking about the job…"));
    if (entry) {
        m_title->setText(tr("%1 (%2), started %3 by %4, run by %5")
                             .arg(jobTitle(entry->job), entry->storageNames.join(u", "_s),
                                 timeText(entry->job.started, QDateTime::currentDateTimeUtc()),
                                 entry->job.author, entry->job.runner.text));
        const StateWord word = entryWord(*entry);
        setStateText(m_state, word.severity,
            entry->job.error.isEmpty() ? word.word : word.word + u": "_s + entry->job.error);
        const bool isUndoing = entry->job.state == JobState::Undoing;
        m_lost->setMessage(Severity::Warning, entry->lostText,
            entry->lostText.isEmpty() ? QString()
                : isUndoing           ? tr("Go on with Undo…")
                                      : tr("Resume"));
        showProgress(*entry);
        showWaiting(*entry);
        showButtons(*entry);
        showLog();
    }
    Q_EMIT changed();
}

void JobPane::showProgress(const JobEntry &entry)
{
    m_bar->setVisible(entry.progress || entry.isProgressNow);
    m_figures->setVisible(entry.progress.has_value());
    m_access->setVisible(entry.progress.has_value());
    if (!entry.progress)
        return;
    const JobProgress &progress = *entry.progress;
    if (progress.servedAfterMs)
        setStateText(m_access, Severity::Good,
            tr("Access is back after %1 s: logins and new mail work.")
                .arg(QLocale().toString(double(*progress.servedAfterMs) / 1000, 'f', 1)));
    else
        setStateText(m_access, Severity::Busy, tr("Access is not back yet."));
    if (progress.total)
        setShare(
            m_bar, entry.job.state == JobState::Done ? *progress.total : progress.rewritten, *progress.total);
    else
        m_bar->setRange(0, entry.isProgressNow ? 0 : 1); // not counted: it only moves
    QStringList figures{tr("%1 records rewritten").arg(rewrittenText(entry))};
    if (entry.isProgressNow) {
        figures.append(tr("%1 per second").arg(countText(progress.rate)));
        if (progress.remainingSeconds)
            figures.append(tr("%1 left").arg(ageText(*progress.remainingSeconds)));
        figures.append(tr("%1 so far").arg(ageText(progress.seconds)));
    }
    m_figures->setText(figures.join(u" · "_s));
}

void JobPane::showWaiting(const JobEntry &entry)
{
    const WaitingMail waiting = m_follower->waiting();
    const qint64 most = m_follower->mostWaiting();
    QString text = waiting.messages == 0
        ? tr("No mail waits for %1.").arg(entry.storageNames.join(u", "_s))
        : tr("%1 message(s) wait for %2.").arg(countText(waiting.messages), entry.storageNames.join(u", "_s));
    if (waiting.held > 0)
        text += u' '
            + tr("%1 of them are held: they stay until somebody releases them (Queues).")
                  .arg(countText(waiting.held));
    setStateText(m_waiting, waiting.messages == 0 ? Severity::Good : Severity::Busy, text);
    m_waitingBar->setVisible(most > 0);
    setShare(m_waitingBar, most - waiting.messages, most);
}

void JobPane::showButtons(const JobEntry &entry)
{
    const QString noRight = m_context.connection.whyNot(AdministratorRole::Administrator);
    const auto allowButton = [&](QPushButton *one, JobVerb verb) {
        const QString whyNot = noRight.isEmpty() ? whyNotJob(verb, entry, m_follower->unended()) : noRight;
        one->setEnabled(whyNot.isEmpty());
        one->setToolTip(whyNot.isEmpty() ? jobAct(verb, entry).text : whyNot);
    };
    allowButton(m_pause, JobVerb::Pause);
    allowButton(m_resume, JobVerb::Resume);
    allowButton(m_cancel, JobVerb::Cancel);
    allowButton(m_undo, JobVerb::Undo);
}

void JobPane::showLog()
{
    QStringList lines;
    for (const JobLogLine &line : m_follower->log())
        lines.append(line.time.toLocalTime().toString(u"HH:mm:ss  "_s) + line.text);
    const QString text = lines.join(u'\n');
    if (text == m_log->toPlainText())
        return; // a selection stays
    m_log->setPlainText(text);
    m_log->moveCursor(QTextCursor::End);
}

void JobPane::act(JobVerb verb)
{
    if (const JobEntry *const entry = m_follower->entry()) {
        ClusterWatch *const watch = &m_context.watch;
        ActDialog::run(m_context.acts, jobAct(verb, *entry), window(),
            [watch](const QJsonObject &) { watch->refresh(); });
    }
}

} // namespace homeport
