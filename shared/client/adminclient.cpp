// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reaching a daemon, judging its certificate, asking.
#include "shared/client/adminclient.h"

#include "shared/model/jsonreader.h"
#include "shared/net/resolve.h"
#include "shared/net/unixlistener_posix.h"

#include <QCryptographicHash>

namespace homeport {

namespace {

constexpr int ok = 200;
constexpr qsizetype longAnswer = 64 * 1024;

Error clientError(Fault fault, const char *word, const QString &text)
{
    return {fault, QByteArray(word), text, QByteArray(word)};
}

Error unreachable(const QString &where, const StreamError &why)
{
    return clientError(
        Fault::Temporary, "unreachable", QStringLiteral("%1 cannot be reached: %2").arg(where, why.detail));
}

QByteArray digestOf(const QByteArray &der)
{
    return QCryptographicHash::hash(der, QCryptographicHash::Sha256);
}

QByteArray pemOf(const QByteArray &der)
{
    QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
    const QByteArray text = der.toBase64();
    for (qsizetype i = 0; i < text.size(); i += 64)
        pem += text.mid(i, 64) + '\n';
    return pem + "-----END CERTIFICATE-----\n";
}

Fault faultOf(int status)
{
    if (status == 400)
        return Fault::Syntax;
    if (status == 429 || status >= 500)
        return Fault::Temporary;
    return Fault::Refused;
}

} // namespace

AdminClient::~AdminClient() = default;

QString AdminClient::fingerprintText(const QByteArray &fingerprint)
{
    return QString::fromLatin1(fingerprint.toHex(':').toUpper());
}

QByteArray AdminClient::fingerprintFromText(const QString &text)
{
    QByteArray hex = text.trimmed().toLatin1();
    hex.replace(':', "");
    QByteArray out(32, '\0');
    if (!parseHex(hex, reinterpret_cast<quint8 *>(out.data()), size_t(out.size())))
        return {};
    return out;
}

/// With an authority: the chain must end there and the certificate be for the host that was asked for.
/// Without: the certificate is compared with the fingerprint.
Task<Result<std::unique_ptr<ByteStream>>> AdminClient::reachWith(QByteArray authorityPem, Deadline deadline)
{
    const QString where = QStringLiteral("%1:%2").arg(m_target.host).arg(m_target.port);
    StreamResult<std::unique_ptr<TcpStream>> connected =
        co_await connectToHost(m_target.host, m_target.port, deadline);
    if (!connected)
        co_return fail(unreachable(where, connected.error()));
    std::unique_ptr<TcpStream> stream = std::move(*connected);
    TlsClientOptions options;
    options.alpn = {QByteArrayLiteral("h2")};
    options.resumption = false;
    options.authoritiesPem = authorityPem;
    options.verify =
        authorityPem.isEmpty() ? TlsClientOptions::Verify::Nothing : TlsClientOptions::Verify::Name;
    const Result<std::shared_ptr<TlsContext>> tls = TlsContext::client(options);
    if (!tls)
        co_return fail(tls.error());
    const QByteArray name = m_target.host.toLatin1();
    const StreamResult<> shaken = co_await stream->startTlsClient(*tls, name, deadline);
    const std::optional<PeerCertificate> certificate = shaken ? stream->peerCertificate() : std::nullopt;
    if (certificate) {
        m_seen = certificate->sha256;
        m_seenChain = stream->peerChain();
    }
    if (!shaken && !authorityPem.isEmpty())
        co_return fail(clientError(Fault::Refused, "wrong-certificate",
            QStringLiteral("%1: its certificate is not of the cluster's authority: %2")
                .arg(where, shaken.error().detail)));
    if (!shaken)
        co_return fail(unreachable(where, shaken.error()));
    if (!certificate)
        co_return fail(clientError(
            Fault::Refused, "wrong-certificate", where + QStringLiteral(" showed no certificate")));
    if (!authorityPem.isEmpty() || certificate->sha256 == m_target.fingerprint)
        co_return std::unique_ptr<ByteStream>(std::move(stream));
    if (m_target.fingerprint.isEmpty()) {
        co_return fail(clientError(Fault::Refused, "unknown-certificate",
            QStringLiteral("%1 is not known yet; the SHA-256 of its certificate is %2: compare it with what "
                           "homeportctl fingerprint prints there, "
                           "then give it as the fingerprint")
                .arg(where, fingerprintText(m_seen))));
    }
    // pinned to an authority: believed only after the chain has been verified up to it
    const QList<QByteArray> chain = m_seenChain;
    stream->close();
    for (const QByteArray &der : chain) {
        if (digestOf(der) == m_target.fingerprint) {
            Result<std::unique_ptr<ByteStream>> again = co_await reachWith(pemOf(der), deadline);
            co_return again;
        }
    }
    co_return fail(clientError(Fault::Refused, "wrong-certificate",
        QStringLiteral("%1 shows another certificate than expected: SHA-256 %2 instead of %3")
            .arg(where, fingerprintText(m_seen), fingerprintText(m_target.fingerprint))));
}

/// The last of the chain, tried as the only authority: its own word counts for nothing.
Task<> AdminClient::findAuthority(Deadline deadline)
{
    const QByteArray last = m_seenChain.size() > 1 ? m_seenChain.last() : QByteArray();
    if (last.isEmpty())
        co_return;
    const QByteArray shown = m_seen;
    const Result<std::unique_ptr<ByteStream>> tried = co_await reachWith(pemOf(last), deadline);
    if (tried && m_seen == shown)
        m_seenAuthority = digestOf(last);
    m_seen = shown;
}

Task<Result<std::unique_ptr<ByteStream>>> AdminClient::reach(Deadline deadline)
{
    if (!m_target.socketPath.isEmpty()) {
        StreamResult<std::unique_ptr<TcpStream>> local = connectToUnixSocket(m_target.socketPath);
        if (!local)
            co_return fail(unreachable(QStringLiteral("the daemon"), local.error()));
        co_return std::unique_ptr<ByteStream>(std::move(*local));
    }
    const QByteArray authority = m_target.fingerprint.isEmpty() ? m_target.authorityPem : QByteArray();
    m_seenChain.clear();
    m_seenAuthority.clear();
    Result<std::unique_ptr<ByteStream>> stream = co_await reachWith(authority, deadline);
    if (!stream && stream.error().status.endsWith("-certificate"))
        co_await findAuthority(deadline);
    co_return stream;
}

Task<Result<>> AdminClient::connect(Deadline deadline)
{
    m_http.reset();
    m_token.clear();
    Result<std::unique_ptr<ByteStream>> stream = co_await reach(deadline);
    if (!stream)
        co_return fail(stream.error());
    Http2Options options;
    options.maxConcurrentStreams = 1;
    m_http = Http2Connection::client(std::move(*stream), options);
    m_http->run();
    const QJsonObject login{{QStringLiteral("user"), m_target.user},
        {QStringLiteral("password"), QString::fromUtf8(m_target.password.reveal())}};
    const Result<QJsonObject> answer = co_await post(QByteArrayLiteral("/v1/login"), login, deadline);
    if (!answer) {
        m_http.reset();
        co_return fail(answer.error());
    }
    JsonReader reader(*answer);
    m_token = reader.text("token").toLatin1();
    const Result<AdministratorRole> role = administratorRoleFromText(reader.text("role"));
    const Result<> good = role && !reader.hasFault()
        ? Result<>()
        : fail(clientError(
            Fault::Temporary, "internal", QStringLiteral("the daemon's answer to the login cannot be read")));
    if (!good)
        co_return good;
    m_role = *role;
    co_return Result<>{};
}

Task<Result<QJsonObject>> AdminClient::call(
    QString what, QJsonObject arguments, RequestId request, Deadline deadline)
{
    if (!m_http)
        co_return fail(clientError(Fault::Temporary, "unreachable", QStringLiteral("not connected")));
    const QJsonObject body{{QStringLiteral("what"), what}, {QStringLiteral("arguments"), arguments},
        {QStringLiteral("request"), request.text()}};
    Result<QJsonObject> answer = co_await post(QByteArrayLiteral("/v1/call"), body, deadline);
    co_return answer;
}

Task<Result<QJsonObject>> AdminClient::post(QByteArray path, QJsonObject body, Deadline deadline)
{
    Http2Request request;
    request.method = QByteArrayLiteral("POST");
    request.path = path;
    request.headers = {{"content-type", "application/json"}};
    if (!m_token.isEmpty())
        request.headers.append({"authorization", "Bearer " + m_token});
    request.body = jsonBytes(body);
    const Result<Http2Response> response = co_await m_http->request(request, deadline);
    if (!response)
        co_return fail(clientError(Fault::Temporary, "unreachable",
            QStringLiteral("no answer from the daemon: ") + response.error().forLog));
    const Result<QJsonObject> json = co_await parsed(response->body);
    if (!json)
        co_return fail(clientError(Fault::Temporary, "internal",
            QStringLiteral("the daemon's answer (%1) is no JSON").arg(response->status)));
    if (response->status == ok)
        co_return json;
    const QByteArray word = json->value(QStringLiteral("status")).toString().toLatin1();
    const QString text = json->value(QStringLiteral("error")).toString();
    co_return fail(Error{faultOf(response->status), word, text, word});
}

Task<Result<QJsonObject>> AdminClient::parsed(QByteArray body)
{
    if (!m_parser || body.size() < longAnswer)
        co_return parseJsonObject(body);
    auto work = [body] { return parseJsonObject(body); };
    Result<QJsonObject> json = co_await m_parser->run(std::move(work));
    co_return json;
}

} // namespace homeport
