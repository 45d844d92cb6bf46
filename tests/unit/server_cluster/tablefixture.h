// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A small cluster's table and keys for tests: two keepers, a frontend, one storage each on the backends.
#pragma once

#include "server/cluster/tablechain.h"

#include <QHash>

namespace homeport::testing {

struct TableFixture
{
    MemberName back1{QStringLiteral("back1.example.net")};
    MemberName back2{QStringLiteral("back2.example.net")};
    MemberName front1{QStringLiteral("front1.example.net")};
    QHash<MemberName, PrivateKey> keys;
    StorageId storage1 = StorageId::random();
    StorageId storage2 = StorageId::random();
    ClusterId cluster = ClusterId::random();

    TableFixture()
    {
        for (const MemberName &name : {back1, back2, front1})
            keys.insert(name, *PrivateKey::generate(PrivateKey::Kind::Ed25519));
    }

    Member member(const MemberName &name, Rights rights) const
    {
        Member row;
        row.name = name;
        row.addresses = QStringList{QStringLiteral("127.0.0.1:7700")};
        row.rights = rights;
        row.publicKey = keys.find(name)->publicKey();
        return row;
    }

    ClusterTable table() const
    {
        ClusterTable first;
        first.cluster = cluster;
        first.number = 1;
        first.author = QStringLiteral("setup");
        first.time = QDateTime::currentDateTimeUtc();
        first.members = {member(back1, {true, true, true}), member(back2, {true, true, true}),
            member(front1, {true, false, false})};
        first.storages = {{storage1, QStringLiteral("back1"), back1, back1, 3, StorageState::Served, true},
            {storage2, QStringLiteral("back2"), back2, back2, 1, StorageState::Served, true}};
        first.authority = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
        first.directory = {
            QStringLiteral("ldaps://127.0.0.1:7636"), {}, QStringLiteral("dc=example,dc=org"), true};
        return first;
    }

    RevisionPointer seal(const ClusterTable &table, const MemberName &signer) const
    {
        return *sealRevision(table, signer, *keys.find(signer));
    }
    RevisionPointer first() const { return seal(table(), back1); }

    /// A child of `parents` with `edit` applied to a copy of the first.
    template <class Edit>
    RevisionPointer after(const QList<RevisionPointer> &parents, const MemberName &signer, Edit edit) const
    {
        ClusterTable next = parents.first()->table;
        next.parents.clear();
        quint64 largest = 0;
        for (const RevisionPointer &parent : parents) {
            next.parents.append(parent->hash);
            largest = std::max(largest, parent->table.number);
        }
        next.number = largest + 1;
        edit(next);
        return seal(next, signer);
    }
    RevisionPointer after(
        const RevisionPointer &parent, const MemberName &signer, const QString &comment) const
    {
        return after({parent}, signer, [&comment](ClusterTable &next) { next.comment = comment; });
    }
};

} // namespace homeport::testing
