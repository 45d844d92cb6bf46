// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Look-ups and password checks in an LDAP directory.
#include "server/directory/ldapdirectory.h"

#include "server/directory/distinguishedname.h"
#include "server/directory/log.h"
#include "server/directory/records.h"

#include <ldap.h>

namespace homeport {

namespace {

constexpr int bindersPerWorker = 8;

using Source = std::shared_ptr<AnswerSource>;

Unknown unknown(const QString &what, const LdapReply &reply) { return Unknown{laterError(what, reply)}; }

/// A cached answer that is fresh enough; nullopt: ask.
std::optional<DirectoryCache::Value> cached(
    DirectoryCache &cache, const QByteArray &key, Freshness freshness, const Source &source)
{
    if (freshness == Freshness::Writer)
        return std::nullopt;
    auto answer = cache.find(key);
    if (!answer)
        return std::nullopt;
    const bool isAbsent = std::holds_alternative<Absent>(answer->value);
    if (!isAbsent && freshness == Freshness::Recent && answer->age > DirectoryCache::recent)
        return std::nullopt;
    if (source)
        *source = {{}, false, answer->age, {}};
    return std::move(answer->value);
}

/// While the directory is away, an old positive answer is better than none; an absence never is.
template <class T>
std::optional<T> remembered(
    DirectoryCache &cache, const QByteArray &key, Freshness freshness, const Source &source)
{
    const auto answer = freshness == Freshness::Writer ? std::nullopt : cache.find(key);
    if (!answer || !std::holds_alternative<T>(answer->value))
        return std::nullopt;
    if (source)
        source->age = answer->age;
    return std::get<T>(answer->value);
}

QStringList urisFor(const DirectorySettings &settings, Freshness freshness)
{
    if (freshness == Freshness::Writer)
        return {settings.writer};
    return settings.uris.isEmpty() ? QStringList{settings.writer} : settings.uris;
}

LdapServers::Operation searching(LdapSearch search)
{
    return [search](
               LdapConnection &connection, Deadline deadline) { return connection.search(search, deadline); };
}

/// "No such object" says nothing when the base itself is missing or hidden: the DN matched must reach the
/// base, or the base must be readable on the same server.
Task<Lookup<LdapEntry>> absentOrUnknown(
    std::shared_ptr<LdapServers> servers, LdapServers::Answer answer, Deadline deadline)
{
    const QByteArray base = servers->settings()->base;
    if (isWithin(answer.reply.matchedDn, base))
        co_return Absent{};
    const LdapSearch search{base, LdapScope::Base, "(objectClass=*)", {"objectClass"}, 0, {}};
    const QStringList uris{answer.uri};
    const LdapServers::Answer check = co_await servers->run(
        uris, LdapServers::Kind::Shared, LdapServers::Repeat::Safe, searching(search), deadline);
    if (check.reply.isSuccess() && check.reply.entries.size() == 1)
        co_return Absent{};
    co_return unknown(
        QStringLiteral("directory.base %1 on %2").arg(QString::fromUtf8(base), answer.uri), check.reply);
}

} // namespace

QByteArray cacheKey(const Address &normalised)
{
    return 'a' + normalised.local + '@' + normalised.domain; // a domain holds no '@': unambiguous
}

QByteArray domainCacheKey(const QByteArray &normalised) { return 'd' + normalised; }

Task<Lookup<LdapEntry>> readEntry(std::shared_ptr<LdapServers> servers, QStringList uris, QByteArray dn,
    QByteArray filter, QList<QByteArray> attributes, Deadline deadline, std::shared_ptr<AnswerSource> source)
{
    const LdapSearch search{dn, LdapScope::Base, filter, attributes, 0, {}};
    LdapServers::Answer answer = co_await servers->run(
        uris, LdapServers::Kind::Shared, LdapServers::Repeat::Safe, searching(search), deadline);
    const LdapReply &reply = answer.reply;
    if (source) {
        source->server = answer.uri;
        source->isWriter = answer.uri == servers->settings()->writer;
        if (answer.uri.isEmpty())
            source->away = reply.text();
    }
    if (reply.isSuccess() && reply.entries.size() == 1)
        co_return reply.entries.first();
    if (reply.isSuccess() && reply.entries.isEmpty())
        co_return Absent{}; // the entry exists, the filter says that it is another kind of thing
    if (reply.code == LDAP_NO_SUCH_OBJECT) {
        Lookup<LdapEntry> sure = co_await absentOrUnknown(servers, std::move(answer), deadline);
        co_return sure;
    }
    co_return unknown(QStringLiteral("read %1").arg(escapedForLog(dn)), reply);
}

Task<Lookup<FoundRecord>> readRecord(std::shared_ptr<LdapServers> servers, QStringList uris, Address address,
    Deadline deadline, std::shared_ptr<AnswerSource> source)
{
    const auto settings = servers->settings();
    const QByteArray dn = entryDn(address, settings->base);
    const QByteArray anything = "(objectClass=*)";
    const QList<QByteArray> attributes = recordAttributes(settings->names);
    Lookup<LdapEntry> read = co_await readEntry(servers, uris, dn, anything, attributes, deadline, source);
    if (auto *why = std::get_if<Unknown>(&read))
        co_return std::move(*why);
    if (std::holds_alternative<Absent>(read))
        co_return Absent{};
    LdapEntry &entry = std::get<LdapEntry>(read);
    auto record = recordFrom(entry, address, settings->names);
    if (!record)
        co_return Unknown{record.error()};
    if (!*record)
        co_return Absent{};
    co_return FoundRecord{std::move(**record), std::move(entry)};
}

LdapDirectory::LdapDirectory(std::shared_ptr<const DirectorySettingsSource> settings,
    std::shared_ptr<DirectoryCache> cache, BlockingPool &pool)
    : m_servers(std::make_shared<LdapServers>(std::move(settings), pool))
    , m_cache(std::move(cache))
    , m_binders(std::make_shared<Turnstile>(bindersPerWorker))
{
}

LdapDirectory::~LdapDirectory() { m_servers->close(); }

Task<Lookup<Record>> LdapDirectory::find(Address address, Freshness freshness, Deadline deadline)
{
    return findExplained(std::move(address), freshness, deadline, nullptr);
}

Task<Lookup<QByteArray>> LdapDirectory::findDomain(QByteArray domain, Freshness freshness, Deadline deadline)
{
    return findDomainExplained(std::move(domain), freshness, deadline, nullptr);
}

Task<Lookup<Record>> LdapDirectory::findExplained(
    Address address, Freshness freshness, Deadline deadline, std::shared_ptr<AnswerSource> source)
{
    const auto servers = m_servers; // the directory may go while we wait
    const auto cache = m_cache;
    const Address name = address.normalised();
    if (!canBeName(name.local) || !canBeName(name.domain))
        co_return Absent{};
    const QByteArray key = cacheKey(name);
    if (auto known = cached(*cache, key, freshness, source)) {
        if (auto *record = std::get_if<Record>(&*known))
            co_return std::move(*record);
        co_return Absent{};
    }
    const QStringList uris = urisFor(*servers->settings(), freshness);
    Lookup<FoundRecord> found = co_await readRecord(servers, uris, name, deadline, source);
    if (auto *why = std::get_if<Unknown>(&found)) {
        qCDebug(lcDirectory) << Event("lookup.unknown").with("address", name.text()).why(why->why);
        if (auto record = remembered<Record>(*cache, key, freshness, source))
            co_return std::move(*record);
        co_return std::move(*why);
    }
    if (std::holds_alternative<Absent>(found)) {
        cache->insert(key, Absent{});
        co_return Absent{};
    }
    Record record = std::move(std::get<FoundRecord>(found).record);
    cache->insert(key, record);
    co_return record;
}

Task<Lookup<QByteArray>> LdapDirectory::findDomainExplained(
    QByteArray domain, Freshness freshness, Deadline deadline, std::shared_ptr<AnswerSource> source)
{
    const auto servers = m_servers;
    const auto cache = m_cache;
    const QByteArray name = Address{{}, domain}.normalised().domain;
    if (!canBeName(name))
        co_return Absent{};
    const QByteArray key = domainCacheKey(name);
    if (auto known = cached(*cache, key, freshness, source)) {
        if (std::holds_alternative<QByteArray>(*known))
            co_return name;
        co_return Absent{};
    }
    const auto settings = servers->settings();
    const QByteArray filter = "(objectClass=" + escapedForFilter(settings->names.domainClass) + ')';
    const QByteArray dn = domainDn(name, settings->base);
    const QStringList uris = urisFor(*settings, freshness);
    const QList<QByteArray> attributes{"cn"};
    Lookup<LdapEntry> read = co_await readEntry(servers, uris, dn, filter, attributes, deadline, source);
    if (auto *why = std::get_if<Unknown>(&read)) {
        if (remembered<QByteArray>(*cache, key, freshness, source))
            co_return name;
        co_return std::move(*why);
    }
    if (std::holds_alternative<Absent>(read)) {
        cache->insert(key, Absent{});
        co_return Absent{};
    }
    cache->insert(key, name);
    co_return name;
}

Task<Result<PasswordVerdict>> LdapDirectory::verifyPassword(
    AccountRecord account, Secret password, Deadline deadline)
{
    const auto servers = m_servers;
    const auto binders = m_binders;
    if (password.isEmpty() || account.dn.isEmpty()) // RFC 4513 5.1.2: the server would say yes to anybody
        co_return PasswordVerdict::Wrong;
    const bool passed = co_await binders->enter(deadline);
    if (!passed)
        co_return fail(Error::temporary("directory not available, try again later",
            QStringLiteral("too many logins wait for the directory"), "4.4.3"));
    const auto settings = servers->settings();
    const LdapServers::Operation bind = [dn = account.dn, password](LdapConnection &connection,
                                            Deadline limit) { return connection.bind(dn, password, limit); };
    const QStringList uris = urisFor(*settings, Freshness::Recent);
    LdapServers::Answer answer =
        co_await servers->run(uris, LdapServers::Kind::Private, LdapServers::Repeat::Safe, bind, deadline);
    bool isSure = true;
    if (answer.reply.code == LDAP_INVALID_CREDENTIALS && answer.uri != settings->writer) {
        // a copy may lag behind a change of the password, or have no such entry yet: the writer's word counts
        const QStringList writer{settings->writer};
        LdapServers::Answer best = co_await servers->run(
            writer, LdapServers::Kind::Private, LdapServers::Repeat::Safe, bind, deadline);
        isSure = !best.uri.isEmpty();
        if (isSure)
            answer = std::move(best);
    }
    const int code = answer.reply.code;
    Error later = laterError(QStringLiteral("bind as ") + escapedForLog(account.dn), answer.reply);
    if (!isSure)
        later.status = "4.7.8"; // RFC 5248: credentials invalid, perhaps
    binders->leave();
    if (code == LDAP_SUCCESS)
        co_return PasswordVerdict::Right;
    if (code == LDAP_INVALID_CREDENTIALS && isSure)
        co_return PasswordVerdict::Wrong;
    co_return fail(later);
}

void LdapDirectory::forget(const Address &address) { m_cache->forget(cacheKey(address.normalised())); }

} // namespace homeport
