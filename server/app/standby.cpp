// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A machine that takes the place of a lost member.
#include "server/app/standby.h"

#include "server/cluster/tablechain.h"

namespace homeport {

Result<std::optional<AttachTicket>> findLostStorage(
    const JoinToken &token, const SetupOptions &options, const QString &path)
{
    const bool isStated = !options.fenced.isEmpty();
    const Result<std::shared_ptr<StorageRoot>> root = StorageRoot::open(path);
    if (!root)
        return isStated ? fail(root.error()) : Result<std::optional<AttachTicket>>(std::nullopt);
    const Label label = (*root)->label();
    if (label.cluster != token.cluster || label.owner != token.name) {
        if (!isStated)
            return std::nullopt;
        return fail(Error::refused("foreign storage",
            QStringLiteral("--storage %1: its label names %2 of cluster %3: it is not the storage of %4")
                .arg(path, label.owner.text, label.cluster.text(), token.name.text)));
    }
    if (label.state == LabelState::Attached && !isStated)
        return std::nullopt;
    const Storage row{
        label.id, label.name, label.home, label.owner, label.epoch, StorageState::Served, false};
    AttachOptions attach;
    attach.proof = options.fenced;
    const Result<AttachTicket> ticket = checkAttach(path, token.cluster, row, attach);
    if (!ticket)
        return fail(ticket.error());
    return std::optional<AttachTicket>(*ticket);
}

Result<> checkReplaced(const SetupOptions &options, const JoinToken &token)
{
    const bool isTheirs = options.replaced == token.name.text
        || options.replaced == token.name.text.section(QLatin1Char('.'), 0, 0);
    if (!options.replace || isTheirs)
        return {};
    return fail(Error::refused("bad option",
        QStringLiteral("--replace %1: the token is for %2 (homeportctl invite %1 --replace makes one)")
            .arg(options.replaced, token.name.text)));
}

QString replacedText(const JoinToken &token, const QJsonObject &answer)
{
    QString text;
    const auto revisions = signedRevisionsFromJson(answer, QStringLiteral("revisions"));
    const Result<RevisionPointer> revision = revisions && !revisions->isEmpty()
        ? openRevision(revisions->last())
        : fail(Error::refused("no table"));
    if (!revision)
        return text;
    const QList<Storage> rows = (*revision)->table.storagesOwnedBy(token.name);
    for (const Storage &row : rows) {
        if (row.state == StorageState::Served)
            text += QStringLiteral("\nStorage %1 is served as soon as it runs.\n").arg(row.name);
        else
            text += QStringLiteral("\nStorage %1 waits. Mount its disk here and run on a keeper:\n\n"
                                   "    homeportctl storage attach PATH --member %2 --fenced \"why the old "
                                   "machine cannot write any more\"\n")
                        .arg(row.name, token.name.text);
    }
    return text;
}

} // namespace homeport
