// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A real private slapd for tests: the managed directory in a temporary folder on a free port.
// Header only, so that just the tests that use it link server/directory.
#pragma once

#include "server/directory/ldapdirectory.h"
#include "server/directory/ldapdirectoryeditor.h"
#include "server/directory/managedslapd.h"
#include "tests/support/await.h"
#include "tests/support/testcertificates.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QThread>
#include <csignal>

namespace homeport {

/// Ended, whatever happens to the test, by its destructor. The system's slapd is never touched.
class TestSlapd
{
public:
    static bool isInstalled() { return QFileInfo(slapdPath()).isExecutable(); }
    static QString slapdPath() { return QStringLiteral("/usr/sbin/slapd"); }
    static QByteArray base() { return "dc=example,dc=org"; }

    /// Starts at once; see error().
    explicit TestSlapd(const QList<QByteArray> &names = {"127.0.0.1"})
    {
        std::signal(
            SIGPIPE, SIG_IGN); // libldap writes to sockets that the server has closed, as the daemon knows
        const TestIdentity identity = m_authority.issue(names);
        write("server.crt", identity.certificatePem);
        write("server.key", identity.keyPem);
        write("ca.crt", m_authority.certificatePem());
        QTcpServer probe; // the port is free now; slapd wants a number
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        start();
    }
    ~TestSlapd()
    {
        if (m_slapd) {
            sendSignal(SIGCONT);
            const Result<> stopped = resultOf(m_slapd->stop());
            if (!stopped)
                qWarning("slapd did not end: %s", qPrintable(stopped.error().forLog));
        }
        // connections that were being made: whoever waited for them is to end before the program does
        m_pool.waitForDone();
        QCoreApplication::processEvents();
    }
    TestSlapd(const TestSlapd &) = delete;
    TestSlapd &operator=(const TestSlapd &) = delete;

    /// (Re)starts or adopts it; for tests that killed it or let it go.
    void start()
    {
        m_slapd = ManagedSlapd::create(managedSettings(), m_pool);
        m_started = resultOf(m_slapd->start());
    }
    /// Why it did not start; empty when it did.
    QString error() const { return m_started ? QString() : m_started.error().forLog; }
    ManagedSlapd &slapd() { return *m_slapd; }
    BlockingPool &pool() { return m_pool; }
    QString uri() const { return QStringLiteral("ldaps://127.0.0.1:%1").arg(m_port); }
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QByteArray authorityPem() const { return m_authority.certificatePem(); }
    void sendSignal(int signal)
    {
        ::kill(pid_t(m_slapd->pid()), signal);
        // a stop takes effect when the last thread has noticed it
        for (int i = 0; signal == SIGSTOP && i < 1000 && !isStopped(); ++i)
            QThread::msleep(5);
    }

    ManagedSlapdSettings managedSettings() const
    {
        return {path("directory"), slapdPath(), {QStringLiteral("127.0.0.1:%1").arg(m_port)},
            path("server.crt"), path("server.key"), path("ca.crt"), base()};
    }
    /// Bound as the keeper, who may do everything.
    DirectorySettings keeperSettings() const
    {
        DirectorySettings settings = memberSettings(m_slapd->keeperDn(), m_slapd->keeperPassword());
        return settings;
    }
    DirectorySettings memberSettings(const QByteArray &dn, const Secret &password) const
    {
        DirectorySettings settings;
        settings.uris = QStringList{uri()};
        settings.writer = uri();
        settings.base = base();
        settings.bindDn = dn;
        settings.bindPassword = password;
        settings.caFile = path("ca.crt");
        return settings;
    }

private:
    /// True where it cannot be told.
    bool isStopped() const
    {
        QFile file(QStringLiteral("/proc/%1/stat").arg(m_slapd->pid()));
        if (!file.open(QIODevice::ReadOnly))
            return true;
        const QByteArray text = file.readAll();
        return text.mid(text.lastIndexOf(')') + 2, 1) == "T";
    }
    void write(const char *name, const QByteArray &bytes)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    QTemporaryDir m_folder;
    TestAuthority m_authority;
    BlockingPool m_pool{4};
    quint16 m_port = 0;
    std::shared_ptr<ManagedSlapd> m_slapd;
    Result<> m_started;
};

} // namespace homeport
