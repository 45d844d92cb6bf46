// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Changes to the LDAP directory. Listings are in ldaplistings.cpp.
#include "server/directory/ldapdirectoryeditor.h"

#include "server/directory/changeoutcome.h"
#include "server/directory/ldapdirectory.h"
#include "server/directory/ldaplistings.h"
#include "server/directory/log.h"
#include "server/directory/records.h"

#include <ldap.h>

namespace homeport {

namespace {

using Repeat = LdapServers::Repeat;
using Servers = std::shared_ptr<LdapServers>;

Deadline callDeadline(const Servers &servers) { return Deadline(3 * servers->settings()->timeout); }

Task<LdapReply> atWriter(Servers servers, LdapServers::Operation operation)
{
    const QStringList writer{servers->settings()->writer};
    const Deadline deadline = callDeadline(servers);
    LdapServers::Answer answer =
        co_await servers->run(writer, LdapServers::Kind::Shared, Repeat::Unsafe, operation, deadline);
    co_return std::move(answer.reply);
}

Task<LdapReply> addEntry(Servers servers, QByteArray dn, QList<LdapChange> attributes)
{
    const LdapServers::Operation operation = [dn, attributes](LdapConnection &connection, Deadline deadline) {
        return connection.add(dn, attributes, deadline);
    };
    LdapReply reply = co_await atWriter(servers, operation);
    co_return reply;
}

Task<LdapReply> modifyEntry(Servers servers, QByteArray dn, QList<LdapChange> changes)
{
    const LdapServers::Operation operation = [dn, changes](LdapConnection &connection, Deadline deadline) {
        return connection.modify(dn, changes, deadline);
    };
    LdapReply reply = co_await atWriter(servers, operation);
    co_return reply;
}

Task<LdapReply> deleteEntry(Servers servers, QByteArray dn)
{
    const LdapServers::Operation operation = [dn](LdapConnection &connection, Deadline deadline) {
        return connection.remove(dn, deadline);
    };
    LdapReply reply = co_await atWriter(servers, operation);
    co_return reply;
}

Task<LdapReply> changePassword(Servers servers, QByteArray dn, Secret password)
{
    const LdapServers::Operation operation = [dn, password](LdapConnection &connection, Deadline deadline) {
        return connection.changePassword(dn, password, deadline);
    };
    LdapReply reply = co_await atWriter(servers, operation);
    co_return reply;
}

Result<> checkName(const Address &address)
{
    if (const auto local = checkAccountName(address.local); !local)
        return local;
    return checkDomainName(address.domain);
}

} // namespace

LdapDirectoryEditor::LdapDirectoryEditor(std::shared_ptr<const DirectorySettingsSource> settings,
    std::shared_ptr<DirectoryCache> cache, BlockingPool &pool)
    : m_servers(std::make_shared<LdapServers>(std::move(settings), pool))
    , m_cache(std::move(cache))
    , m_listings(std::make_shared<Listings>())
{
}

LdapDirectoryEditor::~LdapDirectoryEditor()
{
    m_listings->close();
    m_servers->close();
}

Task<Result<>> LdapDirectoryEditor::addDomain(QByteArray domain)
{
    const auto servers = m_servers;
    const auto cache = m_cache;
    if (const auto name = checkDomainName(domain); !name)
        co_return fail(name.error());
    const auto settings = servers->settings();
    const QList<LdapChange> attributes{{LdapChange::Kind::Add, "objectClass", {settings->names.domainClass}},
        {LdapChange::Kind::Add, "cn", {domain}}};
    const QByteArray dn = domainDn(domain, settings->base);
    const LdapReply reply = co_await addEntry(servers, dn, attributes);
    cache->forget(domainCacheKey(domain));
    co_return changeOutcome(domain, reply);
}

Task<Result<>> LdapDirectoryEditor::addAccount(AccountRecord account, Secret password)
{
    const auto servers = m_servers;
    const auto cache = m_cache;
    account.address = account.address.normalised();
    const QByteArray name = account.address.text();
    if (const auto checked = checkName(account.address); !checked)
        co_return fail(checked.error());
    if (account.hostServer.isEmpty() || account.id.isNull())
        co_return fail(
            Error::internal(QStringLiteral("account without host server or id: ") + QString::fromUtf8(name)));
    if (password.isEmpty())
        co_return fail(Error::refused("the password is empty"));
    const auto settings = servers->settings();
    const QByteArray dn = entryDn(account.address, settings->base);
    const QList<LdapChange> attributes = attributesOf(account, settings->names);
    const LdapReply added = co_await addEntry(servers, dn, attributes);
    cache->forget(cacheKey(account.address));
    if (added.code == LDAP_NO_SUCH_OBJECT)
        co_return fail(
            Error::refused("the domain " + account.address.domain + " does not exist", {}, "absent"));
    if (const auto done = changeOutcome(name, added); !done)
        co_return fail(done.error());
    const LdapReply hashed = co_await changePassword(servers, dn, password);
    if (hashed.isSuccess())
        co_return Result<>();
    // without its password the account is of no use: undone, so that the administrator can simply try again
    const LdapReply undone = co_await deleteEntry(servers, dn);
    if (!undone.isSuccess())
        qCWarning(lcDirectory) << Event("account.without.password")
                                      .with("address", name)
                                      .why(laterError(QStringLiteral("undo"), undone));
    co_return changeOutcome(name, hashed);
}

Task<Result<>> LdapDirectoryEditor::removeEntry(Address address)
{
    const auto servers = m_servers;
    const auto cache = m_cache;
    const Address name = address.normalised();
    const QByteArray dn = entryDn(name, servers->settings()->base);
    const LdapReply reply = co_await deleteEntry(servers, dn);
    cache->forget(cacheKey(name));
    co_return changeOutcome(name.text(), reply);
}

Task<Result<>> LdapDirectoryEditor::setPassword(Address address, Secret password)
{
    const auto servers = m_servers;
    const Address name = address.normalised();
    if (password.isEmpty())
        co_return fail(Error::refused("the password is empty"));
    const Lookup<DirectoryEntry> shown = co_await show(name);
    if (const auto *why = std::get_if<Unknown>(&shown))
        co_return fail(why->why);
    const auto *entry = std::get_if<DirectoryEntry>(&shown);
    if (!entry || !std::holds_alternative<AccountRecord>(entry->record))
        co_return fail(Error::refused("there is no account " + name.text(), {}, "absent"));
    const QByteArray dn = std::get<AccountRecord>(entry->record).dn;
    const LdapReply reply = co_await changePassword(servers, dn, password);
    co_return changeOutcome(name.text(), reply);
}

Task<Result<>> LdapDirectoryEditor::setEnabled(Address address, bool enabled)
{
    const auto servers = m_servers;
    const auto cache = m_cache;
    const Address name = address.normalised();
    const auto settings = servers->settings();
    const QList<LdapChange> changes{{LdapChange::Kind::Replace, settings->names.enabled,
        {enabled ? QByteArray("TRUE") : QByteArray("FALSE")}}};
    const QByteArray dn = entryDn(name, settings->base);
    const LdapReply reply = co_await modifyEntry(servers, dn, changes);
    cache->forget(cacheKey(name));
    co_return changeOutcome(name.text(), reply);
}

Task<Result<>> LdapDirectoryEditor::addRedirect(Address address, QList<Address> targets)
{
    const auto servers = m_servers;
    const auto cache = m_cache;
    RedirectRecord redirect{{}, address.normalised(), targets};
    const QByteArray name = redirect.address.text();
    if (const auto checked = checkName(redirect.address); !checked)
        co_return fail(checked.error());
    if (targets.isEmpty())
        co_return fail(Error::refused("a redirection needs a target"));
    const auto settings = servers->settings();
    const QByteArray dn = entryDn(redirect.address, settings->base);
    const Lookup<DirectoryEntry> shown = co_await show(redirect.address);
    if (const auto *why = std::get_if<Unknown>(&shown))
        co_return fail(why->why);
    cache->forget(cacheKey(redirect.address));
    const auto *there = std::get_if<DirectoryEntry>(&shown);
    if (!there) {
        const QList<LdapChange> attributes = attributesOf(redirect, settings->names);
        const LdapReply added = co_await addEntry(servers, dn, attributes);
        if (added.code == LDAP_NO_SUCH_OBJECT)
            co_return fail(
                Error::refused("the domain " + redirect.address.domain + " does not exist", {}, "absent"));
        co_return changeOutcome(name, added);
    }
    const auto *former = std::get_if<RedirectRecord>(&there->record);
    if (!former)
        co_return fail(Error::refused(name + " exists and is an account", {}, "exists"));
    QList<QByteArray> missing;
    for (const Address &target : targets) {
        if (!former->targets.contains(target))
            missing.append(target.text());
    }
    if (missing.isEmpty())
        co_return Result<>();
    const QList<LdapChange> changes{{LdapChange::Kind::Add, settings->names.target, missing}};
    const LdapReply changed = co_await modifyEntry(servers, dn, changes);
    cache->forget(cacheKey(redirect.address));
    co_return changeOutcome(name, changed);
}

Task<Result<>> LdapDirectoryEditor::removeRedirect(Address address)
{
    const Lookup<DirectoryEntry> shown = co_await show(address);
    if (const auto *why = std::get_if<Unknown>(&shown))
        co_return fail(why->why);
    const auto *entry = std::get_if<DirectoryEntry>(&shown);
    if (!entry || !std::holds_alternative<RedirectRecord>(entry->record))
        co_return fail(
            Error::refused("there is no redirection " + address.normalised().text(), {}, "absent"));
    const Result<> removed = co_await removeEntry(address);
    co_return removed;
}

Task<Lookup<DirectoryEntry>> LdapDirectoryEditor::show(Address address)
{
    const auto servers = m_servers;
    const QStringList writer{servers->settings()->writer};
    const Deadline deadline = callDeadline(servers);
    const Address name = address.normalised();
    Lookup<FoundRecord> found = co_await readRecord(servers, writer, name, deadline);
    if (auto *record = std::get_if<FoundRecord>(&found))
        co_return DirectoryEntry{std::move(record->record), changedAt(record->entry)};
    if (auto *why = std::get_if<Unknown>(&found))
        co_return std::move(*why);
    co_return Absent{};
}

Task<Result<bool>> LdapDirectoryEditor::swapHost(HostChange change)
{
    const auto servers = m_servers;
    const auto cache = m_cache;
    const QList<LdapChange> changes = hostSwap(change, servers->settings()->names);
    const QByteArray dn = change.account.dn;
    const LdapReply reply = co_await modifyEntry(servers, dn, changes);
    cache->forget(cacheKey(change.account.address));
    if (reply.code == LDAP_SUCCESS)
        co_return true;
    if (isOvertaken(reply.code))
        co_return false;
    const Result<> failed = changeOutcome(change.account.address.text(), reply);
    co_return fail(failed.error());
}

Task<Result<>> LdapDirectoryEditor::setMemberPassword(MemberName member, Secret password)
{
    const auto servers = m_servers;
    if (password.isEmpty())
        co_return fail(Error::refused("the password is empty"));
    const auto settings = servers->settings();
    const QByteArray dn = memberDn(member, settings->base);
    const QList<LdapChange> attributes{{LdapChange::Kind::Add, "objectClass", {settings->names.memberClass}},
        {LdapChange::Kind::Add, "cn", {member.utf8()}}};
    const LdapReply added = co_await addEntry(servers, dn, attributes);
    if (added.code != LDAP_SUCCESS && added.code != LDAP_ALREADY_EXISTS)
        co_return changeOutcome(member.utf8(), added);
    const LdapReply reply = co_await changePassword(servers, dn, password);
    co_return changeOutcome(member.utf8(), reply);
}

Task<Result<>> LdapDirectoryEditor::removeMember(MemberName member)
{
    const auto servers = m_servers;
    const QByteArray dn = memberDn(member, servers->settings()->base);
    const LdapReply reply = co_await deleteEntry(servers, dn);
    co_return changeOutcome(member.utf8(), reply);
}

Task<Result<>> LdapDirectoryEditor::probe(Deadline deadline)
{
    const auto servers = m_servers;
    const auto settings = servers->settings();
    const QStringList writer{settings->writer};
    const QByteArray base = settings->base;
    const QByteArray anything = "(objectClass=*)";
    const QList<QByteArray> attributes{"objectClass"};
    const Lookup<LdapEntry> read = co_await readEntry(servers, writer, base, anything, attributes, deadline);
    if (const auto *why = std::get_if<Unknown>(&read))
        co_return fail(why->why);
    co_return Result<>();
}

} // namespace homeport
