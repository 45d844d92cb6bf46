// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What libnghttp2 tells: every callback notes and returns. None resumes a coroutine, none re-enters
// libnghttp2's receive and send functions.
#include "shared/net/http2core.h"

#include "shared/net/http2stream.h"

#include <array>

namespace homeport {

struct Http2Callbacks
{
    static Http2Core &core(void *userData) { return *static_cast<Http2Core *>(userData); }

    static Http2Stream *stream(Http2Core &self, qint32 id)
    {
        const auto found = self.m_streams.find(id);
        return found == self.m_streams.end() ? nullptr : found->second.stream;
    }

    static int beginHeaders(nghttp2_session *, const nghttp2_frame *frame, void *userData)
    {
        Http2Core &self = core(userData);
        if (frame->hd.type != NGHTTP2_HEADERS || frame->headers.cat != NGHTTP2_HCAT_REQUEST)
            return 0;
        const qint32 id = frame->hd.stream_id;
        auto arriving = std::make_unique<Http2Stream>(&self, id, self.peer());
        self.m_streams.emplace(id, Http2Core::Entry(arriving.get()));
        self.m_arriving.emplace(id, std::move(arriving));
        return 0;
    }

    static int header(nghttp2_session *, const nghttp2_frame *frame, const uint8_t *name, size_t nameLength,
        const uint8_t *value, size_t valueLength, uint8_t, void *userData)
    {
        Http2Core &self = core(userData);
        Http2Stream *of = stream(self, frame->hd.stream_id);
        Http2Head *head = of ? of->pendingHead() : nullptr;
        if (!head || of->isHeadComplete())
            return 0; // trailers, or nobody wants it any more
        head->size += qsizetype(nameLength + valueLength);
        if (head->size > self.m_options.headerLimit)
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE; // resets the stream
        const QByteArrayView key(name, qsizetype(nameLength));
        const QByteArray text(reinterpret_cast<const char *>(value), qsizetype(valueLength));
        if (key == ":status")
            head->status = text.toInt();
        else if (key == ":method")
            head->method = text;
        else if (key == ":path")
            head->path = text;
        else if (key == ":authority")
            head->authority = text;
        else if (key == ":protocol")
            head->protocol = text;
        else if (!key.startsWith(':'))
            head->headers.append({key.toByteArray(), text});
        return 0;
    }

    static void headersReceived(Http2Core &self, qint32 id)
    {
        Http2Stream *of = stream(self, id);
        Http2Head *head = of ? of->pendingHead() : nullptr;
        if (!head || of->isHeadComplete())
            return;
        if (self.m_role == Http2Role::Client && head->status < 200) {
            *head = Http2Head{}; // RFC 9110 section 15.2: an interim response; the final one follows
            return;
        }
        of->headComplete();
        if (self.m_role == Http2Role::Server)
            self.m_ready.push_back(id);
        else
            self.m_woken.push_back(id);
    }

    static void goneAway(Http2Core &self, uint32_t errorCode)
    {
        self.m_isGoingAway = true;
        if (errorCode == NGHTTP2_NO_ERROR)
            return;
        const QString name = QString::fromLatin1(nghttp2_http2_strerror(errorCode));
        self.m_failure = QStringLiteral("GOAWAY %1 %2").arg(name, self.m_lastError);
    }

    static int frameReceived(nghttp2_session *, const nghttp2_frame *frame, void *userData)
    {
        Http2Core &self = core(userData);
        const qint32 id = frame->hd.stream_id;
        switch (frame->hd.type) {
        case NGHTTP2_HEADERS:
            headersReceived(self, id);
            [[fallthrough]];
        case NGHTTP2_DATA:
            if ((frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0) {
                if (Http2Stream *of = stream(self, id)) {
                    of->inputEnded();
                    self.m_woken.push_back(id);
                }
            }
            break;
        case NGHTTP2_SETTINGS:
            if ((frame->hd.flags & NGHTTP2_FLAG_ACK) == 0 && !std::exchange(self.m_isSettingsSeen, true))
                self.m_isChangePending = true;
            break;
        case NGHTTP2_GOAWAY:
            goneAway(self, frame->goaway.error_code);
            break;
        default:
            break;
        }
        return 0;
    }

    static int dataReceived(
        nghttp2_session *session, uint8_t, int32_t id, const uint8_t *data, size_t length, void *userData)
    {
        Http2Core &self = core(userData);
        nghttp2_session_consume_connection(session, length);
        const auto found = self.m_streams.find(id);
        if (found == self.m_streams.end())
            return 0;
        Http2Core::Entry &entry = found->second;
        if (entry.stream && !entry.stream->isLost()) {
            const qsizetype before = entry.stream->buffered();
            entry.stream->append(QByteArrayView(data, qsizetype(length)));
            self.m_unread += entry.stream->buffered() - before;
            if (self.m_woken.empty() || self.m_woken.back() != id)
                self.m_woken.push_back(id);
        } else if (nghttp2_session_get_stream_local_close(session, id) == 1) {
            self.stopUnwanted(id, entry);
        }
        return 0;
    }

    static int streamClosed(nghttp2_session *, int32_t id, uint32_t errorCode, void *userData)
    {
        Http2Core &self = core(userData);
        const auto found = self.m_streams.find(id);
        if (found == self.m_streams.end())
            return 0;
        found->second.isClosed = true;
        if (found->second.stream)
            found->second.stream->peerReset(errorCode);
        self.m_arriving.erase(id); // with its header incomplete: nobody has seen it
        self.m_woken.push_back(id);
        return 0;
    }

    static int frameSent(nghttp2_session *, const nghttp2_frame *frame, void *userData)
    {
        Http2Core &self = core(userData);
        const bool carriesEnd = frame->hd.type == NGHTTP2_DATA || frame->hd.type == NGHTTP2_HEADERS;
        if (carriesEnd && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0) {
            const auto found = self.m_streams.find(frame->hd.stream_id);
            if (found != self.m_streams.end())
                self.stopUnwanted(found->first, found->second);
        }
        if (frame->hd.type == NGHTTP2_GOAWAY)
            goneAway(self, frame->goaway.error_code);
        return 0;
    }

    static int error(nghttp2_session *, int, const char *message, size_t length, void *userData)
    {
        core(userData).m_lastError = QString::fromUtf8(message, qsizetype(length));
        return 0;
    }

    static ssize_t readData(nghttp2_session *, int32_t id, uint8_t *out, size_t length, uint32_t *flags,
        nghttp2_data_source *, void *userData)
    {
        bool isEnd = false;
        const qsizetype count =
            core(userData).fillData(id, reinterpret_cast<char *>(out), qsizetype(length), isEnd);
        if (isEnd)
            *flags |= NGHTTP2_DATA_FLAG_EOF;
        else if (count == 0)
            return NGHTTP2_ERR_DEFERRED;
        return ssize_t(count);
    }
};

nghttp2_data_provider Http2Core::dataProvider()
{
    nghttp2_data_provider provider = {};
    provider.read_callback = &Http2Callbacks::readData;
    return provider;
}

void Http2Core::createSession()
{
    nghttp2_session_callbacks *callbacks = nullptr;
    nghttp2_option *option = nullptr;
    if (nghttp2_session_callbacks_new(&callbacks) != 0 || nghttp2_option_new(&option) != 0)
        qFatal("out of memory");
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, &Http2Callbacks::beginHeaders);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, &Http2Callbacks::header);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, &Http2Callbacks::frameReceived);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, &Http2Callbacks::dataReceived);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, &Http2Callbacks::streamClosed);
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, &Http2Callbacks::frameSent);
    nghttp2_session_callbacks_set_error_callback2(callbacks, &Http2Callbacks::error);
    nghttp2_option_set_no_auto_window_update(option, 1);
    nghttp2_option_set_no_closed_streams(option, 1); // no memory for priorities of the past
    nghttp2_option_set_max_settings(option, 16);
#ifdef HOMEPORT_NGHTTP2_RESET_RATE_LIMIT
    nghttp2_option_set_stream_reset_rate_limit(option, m_options.resetBurst, m_options.resetRate);
#endif
    const auto create =
        m_role == Http2Role::Server ? &nghttp2_session_server_new2 : &nghttp2_session_client_new2;
    const int created = create(&m_session, callbacks, this, option);
    nghttp2_option_del(option);
    nghttp2_session_callbacks_del(callbacks);
    if (created != 0 || submitSettings() != 0)
        qFatal("out of memory");
}

int Http2Core::submitSettings()
{
    const bool isServer = m_role == Http2Role::Server;
    const std::array<nghttp2_settings_entry, 4> entries{{
        {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, uint32_t(m_options.streamWindow)},
        {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, uint32_t(m_options.headerLimit)},
        {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, isServer ? m_options.maxConcurrentStreams : 0},
        // a server takes tunnels (RFC 8441 section 3); a client wants no pushes (RFC 9113 section 6.5.2)
        {isServer ? NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL : NGHTTP2_SETTINGS_ENABLE_PUSH,
            isServer ? 1u : 0u},
    }};
    if (const int error =
            nghttp2_submit_settings(m_session, NGHTTP2_FLAG_NONE, entries.data(), entries.size());
        error != 0)
        return error;
    return nghttp2_session_set_local_window_size(m_session, NGHTTP2_FLAG_NONE, 0, m_options.connectionWindow);
}

} // namespace homeport
