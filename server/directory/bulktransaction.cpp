// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// LDAP transactions (RFC 5805).
#include "server/directory/bulkmessage.h"
#include "server/directory/ldapanswers.h"

#include <thread>

namespace homeport {

namespace {

struct BerFreer
{
    void operator()(BerElement *element) const { ber_free(element, 1); }
};
using BerPointer = std::unique_ptr<BerElement, BerFreer>;

/// RFC 5805 2.3: txnEndReq ::= SEQUENCE { commit BOOLEAN DEFAULT TRUE, identifier OCTET STRING }
QByteArray endRequest(const QByteArray &id, bool commit)
{
    QByteArray text;
    const BerPointer element(ber_alloc_t(LBER_USE_DER));
    berval *flat = nullptr;
    if (!element || ber_printf(element.get(), "{") < 0
        || (!commit && ber_printf(element.get(), "b", ber_int_t(0)) < 0) // DER: a default is left out
        || ber_printf(element.get(), "o}", id.isNull() ? "" : id.constData(), ber_len_t(id.size())) < 0
        || ber_flatten(element.get(), &flat) < 0)
        return text;
    text = QByteArray(flat->bv_val, qsizetype(flat->bv_len));
    ber_bvfree(flat);
    return text;
}

/// RFC 5805 2.4: txnEndRes ::= SEQUENCE { messageID MessageID OPTIONAL, ... }; 0 when it is not there.
int failedMessageIn(const QByteArray &value)
{
    if (value.isEmpty())
        return 0;
    berval bytes{ber_len_t(value.size()), const_cast<char *>(value.constData())};
    const BerPointer element(ber_init(&bytes));
    ber_len_t length = 0;
    ber_int_t id = 0;
    if (!element || ber_scanf(element.get(), "{") == LBER_ERROR
        || ber_peek_tag(element.get(), &length) != LBER_INTEGER
        || ber_scanf(element.get(), "i", &id) == LBER_ERROR)
        return 0;
    return id;
}

} // namespace

LdapReply BulkConnection::extended(const char *oid, const QByteArray &value, QByteArray &response)
{
    LdapReply reply;
    if (!m_handle) {
        reply.code = LDAP_SERVER_DOWN;
        return reply;
    }
    berval data{ber_len_t(value.size()), const_cast<char *>(value.constData())};
    int id = 0;
    reply.code = ldap_extended_operation(
        m_handle.get(), oid, value.isEmpty() ? nullptr : &data, nullptr, nullptr, &id);
    if (reply.code != LDAP_SUCCESS) {
        m_handle.reset();
        return reply;
    }
    const Message end = answerTo(id);
    reply.code = end.code;
    if (!end.raw)
        return reply;
    readResult(m_handle.get(), end.raw.get(), reply);
    char *name = nullptr;
    berval *answer = nullptr;
    if (ldap_parse_extended_result(m_handle.get(), end.raw.get(), &name, &answer, 0) == LDAP_SUCCESS
        && answer)
        response = QByteArray(answer->bv_val, qsizetype(answer->bv_len));
    ldap_memfree(name);
    ber_bvfree(answer);
    return reply;
}

BulkAnswer BulkConnection::begin(Transaction &transaction)
{
    transaction = {};
    const LdapReply reply = extended(LDAP_EXOP_TXN_START, {}, transaction.id);
    m_inTransaction = reply.code == LDAP_SUCCESS;
    return {reply.code, reply.diagnostic};
}

void BulkConnection::settle(std::chrono::milliseconds pause)
{
    LdapSearch root;
    root.attributes = {LDAP_NO_ATTRS};
    search(root); // whatever it says: another thread of the server has had a turn
    std::this_thread::sleep_for(pause);
}

TransactionEnd BulkConnection::end(const Transaction &transaction, bool commit)
{
    const QByteArray request = endRequest(transaction.id, commit);
    if (request.isEmpty())
        return {LDAP_NO_MEMORY, {}, 0};
    QByteArray response;
    const LdapReply reply = extended(LDAP_EXOP_TXN_END, request, response);
    m_inTransaction = false;
    return {reply.code, reply.diagnostic, failedMessageIn(response)};
}

} // namespace homeport
