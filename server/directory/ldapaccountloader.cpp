// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many accounts added to the LDAP directory at once.
#include "server/directory/ldapaccountloader.h"

#include "server/directory/bulklanes.h"
#include "server/directory/changeoutcome.h"
#include "server/directory/distinguishedname.h"
#include "server/directory/records.h"

#include <QCryptographicHash>
#include <ldap.h>

namespace homeport {

namespace {

constexpr qsizetype saltSize = 8;

Result<> checkAccount(const AccountRecord &record)
{
    if (const auto local = checkAccountName(record.address.local); !local)
        return local;
    if (const auto domain = checkDomainName(record.address.domain); !domain)
        return domain;
    if (record.hostServer.isEmpty() || record.id.isNull())
        return fail(Error::internal(QStringLiteral("account without host server or id: ")
            + QString::fromUtf8(record.address.text())));
    return {};
}

BulkChange additionOf(const NewAccount &account, const DirectorySettings &settings)
{
    BulkChange change{
        entryDn(account.record.address, settings.base), attributesOf(account.record, settings.names), true};
    QByteArray password = account.passwordHash;
    if (!account.password.isEmpty())
        password = hashedPassword(account.password, settings.passwordScheme);
    if (!password.isEmpty())
        change.changes.append({LdapChange::Kind::Add, "userPassword", {password}});
    return change;
}

Error errorOf(const Address &address, const BulkException &exception)
{
    if (exception.code == LDAP_NO_SUCH_OBJECT)
        return Error::refused("the domain " + address.domain + " does not exist", {}, "absent");
    LdapReply reply;
    reply.code = exception.code;
    reply.diagnostic = exception.diagnostic;
    return changeOutcome(address.text(), reply).error();
}

} // namespace

QByteArray hashedPassword(const Secret &password, const QByteArray &scheme)
{
    const QByteArray salt = randomBytes(saltSize);
    const auto algorithm = scheme == "{SSHA512}" ? QCryptographicHash::Sha512 : QCryptographicHash::Sha1;
    const QByteArray digest = QCryptographicHash::hash(password.reveal() + salt, algorithm);
    return (algorithm == QCryptographicHash::Sha512 ? "{SSHA512}" : "{SSHA}") + (digest + salt).toBase64();
}

struct LdapAccountLoader::Channels
{
    explicit Channels(const std::shared_ptr<const DirectorySettingsSource> &settings)
        : source(settings)
        , lanes(settings, cancelled)
    {
    }
    const CancelFlag cancelled = std::make_shared<std::atomic<bool>>(false);
    const std::shared_ptr<const DirectorySettingsSource> source;
    BulkLanes lanes;
};

LdapAccountLoader::LdapAccountLoader(
    std::shared_ptr<const DirectorySettingsSource> settings, BlockingPool &pool)
    : m_channels(std::make_shared<Channels>(settings))
    , m_pool(pool)
{
}

LdapAccountLoader::~LdapAccountLoader() { *m_channels->cancelled = true; }

Task<LoadOutcome> LdapAccountLoader::add(QList<NewAccount> accounts)
{
    const auto channels = m_channels;
    const auto settings = channels->source->current();
    LoadOutcome outcome;
    const auto list = std::make_shared<QList<NewAccount>>();
    list->reserve(accounts.size());
    for (NewAccount &account : accounts) {
        account.record.address = account.record.address.normalised();
        if (const auto checked = checkAccount(account.record); !checked)
            outcome.failed.append({account.record.address, checked.error()});
        else
            list->append(std::move(account));
    }
    const auto plan = std::make_shared<BulkPlan>();
    plan->where = settings->writer;
    plan->changeOf = [list = std::shared_ptr<const QList<NewAccount>>(list), settings](
                         int number) { return additionOf(list->at(number), *settings); };
    const std::shared_ptr<const BulkPlan> shared = plan;
    const auto keep = std::shared_ptr<BulkLanes>(channels, &channels->lanes);
    const BulkOutcome bulk = co_await writeInLanes(m_pool, keep, shared, int(list->size()));
    outcome.added = bulk.done;
    outcome.stopped = bulk.stopped;
    for (const BulkException &exception : bulk.exceptions) {
        const Address &address = list->at(exception.number).record.address;
        if (exception.code == LDAP_ALREADY_EXISTS)
            outcome.present.append(address);
        else
            outcome.failed.append({address, errorOf(address, exception)});
    }
    co_return outcome;
}

} // namespace homeport
