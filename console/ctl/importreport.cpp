// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Counting and writing down.
#include "console/ctl/importreport.h"

#include "console/ctl/listoutput.h"
#include "console/ctl/terminal_posix.h"
#include "shared/model/importfault.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qsizetype shownProblems = 20;
constexpr qint64 terminalPeriodMs = 200;
constexpr qint64 linePeriodMs = 10'000;

const QStringList reportColumns{u"line"_s, u"kind"_s, u"address"_s, u"field"_s, u"value"_s, u"text"_s};

QString textOf(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QString durationText(qint64 seconds)
{
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

Result<> ImportReport::open(const QString &path)
{
    m_clock.start();
    m_isTerminal = isErrorTerminal();
    if (path.isEmpty())
        return {};
    m_isJson = path.endsWith(u".jsonl");
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return fail(Error::internal(u"--report: cannot write %1: %2"_s.arg(path, m_file.errorString())));
    if (!m_isJson)
        m_file.write(csvLine(reportColumns).toUtf8());
    return {};
}

void ImportReport::problem(const QJsonObject &problem)
{
    const QString kind = problem[u"kind"_s].toString();
    m_refused += kind == u"refused";
    m_different += kind == u"different";
    m_failed += kind == u"failed";
    QStringList cells;
    for (const QString &column : reportColumns)
        cells.append(textOf(problem[column]));
    if (m_first.size() < shownProblems) {
        const QString what = cells[3].isEmpty() ? cells[5] : u"%1: %2"_s.arg(cells[3], cells[5]);
        m_first.append(u"line %1: %2 %3: %4"_s.arg(cells[0], kind, cells[2], what).simplified());
    }
    if (!m_file.isOpen())
        return;
    m_file.write(
        m_isJson ? QJsonDocument(problem).toJson(QJsonDocument::Compact) + '\n' : csvLine(cells).toUtf8());
}

void ImportReport::fault(const ImportFault &fault)
{
    if (fault.isFatal)
        m_fatal = u"line %1: %2%3"_s.arg(fault.line)
                      .arg(fault.value.isEmpty() ? QString() : u"\"%1\": "_s.arg(fault.value), fault.text);
    else
        ++m_rows;
    problem({{u"kind"_s, u"refused"_s}, {u"line"_s, fault.line}, {u"address"_s, fault.address},
        {u"field"_s, fault.field}, {u"value"_s, fault.value}, {u"text"_s, fault.text}});
}

Result<> ImportReport::answer(const QJsonObject &answer, qint64 rows)
{
    m_rows += rows;
    m_added += answer[u"added"_s].toInteger();
    m_redirects += answer[u"redirects"_s].toInteger();
    m_equal += answer[u"equal"_s].toInteger();
    m_withoutPassword += answer[u"withoutPassword"_s].toInteger();
    const QJsonArray domains = answer[u"domains"_s].toArray();
    for (const QJsonValue &domain : domains) {
        if (!m_domains.contains(domain.toString()))
            m_domains.append(domain.toString());
    }
    const QJsonArray problems = answer[u"problems"_s].toArray();
    for (const QJsonValue &one : problems)
        problem(one.toObject());
    if (m_file.isOpen() && (!m_file.flush() || m_file.error() != QFileDevice::NoError))
        return fail(
            Error::internal(u"--report: cannot write %1: %2"_s.arg(m_file.fileName(), m_file.errorString())));
    return {};
}

void ImportReport::showProgress(std::optional<double> progress)
{
    const qint64 now = m_clock.elapsed();
    if (now - m_lastShown < (m_isTerminal ? terminalPeriodMs : linePeriodMs))
        return;
    m_lastShown = now;
    QString text = u"%1 rows, %2 accounts added, %3/s"_s.arg(m_rows).arg(m_added).arg(
        m_rows * 1000 / std::max<qint64>(now, 1));
    if (progress && *progress > 0)
        text += u", %1 % of the file, %2 left"_s.arg(*progress * 100, 0, 'f', 1)
                    .arg(durationText(qint64(double(now) / 1000 * (1 - *progress) / *progress)));
    const QByteArray line = m_isTerminal ? "\r\033[K" + text.toUtf8() : text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    std::fflush(stderr);
    m_hasLine = m_isTerminal;
}

QJsonObject ImportReport::totals(const QString &stopped, bool isDryRun) const
{
    const double seconds = double(m_clock.elapsed()) / 1000;
    return {{u"rows"_s, m_rows}, {u"added"_s, m_added}, {u"redirects"_s, m_redirects}, {u"equal"_s, m_equal},
        {u"different"_s, m_different}, {u"refused"_s, m_refused}, {u"failed"_s, m_failed},
        {u"passedOver"_s, m_passedOver}, {u"withoutPassword"_s, m_withoutPassword},
        {u"domains"_s, QJsonArray::fromStringList(m_domains)}, {u"dryRun"_s, isDryRun},
        {u"seconds"_s, seconds}, {u"accountsPerSecond"_s, seconds > 0 ? double(m_added) / seconds : 0.0},
        {u"stopped"_s, stopped}};
}

Shown ImportReport::finish(const QString &stopped, bool isDryRun, bool asJson)
{
    Shown shown;
    const QString why = m_fatal.isEmpty() ? stopped : m_fatal;
    const QJsonObject all = totals(why, isDryRun);
    if (m_hasLine)
        shown.err += u'\n';
    for (const QString &line : std::as_const(m_first))
        shown.err += line + u'\n';
    const qint64 problems = m_refused + m_different + m_failed;
    if (problems > m_first.size())
        shown.err += m_file.isOpen() ? u"… %1 in all, see %2\n"_s.arg(problems).arg(m_file.fileName())
                                     : u"… %1 in all; --report FILE keeps them\n"_s.arg(problems);
    if (!why.isEmpty())
        shown.err += u"homeportctl: stopped: %1\n"_s.arg(why);
    if (asJson) {
        QJsonObject json = all;
        json.insert(u"schemaVersion"_s, 1);
        shown.out = QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented));
    } else {
        shown.out = u"%1: %2 accounts (%3 without a password), %4 aliases\n"_s
                        .arg(isDryRun ? u"would be added"_s : u"added"_s)
                        .arg(m_added)
                        .arg(m_withoutPassword)
                        .arg(m_redirects);
        shown.out += u"present and equal: %1\n"_s.arg(m_equal);
        shown.out += u"different: %1, refused: %2, failed for now: %3\n"_s.arg(m_different)
                         .arg(m_refused)
                         .arg(m_failed);
        if (m_passedOver > 0)
            shown.out += u"entries that are no accounts: %1\n"_s.arg(m_passedOver);
        if (!m_domains.isEmpty())
            shown.out += (isDryRun ? u"domains that would be made: %1\n"_s : u"domains made: %1\n"_s)
                             .arg(m_domains.join(u", "_s));
        shown.out += u"%1 rows in %2 s, %3 accounts/s\n"_s.arg(m_rows)
                         .arg(all[u"seconds"_s].toDouble(), 0, 'f', 1)
                         .arg(all[u"accountsPerSecond"_s].toDouble(), 0, 'f', 0);
    }
    shown.code = !m_fatal.isEmpty() ? exitcode::badValue
        : !stopped.isEmpty()        ? exitcode::tryLater
        : problems > 0              ? exitcode::partly
                                    : exitcode::done;
    return shown;
}

} // namespace homeport
