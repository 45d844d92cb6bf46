// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Searching accounts.
#include "console/models/accountmodel.h"

using namespace Qt::StringLiterals;

namespace homeport {

QJsonObject AccountSearch::toJson() const
{
    QJsonObject json;
    const auto add = [&json](const QString &key, const QString &value) {
        if (!value.isEmpty())
            json.insert(key, value);
    };
    add(u"text"_s, text);
    add(u"domain"_s, domain);
    add(u"host"_s, host);
    add(u"oldHost"_s, awayFrom);
    return json;
}

AccountModel::AccountModel(Connection &connection, QObject *parent)
    : PagedModel(
        accountColumns(), [](const AccountRow &row) { return row.address; }, parent)
    , m_query(connection, *this, u"account.list"_s, accountPageFromJson, pageRows)
{
}

void AccountModel::setSearch(const AccountSearch &search)
{
    if (m_hasSearched && search == m_search)
        return;
    m_search = search;
    searchAgain();
}

void AccountModel::searchAgain()
{
    m_hasSearched = true;
    m_query.search(m_search.toJson());
}

bool AccountModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasSearched && pageCount() > 0 && hasMore() && !m_query.isAsking();
}

void AccountModel::fetchMore(const QModelIndex &) { m_query.more(); }

} // namespace homeport
