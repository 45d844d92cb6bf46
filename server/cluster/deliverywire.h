// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How a delivery is written on the link: the envelope before the message, the results after it
// (protocol.md 1.4).
#pragma once

#include "server/ports/delivery.h"

#include <QJsonObject>

namespace homeport {

/// Largest envelope accepted.
constexpr qint64 envelopeLimit = 1024 * 1024;

/// The envelope's JSON. The body's size and hash stand in it.
QByteArray encodeEnvelope(const DeliveryRequest &request);
/// What arrives before the message. `body` of the request is null; `size` and `sha256` (raw) tell what must
/// come.
struct ReceivedEnvelope
{
    DeliveryRequest request;
    qint64 size = 0;
    QByteArray sha256;
};
Result<ReceivedEnvelope> decodeEnvelope(const QByteArray &json);

struct DeliveryAnswer
{
    TableRevision table; ///< of who answers
    QList<DeliveryResult> results;
};
QByteArray encodeAnswer(const DeliveryAnswer &answer);
Result<DeliveryAnswer> decodeAnswer(const QByteArray &json);

} // namespace homeport
