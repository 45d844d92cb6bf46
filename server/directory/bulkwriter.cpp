// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many changes over one connection.
#include "server/directory/bulkwriter.h"

#include "server/directory/changeoutcome.h"

#include <QSet>
#include <ldap.h>

namespace homeport {

namespace {

constexpr qsizetype groupSize = 100; ///< pipelined: as many may be made after another runner raised the fence
constexpr int refusedLimit = 20;
constexpr qsizetype longEnough = 500; ///< carrying out so many gives the server the time that settle() is for

/// Would the server say the same of any other entry? (read-only, database full, a replica)
bool isAboutServer(int code)
{
    switch (code) {
    case LDAP_BUSY:
    case LDAP_UNAVAILABLE:
    case LDAP_UNWILLING_TO_PERFORM:
    case LDAP_REFERRAL:
    case LDAP_OTHER:
    case LDAP_OPERATIONS_ERROR:
    case LDAP_ADMINLIMIT_EXCEEDED:
        return true;
    default:
        return code < 0;
    }
}

/// slapd 2.5 says success where RFC 5805 2.2 has txnSpecifyOkay.
bool isSpecified(int code) { return code == LDAP_SUCCESS || code == LDAP_TXN_SPECIFY_OKAY; }

} // namespace

BulkChange fenceSwap(const FencePlace &fence, quint64 wanted)
{
    return {fence.dn,
        {{LdapChange::Kind::Delete, fence.attribute, {QByteArray::number(fence.number)}},
            {LdapChange::Kind::Add, fence.attribute, {QByteArray::number(wanted)}}},
        false};
}

void BulkWriter::stop(const QString &step, int code, const QByteArray &diagnostic)
{
    LdapReply reply;
    reply.code = code;
    reply.diagnostic = diagnostic;
    m_outcome.stopped = laterError(m_plan.where + QStringLiteral(": ") + step, reply);
}

void BulkWriter::except(const BulkException &exception)
{
    m_outcome.exceptions.append(exception);
    m_refusedInRow = isAboutServer(exception.code) ? m_refusedInRow + 1 : 0;
    if (m_refusedInRow >= refusedLimit && !m_outcome.stopped)
        stop(QStringLiteral("%1 changes in a row refused").arg(m_refusedInRow), exception.code,
            exception.diagnostic);
}

QString BulkWriter::inTransactions(QList<int> numbers)
{
    const qsizetype most = numbers.size();
    qsizetype size = most;
    while (!numbers.isEmpty() && !mustStop()) {
        if (m_connection.isCancelled()) {
            stop(QStringLiteral("between transactions"), LDAP_USER_CANCELLED, {});
            break;
        }
        const QList<int> batch = numbers.mid(0, size);
        const qint64 before = m_outcome.done;
        const Culprits culprits = tryTogether(batch);
        if (mustStop() || !m_refusal.isEmpty())
            break;
        if (m_outcome.done > before) {
            m_refusedInRow = 0;
            numbers.remove(0, batch.size());
            size = std::min(2 * size, most);
            continue;
        }
        QSet<int> out;
        for (const BulkException &culprit : culprits) {
            out.insert(culprit.number);
            except(culprit);
        }
        numbers.removeIf([&out](int number) { return out.contains(number); });
        size = std::max<qsizetype>(std::min(size, batch.size()) / 2, 1);
    }
    return m_refusal;
}

/// Counts the batch when it was committed; else nothing of it was made, and the value says because of what
/// (nothing: not known, and the batch holds more than one).
BulkWriter::Culprits BulkWriter::tryTogether(const QList<int> &batch)
{
    BulkConnection::Transaction transaction;
    const BulkAnswer begun = m_connection.begin(transaction);
    if (begun.code != LDAP_SUCCESS) {
        stop(QStringLiteral("begin of a transaction"), begun.code, begun.diagnostic);
        return {};
    }
    Culprits culprits;
    if (!specify(transaction, batch, culprits))
        return {};
    if (!culprits.isEmpty()) {
        giveUpTransaction(transaction);
        return culprits;
    }
    m_connection.settle(batch.size() >= longEnough ? 1ms : 10ms);
    // RFC 5805 3.1: the answers so far only say that the changes were understood; this one counts
    const TransactionEnd end = m_connection.end(transaction, true);
    if (end.code == LDAP_SUCCESS) {
        m_outcome.done += batch.size();
        return {};
    }
    return culpritsOf(end, transaction, batch);
}

/// Nothing of it is made.
void BulkWriter::giveUpTransaction(const BulkConnection::Transaction &transaction)
{
    m_connection.settle(20ms);
    const TransactionEnd given = m_connection.end(transaction, false);
    if (given.code != LDAP_SUCCESS)
        m_connection.close(); // ends it as well: RFC 5805 3.3
    if (!m_connection.isOpen())
        stop(QStringLiteral("abort of a transaction"), given.code, given.diagnostic);
}

/// False: stopped, or refused.
bool BulkWriter::specify(
    BulkConnection::Transaction &transaction, const QList<int> &batch, Culprits &culprits)
{
    if (m_plan.fence) { // waited for: slapd may take requests that are under way together in any order
        const BulkAnswer fenced =
            m_connection.changeIn(&transaction, fenceSwap(*m_plan.fence, m_plan.fence->number));
        if (!isSpecified(fenced.code)) {
            giveUpTransaction(transaction);
            if (m_outcome.done == 0 && fenced.code == LDAP_UNWILLING_TO_PERFORM)
                m_refusal =
                    QStringLiteral("the server refuses transactions: ") + escapedForLog(fenced.diagnostic);
            else
                stop(QStringLiteral("the fence of a transaction"), fenced.code, fenced.diagnostic);
            return false;
        }
    }
    const auto answered = [&culprits](int number, const BulkAnswer &answer) {
        if (!isSpecified(answer.code))
            culprits.append({number, answer.code, answer.diagnostic});
    };
    if (m_connection.send(batch, m_plan.changeOf, &transaction, answered))
        return true;
    stop(QStringLiteral("changes of a transaction"), LDAP_SERVER_DOWN, {});
    return false;
}

BulkWriter::Culprits BulkWriter::culpritsOf(
    const TransactionEnd &end, const BulkConnection::Transaction &transaction, const QList<int> &batch)
{
    if (end.code < 0) {
        stop(QStringLiteral("end of a transaction"), end.code, end.diagnostic);
        return {};
    }
    const auto failed = transaction.messages.constFind(end.failedMessage);
    if (end.failedMessage != 0 && failed != transaction.messages.cend() && *failed >= 0)
        return {{*failed, end.code, end.diagnostic}};
    if (!isFenceOurs()) // it was the fence, or the server does not say what it was
        return {};
    if (batch.size() == 1)
        return {{batch.first(), end.code, end.diagnostic}};
    return {};
}

/// False: it is not, or the server is away; mustStop() then.
bool BulkWriter::isFenceOurs()
{
    if (!m_plan.fence)
        return true;
    const FencePlace &fence = *m_plan.fence;
    const BulkAnswer same = m_connection.compare(fence.dn, fence.attribute, QByteArray::number(fence.number));
    if (same.code == LDAP_COMPARE_TRUE)
        return true;
    if (same.code == LDAP_COMPARE_FALSE || same.code == LDAP_NO_SUCH_OBJECT
        || same.code == LDAP_NO_SUCH_ATTRIBUTE)
        m_outcome.isFencedOff = true;
    else
        stop(QStringLiteral("look at the fence"), same.code, same.diagnostic);
    return false;
}

void BulkWriter::pipelined(const QList<int> &numbers)
{
    const auto answered = [this](int number, const BulkAnswer &answer) {
        if (answer.code != LDAP_SUCCESS) {
            except({number, answer.code, answer.diagnostic});
            return;
        }
        ++m_outcome.done;
        m_refusedInRow = 0;
    };
    for (qsizetype from = 0; from < numbers.size() && !mustStop(); from += groupSize) {
        if (!isFenceOurs())
            return;
        const bool isOver =
            m_connection.send(numbers.mid(from, groupSize), m_plan.changeOf, nullptr, answered);
        if (!isOver && !m_outcome.stopped)
            stop(QStringLiteral("changes"), LDAP_SERVER_DOWN, {});
    }
}

} // namespace homeport
