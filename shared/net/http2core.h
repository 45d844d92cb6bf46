// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The engine of one HTTP/2 connection: feeds libnghttp2, writes what it wants to send, watches for silence.
// Internal to shared/net; the public faces are http2connection.h and http2exchange.h.
#pragma once

#include "shared/net/http2types.h"

#include <QElapsedTimer>
#include <unordered_map>
#include <vector>

#include <nghttp2/nghttp2.h>

namespace homeport {

class Http2Handler;
class Http2Stream;
struct Http2Head;

/// Held by shared_ptr: its own coroutines, the connection and posted work keep it. Callbacks of nghttp2 only
/// note what happened; coroutines are resumed in dispatch(), when no nghttp2 function is on the stack.
class Http2Core : public std::enable_shared_from_this<Http2Core>
{
public:
    Http2Core(std::unique_ptr<ByteStream> transport, Http2Role role, Http2Options options,
        std::shared_ptr<Http2Handler> handler);
    ~Http2Core();
    Q_DISABLE_COPY_MOVE(Http2Core)

    Task<> run(); ///< reads until the connection ends; returns when everything that waited on it was resumed
    void end(Http2End end); ///< now; the first reason counts. Waiters are resumed from the event loop
    Task<> shutdown(Deadline deadline); ///< GOAWAY, the open streams go on, then the end
    void onEnded(std::function<void(const Http2End &)> callback) { m_onEnded = std::move(callback); }

    /// Sends a request's header. Without `hasBody` it ends our direction.
    Result<std::unique_ptr<Http2Stream>> open(const Http2Head &head, bool hasBody);
    /// Sends a response's header; likewise.
    bool answer(Http2Stream &stream, const Http2Head &head, bool hasBody);
    /// True when the peer takes extended CONNECT; false when it said that it does not, or at the deadline.
    Task<bool> waitForConnectProtocol(Deadline deadline);

    void consumed(qint32 id, qsizetype bytes); ///< the reader took them: the stream's window opens again
    void outputReady(qint32 id); ///< the stream has bytes or its end to send
    /// The owner has closed or destroyed it: what it wrote, `last` and END_STREAM are still sent.
    void letGo(Http2Stream &stream, QByteArray last);
    void abort(Http2Stream &stream, quint32 errorCode); ///< RST_STREAM at once

    bool hasEnded() const { return m_ended.has_value(); }
    Http2End ending() const { return m_ended.value_or(Http2End{}); }
    bool isExhausted() const;
    size_t streamCount() const { return m_streams.size(); }
    qsizetype unread() const { return m_unread; }
    quint32 peerStreamLimit() const;
    PeerInfo peer() const { return m_transport->peer(); }
    Http2Role role() const { return m_role; }
    const Http2Options &options() const { return m_options; }

private:
    friend struct Http2Callbacks;

    /// What is left of a stream whose owner let go of it before it was over.
    struct Linger
    {
        QByteArray output; ///< then END_STREAM
        qsizetype offset = 0;
        QElapsedTimer sinceProgress;
    };
    struct Entry
    {
        explicit Entry(Http2Stream *owned = nullptr)
            : stream(owned)
        {
        }
        Http2Stream *stream; ///< null: its owner let go
        std::unique_ptr<Linger> linger;
        bool isClosed = false; ///< nghttp2 forgot it; the entry goes at the next dispatch()
        bool resetAfterEnd = false; ///< once END_STREAM is out, nothing more is wanted from the peer
    };

    void createSession();
    int submitSettings();
    static nghttp2_data_provider dataProvider();
    void reset(qint32 id, quint32 errorCode);
    void receive(const QByteArray &bytes);
    void enforceUnreadLimit();
    void dispatch();
    void wake(qint32 id);
    void startExchange(qint32 id);
    void scheduleOutput();
    void pump();
    QByteArray collect();
    Task<> writeLoop();
    void tick();
    void reapLingering();
    void armTimer();
    void release();
    qsizetype fillData(qint32 id, char *out, qsizetype length, bool &isEnd);
    void stopUnwanted(qint32 id, const Entry &entry);
    bool isDone() const;

    const std::unique_ptr<ByteStream> m_transport;
    const Http2Role m_role;
    const Http2Options m_options;
    const std::shared_ptr<Http2Handler> m_handler;
    nghttp2_session *m_session = nullptr;

    std::unordered_map<qint32, Entry> m_streams;
    std::unordered_map<qint32, std::unique_ptr<Http2Stream>>
        m_arriving; ///< a request whose header is not complete
    std::vector<qint32> m_woken; ///< streams with news for their coroutines
    std::vector<qint32> m_ready; ///< requests whose header is complete
    qsizetype m_unread = 0;
    std::shared_ptr<int> m_exchanges = std::make_shared<int>(0); ///< handlers at work

    std::optional<Http2End> m_ended;
    QString m_lastError; ///< libnghttp2's words
    QString m_failure; ///< why a GOAWAY with an error code came or went
    std::function<void(const Http2End &)> m_onEnded;
    Signal m_changed; ///< SETTINGS came, a stream went away, or the end
    bool m_isReleased = false; ///< ended, and all that waited was resumed
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_lastHeard = 0;
    qint64 m_tickDue = 0;
    bool m_isPinged = false;
    bool m_isSettingsSeen = false;
    bool m_isChangePending = false; ///< m_changed is to be woken by dispatch()
    bool m_isGoingAway = false; ///< GOAWAY came or went: no new streams
    bool m_isShuttingDown = false;
    bool m_isDispatching = false;
    bool m_isInSession = false; ///< inside an nghttp2 function
    bool m_isWriting = false;
    bool m_isPosted = false;
};

} // namespace homeport
