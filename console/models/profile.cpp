// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Profiles in an .ini file, checked before they are saved.
#include "console/models/profile.h"

#include "shared/config/address.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Profiles
{
    Q_DECLARE_TR_FUNCTIONS(Profiles)
};

Error wrong(const QString &text) { return Error{Fault::Syntax, text.toUtf8(), text, {}}; }

QString layoutKey(const QString &profileId, const QString &place)
{
    return u"layout/"_s + profileId + u'/' + QString(place).replace(u'/', u'.');
}

} // namespace

Profile newProfile()
{
    Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return profile;
}

namespace {

QString nameFault(const Profile &profile, const QList<Profile> &others)
{
    const QString name = profile.name.trimmed();
    if (name.isEmpty())
        return Profiles::tr("give the connection a name, such as \"Production\".");
    for (const Profile &other : others) {
        if (other.id != profile.id && other.name.compare(name, Qt::CaseInsensitive) == 0)
            return Profiles::tr("there is a connection called \"%1\" already.").arg(other.name);
    }
    return {};
}

QString addressFault(const Profile &profile)
{
    if (profile.address.isEmpty())
        return Profiles::tr("expected HOST:PORT of a keeper's admin port, such as back1.example.net:7701.");
    if (profile.isLocal())
        return {};
    const std::optional<HostPort> endpoint = parseHostPort(profile.address);
    if (!endpoint || endpoint->isEmpty() || endpoint->port == 0)
        return Profiles::tr(
            "\"%1\" is no address: expected HOST:PORT, such as back1.example.net:7701, or the path of "
            "a daemon's socket.")
            .arg(profile.address);
    return {};
}

} // namespace

ProfileFaults faultsOf(const Profile &profile, const QList<Profile> &others)
{
    ProfileFaults faults;
    faults.name = nameFault(profile, others);
    faults.address = addressFault(profile);
    if (!profile.isLocal() && profile.user.trimmed().isEmpty())
        faults.user = Profiles::tr("the name of an administrator is missing.");
    static const QRegularExpression colour(u"^(#[0-9a-fA-F]{6})?$"_s);
    if (!colour.match(profile.colour).hasMatch())
        faults.colour =
            Profiles::tr("\"%1\" is no colour: expected something like #c03030.").arg(profile.colour);
    return faults;
}

Result<> checkProfile(const Profile &profile, const QList<Profile> &others)
{
    const ProfileFaults faults = faultsOf(profile, others);
    if (!faults.name.isEmpty())
        return fail(wrong(Profiles::tr("Name: %1").arg(faults.name)));
    if (!faults.address.isEmpty())
        return fail(wrong(Profiles::tr("Address: %1").arg(faults.address)));
    if (!faults.user.isEmpty())
        return fail(wrong(Profiles::tr("User: %1").arg(faults.user)));
    if (!faults.colour.isEmpty())
        return fail(wrong(Profiles::tr("Colour: %1").arg(faults.colour)));
    return {};
}

QString nameOfCopy(const QString &name, const QList<Profile> &others)
{
    const auto isTaken = [&others](const QString &wanted) {
        return std::any_of(others.cbegin(), others.cend(),
            [&](const Profile &other) { return other.name.compare(wanted, Qt::CaseInsensitive) == 0; });
    };
    QString copy = Profiles::tr("%1 (copy)").arg(name);
    for (int number = 2; isTaken(copy); ++number)
        copy = Profiles::tr("%1 (copy %2)").arg(name).arg(number);
    return copy;
}

ProfileStore::ProfileStore(const QString &file)
    : m_settings(file, QSettings::IniFormat)
{
}

QList<Profile> ProfileStore::profiles() const
{
    QList<Profile> out;
    m_settings.beginGroup(u"profiles"_s);
    const QStringList ids = m_settings.childGroups();
    for (const QString &id : ids) {
        m_settings.beginGroup(id);
        Profile profile;
        profile.id = id;
        profile.name = m_settings.value(u"name"_s).toString();
        profile.address = m_settings.value(u"address"_s).toString();
        profile.user = m_settings.value(u"user"_s).toString();
        profile.isReadOnly = m_settings.value(u"readOnly"_s).toBool();
        profile.colour = m_settings.value(u"colour"_s).toString();
        profile.fingerprint = QByteArray::fromHex(m_settings.value(u"fingerprint"_s).toByteArray());
        profile.remembersPassword = m_settings.value(u"rememberPassword"_s).toBool();
        out.append(profile);
        m_settings.endGroup();
    }
    m_settings.endGroup();
    std::sort(out.begin(), out.end(), [](const Profile &left, const Profile &right) {
        return left.name.compare(right.name, Qt::CaseInsensitive) < 0;
    });
    return out;
}

void ProfileStore::save(const Profile &profile)
{
    m_settings.beginGroup(u"profiles/"_s + profile.id);
    m_settings.setValue(u"name"_s, profile.name.trimmed());
    m_settings.setValue(u"address"_s, profile.address);
    m_settings.setValue(u"user"_s, profile.user.trimmed());
    m_settings.setValue(u"readOnly"_s, profile.isReadOnly);
    m_settings.setValue(u"colour"_s, profile.colour);
    m_settings.setValue(u"fingerprint"_s, QString::fromLatin1(profile.fingerprint.toHex()));
    m_settings.setValue(u"rememberPassword"_s, profile.remembersPassword);
    m_settings.endGroup();
    m_settings.sync();
}

void ProfileStore::remove(const QString &id)
{
    m_settings.remove(u"profiles/"_s + id);
    resetLayouts(id);
}

QByteArray ProfileStore::layout(const QString &profileId, const QString &place) const
{
    return m_settings.value(layoutKey(profileId, place)).toByteArray();
}

void ProfileStore::setLayout(const QString &profileId, const QString &place, const QByteArray &layout)
{
    m_settings.setValue(layoutKey(profileId, place), layout);
}

void ProfileStore::resetLayouts(const QString &profileId)
{
    m_settings.remove(u"layout/"_s + profileId);
    m_settings.sync();
}

QString ProfileStore::option(const QString &name) const
{
    return m_settings.value(u"options/"_s + name).toString();
}

void ProfileStore::setOption(const QString &name, const QString &value)
{
    m_settings.setValue(u"options/"_s + name, value);
}

} // namespace homeport
