// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// account.create|show|list|pending|passwd|enable|disable|delete, aliases, domains and routes.
#include "console/demo/demoverbs.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QJsonObject describe(const DemoWorld &world, const DemoAccount &account)
{
    const Storage *const row = world.table.storage(account.storage);
    return {{u"kind"_s, u"account"_s}, {u"address"_s, account.address}, {u"id"_s, account.id.text()},
        {u"hostServer"_s, account.host.text}, {u"oldHostServer"_s, account.oldHost.text},
        {u"storage"_s, world.storageName(account.storage)}, {u"owner"_s, row ? row->owner.text : QString()},
        {u"served"_s, world.isServed(account.storage)}, {u"enabled"_s, account.isEnabled},
        {u"quotaBytes"_s, QString::number(account.quotaBytes)}, {u"changed"_s, timeToJson(account.changed)}};
}

QJsonObject describeAlias(const DemoWorld &world, const QString &address, const QStringList &targets)
{
    return {{u"kind"_s, u"alias"_s}, {u"address"_s, address},
        {u"targets"_s, QJsonArray::fromStringList(targets)},
        {u"changed"_s, timeToJson(world.now().addDays(-30))}};
}

Error noSuch(const QString &address)
{
    return demoError("no-such-account", u"address: there is no "_s + address);
}

Result<DemoAccount *> accountOf(DemoWorld &world, const QString &address)
{
    if (const auto found = world.accounts.find(address); found != world.accounts.end())
        return &*found;
    if (world.aliases.contains(address))
        return fail(demoError("no-such-account", u"address: %1 is an alias, not an account"_s.arg(address)));
    return fail(noSuch(address));
}

Result<> checkFree(const DemoWorld &world, const QString &address)
{
    const QString domain = address.section(u'@', -1);
    if (!world.domains.contains(domain))
        return fail(demoError(
            "not-found", u"address: %1 is none of our domains (homeportctl domain add %1)"_s.arg(domain)));
    if (world.accounts.contains(address) || world.aliases.contains(address))
        return fail(demoError("conflict", u"address: %1 exists"_s.arg(address)));
    return {};
}

/// Storages that are at home and served, the one with the fewest accounts first.
Result<Storage> chosenStorage(const DemoWorld &world, const QString &host, const QString &name)
{
    if (!name.isEmpty())
        return world.storageNamed(u"storage"_s, name);
    MemberName wanted;
    if (!host.isEmpty()) {
        const Result<MemberName> member = world.member(u"host"_s, host);
        if (!member)
            return fail(member.error());
        wanted = *member;
    }
    std::optional<Storage> best;
    for (const Storage &storage : world.table.storages) {
        const bool isGood = storage.owner == storage.home && world.isServed(storage.id)
            && (wanted.isEmpty() ? storage.isDefault : storage.owner == wanted);
        if (isGood && (!best || world.accountsOn(storage.id) < world.accountsOn(best->id)))
            best = storage;
    }
    if (best)
        return *best;
    return fail(demoError("conflict",
        u"host: %1 serves no storage of its own now"_s.arg(wanted.isEmpty() ? u"nobody"_s : wanted.text)));
}

Result<QJsonObject> accountCreate(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QString address = arguments.address(u"address"_s);
    arguments.text(u"password"_s);
    const QString host = arguments.optionalText(u"host"_s);
    const QString name = arguments.optionalText(u"storage"_s);
    const qint64 quota = arguments.count(u"quotaBytes"_s, 0, qint64(1) << 53, 0);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    if (const Result<> isFree = checkFree(world, address); !isFree)
        return fail(isFree.error());
    const Result<Storage> storage = chosenStorage(world, host, name);
    if (!storage)
        return fail(storage.error());
    if (storage->owner != storage->home)
        return fail(demoError("conflict",
            u"storage: %1 is with a stand-in: no new account is created on it"_s.arg(storage->name)));
    if (!world.isServed(storage->id))
        return fail(
            demoError("unavailable", u"%1 does not answer: connection refused"_s.arg(storage->owner.text)));
    DemoAccount account;
    account.address = address;
    account.id = demoId<AccountId>(address);
    account.host = storage->owner;
    account.storage = storage->id;
    account.quotaBytes = quota;
    account.changed = world.now();
    world.accounts.insert(address, account);
    return describe(world, account);
}

Result<QJsonObject> accountShow(DemoWorld &world, DemoCall &call)
{
    const QString address = call.arguments.address(u"address"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (world.aliases.contains(address))
        return describeAlias(world, address, world.aliases.value(address));
    const auto found = world.accounts.constFind(address);
    if (found == world.accounts.cend())
        return fail(noSuch(address));
    QJsonObject shown = describe(world, *found);
    QJsonArray aliases;
    for (auto it = world.aliases.cbegin(); it != world.aliases.cend(); ++it) {
        if (it->contains(address))
            aliases.append(it.key());
    }
    shown.insert(u"aliases"_s, aliases);
    return shown;
}

struct AccountFilter
{
    QString host;
    QString oldHost;
    QString domain;
    QString text;

    bool hasHost() const { return !host.isEmpty() || !oldHost.isEmpty(); }
    bool matches(const QString &address) const
    {
        return (domain.isEmpty() || address.endsWith(u'@' + domain))
            && (text.isEmpty() || address.contains(text, Qt::CaseInsensitive));
    }
    bool matches(const DemoAccount &account) const
    {
        return matches(account.address) && (host.isEmpty() || account.host.text == host)
            && (oldHost.isEmpty() || account.oldHost.text == oldHost);
    }
};

Result<QJsonObject> accountList(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    AccountFilter filter;
    filter.host = arguments.optionalText(u"host"_s).toLower();
    filter.oldHost = arguments.optionalText(u"oldHost"_s).toLower();
    filter.domain = arguments.optionalText(u"domain"_s).toLower();
    filter.text = arguments.optionalText(u"text"_s);
    const qint64 limit = arguments.count(u"limit"_s, 1, 1000, 200);
    const QByteArray after = QByteArray::fromBase64(arguments.optionalText(u"after"_s).toLatin1());
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    for (QString *const host : {&filter.host, &filter.oldHost}) {
        if (!host->isEmpty())
            *host = world.member(u"host"_s, *host).value_or(MemberName(*host)).text;
    }
    const QString behind = QString::fromUtf8(after);
    QMap<QString, QJsonObject> page; // accounts and aliases in one order
    qint64 taken = 0;
    for (auto it = world.accounts.upperBound(behind); it != world.accounts.cend() && taken <= limit; ++it) {
        if (!filter.matches(*it))
            continue;
        page.insert(it.key(), describe(world, *it));
        ++taken;
    }
    for (auto it = world.aliases.upperBound(behind); it != world.aliases.cend(); ++it) {
        if (!filter.hasHost() && filter.matches(it.key()))
            page.insert(it.key(), describeAlias(world, it.key(), *it));
    }
    const QStringList keys = page.keys();
    QJsonArray entries;
    for (const QString &key : keys.mid(0, limit))
        entries.append(page.value(key));
    const QString next = keys.size() > limit ? keys[limit - 1] : QString();
    return QJsonObject{{u"accounts"_s, entries}, {u"next"_s, QString::fromLatin1(next.toUtf8().toBase64())}};
}

Result<QJsonObject> accountPending(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QMap<QString, qint64> away;
    for (const DemoAccount &account : std::as_const(world.accounts)) {
        if (!account.oldHost.isEmpty())
            ++away[account.oldHost.text];
    }
    QJsonArray hosts;
    for (auto it = away.cbegin(); it != away.cend(); ++it)
        hosts.append(QJsonObject{
            {u"member"_s, it.key()}, {u"accounts"_s, std::min<qint64>(*it, 1000)}, {u"more"_s, *it > 1000}});
    return QJsonObject{{u"hosts"_s, hosts}};
}

Result<QJsonObject> accountPasswd(DemoWorld &world, DemoCall &call)
{
    const QString address = call.arguments.address(u"address"_s);
    call.arguments.text(u"password"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<DemoAccount *> account = accountOf(world, address);
    if (!account)
        return fail(account.error());
    (*account)->changed = world.now();
    return QJsonObject{{u"address"_s, address}};
}

Result<QJsonObject> setEnabled(DemoWorld &world, DemoCall &call, bool isEnabled)
{
    const QString address = call.arguments.address(u"address"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<DemoAccount *> account = accountOf(world, address);
    if (!account)
        return fail(account.error());
    (*account)->isEnabled = isEnabled;
    (*account)->changed = world.now();
    return QJsonObject{{u"address"_s, address}, {u"enabled"_s, isEnabled}};
}

Result<QJsonObject> accountEnable(DemoWorld &world, DemoCall &call) { return setEnabled(world, call, true); }
Result<QJsonObject> accountDisable(DemoWorld &world, DemoCall &call)
{
    return setEnabled(world, call, false);
}

Result<QJsonObject> accountDelete(DemoWorld &world, DemoCall &call)
{
    const QString address = call.arguments.address(u"address"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<DemoAccount *> account = accountOf(world, address);
    if (!account)
        return fail(account.error());
    QJsonObject answer{{u"address"_s, address}, {u"id"_s, (*account)->id.text()}};
    if (!world.isServed((*account)->storage))
        answer.insert(u"warnings"_s,
            QJsonArray{
                u"the record is gone, its folder is left: %1 does not answer: connection refused"_s.arg(
                    (*account)->host.text)});
    world.accounts.remove(address);
    world.forgetSessionsOf([&address](const SessionRow &row) { return row.account == address; });
    return answer;
}

} // namespace

std::span<const DemoVerb> demoAccountVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"account.create", Operator, DemoEffect::Changes, accountCreate, 80ms},
        {"account.show", Viewer, DemoEffect::Shows, accountShow},
        {"account.pending", Viewer, DemoEffect::Shows, accountPending},
        {"account.list", Viewer, DemoEffect::Shows, accountList},
        {"account.passwd", Operator, DemoEffect::Changes, accountPasswd, 80ms},
        {"account.enable", Operator, DemoEffect::Changes, accountEnable, 40ms},
        {"account.disable", Operator, DemoEffect::Changes, accountDisable, 40ms},
        {"account.delete", Operator, DemoEffect::Changes, accountDelete, 80ms},
    });
    return table;
}

} // namespace homeport
