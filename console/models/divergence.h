// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Cluster tables that have grown apart: what differs, who has which, and what an administrator takes of it.
#pragma once

#include "console/models/act.h"
#include "console/models/rowmodel.h"

#include <QMap>

namespace homeport {

struct DivergedSide
{
    quint64 number = 0;
    QString hash;
    QString author;
    QDateTime time;
    QString comment;
    bool operator==(const DivergedSide &) const = default;
};

/// A field of a row that differs; a line of the table.
struct DivergedField
{
    QString row; ///< "member:back1.example.net"
    QString field;
    QString base;
    QString ours;
    QString theirs;
    QString changed; ///< of the row: "ours", "theirs", "both"
    QString taken; ///< of the row: "ours", "theirs", or empty: somebody must choose
    bool operator==(const DivergedField &) const = default;
};

struct Divergence
{
    DivergedSide base;
    DivergedSide ours;
    DivergedSide theirs;
    QStringList heldBy; ///< members with their side
    QList<DivergedField> fields; ///< in the order of the daemon's rows
    bool operator==(const Divergence &) const = default;
};

/// The answer of table.diff.
struct Divergences
{
    QString member; ///< who was asked: "ours" is its table
    QList<Divergence> branches;
    bool operator==(const Divergences &) const = default;
};
Result<Divergences> divergencesFromJson(const QJsonObject &json);

/// What happened, in words for somebody who has never seen it.
QString divergenceText(const Divergence &branch, const QString &member);

/// One branch with the choices made for it. Choices survive a refresh.
class DivergenceModel : public RowModel<DivergedField>
{
public:
    explicit DivergenceModel(QObject *parent = nullptr);

    void setBranch(const Divergence &branch);
    const Divergence &branch() const { return m_branch; }
    /// For the rows that `keys` (of lines) belong to; "ours" or "theirs".
    void choose(const QStringList &keys, const QString &side);
    /// Rows that nobody has chosen for.
    QStringList undecided() const;
    Act mergeAct() const;

private:
    void showBranch();

    Divergence m_branch;
    QMap<QString, QString> m_choices;
};

} // namespace homeport
