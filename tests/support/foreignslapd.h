// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A slapd that is not Homeport's own, configured by the test. Header only.
#pragma once

#include "server/directory/schematext.h"
#include "tests/support/testslapd.h"

#include <QProcess>
#include <QTcpSocket>
#include <QTest>

namespace homeport {

inline quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

/// A slapd of somebody else's.
class ForeignSlapd
{
public:
    static QByteArray base() { return "dc=example,dc=org"; }
    static QByteArray admin() { return "cn=admin,dc=example,dc=org"; } ///< password "secret"

    /// `tls`: lines of slapd.conf about TLS; {certificate} and the like are put in by the caller.
    ForeignSlapd(const QString &folder, const QByteArray &tls, const QByteArray &extra = {})
        : m_folder(folder)
    {
        QDir().mkpath(folder + QStringLiteral("/data"));
        write("base.schema", baseSchema);
        write("homeport.schema", homeportSchema);
        QByteArray conf =
            "include " + path("base.schema") + "\ninclude " + path("homeport.schema") + '\n' + extra;
        if (QFileInfo::exists(QStringLiteral("/usr/lib/ldap/back_mdb.la")))
            conf += "modulepath /usr/lib/ldap\nmoduleload back_mdb\n";
        conf += tls;
        conf += "access to attrs=userPassword by anonymous auth by * none\naccess to * by * write\n"
                "database mdb\nsuffix \""
            + base() + "\"\nrootdn \"" + admin() + "\"\nrootpw secret\nmaxsize 67108864\ndirectory "
            + path("data") + '\n';
        write("slapd.conf", conf);
        m_plain = freePort();
        m_tls = freePort();
        start();
    }
    ~ForeignSlapd() { stop(); }
    void start()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(TestSlapd::slapdPath(),
            {QStringLiteral("-d"), QStringLiteral("none"), QStringLiteral("-f"),
                QString::fromUtf8(path("slapd.conf")), QStringLiteral("-h"),
                QStringLiteral("ldap://127.0.0.1:%1/ ldaps://127.0.0.1:%2/").arg(m_plain).arg(m_tls)});
        QVERIFY(m_process.waitForStarted());
        QTcpSocket socket;
        for (int i = 0; i < 600; ++i) {
            socket.connectToHost(QHostAddress::LocalHost, m_plain);
            if (socket.waitForConnected(1000))
                return;
            QTest::qWait(50);
        }
        QFAIL("slapd does not answer");
    }
    void stop()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString plainUri() const { return QStringLiteral("ldap://127.0.0.1:%1").arg(m_plain); }
    QString tlsUri() const { return QStringLiteral("ldaps://127.0.0.1:%1").arg(m_tls); }

private:
    QByteArray path(const char *name) const { return (m_folder + u'/' + QString::fromLatin1(name)).toUtf8(); }
    void write(const char *name, const QByteArray &bytes)
    {
        QFile file(QString::fromUtf8(path(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    const QString m_folder;
    QProcess m_process;
    quint16 m_plain = 0, m_tls = 0;
};

} // namespace homeport
