// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The MIME structure of a message, found in one scan: where each part lies, how many octets and lines it has.
#pragma once

#include "shared/mail/header.h"

#include <memory>
#include <optional>
#include <vector>

namespace homeport {

/// The fields of IMAP's ENVELOPE, unfolded and otherwise raw; none where the field is missing.
struct MessageEnvelope
{
    std::optional<QByteArray> date, subject, inReplyTo, messageId;
    QList<ListedAddress> from, sender, replyTo, to, cc, bcc;
};
/// One entity. Offsets count from the beginning of the scanned bytes.
struct MimePart
{
    qint64 headerOffset = 0;
    qint64 headerLength = 0; ///< with the empty line that ends it
    qint64 bodyOffset = 0;
    qint64 bodyLength = 0; ///< encoded octets; without the line end that belongs to the next boundary
    qint64 lines = 0; ///< line ends in the body

    QByteArray type = "text"; ///< lower case
    QByteArray subtype = "plain";
    QList<Parameter> parameters;
    QByteArray id;
    QByteArray description;
    QByteArray encoding = "7bit"; ///< lower case
    QByteArray md5;
    std::optional<ParameterList> disposition;
    QList<QByteArray> languages;
    QByteArray location;
    /// Of the message itself and of each nested message; none for other parts.
    std::shared_ptr<const MessageEnvelope> envelope;

    /// Parts of a multipart; exactly one, the nested message, for message/rfc822; empty for a leaf.
    std::vector<MimePart> children;

    bool isMultipart() const { return type == "multipart" && !children.empty(); }
    bool isMessage() const { return type == "message" && subtype == "rfc822" && children.size() == 1; }
};

struct MimeLimits
{
    int depth = 100; ///< deeper parts are leaves
    int parts = 10'000; ///< beyond, delimiters open no more parts
    qsizetype header = 1024 * 1024; ///< bytes of a header that are looked at
};

/// Takes a message in chunks of any size. Never fails: what is broken is shown as plain text. Time is linear
/// in the number of bytes; memory is one header and the structure itself.
class MimeScanner
{
public:
    explicit MimeScanner(const MimeLimits &limits = {});
    ~MimeScanner();
    MimeScanner(const MimeScanner &) = delete;
    MimeScanner &operator=(const MimeScanner &) = delete;

    void feed(QByteArrayView chunk);
    /// The structure; the scanner is of no use afterwards.
    MimePart finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The structure of a message that is in memory.
MimePart parseMime(QByteArrayView message, const MimeLimits &limits = {});

/// RFC 3501 7.4.2: missing Sender and Reply-To fields are filled from From.
MessageEnvelope parseMessageEnvelope(QByteArrayView header);

} // namespace homeport
