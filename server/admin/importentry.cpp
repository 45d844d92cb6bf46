// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading the texts of one entry.
#include "server/admin/importentry.h"

#include "shared/config/nearest.h"
#include "shared/config/units.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qsizetype longestValue = 4096;
constexpr qsizetype mostAddresses = 1000;
constexpr qint64 largestQuota = qint64(1) << 53;

/// Takes fields out of the object; the first fault wins.
class Fields
{
public:
    explicit Fields(const QJsonObject &json)
        : m_json(json)
    {
        m_problem.line = json[QStringLiteral("line")].toInteger();
        m_problem.address = json[QStringLiteral("address")].toString().left(longestValue);
    }
    bool hasProblem() const { return !m_problem.text.isEmpty(); }
    const ImportProblem &problem() const { return m_problem; }
    qint64 line() const { return m_problem.line; }

    void fault(const char *field, const QString &value, const QString &text)
    {
        if (hasProblem())
            return;
        m_problem.field = QString::fromLatin1(field);
        m_problem.value = value.left(200);
        m_problem.text = text;
    }
    QString text(const char *field)
    {
        m_known.append(QString::fromLatin1(field));
        const QJsonValue value = m_json[QLatin1String(field)];
        if (!value.isUndefined() && !value.isString())
            fault(field, {}, QStringLiteral("expected a text"));
        if (value.toString().size() > longestValue)
            fault(field, {}, QStringLiteral("longer than %1 characters").arg(longestValue));
        return value.toString();
    }
    Address parsed(const char *field, const QString &value)
    {
        const Result<Address> address = parseAddress(value.toUtf8());
        if (!address || address->isLiteral())
            fault(field, value, QStringLiteral("no mail address: expected name@domain"));
        return address ? address->normalised() : Address{};
    }
    /// An address of our own: its name becomes a folder or an entry.
    Address ownAddress(const char *field, const QString &value)
    {
        const Address address = parsed(field, value);
        if (hasProblem())
            return address;
        if (const Result<> name = checkAccountName(address.local); !name)
            fault(field, value, QString::fromUtf8(name.error().forPeer));
        if (const Result<> domain = checkDomainName(address.domain); !domain)
            fault(field, value, QString::fromUtf8(domain.error().forPeer));
        return address;
    }
    QStringList texts(const char *field)
    {
        m_known.append(QString::fromLatin1(field));
        const QJsonValue value = m_json[QLatin1String(field)];
        const QJsonArray list = value.toArray();
        if (!value.isUndefined() && (!value.isArray() || list.size() > mostAddresses))
            fault(field, {}, QStringLiteral("expected a list of at most %1 addresses").arg(mostAddresses));
        QStringList out;
        for (const QJsonValue &element : list)
            out.append(element.toString());
        return out;
    }
    void refuseUnknown()
    {
        for (auto it = m_json.begin(); it != m_json.end(); ++it) {
            if (it.key() == u"line" || m_known.contains(it.key()))
                continue;
            const QString near = nearestName(it.key(), m_known);
            fault(qPrintable(it.key()), {},
                QStringLiteral("no field of an account%1")
                    .arg(near.isEmpty() ? QString() : QStringLiteral(": did you mean %1?").arg(near)));
        }
    }

private:
    const QJsonObject &m_json;
    QStringList m_known;
    ImportProblem m_problem;
};

void readPasswords(Fields &fields, ImportEntry &entry)
{
    const QString clear = fields.text("password");
    const QString hash = fields.text("passwordHash");
    const QString shown = QStringLiteral("(not shown)");
    if (!clear.isEmpty() && !hash.isEmpty())
        fields.fault("passwordHash", shown, QStringLiteral("password is given too: expected one of them"));
    const auto schemeOf = [](const QString &text) {
        const qsizetype end = text.indexOf(u'}');
        return text.startsWith(u'{') && end > 1 ? text.mid(1, end - 1).toUpper() : QString();
    };
    if (importedPasswordSchemes().contains(schemeOf(clear)))
        fields.fault("password", shown,
            QStringLiteral("a hash where a clear text is expected: it belongs into password_hash"));
    if (!hash.isEmpty()) {
        const QString scheme = schemeOf(hash);
        const QString schemes =
            QStringLiteral("{%1}").arg(importedPasswordSchemes().join(QStringLiteral("}, {")));
        if (scheme.isEmpty())
            fields.fault("passwordHash", shown,
                hash.startsWith(u'$')
                    ? QStringLiteral("a crypt(3) hash without its scheme: expected {CRYPT} in front of it")
                    : QStringLiteral(
                        "a clear text, or a hash without its scheme: expected one of %1 in front; "
                        "clear texts belong into the column password")
                          .arg(schemes));
        else if (!importedPasswordSchemes().contains(scheme))
            fields.fault("passwordHash", u'{' + scheme + u'}',
                QStringLiteral("unknown scheme: expected one of %1").arg(schemes));
        else if (hash.size() == scheme.size() + 2)
            fields.fault("passwordHash", hash, QStringLiteral("nothing behind the scheme: expected a hash"));
        else
            for (const QChar c : hash)
                if (c < u' ' || c > u'~')
                    fields.fault("passwordHash", shown, QStringLiteral("expected printable ASCII only"));
    }
    entry.password = Secret(clear.toUtf8());
    entry.passwordHash = hash.toLatin1();
}

void readSwitches(Fields &fields, ImportEntry &entry)
{
    if (const QString quota = fields.text("quota"); !quota.isEmpty()) {
        entry.quotaBytes = parseSize(quota);
        if (!entry.quotaBytes || *entry.quotaBytes > largestQuota)
            fields.fault(
                "quota", quota, QStringLiteral("no size: expected bytes, or something like 500M or 2G"));
    }
    if (const QString enabled = fields.text("enabled").toLower(); !enabled.isEmpty()) {
        static const QStringList yes{QStringLiteral("yes"), QStringLiteral("true"), QStringLiteral("1")};
        static const QStringList no{QStringLiteral("no"), QStringLiteral("false"), QStringLiteral("0")};
        entry.enabled = yes.contains(enabled);
        if (!yes.contains(enabled) && !no.contains(enabled))
            fields.fault("enabled", enabled, QStringLiteral("expected yes or no, true or false, 1 or 0"));
    }
}

/// An alias is no account: what only accounts have is refused.
void checkRedirect(Fields &fields, const ImportEntry &entry)
{
    if (!entry.isRedirect())
        return;
    const bool isAccount = !entry.password.isEmpty() || !entry.passwordHash.isEmpty()
        || !entry.storage.isEmpty() || !entry.host.isEmpty() || entry.quotaBytes || !entry.aliases.isEmpty();
    if (isAccount)
        fields.fault("targets", QString::fromUtf8(entry.targets.first().text()),
            QStringLiteral(
                "a row with targets is an alias: it has no password, host, storage, quota or aliases"));
    if (entry.targets.contains(entry.address))
        fields.fault("targets", QString::fromUtf8(entry.address.text()),
            QStringLiteral("the address itself: expected other addresses"));
}

} // namespace

QStringList importedPasswordSchemes()
{
    // slapd's own, those of its modules pw-sha2, pw-pbkdf2 and argon2, and what crypt(3) knows
    static const QStringList schemes = QStringLiteral("SSHA SHA SMD5 MD5 SSHA256 SHA256 SSHA384 SHA384 "
                                                      "SSHA512 SHA512 CRYPT PBKDF2 PBKDF2-SHA1 PBKDF2-SHA256 "
                                                      "PBKDF2-SHA512 ARGON2")
                                           .split(u' ');
    return schemes;
}

tl::expected<ImportEntry, ImportProblem> importEntryFrom(const QJsonObject &json)
{
    Fields fields(json);
    ImportEntry entry;
    entry.line = fields.line();
    const QString address = fields.text("address");
    if (address.isEmpty())
        fields.fault("address", {}, QStringLiteral("missing: expected name@domain"));
    else
        entry.address = fields.ownAddress("address", address);
    readPasswords(fields, entry);
    entry.host = fields.text("host");
    entry.storage = fields.text("storage");
    readSwitches(fields, entry);
    const QStringList aliases = fields.texts("aliases");
    for (const QString &alias : aliases) {
        const Address parsed = fields.ownAddress("aliases", alias);
        if (parsed != entry.address && !entry.aliases.contains(parsed))
            entry.aliases.append(parsed);
    }
    const QStringList targets = fields.texts("targets");
    for (const QString &target : targets) {
        const Address parsed = fields.parsed("targets", target);
        if (!entry.targets.contains(parsed))
            entry.targets.append(parsed);
    }
    checkRedirect(fields, entry);
    fields.refuseUnknown();
    if (fields.hasProblem())
        return tl::unexpected(fields.problem());
    return entry;
}

QJsonObject toJson(const ImportProblem &problem)
{
    static constexpr auto kinds = std::to_array<EnumWord<ImportProblem::Kind>>({
        {ImportProblem::Kind::Refused, "refused"},
        {ImportProblem::Kind::Different, "different"},
        {ImportProblem::Kind::Failed, "failed"},
    });
    return {
        {QStringLiteral("kind"), wordOf<ImportProblem::Kind>(kinds, problem.kind)},
        {QStringLiteral("line"), problem.line},
        {QStringLiteral("address"), problem.address},
        {QStringLiteral("field"), problem.field},
        {QStringLiteral("value"), problem.value},
        {QStringLiteral("text"), problem.text},
    };
}

} // namespace homeport
