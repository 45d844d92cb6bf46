// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// account.move and account.move.show|resume|revert|purge|bulk|stop.
#include "server/admin/verbs.h"

#include "server/ports/accountmoves.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

/// Behind the last argument: reading them is finished.
Result<AccountMoves *> moves(AdminWorld &world, Arguments &arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    if (AccountMoves *const found = world.keeper().moves)
        return found;
    return fail(
        adminError(adminword::unavailable, QStringLiteral("accounts cannot be moved by this member")));
}

/// "60/min", or "60".
qint64 readRate(Arguments &arguments)
{
    const QString text = arguments.text("rate");
    const QString number = text.endsWith(QLatin1String("/min")) ? text.chopped(4) : text;
    bool isNumber = false;
    const qint64 rate = number.toLongLong(&isNumber);
    if (!isNumber || rate < 1 || rate > 60'000)
        arguments.fault("rate",
            QStringLiteral("\"%1\": expected accounts a minute such as 30/min, 1 to 60000").arg(text));
    return rate;
}

Answer bulk(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    BulkMove order;
    const QString fromText = arguments.text("from");
    const QString toText = arguments.text("to");
    const QString domain = arguments.optionalText("domain");
    order.limit = arguments.count("limit", 1, qint64(1) << 40, 0);
    order.perMinute = readRate(arguments);
    const Result<AccountMoves *> port = moves(world, arguments);
    if (!port)
        co_return fail(port.error());
    const Result<MemberName> from = world.member("from", fromText);
    const Result<MemberName> to = world.member("to", toText);
    if (!from || !to)
        co_return fail((from ? to : from).error());
    order.from = *from;
    order.to = *to;
    if (!domain.isEmpty())
        order.domain = domain.toLower().toUtf8();
    order.author = world.authorOf(call.caller);
    const Result<QJsonObject> begun = co_await (*port)->startBulk(order);
    co_return begun;
}

Answer one(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    const QString target = call.arguments.text("target");
    const QString storageName = call.arguments.optionalText("storage");
    const Result<AccountMoves *> port = moves(world, call.arguments);
    if (!port)
        co_return fail(port.error());
    const Result<MemberName> member = world.member("target", target);
    if (!member)
        co_return fail(member.error());
    std::optional<StorageId> storage;
    if (!storageName.isEmpty()) {
        const Result<Storage> named = world.storage("storage", storageName);
        if (!named)
            co_return fail(named.error());
        storage = named->id;
    }
    const QString author = world.authorOf(call.caller);
    const Result<QJsonObject> done = co_await (*port)->move(address, *member, storage, author);
    co_return done;
}

Answer accountMove(AdminWorld &world, VerbCall call)
{
    const bool isBulk = !call.arguments.has("address");
    if (isBulk) {
        const Result<QJsonObject> begun = co_await bulk(world, std::move(call));
        co_return begun;
    }
    const Result<QJsonObject> done = co_await one(world, std::move(call));
    co_return done;
}

Answer accountMoveShow(AdminWorld &world, VerbCall call)
{
    const Result<AccountMoves *> port = moves(world, call.arguments);
    if (!port)
        co_return fail(port.error());
    const Result<QJsonObject> shown = co_await (*port)->show();
    co_return shown;
}

Answer accountMoveResume(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    const Result<AccountMoves *> port = moves(world, call.arguments);
    if (!port)
        co_return fail(port.error());
    const Result<QJsonObject> done = co_await (*port)->resume(address);
    co_return done;
}

Answer accountMoveRevert(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    const Result<AccountMoves *> port = moves(world, call.arguments);
    if (!port)
        co_return fail(port.error());
    const QString author = world.authorOf(call.caller);
    const Result<QJsonObject> done = co_await (*port)->revert(address, author);
    co_return done;
}

Answer accountMovePurge(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    const Result<AccountMoves *> port = moves(world, call.arguments);
    if (!port)
        co_return fail(port.error());
    const Result<QJsonObject> done = co_await (*port)->purge(address);
    co_return done;
}

Answer accountMoveStop(AdminWorld &world, VerbCall call)
{
    const Result<AccountMoves *> port = moves(world, call.arguments);
    if (!port)
        co_return fail(port.error());
    const Result<QJsonObject> done = co_await (*port)->stopBulk();
    co_return done;
}

} // namespace

std::span<const Verb> moveVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"account.move", Administrator, Effect::Changes, VerbPlace::Keeper, accountMove},
        {"account.move.show", Viewer, Effect::Shows, VerbPlace::Keeper, accountMoveShow},
        {"account.move.resume", Administrator, Effect::Changes, VerbPlace::Keeper, accountMoveResume},
        {"account.move.revert", Administrator, Effect::Changes, VerbPlace::Keeper, accountMoveRevert},
        {"account.move.purge", Administrator, Effect::Changes, VerbPlace::Keeper, accountMovePurge},
        {"account.move.stop", Administrator, Effect::Changes, VerbPlace::Keeper, accountMoveStop},
    });
    return table;
}

} // namespace homeport
