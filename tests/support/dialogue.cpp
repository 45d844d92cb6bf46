// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reads and plays scenario files.
#include "tests/support/dialogue.h"

#include "shared/base/bytes.h"

#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

namespace homeport {

namespace {

constexpr auto patience = 20s; // generous: a busy machine is no failure
constexpr qsizetype longestLine = 1024 * 1024;

Error atLine(const QString &name, int line, const QString &what)
{
    return Error::internal(QStringLiteral("%1:%2: %3").arg(name).arg(line).arg(what));
}

/// The bytes of a "C-raw" string between its quotes; nullopt when malformed.
std::optional<QByteArray> unescaped(QByteArrayView text)
{
    if (text.size() < 2 || !text.startsWith('"') || !text.endsWith('"'))
        return std::nullopt;
    QByteArray bytes;
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        if (text[i] != '\\') {
            bytes.append(text[i]);
            continue;
        }
        const char escape = text[++i];
        switch (escape) {
        case 'r':
            bytes.append('\r');
            break;
        case 'n':
            bytes.append('\n');
            break;
        case 't':
            bytes.append('\t');
            break;
        case '0':
            bytes.append('\0');
            break;
        case '\\':
            bytes.append('\\');
            break;
        case '"':
            bytes.append('"');
            break;
        case 'x': {
            quint8 value = 0;
            if (i + 2 >= text.size() || !parseHex(text.sliced(i + 1, 2), &value, 1))
                return std::nullopt;
            bytes.append(char(value));
            i += 2;
            break;
        }
        default:
            return std::nullopt;
        }
    }
    return bytes;
}

std::optional<Dialogue::Step> parseStep(QByteArrayView line, int number)
{
    using Kind = Dialogue::Kind;
    const auto rest = [&line](qsizetype prefix) {
        QByteArrayView text = line.sliced(prefix);
        if (text.startsWith(' '))
            text = text.sliced(1);
        return text.toByteArray();
    };
    if (line.startsWith("C-raw:")) {
        const std::optional<QByteArray> bytes = unescaped(QByteArrayView(line.sliced(6)).trimmed());
        if (!bytes)
            return std::nullopt;
        return Dialogue::Step{Kind::Send, *bytes, number};
    }
    if (line.startsWith("C:"))
        return Dialogue::Step{Kind::Send, rest(2) + "\r\n", number};
    if (line.startsWith("S:"))
        return Dialogue::Step{Kind::Expect, rest(2), number};
    if (line.startsWith("S*:"))
        return Dialogue::Step{Kind::ExpectLater, rest(3), number};
    if (line.trimmed() == "TLS")
        return Dialogue::Step{Kind::Tls, {}, number};
    if (line.trimmed() == "CLOSE")
        return Dialogue::Step{Kind::Close, {}, number};
    for (const char *word : {"given ", "when ", "then "}) {
        if (line.startsWith(word))
            return Dialogue::Step{Kind::Fact, line.trimmed().toByteArray(), number};
    }
    return std::nullopt;
}

Task<> nextTurn()
{
    const OneShot<bool> turn;
    LoopHandle::current().post([turn] { turn.finish(true); });
    co_await turn;
}

Task<StreamResult<>> send(ByteStream &client, QByteArray bytes, Sending sending)
{
    if (sending == Sending::Whole) {
        const StreamResult<> written = co_await client.write(bytes, Deadline(patience));
        co_return written;
    }
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const StreamResult<> written = co_await client.write(bytes.mid(i, 1), Deadline(patience));
        if (!written)
            co_return written;
        co_await client.flush(Deadline(patience));
        co_await nextTurn();
    }
    co_return StreamResult<>();
}

Task<Result<>> expectLine(ByteStream &client, Dialogue::Step step, QString name)
{
    for (;;) {
        const StreamResult<QByteArray> line = co_await client.readLine(longestLine, Deadline(patience));
        if (!line) {
            co_return fail(atLine(name, step.line,
                QStringLiteral("expected \"%1\", but: %2")
                    .arg(escapedForLog(step.text), line.error().detail)));
        }
        if (!line->endsWith("\r\n")) {
            co_return fail(atLine(name, step.line,
                QStringLiteral("line \"%1\" does not end with CR LF").arg(escapedForLog(*line))));
        }
        const QByteArray text = line->chopped(2);
        if (matchesPattern(step.text, text))
            co_return Result<>();
        if (step.kind == Dialogue::Kind::Expect) {
            co_return fail(atLine(name, step.line,
                QStringLiteral("expected \"%1\", got \"%2\"")
                    .arg(escapedForLog(step.text), escapedForLog(text, 2000))));
        }
    }
}

Task<Result<>> expectEnd(ByteStream &client, Dialogue::Step step, QString name)
{
    const StreamResult<QByteArray> bytes = co_await client.readSome(longestLine, Deadline(patience));
    if (bytes) {
        co_return fail(atLine(name, step.line,
            QStringLiteral("expected the end of the stream, got \"%1\"").arg(escapedForLog(*bytes, 2000))));
    }
    if (bytes.error().kind == StreamError::Kind::TimedOut)
        co_return fail(atLine(name, step.line, QStringLiteral("the server did not close the connection")));
    co_return Result<>();
}

/// What the two coroutines and the loop that waits for them share.
struct Play
{
    std::optional<Result<>> outcome;
    bool sessionEnded = false;
    QEventLoop loop;

    void look()
    {
        if (outcome && sessionEnded)
            loop.quit();
    }
};

Task<> watchSession(Task<> session, std::shared_ptr<Play> play)
{
    co_await session;
    play->sessionEnded = true;
    play->look();
}

Task<> watchClient(std::unique_ptr<MemoryStream> client, Dialogue dialogue, DialogueFact fact,
    Sending sending, std::shared_ptr<Play> play)
{
    const Result<> outcome = co_await runDialogue(*client, dialogue, fact, sending);
    client->close();
    play->outcome = outcome;
    play->look();
}

} // namespace

Result<Dialogue> Dialogue::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::internal(QStringLiteral("%1: %2").arg(path, file.errorString())));
    return fromText(file.readAll(), QFileInfo(path).fileName());
}

Result<Dialogue> Dialogue::fromText(QByteArrayView text, const QString &name)
{
    Dialogue dialogue{name, {}};
    int number = 0;
    for (const QByteArray &raw : text.toByteArray().split('\n')) {
        ++number;
        QByteArrayView line(raw);
        while (line.startsWith(' ') || line.startsWith('\t'))
            line = line.sliced(1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.trimmed().isEmpty() || line.startsWith('#'))
            continue;
        const std::optional<Step> step = parseStep(line, number);
        if (!step)
            return fail(atLine(name, number, QStringLiteral("not a step: \"%1\"").arg(escapedForLog(line))));
        dialogue.steps.append(*step);
    }
    return dialogue;
}

bool matchesPattern(QByteArrayView pattern, QByteArrayView line)
{
    qsizetype p = 0;
    qsizetype l = 0;
    qsizetype star = -1;
    qsizetype retry = 0;
    while (l < line.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = l;
        } else if (p < pattern.size() && pattern[p] == line[l]) {
            ++p;
            ++l;
        } else if (star >= 0) {
            p = star + 1;
            l = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

Task<Result<>> runDialogue(ByteStream &client, Dialogue dialogue, DialogueFact fact, Sending sending)
{
    for (const Dialogue::Step &step : dialogue.steps) {
        Result<> done;
        switch (step.kind) {
        case Dialogue::Kind::Send: {
            const StreamResult<> sent = co_await send(client, step.text, sending);
            if (!sent)
                done = fail(
                    atLine(dialogue.name, step.line, QStringLiteral("cannot send: ") + sent.error().detail));
            break;
        }
        case Dialogue::Kind::Expect:
        case Dialogue::Kind::ExpectLater:
            done = co_await expectLine(client, step, dialogue.name);
            break;
        case Dialogue::Kind::Close:
            done = co_await expectEnd(client, step, dialogue.name);
            break;
        case Dialogue::Kind::Tls:
            if (auto *memory = dynamic_cast<MemoryStream *>(&client))
                memory->pretendTls();
            break;
        case Dialogue::Kind::Fact: {
            const QString where =
                QStringLiteral("nobody understands \"%1\"").arg(QString::fromUtf8(step.text));
            done = fact ? fact(step.text) : Result<>(fail(Error::internal(where)));
            if (!done)
                done = fail(atLine(dialogue.name, step.line, done.error().forLog));
            break;
        }
        }
        if (!done)
            co_return done;
    }
    co_return Result<>();
}

Result<> playDialogue(
    const Dialogue &dialogue, const DialogueSession &session, const DialogueFact &fact, Sending sending)
{
    MemoryStream::Pair both = MemoryStream::pair();
    const auto play = std::make_shared<Play>();
    watchSession(session(std::move(both.first)), play);
    watchClient(std::move(both.second), dialogue, fact, sending, play);
    if (!play->outcome || !play->sessionEnded) {
        // the client's part always ends by its own deadlines; then the session gets its time
        QTimer late;
        QObject::connect(&late, &QTimer::timeout, &play->loop, [&play] {
            if (play->outcome)
                play->loop.quit();
        });
        late.start(patience * 2);
        play->loop.exec();
    }
    if (play->outcome && !*play->outcome)
        return *play->outcome;
    if (!play->sessionEnded)
        return fail(
            Error::internal(dialogue.name + QStringLiteral(": the session goes on after its client left")));
    return {};
}

Result<> playDialogueBothWays(
    const Dialogue &dialogue, const DialogueSession &session, const DialogueFact &fact)
{
    const Result<> whole = playDialogue(dialogue, session, fact, Sending::Whole);
    if (!whole)
        return whole;
    const Result<> split = playDialogue(dialogue, session, fact, Sending::EveryByte);
    if (!split)
        return fail(Error::internal(QStringLiteral("sent byte by byte: ") + split.error().forLog));
    return {};
}

} // namespace homeport
