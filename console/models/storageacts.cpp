// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The acts on storages.
#include "console/models/storagerow.h"

#include "console/models/texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StorageActs)
};

} // namespace

Act createStorageAct(const QString &member, const QString &path, const QString &name)
{
    Act act;
    act.what = u"storage.create"_s;
    act.arguments = {{u"path"_s, path}, {u"name"_s, name}, {u"member"_s, member}};
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Create storage %1").arg(name);
    act.text =
        Words::tr("%1 makes an empty storage at %2 and serves it; accounts can be created on it and moved to "
                  "it from then on. The first storage of a member becomes its default.")
            .arg(member, path);
    act.takeBack =
        Words::tr("To take it back while it is empty: detach it. Its row stays in the cluster table.");
    return act;
}

Act attachStorageAct(const StorageAttachment &attachment, const StorageCheck &check)
{
    Act act;
    act.what = u"storage.attach"_s;
    act.arguments = {{u"path"_s, attachment.path}, {u"member"_s, attachment.member}};
    if (!attachment.fenced.isEmpty())
        act.arguments.insert(u"fenced"_s, attachment.fenced);
    if (attachment.isOnlyCopy)
        act.arguments.insert(u"onlyCopy"_s, true);
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Attach storage %1 to %2").arg(check.name, attachment.member);
    const bool isOwner = check.row && check.row->owner == attachment.member;
    act.text = isOwner
        ? Words::tr(
            "%1 is its owner: it serves storage %2 at once, and what waits for its accounts is delivered.")
              .arg(attachment.member, check.name)
        : Words::tr(
            "%1 gets ready to serve storage %2. Nothing changes for users yet: its accounts follow with a "
            "reassignment, or with a restore when %1 is its home.")
              .arg(attachment.member, check.name);
    act.takeBack =
        Words::tr("To take it back, restart %1 without the disk, or detach the storage once it is served.")
            .arg(attachment.member);
    return act;
}

Act detachStorageAct(const StorageRow &storage)
{
    Act act;
    act.what = u"storage.detach"_s;
    act.arguments = {{u"storage"_s, storage.name}};
    act.role = AdministratorRole::Administrator;
    act.button = storage.accounts > 0
        ? Words::tr("Detach storage %1 with %n account(s)", nullptr, int(storage.accounts)).arg(storage.name)
        : Words::tr("Detach storage %1").arg(storage.name);
    act.text = Words::tr(
        "%1 ends the sessions of its accounts, lets go of the disk and confirms when nothing writes "
        "to it any more. Until it is attached again its accounts are away: logins are told to come "
        "back later, and mail waits in the queues. Nothing is lost, nothing is bounced.")
                   .arg(storage.owner);
    act.takeBack = storage.path.isEmpty()
        ? Words::tr("To take it back, attach it on %1 again.").arg(storage.owner)
        : Words::tr("To take it back, attach %1 on %2 again.").arg(storage.path, storage.owner);
    act.danger = ActDanger::Destructive;
    return act;
}

Act serveAloneAct(const QString &member)
{
    Act act;
    act.what = u"storage.serve"_s;
    act.arguments = {{u"alone"_s, true}, {u"member"_s, member}};
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Let %1 serve alone").arg(member);
    act.text = Words::tr(
        "A member serves its storages only when it sees more than half of the others, so that two "
        "never write to one storage. %1 will serve without that, until its daemon stops. Do this only "
        "when you know that no other member serves these storages: if one does, mail is lost.")
                   .arg(member);
    act.takeBack = Words::tr("To take it back, restart the daemon of %1.").arg(member);
    act.danger = ActDanger::Destructive;
    return act;
}

QString afterAttach(const QJsonObject &answer)
{
    const QString name = answer.value(u"name"_s).toString();
    const QJsonArray next = answer.value(u"next"_s).toArray();
    QStringList lines{next.isEmpty() ? Words::tr("Storage %1 is attached and served.").arg(name)
                                     : Words::tr("Storage %1 is attached.").arg(name)};
    for (const QJsonValue &line : next) {
        const QString text = line.toString();
        lines.append(text.left(1).toUpper() + text.mid(1) + u'.');
    }
    const QString proof = answer.value(u"proof"_s).toString();
    if (!proof.isEmpty())
        lines.append(Words::tr("Proof that the old owner cannot write: %1").arg(proof));
    return lines.join(u"\n\n"_s);
}

} // namespace homeport
