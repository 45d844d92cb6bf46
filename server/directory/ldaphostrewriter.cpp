// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Records of many accounts changed fast over LDAP. The listing is in accountlisting.cpp.
#include "server/directory/ldaphostrewriter.h"

#include "server/directory/accountlisting.h"
#include "server/directory/bulklanes.h"
#include "server/directory/changeoutcome.h"
#include "server/directory/distinguishedname.h"
#include "server/directory/ldapdirectoryeditor.h"

#include <ldap.h>

namespace homeport {

namespace {

const QByteArray fenceName = "homeport-jobs";

Result<quint64> readFence(const BulkLink::Use &use)
{
    LdapSearch search;
    search.base = fenceDn(use.settings->base);
    search.attributes.append(use.settings->names.fence);
    const LdapReply reply = use.connection.search(search);
    if (reply.code == LDAP_NO_SUCH_OBJECT)
        return 0;
    const QString what =
        QStringLiteral("%1: read %2").arg(use.settings->writer, QString::fromUtf8(search.base));
    if (!reply.isSuccess() || reply.entries.size() != 1)
        return fail(laterError(what, reply));
    const QByteArray text = reply.entries.first().all(use.settings->names.fence).value(0);
    bool isNumber = false;
    const quint64 number = text.toULongLong(&isNumber);
    if (!isNumber)
        return fail(Error::refused("the directory's fence entry is damaged",
            QStringLiteral("%1: %2 is \"%3\", not a number")
                .arg(what, QString::fromUtf8(use.settings->names.fence), escapedForLog(text))));
    return number;
}

Result<bool> swapFence(const BulkLink::Use &use, quint64 expected, quint64 wanted)
{
    const DirectoryNames &names = use.settings->names;
    const FencePlace place{fenceDn(use.settings->base), names.fence, expected};
    BulkAnswer answer = use.connection.change(fenceSwap(place, wanted));
    if (answer.code == LDAP_NO_SUCH_OBJECT && expected == 0) {
        const QList<LdapChange> attributes{{LdapChange::Kind::Add, "objectClass", {names.jobsClass}},
            {LdapChange::Kind::Add, "cn", {fenceName}},
            {LdapChange::Kind::Add, names.fence, {QByteArray::number(wanted)}}};
        answer = use.connection.change({place.dn, attributes, true});
        if (answer.code == LDAP_ALREADY_EXISTS)
            return false;
    } else if (isOvertaken(answer.code)) {
        return false;
    }
    LdapReply reply;
    reply.code = answer.code;
    reply.diagnostic = answer.diagnostic;
    if (const auto changed = changeOutcome(place.dn, reply); !changed)
        return fail(changed.error());
    return true;
}

} // namespace

QByteArray fenceDn(const QByteArray &base) { return childDn("cn", fenceName, base); }

struct LdapHostRewriter::Channels
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

/// The listing under way: the page that was asked for last is read, or being read, ahead of the question.
struct LdapHostRewriter::Listing
{
    using Page = std::shared_ptr<Result<AccountPage>>;
    Listing(const Channels &channels, HostFilter filter)
        : reader(channels.source, channels.cancelled, std::move(filter))
    {
    }
    AccountListing reader; ///< on pool threads, one at a time: a page is asked for when the last one is there
    OneShot<Page> ahead;
    quint64 pages = 0; ///< given out

    static Task<> readAhead(BlockingPool &pool, std::shared_ptr<Listing> listing, int limit)
    {
        const OneShot<Page> ahead;
        listing->ahead = ahead;
        const auto work = [listing, limit] {
            return std::make_shared<Result<AccountPage>>(listing->reader.nextPage(limit));
        };
        const Page page = co_await pool.run(work);
        ahead.finish(page);
    }
};

LdapHostRewriter::LdapHostRewriter(
    std::shared_ptr<const DirectorySettingsSource> settings, BlockingPool &pool)
    : m_channels(std::make_shared<Channels>(settings))
    , m_pool(pool)
{
}

LdapHostRewriter::~LdapHostRewriter() { *m_channels->cancelled = true; }

Task<Result<RewriterFacts>> LdapHostRewriter::facts()
{
    const auto channels = m_channels;
    const auto work = [channels]() -> Result<RewriterFacts> {
        const auto use = channels->lanes.first().use(true);
        if (!use)
            return fail(use.error());
        RewriterFacts facts;
        facts.why = use->whyNoTransactions;
        facts.hasTransactions = facts.why.isEmpty();
        const auto limit = sizeLimitMet(use->connection, *use->settings);
        if (!limit)
            return fail(limit.error());
        facts.sizeLimit = *limit;
        return facts;
    };
    Result<RewriterFacts> facts = co_await m_pool.run(work);
    co_return facts;
}

Task<Result<quint64>> LdapHostRewriter::fence()
{
    const auto channels = m_channels;
    const auto work = [channels]() -> Result<quint64> {
        const auto use = channels->lanes.first().use(true);
        if (!use)
            return fail(use.error());
        return readFence(*use);
    };
    Result<quint64> number = co_await m_pool.run(work);
    co_return number;
}

Task<Result<bool>> LdapHostRewriter::raiseFence(quint64 expected, quint64 wanted)
{
    const auto channels = m_channels;
    const auto work = [channels, expected, wanted]() -> Result<bool> {
        const auto use = channels->lanes.first().use(true);
        if (!use)
            return fail(use.error());
        return swapFence(*use, expected, wanted);
    };
    Result<bool> raised = co_await m_pool.run(work);
    co_return raised;
}

Task<Result<AccountPage>> LdapHostRewriter::accounts(HostFilter filter, int limit, QByteArray after)
{
    BlockingPool &pool = m_pool;
    if (after.isEmpty()) {
        m_listing = std::make_shared<Listing>(*m_channels, std::move(filter));
        Listing::readAhead(pool, m_listing, limit);
    } else if (!m_listing || after != QByteArray::number(m_listing->pages)) {
        co_return fail(Error::refused("the listing has expired: begin again", {}, "expired"));
    }
    const auto listing = m_listing;
    const OneShot<Listing::Page> ahead = listing->ahead;
    const Listing::Page read = co_await ahead;
    Result<AccountPage> page = std::move(*read);
    if (page && !listing->reader.isAtEnd()) {
        page->next = QByteArray::number(++listing->pages);
        Listing::readAhead(pool, listing, limit);
    }
    co_return page;
}

Task<SwapOutcome> LdapHostRewriter::swapHosts(QList<DirectoryEditor::HostChange> changes, quint64 fence)
{
    const auto channels = m_channels;
    const auto settings = channels->source->current();
    const auto list = std::make_shared<const QList<DirectoryEditor::HostChange>>(std::move(changes));
    const auto plan = std::make_shared<BulkPlan>();
    plan->where = settings->writer;
    plan->fence = FencePlace{fenceDn(settings->base), settings->names.fence, fence};
    plan->changeOf = [list, settings](int number) {
        const DirectoryEditor::HostChange &change = list->at(number);
        return BulkChange{change.account.dn, hostSwap(change, settings->names), false};
    };
    const std::shared_ptr<const BulkPlan> shared = plan;
    const auto keep = std::shared_ptr<BulkLanes>(channels, &channels->lanes);
    const BulkOutcome bulk = co_await writeInLanes(m_pool, keep, shared, int(list->size()));
    SwapOutcome outcome;
    outcome.swapped = bulk.done;
    outcome.isFencedOff = bulk.isFencedOff;
    outcome.stopped = bulk.stopped;
    for (const BulkException &exception : bulk.exceptions) {
        const Address &address = list->at(exception.number).account.address;
        if (isOvertaken(exception.code)) {
            outcome.lost.append(address);
            continue;
        }
        LdapReply reply;
        reply.code = exception.code;
        reply.diagnostic = exception.diagnostic;
        outcome.failed.append({address, changeOutcome(address.text(), reply).error()});
    }
    co_return outcome;
}

} // namespace homeport
