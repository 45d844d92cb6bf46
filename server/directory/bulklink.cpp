// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A connection to the directory's writer, and what that server can.
#include "server/directory/bulklink.h"

#include "server/directory/attributeprimer.h"

#include <ldap.h>

namespace homeport {

namespace {

constexpr int probePages = 2;
constexpr int probePageSize = 1000;

Result<LdapEntry> readOne(BulkConnection &connection, const DirectorySettings &settings, const QByteArray &dn,
    QList<QByteArray> attributes)
{
    LdapSearch search;
    search.base = dn;
    search.attributes = std::move(attributes);
    LdapReply reply = connection.search(search);
    if (!reply.isSuccess() || reply.entries.size() != 1)
        return fail(
            laterError(settings.writer + QStringLiteral(": read \"%1\"").arg(escapedForLog(dn)), reply));
    return std::move(reply.entries.first());
}

} // namespace

Result<BulkLink::Use> BulkLink::use(bool wantsTransactions)
{
    std::unique_lock lock(m_mutex);
    const auto now = m_source->current();
    if (m_connection && m_connection->isOpen() && m_settings == now)
        return Use{std::move(lock), *m_connection, m_settings, m_whyNoTransactions};
    const bool byCertificate = now->bindDn.isEmpty() && !now->certificateFile.isEmpty();
    const LdapTarget target{now->writer, now->bindDn, now->bindPassword, now->caFile, now->caPem,
        now->startTls, now->certificateFile, now->keyFile, byCertificate};
    auto opened = BulkConnection::open(target, now->timeout, m_cancelled);
    if (!opened)
        return fail(opened.error());
    m_connection = std::move(*opened);
    m_settings = now;
    const auto why = homeport::whyNoTransactions(*m_connection, *now);
    if (!why) {
        m_connection.reset();
        return fail(why.error());
    }
    m_whyNoTransactions = why->isEmpty() && wantsTransactions ? primeAttributes(*m_connection, *now) : *why;
    return Use{std::move(lock), *m_connection, m_settings, m_whyNoTransactions};
}

Result<QString> whyNoTransactions(BulkConnection &connection, const DirectorySettings &settings)
{
    const auto root = readOne(connection, settings, {}, {"supportedExtension"});
    if (!root)
        return fail(root.error());
    const QList<QByteArray> extensions = root->all("supportedExtension");
    if (!extensions.contains(LDAP_EXOP_TXN_START) || !extensions.contains(LDAP_EXOP_TXN_END))
        return QStringLiteral("the server does not offer transactions (RFC 5805)");
    if (settings.uris.size() > 1)
        return QStringLiteral("there are several directory servers: the writer replicates to them");
    const auto base = readOne(connection, settings, settings.base, {"contextCSN", "entryCSN"});
    if (!base)
        return fail(base.error());
    if (base->has("contextCSN"))
        return QStringLiteral("the server replicates (its base has a contextCSN)");
    if (!base->has("entryCSN")) // hidden from us: then contextCSN would be, too
        return QStringLiteral("the server does not show whether it replicates (contextCSN cannot be read)");
    return QString();
}

Result<qint64> sizeLimitMet(BulkConnection &connection, const DirectorySettings &settings)
{
    LdapSearch search;
    search.base = settings.base;
    search.scope = LdapScope::Subtree;
    search.filter = '(' + settings.names.hostServer + "=*)";
    search.attributes = {LDAP_NO_ATTRS};
    search.pageSize = probePageSize;
    qint64 seen = 0;
    for (int page = 0; page < probePages; ++page) {
        const LdapReply reply = connection.search(search);
        seen += reply.entries.size();
        if (isCutOff(reply.code))
            return std::max<qint64>(seen, 1);
        if (reply.code != LDAP_SUCCESS)
            return fail(laterError(settings.writer + QStringLiteral(": list accounts"), reply));
        if (reply.cookie.isEmpty())
            break;
        search.cookie = reply.cookie;
    }
    return 0;
}

bool isCutOff(int code) { return code == LDAP_SIZELIMIT_EXCEEDED || code == LDAP_ADMINLIMIT_EXCEEDED; }

Error cutOffError(const DirectorySettings &settings, const LdapReply &reply, qint64 count)
{
    const QString dn = settings.bindDn.isEmpty() ? QStringLiteral("the entry that Homeport binds as")
                                                 : escapedForLog(settings.bindDn);
    const QString text = QStringLiteral("%1: the server cut the listing off after %2 entries (%3); raise its "
                                        "limit for Homeport. In slapd.conf: limits dn.exact=\"%4\" "
                                        "size=unlimited size.prtotal=unlimited (in cn=config: olcLimits)")
                             .arg(settings.writer, QString::number(count),
                                 QString::fromLatin1(ldap_err2string(reply.code)), dn);
    return Error::refused("the directory's size limit cuts the list of accounts off", text, "size-limit");
}

} // namespace homeport
