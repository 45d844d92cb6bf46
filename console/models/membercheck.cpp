// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rules that the daemon holds member rows to, told before it is asked.
#include "console/models/memberedit.h"

#include "shared/config/address.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

class MemberCheck
{
    Q_DECLARE_TR_FUNCTIONS(MemberCheck)

public:
    MemberCheck(const QList<MemberEdit> &rows, const ClusterTable &table)
        : m_rows(rows)
        , m_table(table)
    {
    }

    QList<FieldProblem> check()
    {
        for (const MemberEdit &row : m_rows) {
            checkName(row);
            checkAddresses(row);
            checkRights(row);
            checkState(row);
        }
        checkKeepers();
        return m_problems;
    }

private:
    void add(const MemberEdit &row, MemberField field, const QString &text)
    {
        m_problems.append({row.id, field, text});
    }
    const Member *inForce(const MemberEdit &row) const { return m_table.member(MemberName(row.name())); }

    void checkName(const MemberEdit &row)
    {
        const QString name = row.name();
        if (name.isEmpty())
            return add(row, MemberField::Name,
                tr("Name: missing; a host name such as back2.example.net is needed."));
        if (!isHostName(name) || !name.contains(u'.'))
            return add(row, MemberField::Name,
                tr("Name: \"%1\" is no member name; a full host name such as back2.example.net would be "
                   "right.")
                    .arg(name));
        if (m_names.contains(name))
            return add(row, MemberField::Name,
                tr("Name: \"%1\" stands in another row too; a member has one row.").arg(name));
        m_names.insert(name);
    }

    void checkAddresses(const MemberEdit &row)
    {
        for (const MemberField field : {MemberField::Addresses, MemberField::AdminAddresses}) {
            const QStringList addresses = row.list(field);
            for (const QString &address : addresses)
                checkAddress(row, field, address);
        }
        const Member *const before = row.isNew ? nullptr : inForce(row);
        if (before && !before->addresses.isEmpty() && row.list(MemberField::Addresses).isEmpty())
            add(row, MemberField::Addresses,
                tr("Addresses: missing; without one the other members cannot call %1.").arg(row.name()));
    }

    void checkAddress(const MemberEdit &row, MemberField field, const QString &address)
    {
        const std::optional<QString> read = memberEndpoint(address);
        if (!read)
            return add(row, field,
                tr("%1: \"%2\" is no address; HOST:PORT such as 192.0.2.7:7700 would be right.")
                    .arg(fieldTitle(field), address));
        const auto taken = m_addresses.constFind(*read);
        if (taken == m_addresses.cend()) {
            m_addresses.insert(*read, {row.id, row.name()});
            return;
        }
        if (taken->first == row.id)
            add(row, field, tr("%1: %2 stands in this row twice.").arg(fieldTitle(field), address));
        else
            add(row, field,
                tr("%1: %2 belongs to %3 already; an address leads to one member.")
                    .arg(fieldTitle(field), address,
                        taken->second.isEmpty() ? tr("another new row") : taken->second));
    }

    void checkRights(const MemberEdit &row)
    {
        const QStringList rights = row.list(MemberField::Rights);
        for (const QString &right : rights) {
            if (right != u"proxy" && right != u"store" && right != u"keeper")
                add(row, MemberField::Rights,
                    tr("Rights: \"%1\" is no right; some of proxy, store, keeper would be right.")
                        .arg(right));
        }
        if (rights.isEmpty())
            add(row, MemberField::Rights, tr("Rights: missing; some of proxy, store, keeper are needed."));
        if (rights.contains(u"keeper"_s) && row.list(MemberField::AdminAddresses).isEmpty()
            && mustHaveAdminAddress(row))
            add(row, MemberField::AdminAddresses,
                tr("Admin addresses: missing; a keeper answers the admin API, so HOST:PORT of it is "
                   "needed."));
        const QList<Storage> owned = m_table.storagesOwnedBy(MemberName(row.name()));
        if (!rights.contains(u"store"_s) && !owned.isEmpty())
            add(row, MemberField::Rights,
                tr("Rights: %1 serves the storage %2 and needs store; reassign the storage first.")
                    .arg(row.name(), owned.first().name));
    }

    /// A keeper that never had one is let be.
    bool mustHaveAdminAddress(const MemberEdit &row) const
    {
        const Member *const before = inForce(row);
        return !before || !before->rights.keeper || !before->adminAddresses.isEmpty();
    }

    void checkState(const MemberEdit &row)
    {
        const QString &state = row.text(MemberField::State);
        if (!administrativeStateFromText(state))
            add(row, MemberField::State,
                tr("Set to: \"%1\" is no state; ready, draining or withdrawn would be right.").arg(state));
    }

    /// Somebody who has joined must be able to change the table afterwards.
    void checkKeepers()
    {
        const MemberEdit *lost = nullptr;
        for (const MemberEdit &row : m_rows) {
            const Member *const before = inForce(row);
            if (!before || before->publicKey.isEmpty())
                continue;
            if (row.list(MemberField::Rights).contains(u"keeper"_s)
                && row.text(MemberField::State) != u"withdrawn")
                return;
            if (before->rights.keeper && before->state != AdministrativeState::Withdrawn)
                lost = &row;
        }
        if (!lost)
            return;
        const bool isKeeper = lost->list(MemberField::Rights).contains(u"keeper"_s);
        const MemberField field = isKeeper ? MemberField::State : MemberField::Rights;
        add(*lost, field,
            tr("%1: no keeper would be left that is not withdrawn, and nobody could change the table any "
               "more; "
               "make another member a keeper first.")
                .arg(fieldTitle(field)));
    }

    const QList<MemberEdit> &m_rows;
    const ClusterTable &m_table;
    QList<FieldProblem> m_problems;
    QSet<QString> m_names;
    QHash<QString, std::pair<int, QString>> m_addresses; ///< to id and name of the row
};

} // namespace

QList<FieldProblem> problemsOf(const QList<MemberEdit> &rows, const ClusterTable &table)
{
    return MemberCheck(rows, table).check();
}

} // namespace homeport
