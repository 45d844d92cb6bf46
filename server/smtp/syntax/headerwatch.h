// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Watches the header of a message that streams by: counts hops, and completes what a mail program left out.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace homeport {

/// Passes the content on unchanged, but for `completion`, whose fields go in at the end of the header when
/// the message has no field of that name. Keeps at most one line's beginning.
class HeaderWatch
{
public:
    /// Complete header lines with CR LF; empty: nothing is added.
    struct Completion
    {
        QByteArray date; ///< "Date: …\r\n"
        QByteArray messageId; ///< "Message-ID: …\r\n"
    };
    explicit HeaderWatch(Completion completion = {})
        : m_completion(std::move(completion))
    {
    }

    /// The next piece of content; what of it may go out now.
    QByteArray pass(QByteArrayView content);
    /// What was kept back at the end of the content.
    QByteArray finish();
    /// "Received:" fields so far (RFC 5321 6.3).
    int hops() const { return m_hops; }

private:
    void endHeader(QByteArray &out, bool separated);
    bool isInHeader(QByteArrayView line);

    const Completion m_completion;
    QByteArray m_kept; ///< an unfinished header line
    bool m_inHeader = true;
    bool m_inLongLine = false; ///< the line's beginning has been judged and passed on
    bool m_sawField = false;
    bool m_sawDate = false;
    bool m_sawMessageId = false;
    int m_hops = 0;
};

} // namespace homeport
