// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Words of the IMAP grammar.
#include "server/imap/syntax/scanner.h"

#include "server/imap/syntax/mailboxname.h"
#include "shared/base/bytes.h"

namespace homeport::imap {

namespace {

bool isAtomChar(char c) // RFC 3501 9 ATOM-CHAR
{
    return quint8(c) > 0x20 && quint8(c) < 0x7f && !QByteArrayView("(){%*\"\\]").contains(c);
}

bool isAstringChar(char c) { return isAtomChar(c) || c == ']'; }

constexpr qsizetype nameLimit = 1000;
constexpr qsizetype patternLimit = 255;

} // namespace

void Scanner::fail(const char *what)
{
    if (!m_error)
        m_error = Error::syntax(what);
}

void Scanner::refuse(QByteArray what, QByteArray code)
{
    if (!m_error)
        m_error = Error::refused(std::move(what), {}, std::move(code));
}

bool Scanner::take(char c)
{
    if (peek() != c || atEnd() || failed())
        return false;
    ++m_at;
    return true;
}

bool Scanner::takeWord(QByteArrayView word)
{
    if (failed() || m_text.size() - m_at < word.size()
        || !equalIgnoringCase(m_text.sliced(m_at, word.size()), word))
        return false;
    m_at += word.size();
    return true;
}

void Scanner::expect(char c, const char *what)
{
    if (!take(c))
        fail(what);
}

void Scanner::end()
{
    if (!failed() && !atEnd())
        fail("there is something behind the command's arguments");
}

template <class Accepts> QByteArray Scanner::word(Accepts accepts, const char *what)
{
    const qsizetype from = m_at;
    while (!failed() && !atEnd() && accepts(m_text[m_at]))
        ++m_at;
    if (m_at == from)
        fail(what);
    return failed() ? QByteArray() : m_text.sliced(from, m_at - from).toByteArray();
}

QByteArray Scanner::tag()
{
    QByteArray out =
        word([](char c) { return isAstringChar(c) && c != '+'; }, "the tag is missing or malformed");
    if (out.size() > 200)
        fail("the tag is too long");
    return out;
}

QByteArray Scanner::atom() { return word(isAtomChar, "a word is missing or malformed"); }

QByteArray Scanner::astring()
{
    if (peek() == '"' || peek() == '{')
        return string();
    return word(isAstringChar, "an argument is missing or malformed");
}

QByteArray Scanner::string()
{
    if (peek() == '{')
        return literal();
    expect('"', "a string is missing");
    QByteArray out;
    while (!failed()) {
        if (atEnd()) {
            fail("a quoted string has no end");
            break;
        }
        char c = m_text[m_at++];
        if (c == '"')
            return out;
        if (c == '\\') {
            c = peek();
            if (c != '"' && c != '\\') {
                fail("a backslash stands before a character that needs none");
                break;
            }
            ++m_at;
        }
        if (c == '\r' || c == '\n' || c == '\0') {
            fail("a quoted string has a line end");
            break;
        }
        out += c;
    }
    return {};
}

QByteArray Scanner::nstring()
{
    if (peek() != '"' && peek() != '{') {
        if (!takeWord("NIL"))
            fail("a string or NIL is missing");
        return {};
    }
    return string();
}

qint64 Scanner::number63()
{
    const QByteArray digits = word([](char c) { return c >= '0' && c <= '9'; }, "a number is missing");
    bool good = false;
    const qint64 value = digits.toLongLong(&good);
    if (!good && !failed())
        fail("a number is too large");
    return value;
}

quint32 Scanner::number()
{
    const qint64 value = number63();
    if (value > 0xffffffffLL)
        fail("a number is too large");
    return failed() ? 0 : quint32(value);
}

SequenceSet Scanner::sequenceSet()
{
    const QByteArray text =
        word([](char c) { return (c >= '0' && c <= '9') || c == ':' || c == ',' || c == '*'; },
            "a message set is missing");
    const auto set = parseSequenceSet(text);
    if (!set)
        fail("the message set is malformed");
    return set.value_or(SequenceSet());
}

QByteArray Scanner::literal()
{
    expect('{', "a literal is missing");
    const qint64 size = number63();
    take('+');
    expect('}', "a literal's length is malformed");
    take('\r');
    expect('\n', "a literal's length does not end the line");
    if (failed())
        return {};
    if (size > m_text.size() - m_at) {
        m_cut = true;
        fail("a literal is cut");
        return {};
    }
    const QByteArray out = m_text.sliced(m_at, size).toByteArray();
    m_at += size;
    if (out.contains('\0')) // RFC 3501 9: CHAR8 is any octet except NUL
        fail("a literal has a NUL byte");
    return out;
}

QByteArray Scanner::decoded(const QByteArray &wire)
{
    if (failed())
        return {};
    const auto name = decodeMailboxName(wire);
    if (!name)
        refuse("the mailbox name is not valid modified UTF-7", "CANNOT");
    else if (name->size() > nameLimit)
        refuse("the mailbox name is too long", "CANNOT");
    return failed() ? QByteArray() : *name;
}

QByteArray Scanner::mailbox() { return normalisedMailboxName(decoded(astring())); }

QByteArray Scanner::listPattern()
{
    const bool quoted = peek() == '"' || peek() == '{';
    const QByteArray wire = quoted ? string()
                                   : word([](char c) { return isAstringChar(c) || c == '%' || c == '*'; },
                                       "a mailbox pattern is missing");
    if (wire.size() > patternLimit)
        refuse("the mailbox pattern is too long", "CANNOT");
    return decoded(wire);
}

QByteArray Scanner::flag()
{
    const bool system = take('\\');
    const QByteArray name = atom();
    if (!failed() && name.size() > 250)
        fail("a flag's name is too long");
    return system ? '\\' + name : name;
}

QList<QByteArray> Scanner::flags(Parentheses parentheses)
{
    QList<QByteArray> out;
    const bool list = take('(');
    if (!list && parentheses == Parentheses::Required)
        fail("a list of flags is missing");
    if (list && take(')'))
        return out;
    while (!failed()) {
        out.append(flag());
        if (take(' '))
            continue;
        if (list)
            expect(')', "a list of flags has no end");
        break;
    }
    return failed() ? QList<QByteArray>() : out;
}

void Scanner::enter()
{
    if (++m_depth > m_depthLimit)
        fail("the command is nested too deeply");
}

} // namespace homeport::imap
