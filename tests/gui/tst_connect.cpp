// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From an empty console to a connected one, by clicks and keys, against a real admin server.
#include "console/views/commandpalette.h"
#include "console/views/mainwindow.h"
#include "console/views/profiledialog.h"
#include "server/admin/adminserver.h"
#include "server/admin/passwordhash.h"
#include "tests/support/fakedaemon.h"
#include "tests/support/testcertificates.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>
#include <QtWidgets>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

/// A keeper with the administrator ann; its certificate comes with or without its authority.
struct ServerRig : AdminRig
{
    explicit ServerRig(
        bool withAuthority = true, const QList<QByteArray> &certified = {"back1.example.net", "127.0.0.1"})
        : names(certified)
    {
        Administrator ann;
        ann.name = u"ann"_s;
        ann.role = AdministratorRole::Administrator;
        ann.passwordHash = *hashAdministratorPassword(Secret("correct horse"));
        cluster.inForce.administrators = {ann};
        remote = [this](const MemberName &member, const QString &what,
                     const QJsonObject &) -> Result<QJsonObject> {
            MemberStatus status;
            status.name = member;
            status.table = cluster.revision();
            return what == u"status" ? toJson(status) : QJsonObject();
        };
        serve(withAuthority, 0);
    }
    void serve(bool withAuthority, quint16 port)
    {
        server.reset();
        identity = authority.issue(names);
        TlsServerOptions tls;
        tls.identity = {identity.certificatePem + (withAuthority ? authority.certificatePem() : QByteArray()),
            Secret(identity.keyPem)};
        tls.alpn = {"h2"};
        AdminServerOptions options;
        options.tls = *TlsContext::server(tls);
        options.listen = {{u"127.0.0.1"_s, port}};
        auto opened = AdminServer::open(options, *service, *sessions);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().forLog));
        server = std::move(*opened);
    }
    QString address() const { return u"127.0.0.1:%1"_s.arg(server->ports().first()); }
    QByteArray leafFingerprint() const { return parseCertificate(identity.certificatePem)->sha256; }
    QByteArray authorityFingerprint() const { return parseCertificate(authority.certificatePem())->sha256; }

    const QList<QByteArray> names;
    TestAuthority authority;
    TestIdentity identity;
    std::unique_ptr<AdminSessions> sessions = std::make_unique<AdminSessions>(cluster, clock, pool);
    std::unique_ptr<AdminServer> server;
};

/// The whole console, as main.cpp builds it, with a keychain in memory.
struct Console
{
    explicit Console(std::optional<Connection::ClientFactory> clients = std::nullopt)
        : connection(clients ? *clients : daemonClients(pool))
    {
        window = std::make_unique<MainWindow>(context, &secrets);
        window->show();
    }
    template <class T> T *find(const char *name) const
    {
        T *const found = window->findChild<T *>(QLatin1StringView(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    void click(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void type(const char *name, const QString &text) const
    {
        auto *const field = find<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    bool isShown(const char *name) const { return find<QWidget>(name)->isVisible(); }
    QString text(const char *name) const { return find<QLabel>(name)->text(); }
    Profile saved(const QString &address, const QByteArray &fingerprint = {})
    {
        Profile profile = newProfile();
        profile.name = u"Test cluster"_s;
        profile.address = address;
        profile.user = u"ann"_s;
        profile.fingerprint = fingerprint;
        profiles.save(profile);
        return profile;
    }
    QDialog *dialog(const char *name) const
    {
        QDialog *found = nullptr;
        [&] { QTRY_VERIFY((found = window->findChild<QDialog *>(QLatin1StringView(name)))); }();
        return found;
    }

    QTemporaryDir folder;
    std::shared_ptr<BlockingPool> pool = std::make_shared<BlockingPool>(1);
    ProfileStore profiles{folder.filePath(u"console.ini"_s)};
    FakeSecrets secrets;
    Connection connection;
    ClusterWatch watch{connection};
    ActRunner acts{connection};
    ConsoleContext context{connection, watch, acts, profiles};
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestConnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewcomerIsToldWhatToEnterAndMakesAConnection()
    {
        Console console;
        QVERIFY(console.isShown("newProfileFirst"));
        QSignalSpy demo(console.window.get(), &MainWindow::demoRequested);
        console.click("tryDemoFirst");
        QCOMPARE(demo.count(), 1);
        console.click("newProfileFirst");
        console.dialog("profileDialog");
        console.click("saveProfile");
        QVERIFY(console.isShown("profileNameFault"));
        QVERIFY(console.isShown("profileAddressFault"));
        QVERIFY(console.isShown("profileUserFault"));
        console.type("profileName", u"Production"_s);
        QVERIFY(!console.isShown("profileNameFault"));
        console.type("profileAddress", u"back1.example.net"_s);
        QVERIFY(console.text("profileAddressFault").contains(u"HOST:PORT"_s));
        console.type("profileAddress", u"back1.example.net:7701"_s);
        QVERIFY(!console.isShown("profileAddressFault"));
        console.type("profileUser", u"ann"_s);
        console.find<QComboBox>("profileColour")->setCurrentIndex(1);
        console.click("saveProfile");
        QCOMPARE(console.profiles.profiles().size(), 1);
        const Profile profile = console.profiles.profiles().first();
        QCOMPARE(profile.name, u"Production"_s);
        QCOMPARE(profile.address, u"back1.example.net:7701"_s);
        QVERIFY(!profile.colour.isEmpty());
        QVERIFY(!console.isShown("newProfileFirst"));
        QVERIFY(console.isShown("profiles"));
    }

    void firstContactIsComparedThenThePasswordIsAskedFor()
    {
        ServerRig rig;
        Console console;
        console.saved(rig.address());
        console.window->showConnections();
        console.click("connectProfile");
        QTRY_VERIFY(console.isShown("firstContactPage"));
        const auto *const page = console.find<QWidget>("firstContactPage");
        QString shown = page->findChild<QLabel *>(u"fingerprint"_s)->text();
        shown.replace(u"  "_s, u":"_s).replace(u'\n', u':');
        QCOMPARE(AdminClient::fingerprintFromText(shown), rig.authorityFingerprint());
        const auto *const trust = console.find<QPushButton>("trustCertificate");
        QVERIFY(!trust->isDefault() && !trust->autoDefault() && !trust->hasFocus());
        console.click("trustCertificate");
        QTRY_VERIFY(console.isShown("passwordPage"));
        QCOMPARE(console.profiles.profiles().first().fingerprint, rig.authorityFingerprint());
        QVERIFY(!console.isShown("passwordProblem"));

        console.type("password", u"guess"_s);
        console.click("givePassword");
        QTRY_VERIFY(console.isShown("passwordProblem"));
        QVERIFY(console.isShown("passwordPage"));
        QCOMPARE(console.find<QLineEdit>("password")->text(), QString());
        console.find<QCheckBox>("rememberPassword")->setChecked(true);
        console.type("password", u"correct horse"_s);
        QTest::keyClick(console.find<QLineEdit>("password"), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(console.connection.state(), LinkState::Connected, 60000);
        QTRY_COMPARE(console.secrets.secrets.size(), 1);
        QVERIFY(!console.isShown("connectPane"));
        QVERIFY(console.isShown("mainSplitter"));

        rig.serve(true, rig.server->ports().first()); // the certificate was renewed: nobody is asked
        console.connection.close();
        console.window->login().open(console.profiles.profiles().first());
        QTRY_COMPARE_WITH_TIMEOUT(console.connection.state(), LinkState::Connected, 60000);
    }

    void anAuthorityThatVouchesForAnotherNameIsNotPinned()
    {
        ServerRig rig(true, {"back9.example.net"});
        Console console;
        console.window->login().open(console.saved(rig.address()));
        QTRY_VERIFY(console.isShown("firstContactPage"));
        QCOMPARE(console.connection.seenAuthority(), QByteArray());
        QCOMPARE(console.connection.seenFingerprint(), rig.leafFingerprint());
        console.click("trustCertificate");
        QCOMPARE(console.profiles.profiles().first().fingerprint, rig.leafFingerprint());
    }

    void aChangedCertificateHasNoButtonThatAcceptsIt()
    {
        ServerRig rig(false);
        Console console;
        const QByteArray old(32, 'o');
        const Profile profile = console.saved(rig.address(), old);
        console.window->login().open(profile);
        console.window->login().givePassword(Secret("correct horse"), false);
        QTRY_VERIFY(console.isShown("changedCertificatePage"));
        const auto *const page = console.find<QWidget>("changedCertificatePage");
        for (const QPushButton *const button : page->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() != u"Copy")
                QVERIFY2(button->objectName() == u"leaveChanged" || button->objectName() == u"editChanged",
                    qPrintable(button->text()));
        }
        console.click("editChanged");
        console.dialog("profileDialog");
        QCOMPARE(console.connection.state(), LinkState::Closed);
        console.click("forgetCertificate");
        console.dialog("forgetDialog");
        auto *const forget = console.find<QPushButton>("confirmForget");
        QVERIFY(!forget->isEnabled() && !forget->autoDefault());
        console.type("typedConfirmation", u"Test"_s);
        QVERIFY(!forget->isEnabled());
        console.type("typedConfirmation", u"Test cluster"_s);
        QVERIFY(forget->isEnabled());
        console.click("confirmForget");
        QCOMPARE(console.profiles.profiles().first().fingerprint, old); // not before it is saved
        console.click("saveProfile");
        QCOMPARE(console.profiles.profiles().first().fingerprint, QByteArray());
        console.window->login().open(console.profiles.profiles().first());
        QTRY_VERIFY(console.isShown("firstContactPage"));
        console.click("cancelTrust");
        QCOMPARE(console.connection.state(), LinkState::Closed);
        QVERIFY(console.profiles.profiles().first().fingerprint.isEmpty());
    }

    void theTestReportsInPlace()
    {
        ServerRig rig;
        Console console;
        console.saved(rig.address(), rig.authorityFingerprint());
        console.window->showConnections();
        console.click("editProfile");
        console.dialog("profileDialog");
        console.type("profilePassword", u"correct horse"_s);
        console.click("testProfile");
        QTRY_VERIFY_WITH_TIMEOUT(console.text("testReport").contains(u"Logged in as ann"_s), 60000);
        QVERIFY(console.text("testReport").contains(AdminClient::fingerprintText(rig.leafFingerprint())));
        QTRY_VERIFY_WITH_TIMEOUT(console.text("testReport").contains(u"of the table"_s), 60000);
        QCOMPARE(console.connection.state(), LinkState::Closed);
        rig.server.reset();
        console.click("testProfile");
        QTRY_VERIFY_WITH_TIMEOUT(console.text("testReport").contains(u"No connection"_s), 60000);
    }

    void removingAConnectionAsksFirst()
    {
        Console console;
        console.saved(u"back1.example.net:7701"_s);
        console.window->showConnections();
        console.click("removeProfile");
        auto *const dialog = qobject_cast<QMessageBox *>(console.dialog("removeDialog"));
        QVERIFY(dialog);
        QVERIFY(!console.find<QPushButton>("confirmRemove")->isDefault());
        QVERIFY(console.find<QPushButton>("confirmRemove")->text().contains(u"Test cluster"_s));
        console.click("confirmRemove");
        QVERIFY(console.profiles.profiles().isEmpty());
        QTRY_VERIFY(console.isShown("newProfileFirst"));
    }

    void withoutAKeychainTheBoxSaysWhy()
    {
        Console console;
        console.secrets.unavailable = u"no keychain answers here"_s;
        MainWindow window(console.context, &console.secrets);
        const auto *const box = window.findChild<QCheckBox *>(u"rememberPassword"_s);
        QVERIFY(!box->isEnabled());
        QCOMPARE(box->toolTip(), u"no keychain answers here"_s);
    }

    void whileReconnectingThePagesStayAndTheCountdownIsShown()
    {
        const auto daemon = std::make_shared<FakeDaemon>();
        Console console{Connection::ClientFactory(fakeClients(daemon))};
        daemon->answer = [](const FakeDaemon::Call &call) -> Result<QJsonObject> {
            if (call.what != u"status")
                return fail(clientFault("internal", u"not here"_s));
            return QJsonObject{{u"health"_s, u"degraded"_s},
                {u"problems"_s, QJsonArray{u"back2 does not answer"_s}}, {u"advice"_s, QJsonArray()},
                {u"members"_s, QJsonArray()}, {u"storages"_s, QJsonArray()},
                {u"table"_s, QJsonObject{{u"number"_s, 7}, {u"hash"_s, QString(64, u'a')}}},
                {u"answeredBy"_s, u"back1.example.net"_s}, {u"isWholeCluster"_s, true},
                {u"time"_s, u"2026-11-28T20:00:00Z"_s}};
        };
        console.window->login().open(fakeProfile(*daemon));
        console.window->login().givePassword(Secret("right"), false);
        QTRY_VERIFY(console.watch.asOf().isValid());
        QVERIFY(console.isShown("mainSplitter"));
        QTRY_VERIFY(console.isShown("banner:health"));
        daemon->refusal = clientFault("unreachable", u"connection refused"_s);
        daemon->breaks = 100;
        console.watch.refresh();
        QTRY_COMPARE(console.connection.state(), LinkState::Waiting);
        QVERIFY(console.isShown("mainSplitter"));
        QVERIFY(console.isShown("banner:connection"));
        QVERIFY(console.watch.isStale());
        daemon->breaks = 0;
        daemon->refusal.reset();
        console.connection.retryNow();
        QTRY_COMPARE(console.connection.state(), LinkState::Connected);
        QTRY_VERIFY(!console.watch.isStale());
        QVERIFY(!console.isShown("banner:connection"));
        console.window->showConnections();
        QVERIFY(console.isShown("connectPane"));
        console.click("backToCluster");
        QVERIFY(console.isShown("mainSplitter"));
        console.find<QAction>("disconnect")->trigger();
        QVERIFY(console.isShown("connectPane"));
    }

    void aWaitThatNeverSucceededCanBeCancelled()
    {
        const auto daemon = std::make_shared<FakeDaemon>();
        daemon->refusal = clientFault("unreachable", u"connection refused"_s);
        Console console{Connection::ClientFactory(fakeClients(daemon))};
        console.window->login().open(fakeProfile(*daemon));
        console.window->login().givePassword(Secret("right"), false);
        QTRY_COMPARE(console.connection.state(), LinkState::Waiting);
        QVERIFY(console.isShown("attemptPage"));
        QVERIFY(console.text("attemptProblem").contains(u"connection refused"_s));
        console.click("cancelAttempt");
        QCOMPARE(console.connection.state(), LinkState::Closed);
    }

    void thePaletteFindsAnActionByAPartOfItsName()
    {
        Console console;
        QAction *const pause = console.find<QAction>("pauseUpdates");
        QVERIFY(!pause->isChecked());
        console.find<QAction>("commandPalette")->trigger();
        console.dialog("commandPaletteDialog");
        console.type("paletteText", u"upd pau"_s);
        QCOMPARE(console.find<QListWidget>("paletteList")->count(), 1);
        QTest::keyClick(console.find<QLineEdit>("paletteText"), Qt::Key_Return);
        QTRY_VERIFY(pause->isChecked());
        QVERIFY(console.watch.isPaused());
    }

    void theThemeIsRemembered()
    {
        Console console;
        const QPalette before = QApplication::palette();
        console.find<QAction>("theme:dark")->trigger();
        QCOMPARE(console.profiles.option(u"colourScheme"_s), u"dark"_s);
        QVERIFY(QApplication::palette().color(QPalette::Base).lightness() < 128);
        console.find<QAction>("theme:light")->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Base).lightness() > 128);
        QApplication::setPalette(before);
    }
};

QTEST_MAIN(TestConnect)
#include "tst_connect.moc"
