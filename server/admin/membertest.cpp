// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// member.test: addresses tried from here, all at once.
#include "server/admin/memberarguments.h"
#include "server/admin/verbs.h"

#include "shared/config/address.h"

#include <QJsonArray>

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr auto testPatience = 5s;
constexpr qsizetype mostAddresses = 20;

/// `expected`: the member whose address it is; empty: any.
QJsonObject toJson(const QString &address, const ConnectionTestResult &result, const QString &expected)
{
    QString error = result.error;
    if (error.isEmpty() && !expected.isEmpty() && result.name != expected)
        error = QStringLiteral("%1 answers here, not %2").arg(result.name, expected);
    return {
        {QStringLiteral("address"), address},
        {QStringLiteral("resolvesTo"), QJsonArray::fromStringList(result.resolvesTo)},
        {QStringLiteral("reachable"), result.isReachable},
        {QStringLiteral("milliseconds"), result.milliseconds},
        {QStringLiteral("name"), result.name},
        {QStringLiteral("error"), error},
    };
}

Result<QStringList> addressesOf(const AdminWorld &world, const MemberName &name)
{
    const ClusterTable table = world.table();
    const Member *const row = table.member(name);
    if (!row || row->addresses.isEmpty())
        return fail(adminError(
            adminword::badRequest, QStringLiteral("member: %1 has no address in its row").arg(name.text)));
    return row->addresses.mid(0, mostAddresses);
}

/// All at once, but not beside many others.
Task<QJsonArray> tryAll(AdminWorld &world, QStringList addresses, QString expected)
{
    co_await world.connectionTests.acquire();
    std::vector<Task<ConnectionTestResult>> tasks;
    for (const QString &address : std::as_const(addresses)) {
        const HostPort endpoint = parseHostPort(address).value_or(HostPort());
        tasks.push_back(
            world.ports.connectionTest->test(endpoint.host, endpoint.port, Deadline(testPatience)));
    }
    QJsonArray tests;
    for (size_t i = 0; i < tasks.size(); ++i) {
        const ConnectionTestResult result = co_await tasks[i];
        tests.append(toJson(addresses[qsizetype(i)], result, expected));
    }
    world.connectionTests.release();
    co_return tests;
}

Answer memberTest(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    const QString wanted = arguments.optionalText("member");
    QStringList addresses = readEndpoints(arguments, "addresses");
    if (addresses.size() > mostAddresses)
        arguments.fault("addresses",
            QStringLiteral("%1 addresses: expected at most %2").arg(addresses.size()).arg(mostAddresses));
    if (wanted.isEmpty() == addresses.isEmpty())
        arguments.fault("addresses", QStringLiteral("expected either addresses or a member"));
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    QString expected;
    if (!wanted.isEmpty()) {
        const Result<MemberName> member = world.member("member", wanted);
        if (!member)
            co_return fail(member.error());
        const Result<QStringList> own = addressesOf(world, *member);
        if (!own)
            co_return fail(own.error());
        addresses = *own;
        expected = member->text;
    }
    if (!world.ports.connectionTest)
        co_return fail(
            adminError(adminword::unavailable, QStringLiteral("addresses cannot be tried from here")));
    const QJsonArray tests = co_await tryAll(world, addresses, expected);
    co_return QJsonObject{{QStringLiteral("tests"), tests}};
}

/// What stands in the table may be tried by looking at it; any other address tells of the keeper's network.
bool isOfTheTable(const QJsonObject &arguments) { return !arguments.contains(QStringLiteral("addresses")); }

} // namespace

std::span<const Verb> memberTestVerbs()
{
    static constexpr auto table = std::to_array<Verb>({
        {"member.test", AdministratorRole::Operator, Effect::Discloses, VerbPlace::Keeper, memberTest,
            isOfTheTable},
    });
    return table;
}

} // namespace homeport
