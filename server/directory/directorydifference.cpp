// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a former writer holds that its successor never got: both read whole, by entryUUID (RFC 4530).
#include "server/directory/directorydifference.h"

#include "server/directory/distinguishedname.h"

#include <QSet>
#include <ldap.h>

namespace homeport {

namespace {

constexpr int pageSize = 2000;
constexpr std::chrono::seconds pagePatience(60);

using Context = QMap<int, QByteArray>;
using Index = QHash<QByteArray, QByteArray>; ///< entryUUID -> entryCSN

bool isIn(const Context &context, const QByteArray &csn)
{
    const auto number = changeNumberFrom(csn);
    return number && csn <= context.value(number->server);
}

LdapSearch wholeTree(const QByteArray &base)
{
    LdapSearch search;
    search.base = base;
    search.scope = LdapScope::Subtree;
    search.attributes = {"entryUUID", "entryCSN"};
    search.pageSize = pageSize;
    return search;
}

Task<Result<LdapReply>> page(LdapConnection::Pointer connection, LdapSearch search)
{
    LdapReply reply = co_await connection->search(search, Deadline(pagePatience));
    if (reply.code == LDAP_NO_SUCH_OBJECT) { // an empty database
        reply.cookie.clear();
        co_return Result<LdapReply>(std::move(reply));
    }
    if (!reply.isSuccess())
        co_return fail(laterError(QStringLiteral("reading the whole directory"), reply));
    co_return Result<LdapReply>(std::move(reply));
}

Task<Result<Index>> readIndex(LdapConnection::Pointer connection, QByteArray base)
{
    Index index;
    LdapSearch search = wholeTree(base);
    do {
        const Result<LdapReply> reply = co_await page(connection, search);
        if (!reply)
            co_return fail(reply.error());
        for (const LdapEntry &entry : reply->entries)
            index.insert(entry.all("entryUUID").value(0), entry.all("entryCSN").value(0));
        search.cookie = reply->cookie;
    } while (!search.cookie.isEmpty());
    co_return Result<Index>(std::move(index));
}

/// What the former writer did last, and nobody copied.
struct Candidates
{
    QList<QByteArray> added; ///< DNs
    QList<QByteArray> changed;
};

/// Takes from `index` what the former writer has too.
Task<Result<Candidates>> readCandidates(
    LdapConnection::Pointer former, QByteArray base, Index *index, Context known, int number)
{
    Candidates found;
    LdapSearch search = wholeTree(base);
    do {
        const Result<LdapReply> reply = co_await page(former, search);
        if (!reply)
            co_return fail(reply.error());
        for (const LdapEntry &entry : reply->entries) {
            const QByteArray csn = entry.all("entryCSN").value(0);
            const auto change = changeNumberFrom(csn);
            const auto other = index->constFind(entry.all("entryUUID").value(0));
            const bool isElsewhere = other != index->constEnd();
            const bool isUnsent = change && (change->server == number || change->server == 0)
                && !isIn(known, csn) && (!isElsewhere || *other != csn);
            if (isUnsent && isElsewhere)
                found.changed.append(entry.dn);
            else if (isUnsent)
                found.added.append(entry.dn);
            if (isElsewhere)
                index->erase(other);
        }
        search.cookie = reply->cookie;
    } while (!search.cookie.isEmpty());
    co_return Result<Candidates>(std::move(found));
}

/// RFC 2849: what is not safe as text is base64.
QByteArray ldifLine(const QByteArray &name, const QByteArray &value)
{
    const auto isSafe = [](char c) { return uchar(c) >= 0x20 && uchar(c) < 0x7f; };
    const bool isPlain = std::all_of(value.begin(), value.end(), isSafe)
        && (value.isEmpty() || !(value[0] == ' ' || value[0] == ':' || value[0] == '<'))
        && !value.endsWith(' ');
    return isPlain ? name + ": " + value + '\n' : name + ":: " + value.toBase64() + '\n';
}

Task<Result<std::optional<LdapEntry>>> readWhole(
    LdapConnection::Pointer connection, LdapScope scope, QByteArray base, QByteArray filter)
{
    LdapSearch search;
    search.base = base;
    search.scope = scope;
    search.filter = filter;
    search.attributes = {"*"};
    const LdapReply reply = co_await connection->search(search, Deadline(pagePatience));
    if (reply.code == LDAP_NO_SUCH_OBJECT || (reply.isSuccess() && reply.entries.isEmpty()))
        co_return std::optional<LdapEntry>();
    if (!reply.isSuccess())
        co_return fail(laterError(QStringLiteral("reading ") + escapedForLog(base), reply));
    co_return std::optional<LdapEntry>(reply.entries.first());
}

QByteArray additionText(const LdapEntry &entry)
{
    QByteArray text = '\n' + ldifLine("dn", entry.dn) + "changetype: add\n";
    for (auto it = entry.attributes.cbegin(); it != entry.attributes.cend(); ++it) {
        for (const QByteArray &value : it.value())
            text += ldifLine(it.key(), value);
    }
    return text;
}

QByteArray changeText(const LdapEntry &former, const LdapEntry &now)
{
    QByteArray text = '\n' + ldifLine("dn", former.dn) + "changetype: modify\n";
    QSet<QByteArray> names;
    for (auto it = former.attributes.cbegin(); it != former.attributes.cend(); ++it)
        names.insert(it.key());
    for (auto it = now.attributes.cbegin(); it != now.attributes.cend(); ++it)
        names.insert(it.key());
    for (const QByteArray &name : std::as_const(names)) {
        QList<QByteArray> was = former.attributes.value(name), is = now.attributes.value(name);
        std::sort(was.begin(), was.end());
        std::sort(is.begin(), is.end());
        if (was == is)
            continue;
        text += "replace: " + name + '\n';
        for (const QByteArray &value : std::as_const(was))
            text += ldifLine(name, value);
        text += "-\n";
    }
    return text;
}

} // namespace

std::optional<ChangeNumber> changeNumberFrom(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split('#');
    bool isNumber = false;
    const int server = parts.size() == 4 ? parts[2].toInt(&isNumber, 16) : 0;
    if (!isNumber)
        return std::nullopt;
    return ChangeNumber{text, server};
}

Task<Result<QMap<int, QByteArray>>> readContext(
    LdapConnection::Pointer connection, QByteArray base, Deadline deadline)
{
    const LdapSearch search{base, LdapScope::Base, "(objectClass=*)", {"contextCSN"}, 0, {}};
    const LdapReply reply = co_await connection->search(search, deadline);
    Context context;
    if (reply.code == LDAP_NO_SUCH_OBJECT)
        co_return Result<Context>(context); // an empty database
    if (!reply.isSuccess())
        co_return fail(laterError(QStringLiteral("reading contextCSN"), reply));
    const QList<QByteArray> values =
        reply.entries.isEmpty() ? QList<QByteArray>() : reply.entries.first().all("contextCSN");
    for (const QByteArray &value : values) {
        if (const auto number = changeNumberFrom(value))
            context.insert(number->server, value);
    }
    co_return Result<Context>(context);
}

Task<Result<UnsentChanges>> findUnsentChanges(LdapConnection::Pointer former, LdapConnection::Pointer writer,
    QByteArray base, int number, Deadline deadline)
{
    const Result<Context> seen = co_await readContext(former, base, deadline);
    if (!seen)
        co_return fail(seen.error());
    const Result<Context> known = co_await readContext(writer, base, deadline);
    if (!known)
        co_return fail(known.error());
    if (known->isEmpty())
        co_return fail(Error::temporary("the directory's writer is not ready",
            QStringLiteral("the new writer says nothing about what it holds")));
    Result<Index> index = co_await readIndex(writer, base);
    if (!index)
        co_return fail(index.error());
    const Result<Candidates> found = co_await readCandidates(former, base, &*index, *known, number);
    if (!found)
        co_return fail(found.error());
    UnsentChanges unsent;
    const QByteArray any = "(objectClass=*)";
    for (const QByteArray &dn : found->added) {
        const auto entry = co_await readWhole(former, LdapScope::Base, dn, any);
        if (!entry)
            co_return fail(entry.error());
        if (!*entry)
            continue;
        unsent.ldif += additionText(**entry);
        ++unsent.added;
    }
    for (const QByteArray &dn : found->changed) {
        const auto was = co_await readWhole(former, LdapScope::Base, dn, any);
        const auto now = co_await readWhole(writer, LdapScope::Base, dn, any);
        if (!was || !now)
            co_return fail(was ? now.error() : was.error());
        if (!*was)
            continue;
        unsent.ldif += *now ? changeText(**was, **now) : additionText(**was);
        ++unsent.changed;
    }
    // what is left stands at the writer only: ours was deleted if we had had it
    for (auto it = index->cbegin(); it != index->cend(); ++it) {
        if (!isIn(*seen, it.value()))
            continue;
        const QByteArray filter = "(entryUUID=" + escapedForFilter(it.key()) + ')';
        const auto entry = co_await readWhole(writer, LdapScope::Subtree, base, filter);
        if (!entry)
            co_return fail(entry.error());
        if (!*entry)
            continue;
        unsent.ldif += '\n' + ldifLine("dn", (*entry)->dn) + "changetype: delete\n";
        ++unsent.deleted;
    }
    co_return Result<UnsentChanges>(std::move(unsent));
}

} // namespace homeport
