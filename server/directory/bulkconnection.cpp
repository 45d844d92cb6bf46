// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One LDAP connection for work in bulk: requests under way and their answers. Transactions are in
// bulktransaction.cpp.
#include "server/directory/bulkconnection.h"

#include "server/directory/bulkmessage.h"
#include "server/directory/ldapanswers.h"
#include "server/directory/modificationlist.h"

namespace homeport {

namespace {

constexpr auto slice = 200ms; ///< how soon a cancellation is noticed
constexpr int patience = 6; ///< time-outs of silence: a large transaction ends with one answer

BulkAnswer answerFrom(LDAP *handle, LDAPMessage *message)
{
    LdapReply reply;
    readResult(handle, message, reply);
    return {reply.code, reply.diagnostic};
}

} // namespace

Result<std::unique_ptr<BulkConnection>> BulkConnection::open(
    const LdapTarget &target, std::chrono::milliseconds timeout, CancelFlag cancelled)
{
    auto handle = openLdapHandle(target, Deadline(timeout));
    if (!handle)
        return fail(handle.error());
    return std::unique_ptr<BulkConnection>(
        new BulkConnection(std::move(*handle), timeout, std::move(cancelled)));
}

BulkConnection::BulkConnection(LdapHandle handle, std::chrono::milliseconds timeout, CancelFlag cancelled)
    : m_handle(std::move(handle))
    , m_silence(patience * timeout)
    , m_cancelled(std::move(cancelled))
{
}

/// The next message, whatever it answers. A code below 0: there is none, and the connection is closed.
BulkConnection::Message BulkConnection::next()
{
    QElapsedTimer waited;
    waited.start();
    int code = LDAP_TIMEOUT;
    while (m_handle && waited.elapsed() < m_silence.count()) {
        if (*m_cancelled && !m_inTransaction) {
            code = LDAP_USER_CANCELLED;
            break;
        }
        timeval most{0, suseconds_t(std::chrono::microseconds(slice).count())};
        LDAPMessage *raw = nullptr;
        const int type = ldap_result(m_handle.get(), LDAP_RES_ANY, LDAP_MSG_ONE, &most, &raw);
        if (type == 0)
            continue;
        // RFC 4511 4.4.1, RFC 5805 3.3: without an id it is a notice that all is lost
        if (type < 0 || ldap_msgid(raw) == 0) {
            ldap_msgfree(raw);
            code = LDAP_SERVER_DOWN;
            break;
        }
        return Message{MessagePointer(raw), ldap_msgid(raw), type, 0};
    }
    if (!m_handle)
        code = LDAP_SERVER_DOWN;
    m_handle.reset();
    return Message{nullptr, 0, 0, code};
}

/// Waits for the end of request `id`, the only one under way.
BulkConnection::Message BulkConnection::answerTo(int id, LdapReply *entries)
{
    for (;;) {
        Message message = next();
        if (!message.raw)
            return message;
        if (message.id != id || message.type == LDAP_RES_INTERMEDIATE)
            continue;
        if (message.type == LDAP_RES_SEARCH_ENTRY && entries)
            entries->entries.append(entryFrom(m_handle.get(), message.raw.get()));
        else if (message.type == LDAP_RES_SEARCH_REFERENCE && entries)
            entries->hasReferences = true;
        else
            return message;
    }
}

LdapReply BulkConnection::search(const LdapSearch &search)
{
    LdapReply reply;
    if (!m_handle) {
        reply.code = LDAP_SERVER_DOWN;
        return reply;
    }
    std::vector<char *> attributes;
    for (const QByteArray &name : search.attributes)
        attributes.push_back(const_cast<char *>(name.constData()));
    attributes.push_back(nullptr);
    LDAPControl *page = nullptr;
    if (search.pageSize > 0) {
        berval cookie{ber_len_t(search.cookie.size()), const_cast<char *>(search.cookie.constData())};
        // critical: a server that cannot page must say so instead of sending everything (RFC 2696 3)
        reply.code = ldap_create_page_control(m_handle.get(), search.pageSize, &cookie, 1, &page);
        if (reply.code != LDAP_SUCCESS)
            return reply;
        reply.entries.reserve(search.pageSize);
    }
    LDAPControl *controls[] = {page, nullptr};
    int id = 0;
    const int scope = search.scope == LdapScope::Base ? LDAP_SCOPE_BASE
        : search.scope == LdapScope::OneLevel         ? LDAP_SCOPE_ONELEVEL
                                                      : LDAP_SCOPE_SUBTREE;
    reply.code = ldap_search_ext(m_handle.get(), search.base.constData(), scope, search.filter.constData(),
        attributes.data(), 0, page ? controls : nullptr, nullptr, nullptr, 0, &id);
    if (page)
        ldap_control_free(page);
    if (reply.code != LDAP_SUCCESS) {
        m_handle.reset();
        return reply;
    }
    const Message end = answerTo(id, &reply);
    reply.code = end.code;
    if (end.raw)
        readResult(m_handle.get(), end.raw.get(), reply);
    return reply;
}

BulkAnswer BulkConnection::compare(const QByteArray &dn, const QByteArray &attribute, const QByteArray &value)
{
    if (!m_handle)
        return {LDAP_SERVER_DOWN, {}};
    berval asserted{ber_len_t(value.size()), const_cast<char *>(value.constData())};
    int id = 0;
    const int code = ldap_compare_ext(
        m_handle.get(), dn.constData(), attribute.constData(), &asserted, nullptr, nullptr, &id);
    if (code != LDAP_SUCCESS) {
        m_handle.reset();
        return {code, {}};
    }
    const Message end = answerTo(id);
    return end.raw ? answerFrom(m_handle.get(), end.raw.get()) : BulkAnswer{end.code, {}};
}

/// libldap is "busy" while a former request still waits for room in the socket. Waiting for a notice makes it
/// write, and put aside what the server answers meanwhile.
void BulkConnection::letThrough()
{
    timeval most{0, suseconds_t(std::chrono::microseconds(5ms).count())};
    LDAPMessage *notice = nullptr;
    ldap_result(m_handle.get(), LDAP_RES_UNSOLICITED, LDAP_MSG_ONE, &most, &notice);
    ldap_msgfree(notice); // the connection is gone, as the next call will find
}

/// The message id; negative when the request could not be sent, and the connection is closed.
int BulkConnection::post(const BulkChange &change, const Transaction *transaction)
{
    if (!m_handle)
        return -1;
    LDAPControl specification{const_cast<char *>(LDAP_CONTROL_TXN_SPEC), {0, nullptr}, 1};
    LDAPControl *controls[] = {&specification, nullptr};
    if (transaction) // RFC 5805 3.2; slapd's identifiers are empty, but must be there
        specification.ldctl_value = {ber_len_t(transaction->id.size()),
            const_cast<char *>(transaction->id.isNull() ? "" : transaction->id.constData())};
    LDAPControl **with = transaction ? controls : nullptr;
    ModificationList list(change.changes);
    int id = 0;
    int code = LDAP_BUSY;
    QElapsedTimer waited;
    waited.start();
    for (;;) {
        code = change.isAdd
            ? ldap_add_ext(m_handle.get(), change.dn.constData(), list.data(), with, nullptr, &id)
            : ldap_modify_ext(m_handle.get(), change.dn.constData(), list.data(), with, nullptr, &id);
        if (code != LDAP_BUSY || waited.elapsed() >= m_silence.count())
            break;
        letThrough();
    }
    if (code == LDAP_SUCCESS)
        return id;
    m_handle.reset();
    return -1;
}

BulkAnswer BulkConnection::changeIn(Transaction *transaction, const BulkChange &change)
{
    const int id = post(change, transaction);
    if (id < 0)
        return {LDAP_SERVER_DOWN, {}};
    if (transaction)
        transaction->messages.insert(id, -1);
    const Message end = answerTo(id);
    return end.raw ? answerFrom(m_handle.get(), end.raw.get()) : BulkAnswer{end.code, {}};
}

bool BulkConnection::send(const QList<int> &numbers, const std::function<BulkChange(int)> &changeOf,
    Transaction *transaction, const std::function<void(int, const BulkAnswer &)> &answered)
{
    QHash<int, int> underWay;
    underWay.reserve(window);
    qsizetype sent = 0;
    while (sent < numbers.size() || !underWay.isEmpty()) {
        // half the window at a time: fewer turns between writing and reading
        if (sent < numbers.size() && underWay.size() <= window / 2) {
            const qsizetype until = std::min(numbers.size(), sent + window - underWay.size());
            for (; sent < until; ++sent) {
                const int id = post(changeOf(numbers[sent]), transaction);
                if (id < 0)
                    return false;
                underWay.insert(id, numbers[sent]);
                if (transaction)
                    transaction->messages.insert(id, numbers[sent]);
            }
        }
        const Message message = next();
        if (!message.raw)
            return false;
        const auto found = underWay.constFind(message.id);
        if (found == underWay.cend())
            continue;
        const int number = *found;
        underWay.erase(found);
        answered(number, answerFrom(m_handle.get(), message.raw.get()));
    }
    return true;
}

} // namespace homeport
