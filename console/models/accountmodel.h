// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The list of accounts and aliases that the daemon finds for a search.
#pragma once

#include "console/models/accountrow.h"
#include "console/models/pagedquery.h"

namespace homeport {

/// All conditions together; empty: all.
struct AccountSearch
{
    QString text; ///< part of the address
    QString domain;
    QString host; ///< host server
    QString awayFrom; ///< home of accounts that a stand-in has
    bool operator==(const AccountSearch &) const = default;

    QJsonObject toJson() const;
    bool isEmpty() const { return *this == AccountSearch{}; }
};

/// Scrolling asks for more by itself (canFetchMore). GUI thread.
class AccountModel : public PagedModel<AccountRow>
{
    Q_OBJECT

public:
    static constexpr int pageRows = 500;

    explicit AccountModel(Connection &connection, QObject *parent = nullptr);

    const AccountSearch &search() const { return m_search; }
    /// Nothing is asked when it is the one in force already.
    void setSearch(const AccountSearch &search);
    void searchAgain();
    PagedQuery<AccountRow> &query() { return m_query; }

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    AccountSearch m_search;
    bool m_hasSearched = false;
    PagedQuery<AccountRow> m_query;
};

} // namespace homeport
