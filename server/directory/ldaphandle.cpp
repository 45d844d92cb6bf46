// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Opening a connection to an LDAP server: address, TLS, bind.
#include "server/directory/ldaphandle.h"

#include "server/directory/connectguard.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <ldap.h>
#include <sys/time.h>

namespace homeport {

namespace {

auto failure(const LdapTarget &target, const char *step, LDAP *handle, int code)
{
    QString text = QStringLiteral("%1: %2: %3 (%4)")
                       .arg(target.uri, QString::fromLatin1(step), QString::fromLatin1(ldap_err2string(code)),
                           QString::number(code)); // at once: an ldapi URI is full of %2F
    char *diagnostic = nullptr;
    if (handle && ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &diagnostic) == LDAP_OPT_SUCCESS
        && diagnostic && *diagnostic)
        text += QStringLiteral(": ") + escapedForLog(QByteArrayView(diagnostic));
    ldap_memfree(diagnostic);
    return fail(Error::temporary("directory not available, try again later", text, "4.4.3"));
}

/// The DER bytes of the first certificate in a PEM text (RFC 7468).
QByteArray firstCertificate(const QByteArray &pem)
{
    const QByteArray begin("-----BEGIN CERTIFICATE-----");
    const qsizetype from = pem.indexOf(begin);
    const qsizetype to = pem.indexOf("-----END CERTIFICATE-----", from);
    if (from < 0 || to < 0)
        return {};
    const QByteArray inside =
        pem.mid(from + begin.size(), to - from - begin.size()).simplified().replace(' ', "");
    const auto der = QByteArray::fromBase64Encoding(inside, QByteArray::AbortOnBase64DecodingErrors);
    return der ? *der : QByteArray();
}

/// Every option that /etc/ldap/ldap.conf or the environment could have set is set here: Homeport's own
/// configuration alone decides (TLS_REQCERT never in ldap.conf must not switch our check off).
int setOptions(LDAP *handle, timeval timeout)
{
    const int version = LDAP_VERSION3;
    const int none = 0;
    const int never = LDAP_DEREF_NEVER;
    const int idle = 30, probes = 3, interval = 5;
    const struct
    {
        int option;
        const void *value;
    } options[] = {
        {LDAP_OPT_PROTOCOL_VERSION, &version},
        {LDAP_OPT_REFERRALS, LDAP_OPT_OFF},
        {LDAP_OPT_RESTART, LDAP_OPT_ON}, // EINTR
        {LDAP_OPT_DEREF, &never},
        {LDAP_OPT_SIZELIMIT, &none},
        {LDAP_OPT_TIMELIMIT, &none},
        {LDAP_OPT_NETWORK_TIMEOUT, &timeout},
        {LDAP_OPT_TIMEOUT, &timeout},
        {LDAP_OPT_X_KEEPALIVE_IDLE, &idle},
        {LDAP_OPT_X_KEEPALIVE_PROBES, &probes},
        {LDAP_OPT_X_KEEPALIVE_INTERVAL, &interval},
    };
    for (const auto &option : options) {
        if (const int code = ldap_set_option(handle, option.option, option.value); code != LDAP_OPT_SUCCESS)
            return LDAP_PARAM_ERROR;
    }
    return LDAP_SUCCESS;
}

/// Debian's libldap stands on GnuTLS: the options belong to the handle, and a new context makes them count.
int setTlsOptions(LDAP *handle, const LdapTarget &target)
{
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    const int oldest = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    const int client = 0;
    if (ldap_set_option(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand) != LDAP_OPT_SUCCESS
        || ldap_set_option(handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, &oldest) != LDAP_OPT_SUCCESS)
        return LDAP_PARAM_ERROR;
    const bool ownAuthority = !target.caFile.isEmpty() || !target.caPem.isEmpty();
    if (ownAuthority) {
        // the system's authorities, which ldap.conf may have named, must not vouch beside ours
        const QByteArray file = target.caFile.toLocal8Bit();
        if (ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, file.constData()) != LDAP_OPT_SUCCESS
            || ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTDIR, "") != LDAP_OPT_SUCCESS)
            return LDAP_PARAM_ERROR;
    }
    if (target.caFile.isEmpty() && !target.caPem.isEmpty()) {
        QByteArray der = firstCertificate(target.caPem);
        if (der.isEmpty())
            return LDAP_PARAM_ERROR;
        const berval bytes{ber_len_t(der.size()), der.data()};
        if (ldap_set_option(handle, LDAP_OPT_X_TLS_CACERT, &bytes) != LDAP_OPT_SUCCESS)
            return LDAP_PARAM_ERROR;
    }
    if (!target.certificateFile.isEmpty()) {
        const QByteArray certificate = target.certificateFile.toLocal8Bit();
        const QByteArray key = target.keyFile.toLocal8Bit();
        if (ldap_set_option(handle, LDAP_OPT_X_TLS_CERTFILE, certificate.constData()) != LDAP_OPT_SUCCESS
            || ldap_set_option(handle, LDAP_OPT_X_TLS_KEYFILE, key.constData()) != LDAP_OPT_SUCCESS)
            return LDAP_PARAM_ERROR;
    }
    return ldap_set_option(handle, LDAP_OPT_X_TLS_NEWCTX, &client) == LDAP_OPT_SUCCESS ? LDAP_SUCCESS
                                                                                       : LDAP_PARAM_ERROR;
}

Result<> bindOrConnect(LDAP *raw, const LdapTarget &target)
{
    if (target.byCertificate) {
        berval asWhom{0, const_cast<char *>("")}; // as whom the certificate says
        const int code = ldap_sasl_bind_s(raw, "", "EXTERNAL", &asWhom, nullptr, nullptr, nullptr);
        if (code != LDAP_SUCCESS)
            return failure(target, "bind by certificate", raw, code);
        return {};
    }
    if (target.bindDn.isEmpty()) {
        if (const int code = ldap_connect(raw); code != LDAP_SUCCESS)
            return failure(target, "connect", raw, code);
        return {};
    }
    QByteArray password = target.bindPassword.reveal();
    if (password.isEmpty()) // RFC 4513 5.1.2: a bind with a name and no password proves nothing
        return failure(target, "no password for the bind", raw, LDAP_INVALID_CREDENTIALS);
    berval credentials{ber_len_t(password.size()), password.data()};
    const int code = ldap_sasl_bind_s(
        raw, target.bindDn.constData(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);
    if (code != LDAP_SUCCESS)
        return failure(target, "bind", raw, code);
    return {};
}

Result<> stopBlocking(LDAP *handle, const LdapTarget &target)
{
    int descriptor = -1;
    if (ldap_get_option(handle, LDAP_OPT_DESC, &descriptor) != LDAP_OPT_SUCCESS || descriptor < 0)
        return failure(target, "descriptor", handle, LDAP_LOCAL_ERROR);
    const int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0)
        return fail(Error::system(target.uri + QStringLiteral(": fcntl"), errno));
    return {};
}

} // namespace

void LdapHandleCloser::operator()(LDAP *handle) const
{
    ldap_set_option(handle, LDAP_OPT_X_TLS_CACERT, nullptr); // libldap 2.5 would leave our copy behind
    ldap_unbind_ext(handle, nullptr, nullptr);
}

Result<LdapHandle> openLdapHandle(const LdapTarget &target, Deadline deadline)
{
    LDAP *raw = nullptr;
    if (const int code = ldap_initialize(&raw, target.uri.toUtf8().constData()); code != LDAP_SUCCESS)
        return failure(target, "not a usable LDAP URI", nullptr, code);
    LdapHandle handle(raw);
    const qint64 left = deadline.isForever() ? 30000 : std::max<qint64>(deadline.remainingTime(), 100);
    const timeval timeout{time_t(left / 1000), suseconds_t(left % 1000 * 1000)};
    if (const int code = setOptions(raw, timeout); code != LDAP_SUCCESS)
        return failure(target, "options", raw, code);
    const bool local = target.uri.startsWith(u"ldapi:");
    if (!local) {
        if (const int code = setTlsOptions(raw, target); code != LDAP_SUCCESS)
            return failure(target, "the authority's certificate, or ours, cannot be used", raw, code);
    }
    const auto guard = std::make_shared<ConnectGuard>(raw, Deadline(left));
    handle.get_deleter().guard = guard;
    if (target.startTls && target.uri.startsWith(u"ldap:")) {
        if (const int code = ldap_start_tls_s(raw, nullptr, nullptr); code != LDAP_SUCCESS)
            return failure(target, "StartTLS", raw, code);
    }
    if (const auto bound = bindOrConnect(raw, target); !bound)
        return fail(bound.error());
    guard->disarm();
    if (const auto done = stopBlocking(raw, target); !done)
        return fail(done.error());
    return handle;
}

} // namespace homeport
