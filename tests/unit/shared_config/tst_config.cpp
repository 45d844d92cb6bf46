// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The configuration file: every way to get it wrong has its exact message; what is written reads back.
#include "shared/config/configtext.h"
#include "shared/config/nearest.h"
#include "shared/config/readconfig.h"
#include "shared/config/setting.h"
#include "shared/config/units.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;
using namespace std::chrono_literals;

namespace {

const QByteArray named = "[member]\nname = \"mail1.example.net\"\n";

/// The messages for `text`, which stands from line 3 on, below a good [member] section.
QString messages(const QByteArray &text)
{
    const ConfigResult result = parseConfig(named + text, QStringLiteral("x.toml"));
    return result ? QStringLiteral("accepted") : problemsText(result.error()).trimmed();
}

Config accepted(const QByteArray &text)
{
    const ConfigResult result = parseConfig(named + text, QStringLiteral("x.toml"));
    if (!result)
        qWarning().noquote() << problemsText(result.error());
    return result.value_or(Config{});
}

/// Compares with a file of the tree; HOMEPORT_REGENERATE=1 writes the file instead.
bool isCommitted(const QString &path, const QByteArray &text)
{
    QFile file(QStringLiteral(HOMEPORT_SOURCE_DIR "/") + path);
    if (qEnvironmentVariableIsSet("HOMEPORT_REGENERATE"))
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    return file.open(QIODevice::ReadOnly) && file.readAll() == text;
}

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void every_row_of_the_table_is_sound();
    void wrong_input_is_told_with_line_value_and_remedy_data();
    void wrong_input_is_told_with_line_value_and_remedy();
    void good_input_is_read();
    void all_problems_are_told_at_once();
    void the_member_name_is_required();
    void unreadable_files_are_told();
    void secrets_come_from_files_and_never_show();
    void the_example_reads_back_to_the_defaults();
    void every_commented_line_of_the_example_is_the_default();
    void generated_files_are_up_to_date();
    void what_is_written_reads_back();
    void only_changes_are_written();
    void the_manual_names_every_setting();
    void derived_values_have_their_fallbacks();
    void sizes_and_durations();
    void addresses_data();
    void addresses();
    void networks();
    void nearest_names();
};

void TestConfig::every_row_of_the_table_is_sound()
{
    QStringList names;
    for (const Setting &setting : settingTable()) {
        const QString name = setting.fullName();
        QVERIFY2(!names.contains(name), setting.name);
        names << name;
        QVERIFY2(!setting.key().isEmpty() && name.count(u'.') == 1, setting.name);
        QVERIFY2(QByteArray(setting.sentence).endsWith('.'), setting.name);
        const auto isThisSection = [&](const Section &s) {
            return setting.section() == QLatin1String(s.name);
        };
        QVERIFY2(std::ranges::any_of(sectionTable(), isThisSection), setting.name);
        const QStringList texts = setting.range.required
            ? QStringList{QString::fromLatin1(setting.range.example)}
            : presetTexts(setting);
        const auto value = valueFromTexts(setting, texts);
        QVERIFY2(value, setting.name);
        // the default is written as this program writes it, and its binding holds it
        QCOMPARE(textsFromValue(setting, *value), texts);
        Config config;
        setting.binding.set(config, *value);
        QVERIFY2(setting.binding.get(config) == *value, setting.name);
        if (setting.range.example) {
            QVERIFY2(valueFromTexts(setting, {QString::fromLatin1(setting.range.example)}), setting.name);
        }
    }
}

void TestConfig::wrong_input_is_told_with_line_value_and_remedy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *text, const char *message) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(message);
    };
    row("unknown setting", "[smtp]\nmax_mesage_size = \"5M\"\n",
        "x.toml:4: unknown setting smtp.max_mesage_size; did you mean smtp.max_message_size?");
    row("unknown setting like none", "[smtp]\nzebra = 1\n",
        "x.toml:4: unknown setting smtp.zebra; homeportd.toml(5) lists them all");
    row("setting of another section", "[smtp]\nfence_command = []\n",
        "x.toml:4: unknown setting smtp.fence_command; did you mean storage.fence_command?");
    row("unknown section", "[smpt]\nlisten = []\nzebra = 1\n",
        "x.toml:3: unknown section smpt; did you mean smtp?");
    row("deeper section", "[smtp.tls]\nkey = \"x\"\n",
        "x.toml:3: unknown setting smtp.tls; did you mean relay.tls?");
    row("section as value", "[queue]\npath = { a = 1 }\n",
        "x.toml:4: queue.path = a section: expected an absolute path, such as \"/var/spool/homeport/queue\"");
    row("text for number", "[smtp]\nmax_recipients = \"many\"\n",
        "x.toml:4: smtp.max_recipients = \"many\": expected a whole number between 100 and 100000, such as "
        "1000");
    row("number too small", "[smtp]\nmax_recipients = 99\n",
        "x.toml:4: smtp.max_recipients = 99: expected a whole number between 100 and 100000, such as 1000");
    row("number too large", "[smtp]\nmax_recipients = 100001\n",
        "x.toml:4: smtp.max_recipients = 100001: expected a whole number between 100 and 100000, such as "
        "1000");
    row("number too large for an int", "[smtp]\nmax_recipients = 4294968296\n",
        "x.toml:4: smtp.max_recipients = 4294968296: expected a whole number between 100 and 100000, such as "
        "1000");
    row("fraction", "[limits]\nworkers = 1.5\n",
        "x.toml:4: limits.workers = 1.5: expected a whole number between 0 and 256, such as 0");
    row("size with a strange unit", "[smtp]\nmax_message_size = \"50X\"\n",
        "x.toml:4: smtp.max_message_size = \"50X\": expected a size between \"64K\" and \"1G\", such as "
        "\"50M\"");
    row("size out of range", "[smtp]\nmax_message_size = \"2G\"\n",
        "x.toml:4: smtp.max_message_size = \"2G\": expected a size between \"64K\" and \"1G\", such as "
        "\"50M\"");
    row("duration without unit", "[cluster]\nping_after = 5\n",
        "x.toml:4: cluster.ping_after = 5: expected a duration between \"100ms\" and \"1min\", such as "
        "\"5s\"");
    row("duration with m", "[queue]\nremote_lifetime = \"5m\"\n",
        "x.toml:4: queue.remote_lifetime = \"5m\": expected a duration between \"1h\" and \"30d\", such as "
        "\"5d\"");
    row("negative duration", "[auth]\npassword_cache = \"-1s\"\n",
        "x.toml:4: auth.password_cache = \"-1s\": expected a duration between \"0s\" and \"1h\", such as "
        "\"5min\"");
    row("boolean", "[directory]\nmanaged = \"yes\"\n",
        "x.toml:4: directory.managed = \"yes\": expected true or false");
    row("choice", "[relay]\ntls = \"ssl\"\n",
        "x.toml:4: relay.tls = \"ssl\": expected \"starttls\", \"tls\" or \"none\"");
    row("host name", "[smtp]\nhostname = \"mail server\"\n",
        "x.toml:4: smtp.hostname = \"mail server\": expected a host name, such as \"mx.example.net\"");
    row("host without port", "[relay]\nhost = \"smtp.example.net\"\n",
        "x.toml:4: relay.host = \"smtp.example.net\": expected a host and port, such as "
        "\"smtp.example.net:587\"");
    row("relative path", "[state]\npath = \"state\"\n",
        "x.toml:4: state.path = \"state\": expected an absolute path, such as \"/var/lib/homeport\"");
    row("listen on a name", "[imap]\nlisten = [\"localhost:143\"]\n",
        "x.toml:4: imap.listen = [\"localhost:143\"]: expected a list of IP addresses with ports, "
        "such as [\"0.0.0.0:143\", \"[::]:143\"]");
    row("listen as a text", "[imap]\nlisten = \"0.0.0.0:143\"\n",
        "x.toml:4: imap.listen = \"0.0.0.0:143\": expected a list of IP addresses with ports, "
        "such as [\"0.0.0.0:143\", \"[::]:143\"]");
    row("list of numbers", "[imap]\nlisten = [143]\n",
        "x.toml:4: imap.listen = a list of other things than texts: expected a list of IP addresses with "
        "ports, such as [\"0.0.0.0:143\", \"[::]:143\"]");
    row("network with host bits", "[admin]\nallowed_networks = [\"10.1.2.3/8\"]\n",
        "x.toml:4: admin.allowed_networks = [\"10.1.2.3/8\"]: expected a list of networks, "
        "such as [\"192.0.2.0/24\", \"2001:db8::/32\"]");
    row("uri", "[directory]\nbase = \"dc=x\"\nuris = [\"http://ldap\"]\n",
        "x.toml:5: directory.uris = [\"http://ldap\"]: expected a list of URIs (ldap, ldaps or ldapi), "
        "such as [\"ldaps://ldap1.example.net\"]");
    row("attribute", "[directory]\nattribute_host_server = \"host server\"\n",
        "x.toml:4: directory.attribute_host_server = \"host server\": expected an LDAP attribute name, "
        "such as \"hostServer\"");
    row("storage paths", "[storage]\npaths = [\"a\"]\n",
        "x.toml:4: storage.paths = [\"a\"]: expected a list of absolute paths, such as "
        "[\"/srv/homeport/storage1\"]");
    row("command", "[storage]\nfence_command = [\"fence\"]\n",
        "x.toml:4: storage.fence_command = [\"fence\"]: expected a list of an absolute path and its "
        "arguments, "
        "such as [\"/usr/local/sbin/fence\"]");
    row("words", "[log]\ndebug = [\"a b\"]\n",
        "x.toml:4: log.debug = [\"a b\"]: expected a list of words, such as [\"queue\"]");
    row("secret of a wrong type", "[relay]\npassword = 12345\n",
        "x.toml:4: relay.password: expected a text, or \"file:\" with the absolute path of a file that holds "
        "it");
    row("control character", "[directory]\nbase = \"a\\nb\"\n",
        "x.toml:4: directory.base = \"a\\x0ab\": control characters are not allowed");
    row("dead before ping", "[cluster]\nping_after = \"20s\"\n",
        "x.toml:4: cluster.dead_after: must be longer than cluster.ping_after");
    row("managed and uris", "[directory]\nbase = \"dc=x\"\nuris = [\"ldapi:///\"]\nmanaged = true\n",
        "x.toml:6: directory.managed: a managed directory and directory.uris exclude each other");
    row("managed without address", "[directory]\nmanaged = true\nmanaged_listen = []\n",
        "x.toml:5: directory.managed_listen: a managed directory needs an address to listen on");
    row("uris without base", "[directory]\nuris = [\"ldap://a\"]\n",
        "x.toml:4: directory.base: must be set when directory.uris is");
    row("half a bind", "[directory]\nbind_dn = \"cn=x\"\n",
        "x.toml:4: directory.bind_dn: directory.bind_dn and directory.bind_password need each other");
    row("half a certificate", "[tls]\nkey = \"/k\"\n",
        "x.toml:4: tls.certificate: tls.certificate and tls.key need each other");
    row("half a relay login", "[relay]\nuser = \"u\"\n",
        "x.toml:4: relay.user: relay.user and relay.password need each other");
    row("password in the clear",
        "[relay]\nhost = \"192.0.2.1:25\"\nuser = \"u\"\npassword = \"p\"\ntls = \"none\"\n",
        "x.toml:7: relay.tls: a password is sent without TLS to a loopback address only");
}

void TestConfig::wrong_input_is_told_with_line_value_and_remedy()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QCOMPARE(messages(text), message);
}

void TestConfig::good_input_is_read()
{
    const Config config = accepted(R"(
[cluster]
listen = ["127.0.0.1:7700", "[::1]:0"]
advertise = "Mail1.Example.NET:7700"
allowed_networks = ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"]
certificate_lifetime = "2min"
[smtp]
listen = []
max_message_size = 1048576
max_recipients = 100
[relay]
host = "127.0.0.1:25"
user = "u"
password = "p"
tls = "none"
[queue]
max_bytes = "20g"
remote_lifetime = "36h"
[storage]
paths = ["/srv/a", "/srv/b"]
fence_command = ["/bin/fence", "--hard off"]
[directory]
managed = true
)");
    QCOMPARE(config.cluster.listen,
        (QList<HostPort>{{QStringLiteral("127.0.0.1"), 7700}, {QStringLiteral("::1"), 0}}));
    QCOMPARE(config.cluster.advertise, (HostPort{QStringLiteral("mail1.example.net"), 7700}));
    QCOMPARE(config.cluster.allowedNetworks.size(), 3);
    QCOMPARE(config.cluster.certificateLifetime, milliseconds(2min));
    QVERIFY(config.smtp.listen.isEmpty());
    QCOMPARE(config.smtp.maxMessageSize, qint64(1048576));
    QCOMPARE(config.smtp.maxRecipients, 100);
    QCOMPARE(config.relay.tls, RelayTls::None);
    QCOMPARE(config.relay.password.secret.reveal(), QByteArray("p"));
    QCOMPARE(config.queue.maxBytes, qint64(20) << 30);
    QCOMPARE(config.queue.remoteLifetime, milliseconds(36h));
    QCOMPARE(config.storage.fenceCommand.last(), QStringLiteral("--hard off"));
    QVERIFY(config.directory.managed);
}

void TestConfig::all_problems_are_told_at_once()
{
    QCOMPARE(messages("[smtp]\nlisten = [\"x\"]\nmax_recipients = 1\n[zebras]\na = 1\n"),
        QStringLiteral(
            "x.toml:4: smtp.listen = [\"x\"]: expected a list of IP addresses with ports, such as "
            "[\"0.0.0.0:25\", \"[::]:25\"]\n"
            "x.toml:5: smtp.max_recipients = 1: expected a whole number between 100 and 100000, such as "
            "1000\n"
            "x.toml:6: unknown section zebras; homeportd.toml(5) lists them all"));
    // what is no TOML at all stops at its first line
    QVERIFY(messages("[smtp]\nlisten = [\n\n=\n").startsWith(QStringLiteral("x.toml:6: ")));
    QVERIFY(messages("[smtp]\nmax_recipients = 100\nmax_recipients = 200\n")
                .startsWith(QStringLiteral("x.toml:5: ")));
    QVERIFY(messages("[state]\npath = \"/\xff\"\n").startsWith(QStringLiteral("x.toml:4: ")));
    QCOMPARE(problemsText(parseConfig("member = 3\n", QStringLiteral("x.toml")).error()),
        QStringLiteral(
            "x.toml:1: member = 3: expected a section, written as [member]\n"
            "x.toml: member.name is not set: expected a host name, such as \"mail1.example.net\"\n"));
}

void TestConfig::the_member_name_is_required()
{
    QCOMPARE(problemsText(parseConfig({}, QStringLiteral("x.toml")).error()),
        QStringLiteral(
            "x.toml: member.name is not set: expected a host name, such as \"mail1.example.net\"\n"));
    QCOMPARE(problemsText(parseConfig("[member]\nname = \"\"\n", QStringLiteral("x.toml")).error()),
        QStringLiteral(
            "x.toml:2: member.name = \"\": expected a host name, such as \"mail1.example.net\"\n"));
    const ConfigResult result =
        parseConfig("[member]\nname = \"Back1.Example.NET.\"\n", QStringLiteral("x.toml"));
    QCOMPARE(result.value().member.name.text, QStringLiteral("back1.example.net"));
}

void TestConfig::unreadable_files_are_told()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("none.toml"));
    QCOMPARE(problemsText(readConfig(path).error()),
        path + QStringLiteral(": cannot be read: No such file or directory\n"));
    QVERIFY(!readConfig(dir.path()));
    QFile file(dir.filePath(QStringLiteral("large.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(1024 * 1024 + 1));
    QCOMPARE(problemsText(readConfig(file.fileName()).error()),
        file.fileName() + QStringLiteral(": is larger than 1M\n"));
}

void TestConfig::secrets_come_from_files_and_never_show()
{
    const QTemporaryDir dir;
    const auto write = [&dir](const QString &name, const QByteArray &text) {
        QFile file(dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write(QStringLiteral("good"), "s3cret \n"));
    QVERIFY(write(QStringLiteral("empty"), "\n"));
    QVERIFY(write(QStringLiteral("long"), QByteArray(70000, 'x')));
    const auto relay = [&dir](const char *name) {
        return "[relay]\nuser = \"u\"\npassword = \"file:" + dir.filePath(QString::fromLatin1(name)).toUtf8()
            + "\"\n";
    };
    const Config config = accepted(relay("good"));
    QCOMPARE(config.relay.password.secret.reveal(), QByteArray("s3cret "));
    QCOMPARE(config.relay.password.file, dir.filePath(QStringLiteral("good")));
    QVERIFY(!writeConfig(config, Settings::All).contains("s3cret"));

    const QString start = QStringLiteral("x.toml:5: relay.password: the secret's file ") + dir.path();
    QCOMPARE(
        messages(relay("none")), start + QStringLiteral("/none cannot be read: No such file or directory"));
    QCOMPARE(messages(relay("empty")), start + QStringLiteral("/empty is empty"));
    QCOMPARE(messages(relay("long")), start + QStringLiteral("/long is longer than 64K"));
    QVERIFY(
        !messages("[relay]\nuser = \"u\"\npassword = [\"hunter2\"]\n").contains(QLatin1String("hunter2")));
}

void TestConfig::the_example_reads_back_to_the_defaults()
{
    const ConfigResult result = parseConfig(exampleConfig(), QStringLiteral("example"));
    QVERIFY2(result, result ? "" : qPrintable(problemsText(result.error())));
    Config expected = defaultConfig();
    expected.member.name = MemberName(QStringLiteral("mail1.example.net"));
    QVERIFY(*result == expected);
}

void TestConfig::every_commented_line_of_the_example_is_the_default()
{
    QByteArray text;
    qsizetype settings = 0;
    for (QByteArray line : exampleConfig().split('\n')) {
        if (line.startsWith('#') && !line.startsWith("# ")) {
            line = line.mid(1);
            ++settings;
        }
        text += line + '\n';
    }
    QCOMPARE(settings, qsizetype(settingTable().size()) - 1);
    const ConfigResult result = parseConfig(text, QStringLiteral("example"));
    QVERIFY2(result, result ? "" : qPrintable(problemsText(result.error())));
    Config expected = defaultConfig();
    expected.member.name = MemberName(QStringLiteral("mail1.example.net"));
    QVERIFY(*result == expected);
}

void TestConfig::generated_files_are_up_to_date()
{
    QVERIFY2(isCommitted(QStringLiteral("resources/config/homeportd.toml"), exampleConfig()),
        "run this test with HOMEPORT_REGENERATE=1");
    QVERIFY2(isCommitted(QStringLiteral("resources/config/homeportd.toml.5"), settingsManual()),
        "run this test with HOMEPORT_REGENERATE=1");
}

void TestConfig::what_is_written_reads_back()
{
    Config config = defaultConfig();
    config.member.name = MemberName(QStringLiteral("back1.example.net"));
    config.state.path = QStringLiteral("/tmp/a \"quoted\\ name\" \u00e9");
    config.cluster.listen = {*parseHostPort(u"127.0.0.1:17700"), *parseHostPort(u"[2001:db8::1]:17700")};
    config.cluster.advertise = *parseHostPort(u"127.0.0.1:17700");
    config.cluster.certificateLifetime = 2min;
    config.admin.allowedNetworks = {*parseNetwork(u"10.0.0.0/8"), *parseNetwork(u"2001:db8::/32")};
    config.directory.managed = true;
    config.directory.bindDn = QStringLiteral("cn=x");
    config.directory.bindPassword = {Secret("p\"w\\d"), {}};
    config.smtp.listen = {};
    config.smtp.maxMessageSize = 65537;
    config.smtp.maxRecipients = 101;
    config.relay.tls = RelayTls::Tls;
    config.queue.directDeliveryTimeout = 1500ms;
    config.storage.paths = {QStringLiteral("/srv/a"), QStringLiteral("/srv/b")};
    for (const Settings which : {Settings::Changed, Settings::All}) {
        const QByteArray text = writeConfig(config, which);
        const ConfigResult result = parseConfig(text, QStringLiteral("written"));
        QVERIFY2(result, result ? "" : qPrintable(problemsText(result.error())));
        QVERIFY(*result == config);
    }
}

void TestConfig::only_changes_are_written()
{
    Config config = defaultConfig();
    config.member.name = MemberName(QStringLiteral("back1.example.net"));
    config.smtp.listen = {};
    QCOMPARE(writeConfig(config, Settings::Changed),
        QByteArray(R"(# Settings of a Homeport member; homeportd.toml(5) explains them all.

[member]
# Who this member is.

# The name of this member in the cluster: a host name, unique, and the same as in its certificate.
name = "back1.example.net"

[smtp]
# Mail from other servers.

# Where mail from other servers is taken; an empty list closes it.
listen = []
)"));
}

void TestConfig::the_manual_names_every_setting()
{
    const QByteArray manual = settingsManual();
    for (const Setting &setting : settingTable())
        QVERIFY2(manual.contains(".B " + setting.key().toUtf8() + '\n'), setting.name);
    QVERIFY(manual.contains(
        "max_message_size\nLargest message accepted; announced as SIZE (RFC 1870).\n"
        "A size between \"64K\" and \"1G\", such as \"50M\". A reload applies it to new sessions.\n"
        "Default: \"50M\".\n"));
    QVERIFY(manual.startsWith(".\\\" Generated"));
}

void TestConfig::derived_values_have_their_fallbacks()
{
    Config config = accepted("[cluster]\nlisten = [\"0.0.0.0:7799\"]\n");
    QCOMPARE(config.clusterAddress().text(), QStringLiteral("mail1.example.net:7799"));
    QCOMPARE(config.queuePath(), QStringLiteral("/var/lib/homeport/queue"));
    QCOMPARE(config.smtpHostname(), QStringLiteral("mail1.example.net"));
    config = accepted(
        "[cluster]\nadvertise = \"[2001:db8::1]:7\"\n[queue]\npath = \"/q/\"\n[smtp]\nhostname = \"mx\"\n");
    QCOMPARE(config.clusterAddress().text(), QStringLiteral("[2001:db8::1]:7"));
    QCOMPARE(config.queuePath(), QStringLiteral("/q"));
    QCOMPARE(config.smtpHostname(), QStringLiteral("mx"));
}

void TestConfig::sizes_and_durations()
{
    QCOMPARE(parseSize(u"0"), std::optional<qint64>(0));
    QCOMPARE(parseSize(u"50M"), std::optional<qint64>(52428800));
    QCOMPARE(parseSize(u"1k"), std::optional<qint64>(1024));
    for (const QString &bad : {QString(), QStringLiteral("M"), QStringLiteral("-1"), QStringLiteral("1.5M"),
             QStringLiteral("1 M"), QStringLiteral("9999999T"), QStringLiteral("99999999999999999999")})
        QVERIFY2(!parseSize(bad), qPrintable(bad));
    QCOMPARE(sizeText(52428800), QStringLiteral("50M"));
    QCOMPARE(sizeText(65537), QStringLiteral("65537"));
    QCOMPARE(sizeText(0), QStringLiteral("0"));
    QCOMPARE(parseDuration(u"5min"), std::optional<milliseconds>(5min));
    QCOMPARE(parseDuration(u"5d"), std::optional<milliseconds>(120h));
    QCOMPARE(parseDuration(u"100ms"), std::optional<milliseconds>(100ms));
    for (const QString &bad : {QString(), QStringLiteral("5"), QStringLiteral("5m"), QStringLiteral("5S"),
             QStringLiteral("s"), QStringLiteral("9999999999999d")})
        QVERIFY2(!parseDuration(bad), qPrintable(bad));
    QCOMPARE(durationText(90s), QStringLiteral("90s"));
    QCOMPARE(durationText(120s), QStringLiteral("2min"));
    QCOMPARE(durationText(0s), QStringLiteral("0s"));
}

void TestConfig::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown"); // empty: refused
    const auto row = [](const char *text, const char *shown) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(shown);
    };
    row("0.0.0.0:25", "0.0.0.0:25");
    row("[::]:25", "[::]:25");
    row("[2001:DB8::1]:0", "[2001:db8::1]:0");
    row("[::ffff:192.0.2.1]:65535", "[::ffff:192.0.2.1]:65535");
    row("Mail.Example.net:7", "mail.example.net:7");
    row("localhost:7", "localhost:7");
    for (const char *bad : {"", ":", "25", ":25", "a:", "a:65536", "a:1x", "a:-1", "[::]", "::1:25",
             "[1.2.3.4]:5", "[::1::]:5", "[1:2:3:4:5:6:7:8:9]:5", "[1:2:3:4:5:6:7]:5", "[12345::]:5",
             "[fe80::1%eth0]:5", "256.0.0.1:5", "1.2.3:5", "01.2.3.4:5", "a..b:5", "-a:5", "a b:5", "a/b:5"})
        row(bad, "");
}

void TestConfig::addresses()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    const auto address = parseHostPort(text);
    QCOMPARE(address.has_value(), !shown.isEmpty());
    if (address)
        QCOMPARE(address->text(), shown);
}

void TestConfig::networks()
{
    const auto ip = [](QStringView text) { return *parseIp(text); };
    const Network ten = *parseNetwork(u"10.0.0.0/8");
    QVERIFY(ten.contains(ip(u"10.255.0.1")));
    QVERIFY(ten.contains(ip(u"::ffff:10.1.1.1")));
    QVERIFY(!ten.contains(ip(u"11.0.0.1")));
    const Network nine = *parseNetwork(u"192.0.128.0/17");
    QVERIFY(nine.contains(ip(u"192.0.129.1")));
    QVERIFY(!nine.contains(ip(u"192.0.127.1")));
    const Network everything6 = *parseNetwork(u"::/0");
    QVERIFY(everything6.contains(ip(u"2001:db8::1")));
    QVERIFY(!everything6.contains(ip(u"192.0.2.1")));
    const Network everything4 = *parseNetwork(u"0.0.0.0/0");
    QVERIFY(everything4.contains(ip(u"192.0.2.1")));
    QVERIFY(!everything4.contains(ip(u"2001:db8::1")));
    QVERIFY(isAllowed({}, ip(u"192.0.2.1")));
    QVERIFY(!isAllowed({ten}, ip(u"192.0.2.1")));
    for (const char *text : {"10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "::1/128", "::/0",
             "2001:0:0:1::/64", "2001:db8::1:0:0:1/128"})
        QCOMPARE(
            parseNetwork(QString::fromLatin1(text)).value_or(Network{}).text(), QString::fromLatin1(text));
    QCOMPARE(parseNetwork(u"2001:db8:0:0:1:0:0:0/128")->text(), QStringLiteral("2001:db8:0:0:1::/128"));
    QCOMPARE(parseNetwork(u"192.0.2.7")->text(), QStringLiteral("192.0.2.7/32"));
    for (const char *bad : {"", "/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.1/8", "::1/64", "::/129", "name/8"})
        QVERIFY2(!parseNetwork(QString::fromLatin1(bad)), bad);
}

void TestConfig::nearest_names()
{
    QCOMPARE(editDistance(u"smtp", u"smpt"), 1);
    QCOMPARE(editDistance(u"", u"abc"), 3);
    QCOMPARE(editDistance(u"kitten", u"sitting"), 3);
    const QStringList names{QStringLiteral("imap.idle_limit"), QStringLiteral("smtp.hostname")};
    QCOMPARE(nearestName(QStringLiteral("imap.idlelimit"), names), names[0]);
    QCOMPARE(nearestName(QStringLiteral("idle_limit"), names), names[0]);
    QCOMPARE(nearestName(QStringLiteral("quite.else"), names), QString());
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
