// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One connection to an LDAP server with many requests under way: waiting and answers. The requests
// themselves are in ldaprequests.cpp.
#include "server/directory/ldapconnection.h"

#include "server/directory/ldapanswers.h"
#include "server/directory/log.h"

#include <ldap.h>

namespace homeport {

namespace {

constexpr auto sweepEvery = 50ms;
constexpr qint64 silenceMs =
    1000; ///< a request that timed out after this long a silence condemns the connection

using Opened = std::shared_ptr<Result<LdapHandle>>;

Task<void> openInto(BlockingPool &pool, LdapTarget target, Deadline deadline, OneShot<Opened> done)
{
    const auto work = [target, deadline] {
        return std::make_shared<Result<LdapHandle>>(openLdapHandle(target, deadline));
    };
    // a handle that nobody waits for any more is closed when the last copy of `opened` goes
    const Opened opened = co_await pool.run(work);
    done.finish(opened);
}

} // namespace

Task<Result<LdapConnection::Pointer>> LdapConnection::open(
    BlockingPool &pool, LdapTarget target, Deadline deadline)
{
    const OneShot<Opened> done;
    QTimer timer;
    if (!deadline.isForever()) {
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, &timer, [done] { done.finish(nullptr); });
        timer.start(std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 0)));
    }
    openInto(pool, target, deadline, done);
    const Opened opened = co_await done;
    if (!opened)
        co_return fail(Error::temporary("directory not available, try again later",
            target.uri + QStringLiteral(": no connection in time"), "4.4.3"));
    if (!*opened)
        co_return fail(opened->error());
    // the last reference may go inside a signal of the connection's own timer
    co_return Pointer(new LdapConnection(std::move(**opened)), [](LdapConnection *connection) {
        connection->close();
        connection->deleteLater();
    });
}

LdapConnection::LdapConnection(LdapHandle handle)
    : m_handle(std::move(handle))
{
    int descriptor = -1;
    ldap_get_option(m_handle.get(), LDAP_OPT_DESC, &descriptor);
    m_notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LdapConnection::readAnswers);
    m_sweeper.setInterval(sweepEvery);
    connect(&m_sweeper, &QTimer::timeout, this, &LdapConnection::sweep);
    m_lastAnswer.start();
}

LdapConnection::~LdapConnection() { finishAll(drop(LDAP_SERVER_DOWN)); }

void LdapConnection::close() { finishAll(drop(LDAP_SERVER_DOWN)); }

/// Closes the connection; whoever waited is to be resumed by the caller, as its last statement.
QList<LdapConnection::PendingPointer> LdapConnection::drop(int code)
{
    m_sweeper.stop();
    if (m_notifier) {
        m_notifier->setEnabled(false); // before the descriptor is closed
        m_notifier.release()->deleteLater(); // we may be inside its signal
    }
    m_handle.reset();
    QList<PendingPointer> all = std::exchange(m_pending, {}).values();
    for (const PendingPointer &pending : all)
        pending->reply.code = code;
    return all;
}

void LdapConnection::finishAll(const QList<PendingPointer> &finished)
{
    for (const PendingPointer &pending : finished)
        pending->done.finish(true);
}

Task<LdapReply> LdapConnection::send(std::function<int(int *id)> call, Deadline deadline)
{
    const auto self = shared_from_this();
    int id = 0;
    int code = call(&id);
    while (code == LDAP_BUSY && !deadline.hasExpired()) { // of libldap: nothing was sent
        co_await sleepFor(5ms);
        if (!isOpen())
            co_return LdapReply{LDAP_SERVER_DOWN, {}, {}, {}, false, {}};
        code = call(&id);
    }
    LdapReply reply = co_await await(code, id, deadline);
    co_return reply;
}

/// Waits for the answer to request `id`, which libldap took with `code`.
Task<LdapReply> LdapConnection::await(int code, int id, Deadline deadline)
{
    const auto self = shared_from_this();
    if (code != LDAP_SUCCESS) {
        if (code == LDAP_SERVER_DOWN)
            finishAll(drop(code));
        co_return LdapReply{code, {}, {}, {}, false, {}};
    }
    const auto pending = std::make_shared<Pending>();
    pending->deadline = deadline;
    pending->age.start();
    m_pending.insert(id, pending);
    if (!m_sweeper.isActive())
        m_sweeper.start();
    const OneShot<bool> done = pending->done;
    co_await done;
    co_return std::move(pending->reply);
}

void LdapConnection::readAnswers()
{
    const auto self = shared_from_this();
    QList<PendingPointer> finished;
    while (m_handle) {
        timeval now{0, 0};
        LDAPMessage *message = nullptr;
        const int type = ldap_result(m_handle.get(), LDAP_RES_ANY, LDAP_MSG_ONE, &now, &message);
        if (type == 0)
            break;
        if (type < 0) {
            finished += drop(LDAP_SERVER_DOWN);
            break;
        }
        m_lastAnswer.restart();
        takeMessage(message, finished);
        ldap_msgfree(message);
    }
    if (m_pending.isEmpty())
        m_sweeper.stop();
    finishAll(finished);
}

void LdapConnection::takeMessage(void *raw, QList<PendingPointer> &finished)
{
    auto *message = static_cast<LDAPMessage *>(raw);
    const int id = ldap_msgid(message);
    if (id == 0) { // RFC 4511 4.4.1: notice of disconnection
        finished += drop(LDAP_SERVER_DOWN);
        return;
    }
    const PendingPointer pending = m_pending.value(id);
    if (!pending)
        return; // abandoned
    switch (ldap_msgtype(message)) {
    case LDAP_RES_SEARCH_ENTRY:
        pending->reply.entries.append(entryFrom(m_handle.get(), message));
        return;
    case LDAP_RES_SEARCH_REFERENCE:
        pending->reply.hasReferences = true;
        return;
    case LDAP_RES_INTERMEDIATE:
        return;
    default:
        readResult(m_handle.get(), message, pending->reply);
        m_pending.remove(id);
        finished.append(pending);
    }
}

void LdapConnection::sweep()
{
    const auto self = shared_from_this();
    readAnswers(); // also sends what the socket did not take before
    QList<PendingPointer> finished;
    bool isSilent = false;
    for (auto it = m_pending.begin(); it != m_pending.end();) {
        if (!it.value()->deadline.hasExpired()) {
            ++it;
            continue;
        }
        const qint64 waited = it.value()->age.elapsed();
        isSilent = isSilent || (waited >= silenceMs && m_lastAnswer.elapsed() >= waited);
        ldap_abandon_ext(m_handle.get(), it.key(), nullptr, nullptr);
        it.value()->reply.code = LDAP_TIMEOUT;
        finished.append(it.value());
        it = m_pending.erase(it);
    }
    if (isSilent) {
        qCInfo(lcDirectory) << Event("directory.silent").with("waiting", m_pending.size());
        finished += drop(LDAP_TIMEOUT);
    }
    if (m_pending.isEmpty())
        m_sweeper.stop();
    finishAll(finished);
}

} // namespace homeport
