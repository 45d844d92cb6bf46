// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Invitations: who may join, once, within an hour, and the token that carries one (protocol.md 1.8).
#pragma once

#include "shared/base/clock.h"
#include "shared/base/secret.h"
#include "shared/model/member.h"

#include <QList>

namespace homeport {

/// What the administrator carries to the new machine.
struct JoinToken
{
    ClusterId cluster;
    MemberName name;
    Secret secret; ///< 16 raw bytes
    QStringList addresses; ///< "host:port" of the inviting keeper's cluster port
    QByteArray fingerprint; ///< SHA-256 of the authority's certificate, 32 raw bytes
    MemberName keeper; ///< who invites: the secret is told to nobody else
};

QByteArray encodeToken(const JoinToken &token);
/// Syntax with the reason when it is no token or damaged.
Result<JoinToken> decodeToken(const QByteArray &text);

struct Invitation
{
    enum class For {
        NewMember, ///< or one whose row was made before it joins
        StandBy, ///< a machine that takes the place of a lost member of that name
    };
    QByteArray secretHash; ///< SHA-256 of the secret, hex
    MemberName name;
    Rights rights;
    qint64 expires = 0; ///< Unix time, s
    QByteArray boundKey; ///< public key of who used it; empty: nobody yet
    For purpose = For::NewMember;
    bool operator==(const Invitation &) const = default;
};

/// The invitations of one keeper, on disk. One thread. Blocking file work: invitations are rare and tiny.
class Invitations
{
public:
    static constexpr qint64 lifetimeSeconds = 3600;
    static constexpr int failuresPerMinute = 5;

    Invitations(QString path, const Clock &clock)
        : m_path(std::move(path))
        , m_clock(clock)
    {
    }
    /// Before anything else. A file that is not there is an empty list; a damaged one is an error.
    Result<> load();

    /// A new secret for `name`, on disk when it is returned. Earlier unused invitations of that name are
    /// void.
    Result<Secret> invite(
        const MemberName &name, const Rights &rights, Invitation::For purpose = Invitation::For::NewMember);

    /// Checks without using it up: unknown, of another name, expired, or bound to another key (Refused, with
    /// the words of protocol.md 1.8). Counts failures; the sixth in a minute is Refused with status "429".
    Result<Invitation> check(const Secret &secret, const MemberName &name, const QByteArray &publicKey);
    /// Binds it to the key: on disk before anything is granted. Again with the same key: nothing to do.
    Result<> bind(const Secret &secret, const QByteArray &publicKey);

    QList<Invitation> list() const { return m_invitations; }

private:
    Result<> save(const QList<Invitation> &invitations);
    bool isThrottled();
    Result<Invitation> failed(QByteArray reason);

    const QString m_path;
    const Clock &m_clock;
    QList<Invitation> m_invitations;
    QList<qint64> m_failures; ///< monotonic ms
};

} // namespace homeport
