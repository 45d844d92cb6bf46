// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A cursor over one complete command, literals included, that reads the words of RFC 3501 9.
#pragma once

#include "server/imap/syntax/sequenceset.h"
#include "shared/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace homeport::imap {

/// The first failure sticks: from then on every reader returns an empty value and moves no further, so a
/// parser reads straight on and asks once, at its end.
class Scanner
{
public:
    Scanner(QByteArrayView text, int depthLimit)
        : m_text(text)
        , m_depthLimit(depthLimit)
    {
    }

    bool failed() const { return m_error.has_value(); }
    const Error &error() const { return *m_error; }
    void fail(const char *what);
    void refuse(QByteArray what, QByteArray code);
    /// The text ended inside a literal: more is needed to tell.
    bool isCut() const { return m_cut; }

    bool atEnd() const { return m_at >= m_text.size(); }
    qsizetype position() const { return m_at; }
    char peek() const { return failed() || atEnd() ? '\0' : m_text[m_at]; }
    bool take(char c);
    /// Takes `word` (any case) when it stands here, whatever follows.
    bool takeWord(QByteArrayView word);
    void expect(char c, const char *what);
    void space() { expect(' ', "a blank is missing"); }
    void end();

    QByteArray tag();
    QByteArray atom();
    QByteArray astring();
    QByteArray string();
    QByteArray nstring(); ///< NIL is empty
    quint32 number();
    qint64 number63();
    SequenceSet sequenceSet();
    /// "{n}" or "{n+}" with its line end and n bytes.
    QByteArray literal();
    /// A mailbox name as UTF-8, INBOX in capitals.
    QByteArray mailbox();
    /// RFC 3501 9 list-mailbox, as UTF-8.
    QByteArray listPattern();
    /// "(\Seen word …)"; `bare`: the parentheses may be missing.
    enum class Parentheses { Required, Optional };
    QList<QByteArray> flags(Parentheses parentheses);
    QByteArray flag();

    /// Counts nesting; fails beyond the limit. leave() undoes one enter().
    void enter();
    void leave() { --m_depth; }

private:
    template <class Accepts> QByteArray word(Accepts accepts, const char *what);
    QByteArray decoded(const QByteArray &wire);

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    const int m_depthLimit;
    bool m_cut = false;
    std::optional<Error> m_error;
};

} // namespace homeport::imap
