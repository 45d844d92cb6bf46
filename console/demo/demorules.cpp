// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What stands in the way, named.
#include "console/demo/demorules.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Error conflict(const QString &text) { return demoError("conflict", text); }

bool isLastKeeper(const ClusterTable &table, const MemberName &name, bool withdrawnCount)
{
    return std::none_of(table.members.begin(), table.members.end(), [&](const Member &member) {
        return member.rights.keeper && member.name != name && !member.publicKey.isEmpty()
            && (withdrawnCount || member.state != AdministrativeState::Withdrawn);
    });
}

} // namespace

DemoMemberChange readDemoChange(DemoArguments &arguments)
{
    DemoMemberChange change;
    const QStringList addresses = arguments.endpoints(u"addresses"_s);
    const QStringList adminAddresses = arguments.endpoints(u"adminAddresses"_s);
    const QString state = arguments.optionalText(u"state"_s);
    if (arguments.has(u"addresses"_s))
        change.addresses = addresses;
    if (arguments.has(u"adminAddresses"_s))
        change.adminAddresses = adminAddresses;
    if (arguments.has(u"rights"_s))
        change.rights = readDemoRights(arguments, u"rights"_s);
    if (arguments.has(u"state"_s)) {
        const Result<AdministrativeState> parsed = administrativeStateFromText(state);
        if (parsed)
            change.state = *parsed;
        else
            arguments.fault(
                u"state"_s, u"\"%1\" is no state: expected ready, draining or withdrawn"_s.arg(state));
    }
    return change;
}

Rights readDemoRights(DemoArguments &arguments, const QString &key)
{
    Rights rights;
    const QStringList words = arguments.texts(key);
    for (const QString &word : words) {
        if (word == u"proxy")
            rights.proxy = true;
        else if (word == u"store")
            rights.store = true;
        else if (word == u"keeper")
            rights.keeper = true;
        else
            arguments.fault(key, u"\"%1\" is no right: expected proxy, store or keeper"_s.arg(word));
    }
    return rights;
}

MemberName readDemoName(DemoArguments &arguments, const QString &key)
{
    const QString name = arguments.text(key).toLower();
    const auto isGood = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-';
    };
    if (!name.contains(u'.') || name.startsWith(u'.') || name.endsWith(u'.')
        || !std::all_of(name.begin(), name.end(), isGood))
        arguments.fault(
            key, u"\"%1\" is no member name: expected a host name such as back2.example.net"_s.arg(name));
    return MemberName(name);
}

Result<> checkDemoState(const ClusterTable &table, const MemberName &name, AdministrativeState state)
{
    const Member *const row = table.member(name);
    if (state != AdministrativeState::Withdrawn || !row->rights.keeper || !isLastKeeper(table, name, false))
        return {};
    return fail(conflict(
        u"member: %1 is the last keeper that is not withdrawn: make another member a keeper first"_s.arg(
            name.text)));
}

Result<> changeDemoMember(ClusterTable &table, const MemberName &name, const DemoMemberChange &change)
{
    Member *const row = table.member(name);
    if (change.rights) {
        if (row->rights.keeper && !change.rights->keeper && isLastKeeper(table, name, true))
            return fail(conflict(
                u"rights: %1 is the last keeper: make another member a keeper first"_s.arg(name.text)));
        if (row->rights.store && !change.rights->store && !table.storagesOwnedBy(name).isEmpty())
            return fail(
                conflict(u"rights: %1 serves storages and needs the right store: reassign them first"_s.arg(
                    name.text)));
        row->rights = *change.rights;
    }
    if (change.state) {
        if (const Result<> allowed = checkDemoState(table, name, *change.state); !allowed)
            return allowed;
    }
    row->addresses = change.addresses.value_or(row->addresses);
    row->adminAddresses = change.adminAddresses.value_or(row->adminAddresses);
    row->state = change.state.value_or(row->state);
    return {};
}

Result<> checkDemoRemoval(const ClusterTable &table, const MemberName &name, bool hasAccounts)
{
    const Member *const row = table.member(name);
    if (row->rights.keeper && isLastKeeper(table, name, true))
        return fail(conflict(u"member: %1 is the last keeper"_s.arg(name.text)));
    if (table.directory.servers.value(table.directory.writer) == name)
        return fail(conflict(
            u"member: %1 runs the directory's writer (%2): make another keeper the writer first: homeportctl "
            "directory promote"_s.arg(name.text, table.directory.writer)));
    for (const Storage &storage : table.storages) {
        if (storage.owner == name && storage.home != name)
            return fail(conflict(u"member: %1 stands in for storage %2 of %3: restore %3 first"_s.arg(
                name.text, storage.name, storage.home.text)));
        if (storage.home != name)
            continue;
        if (storage.owner != name)
            return fail(conflict(u"member: %1 is the home of storage %2, which %3 serves"_s.arg(
                name.text, storage.name, storage.owner.text)));
        if (storage.state == StorageState::Served)
            return fail(
                conflict(u"member: %1 owns storage %2: reassign it, or detach it when it is empty"_s.arg(
                    name.text, storage.name)));
        if (hasAccounts)
            return fail(
                conflict(u"member: accounts have their home at %1 (homeportctl account list --host %1)"_s.arg(
                    name.text)));
    }
    return {};
}

} // namespace homeport
