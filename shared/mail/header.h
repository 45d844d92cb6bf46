// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Header fields of a message: iteration, unfolding, encoded words, address lists, parameters. Tolerant: what
// other people's programs wrote is shown as well as it can be, never refused.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <optional>

namespace homeport {

/// One field; views into the header that was given.
struct HeaderField
{
    QByteArrayView name; ///< as written
    QByteArrayView value; ///< behind the colon, folds included, without the last line end
    QByteArrayView raw; ///< the whole field with its last line end
};

/// The fields of a header in order. Stops at the empty line or the end; a line that is no field (no colon)
/// is skipped. Line ends may be CR LF or LF.
class HeaderFields
{
public:
    explicit HeaderFields(QByteArrayView header)
        : m_rest(header)
    {
    }
    std::optional<HeaderField> next();

private:
    QByteArrayView m_rest;
};

/// Octets of the header with the empty line that ends it; all of `message` when there is none.
qsizetype headerLength(QByteArrayView message);

/// RFC 5322 2.2.3: line ends removed, outer white space trimmed.
QByteArray unfold(QByteArrayView value);

/// The unfolded value of the first field with this name (any case).
std::optional<QByteArray> headerValue(QByteArrayView header, QByteArrayView name);

/// RFC 2047: unfolded text with its encoded words decoded. Raw bytes are read as UTF-8, else Latin-1.
QString decodeEncodedWords(QByteArrayView text);

/// Bytes in a named charset as text. Empty or unknown names: UTF-8 where valid, else Latin-1.
QString decodeCharset(QByteArrayView bytes, QByteArrayView charset);

/// One address of an address list, as IMAP's ENVELOPE wants it (RFC 3501 7.4.2).
struct ListedAddress
{
    enum class Kind { Mailbox, GroupStart, GroupEnd };
    Kind kind = Kind::Mailbox;
    QByteArray name; ///< display name, unquoted, encoded words left alone
    QByteArray mailbox; ///< local part; a group's name at GroupStart
    QByteArray host; ///< domain; empty where it is missing
    bool operator==(const ListedAddress &) const = default;
};
/// RFC 5322 3.4 with groups, comments and routes; at most 10,000 addresses.
QList<ListedAddress> parseAddressList(QByteArrayView value);

/// A parameter of Content-Type or Content-Disposition, as written (RFC 2231 pieces stay apart).
struct Parameter
{
    QByteArray name; ///< lower case
    QByteArray value; ///< unquoted
    bool operator==(const Parameter &) const = default;
};
/// `text/plain; charset="x"` split into its value (lower case) and parameters (at most 1,000).
struct ParameterList
{
    QByteArray value;
    QList<Parameter> parameters;
    /// The value of a parameter, RFC 2231 continuations and charset decoded.
    std::optional<QString> decoded(QByteArrayView name) const;
    std::optional<QByteArray> raw(QByteArrayView name) const;
};
ParameterList parseParameters(QByteArrayView value);

} // namespace homeport
