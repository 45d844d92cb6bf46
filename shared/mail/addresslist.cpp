// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Address lists of header fields: one pass, tolerant, linear.
#include "shared/mail/header.h"

namespace homeport {

namespace {

constexpr qsizetype addressLimit = 10'000;

/// One entry while it is read. `spec` is the address without quotes and blanks, `phrase` the words as shown.
struct Entry
{
    QByteArray phrase;
    QByteArray spec;
    qsizetype at = -1; ///< of the last @ in spec that was not quoted
    QByteArray comment;
    bool wordBefore = false; ///< a blank stands between the last word and the next
    bool angle = false;
    QByteArray angleSpec;
    qsizetype angleAt = -1;
};

class AddressListParser
{
public:
    explicit AddressListParser(QByteArrayView text)
        : m_text(text)
    {
    }

    QList<ListedAddress> run()
    {
        while (m_at < m_text.size() && m_out.size() < addressLimit)
            step();
        finishEntry();
        if (m_inGroup)
            m_out.append({ListedAddress::Kind::GroupEnd, {}, {}, {}});
        return m_out;
    }

private:
    void step()
    {
        const char c = m_text[m_at++];
        switch (c) {
        case '\r':
        case '\n':
            return;
        case ' ':
        case '\t':
            m_entry.wordBefore = true;
            return;
        case '(':
            m_entry.comment = comment();
            return;
        case '"':
            add(quoted(), Quoting::Quoted);
            return;
        case '[':
            add(literal(), Quoting::Quoted);
            return;
        case '<':
            angle();
            return;
        case ',':
            finishEntry();
            return;
        case ';':
            endGroup();
            return;
        case ':':
            startGroup();
            return;
        default:
            add(QByteArray(1, c), Quoting::Plain);
        }
    }

    enum class Quoting { Plain, Quoted };
    void add(const QByteArray &bytes, Quoting quoting)
    {
        Entry &entry = m_entry;
        if (entry.wordBefore && !entry.phrase.isEmpty())
            entry.phrase += ' ';
        entry.wordBefore = false;
        entry.phrase += bytes;
        if (quoting == Quoting::Plain && bytes == "@")
            entry.at = entry.spec.size();
        entry.spec += bytes;
    }

    QByteArray quoted()
    {
        QByteArray out;
        while (m_at < m_text.size()) {
            char c = m_text[m_at++];
            if (c == '"')
                break;
            if (c == '\\' && m_at < m_text.size())
                c = m_text[m_at++];
            if (c != '\r' && c != '\n')
                out += c;
        }
        return out;
    }

    QByteArray comment()
    {
        QByteArray out;
        int depth = 1;
        while (m_at < m_text.size()) {
            char c = m_text[m_at++];
            if (c == '(')
                ++depth;
            else if (c == ')' && --depth == 0)
                break;
            else if (c == '\\' && m_at < m_text.size())
                c = m_text[m_at++];
            if (c != '\r' && c != '\n')
                out += c;
        }
        return out;
    }

    QByteArray literal()
    {
        const qsizetype from = m_at - 1;
        const qsizetype end = m_text.indexOf(']', m_at);
        m_at = end < 0 ? m_text.size() : end + 1;
        return unfold(m_text.sliced(from, m_at - from));
    }

    /// RFC 5322 3.4 angle-addr; the route of obs-angle-addr (4.4) is dropped.
    void angle()
    {
        Entry &entry = m_entry;
        entry.angle = true;
        entry.angleSpec.clear();
        entry.angleAt = -1;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '>')
                break;
            if (c == '"') {
                entry.angleSpec += quoted();
            } else if (c == '[') {
                entry.angleSpec += literal();
            } else if (c == '(') {
                comment();
            } else if (c == ':' && entry.angleSpec.startsWith('@')) {
                entry.angleSpec.clear();
                entry.angleAt = -1;
            } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                if (c == '@')
                    entry.angleAt = entry.angleSpec.size();
                entry.angleSpec += c;
            }
        }
        entry.wordBefore = true;
    }

    void finishEntry()
    {
        const Entry entry = std::exchange(m_entry, Entry());
        const QByteArray &spec = entry.angle ? entry.angleSpec : entry.spec;
        const qsizetype at = entry.angle ? entry.angleAt : entry.at;
        if (spec.isEmpty() && entry.phrase.isEmpty())
            return;
        ListedAddress address;
        address.name = entry.angle ? entry.phrase : QByteArray();
        if (address.name.isEmpty())
            address.name = entry.comment.trimmed(); // the old way: u@d (Name)
        address.mailbox = at < 0 ? spec : spec.left(at);
        address.host = at < 0 ? QByteArray() : spec.mid(at + 1);
        m_out.append(std::move(address));
    }

    void startGroup()
    {
        const Entry entry = std::exchange(m_entry, Entry());
        if (m_inGroup)
            m_out.append({ListedAddress::Kind::GroupEnd, {}, {}, {}});
        m_inGroup = true;
        m_out.append({ListedAddress::Kind::GroupStart, {}, entry.phrase, {}});
    }

    void endGroup()
    {
        finishEntry();
        if (std::exchange(m_inGroup, false))
            m_out.append({ListedAddress::Kind::GroupEnd, {}, {}, {}});
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    Entry m_entry;
    bool m_inGroup = false;
    QList<ListedAddress> m_out;
};

} // namespace

QList<ListedAddress> parseAddressList(QByteArrayView value) { return AddressListParser(value).run(); }

} // namespace homeport
