// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The IMAP command parser, each case whole and split at every byte, and the answers' syntax.
#include "server/imap/searchmatch.h"
#include "server/imap/syntax/commandparser.h"
#include "server/imap/syntax/mailboxname.h"
#include "server/imap/syntax/response.h"

#include <QTest>

using namespace homeport;
using namespace homeport::imap;

namespace {

/// A step as one text: "tag KIND arguments" or "tag BAD/NO text".
struct Describe
{
    static QByteArray set(const SequenceSet &set)
    {
        QByteArray out;
        for (const SetRange &range : set.ranges)
            out += (out.isEmpty() ? "" : ",") + QByteArray::number(range.first) + ':'
                + QByteArray::number(range.last);
        return out;
    }
    static QByteArray uid(Numbering numbering) { return numbering == Numbering::Uid ? "uid " : ""; }
    static QByteArray item(const FetchItem &item)
    {
        if (const auto *attribute = std::get_if<FetchAttribute>(&item))
            return "#" + QByteArray::number(int(*attribute));
        const auto &section = std::get<FetchSection>(item);
        return section.answerName + (section.setsSeen ? "" : "!")
            + (section.partial ? QByteArray::number(section.partial->length) : QByteArray());
    }
    static QByteArray key(const SearchKey &key) { return std::visit(Describe{}, key.what); }
    static QByteArray keys(const std::vector<SearchKey> &list)
    {
        QByteArray out;
        for (const SearchKey &one : list)
            out += (out.isEmpty() ? "" : " ") + key(one);
        return '(' + out + ')';
    }

    QByteArray operator()(const SearchAll &) const { return "all"; }
    QByteArray operator()(const SearchFlag &k) const { return (k.wanted ? "+" : "-") + k.flag; }
    QByteArray operator()(const Recency &k) const { return "recency" + QByteArray::number(int(k)); }
    QByteArray operator()(const SearchHeader &k) const { return k.name + "=" + k.text.toUtf8(); }
    QByteArray operator()(const SearchText &k) const
    {
        return (k.scope == TextScope::Body ? "body=" : "text=") + k.text.toUtf8();
    }
    QByteArray operator()(const SearchDate &k) const
    {
        return QByteArray::number(int(k.field)) + QByteArray::number(int(k.relation))
            + k.date.toString(Qt::ISODate).toUtf8();
    }
    QByteArray operator()(const SearchSize &k) const
    {
        return (k.relation == SizeRelation::Larger ? ">" : "<") + QByteArray::number(k.size);
    }
    QByteArray operator()(const SearchSet &k) const { return uid(k.numbering) + set(k.set); }
    QByteArray operator()(const SearchNot &k) const { return "not" + keys(k.key); }
    QByteArray operator()(const SearchOr &k) const { return "or" + keys(k.keys); }
    QByteArray operator()(const SearchAnd &k) const { return "and" + keys(k.keys); }

    QByteArray operator()(const Capability &) const { return "capability"; }
    QByteArray operator()(const Noop &) const { return "noop"; }
    QByteArray operator()(const Logout &) const { return "logout"; }
    QByteArray operator()(const StartTls &) const { return "starttls"; }
    QByteArray operator()(const Check &) const { return "check"; }
    QByteArray operator()(const Close &) const { return "close"; }
    QByteArray operator()(const Unselect &) const { return "unselect"; }
    QByteArray operator()(const Idle &) const { return "idle"; }
    QByteArray operator()(const Namespace &) const { return "namespace"; }
    QByteArray operator()(const Id &c) const { return "id " + QByteArray::number(c.fields.size()); }
    QByteArray operator()(const Login &c) const { return "login " + c.name + '/' + c.password.reveal(); }
    QByteArray operator()(const Authenticate &c) const
    {
        return "auth " + c.mechanism + (c.initial ? ' ' + c.initial->reveal() : QByteArray());
    }
    QByteArray operator()(const Enable &c) const { return "enable " + c.names.join(','); }
    QByteArray operator()(const Select &c) const
    {
        return (c.access == Access::ReadOnly ? "examine " : "select ") + c.mailbox;
    }
    QByteArray operator()(const Create &c) const { return "create " + c.mailbox; }
    QByteArray operator()(const Delete &c) const { return "delete " + c.mailbox; }
    QByteArray operator()(const Rename &c) const { return "rename " + c.from + '>' + c.to; }
    QByteArray operator()(const Subscribe &c) const
    {
        return (c.subscription == Subscription::On ? "sub " : "unsub ") + c.mailbox;
    }
    QByteArray operator()(const List &c) const
    {
        return (c.listing == Listing::All ? "list " : "lsub ") + c.reference + '|' + c.pattern;
    }
    QByteArray operator()(const Status &c) const
    {
        return "status " + c.mailbox + ' ' + QByteArray::number(c.items.size());
    }
    QByteArray operator()(const Append &c) const
    {
        return "append " + c.mailbox + " (" + c.flags.join(' ') + ") "
            + QByteArray::number(c.internalDateMs.value_or(-1)) + ' ' + QByteArray::number(c.size)
            + (c.literal == LiteralKind::Synchronising ? " sync" : " nonsync");
    }
    QByteArray operator()(const Expunge &c) const
    {
        return "expunge " + (c.uids ? set(*c.uids) : QByteArray("all"));
    }
    QByteArray operator()(const Copy &c) const
    {
        return uid(c.numbering) + (c.action == CopyAction::Move ? "move " : "copy ") + set(c.set) + ' '
            + c.mailbox;
    }
    QByteArray operator()(const Store &c) const
    {
        const char *modes[] = {"=", "+", "-"};
        return uid(c.numbering) + "store " + set(c.set) + ' ' + modes[int(c.mode)]
            + (c.echo == Echo::Silent ? "silent " : " ") + c.flags.join(' ');
    }
    QByteArray operator()(const Fetch &c) const
    {
        QByteArray out = uid(c.numbering) + "fetch " + set(c.set);
        for (const FetchItem &one : c.items)
            out += ' ' + item(one);
        return out;
    }
    QByteArray operator()(const Search &c) const { return uid(c.numbering) + "search " + key(c.key); }
};

QByteArray describe(const ParseStep &step)
{
    if (const auto *parsed = std::get_if<Parsed>(&step))
        return parsed->tag + ' ' + std::visit(Describe{}, parsed->command);
    if (const auto *failure = std::get_if<ParseFailure>(&step))
        return failure->tag + (failure->error.fault == Fault::Syntax ? " BAD" : " NO");
    return "more";
}

/// Feeds bytes in pieces that end at the given places.
QByteArray parseInPieces(const QByteArray &bytes, const QList<qsizetype> &ends)
{
    CommandParser parser;
    qsizetype from = 0;
    ParseStep step = NeedMore{};
    for (const qsizetype end : ends + QList<qsizetype>{bytes.size()}) {
        step = parser.feed(QByteArrayView(bytes).sliced(from, end - from));
        while (std::holds_alternative<NeedMore>(step) && from + parser.consumed() < end) {
            from += parser.consumed();
            step = parser.feed(QByteArrayView(bytes).sliced(from, end - from));
        }
        if (!std::holds_alternative<NeedMore>(step))
            return describe(step);
        from = end;
    }
    return describe(step);
}

} // namespace

class TestImapSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commands_data();
    void commands();
    void literalsAreAnnouncedOnce();
    void limitsAreKept();
    void sequenceSets();
    void mailboxNames();
    void patterns();
    void strings();
    void envelopeAndStructure();
    void searchKeysAreThreeValued();
};

void TestImapSyntax::commands_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("meaning");
    const auto row = [](const char *bytes, const char *meaning) {
        QTest::newRow(QByteArray(bytes).simplified().left(70).constData()) << QByteArray(bytes) + "\r\n"
                                                                           << QByteArray(meaning);
    };
    row("a1 NOOP", "a1 noop");
    row("a1 noop ", "a1 BAD");
    row("a1 LOGIN ann secret", "a1 login ann/secret");
    row("a1 login \"a \\\"b\" \"\"", "a1 login a \"b/");
    row("a1 LOGIN {3}\r\nann {6+}\r\nse\r\nre", "a1 login ann/se\r\nre");
    row("a1 LOGIN {0}\r\n {0+}\r\n", "a1 login /");
    row("a1 LOGIN ann", "a1 BAD");
    row("a1 LOGIN ann \"x", "a1 BAD");
    row("a1 LOGIN ann \"\\x\"", "a1 BAD");
    row("a1 AUTHENTICATE plain", "a1 auth PLAIN");
    row("a1 AUTHENTICATE PLAIN AGEAYg==", "a1 auth PLAIN AGEAYg==");
    row("a1 AUTHENTICATE PLAIN =", "a1 auth PLAIN =");
    row("a1 ID NIL", "a1 id 0");
    row("a1 ID (\"name\" \"x\" \"version\" NIL)", "a1 id 2");
    row("a1 ID (name x)", "a1 BAD");
    row("a1 ENABLE condstore UTF8=ACCEPT", "a1 enable CONDSTORE,UTF8=ACCEPT");
    row("a1 SELECT inbox", "a1 select INBOX");
    row("a1 EXAMINE \"Sent Items\"", "a1 examine Sent Items");
    row("a1 SELECT INBOX extra", "a1 BAD");
    row("a1 SELECT &AOQ-", "a1 select \xc3\xa4");
    row("a1 SELECT &AGE-", "a1 NO");
    row("a1 SELECT \"\xc3\xa4\"", "a1 NO");
    row("a1 CREATE Work.", "a1 create Work");
    row("a1 DELETE {4}\r\nWork", "a1 delete Work");
    row("a1 RENAME a b", "a1 rename a>b");
    row("a1 SUBSCRIBE a", "a1 sub a");
    row("a1 UNSUBSCRIBE a", "a1 unsub a");
    row("a1 LIST \"\" *", "a1 list |*");
    row("a1 LIST \"\" \"%\"", "a1 list |%");
    row("a1 LSUB a. b%*", "a1 lsub a.|b%*");
    row("a1 LIST \"\" \"\"", "a1 list |");
    row("a1 STATUS INBOX (MESSAGES UNSEEN uidnext RECENT UIDVALIDITY)", "a1 status INBOX 5");
    row("a1 STATUS INBOX ()", "a1 BAD");
    row("a1 STATUS INBOX (NOTHING)", "a1 BAD");
    row("a1 APPEND INBOX {310}", "a1 append INBOX () -1 310 sync");
    row("a1 APPEND {5}\r\nDraft (\\Seen $x) \" 1-Jan-1970 00:00:01 +0000\" {3+}",
        "a1 append Draft (\\Seen $x) 1000 3 nonsync");
    row("a1 APPEND INBOX () {3}", "a1 append INBOX () -1 3 sync");
    row("a1 APPEND INBOX", "a1 BAD");
    row("a1 APPEND INBOX \"x\" {3}", "a1 BAD");
    row("a1 APPEND INBOX (\\Seen {3}", "a1 BAD");
    row("a1 EXPUNGE", "a1 expunge all");
    row("a1 UID EXPUNGE 1:3", "a1 expunge 1:3");
    row("a1 COPY 1:2,4 Sent", "a1 copy 1:2,4:4 Sent");
    row("a1 UID COPY 7 Sent", "a1 uid copy 7:7 Sent");
    row("a1 UID MOVE * inbox", "a1 uid move 0:0 INBOX");
    row("a1 STORE 1 FLAGS (\\Seen)", "a1 store 1:1 = \\Seen");
    row("a1 STORE 1 +flags.silent \\Deleted word", "a1 store 1:1 +silent \\Deleted word");
    row("a1 UID STORE 1:* -FLAGS ()", "a1 uid store 1:0 - ");
    row("a1 STORE 1 *FLAGS ()", "a1 BAD");
    row("a1 FETCH 1 FLAGS", "a1 fetch 1:1 #1");
    row("a1 FETCH 1:2 (FLAGS UID BODY BODYSTRUCTURE ENVELOPE INTERNALDATE RFC822.SIZE)",
        "a1 fetch 1:2 #1 #4 #5 #6 #0 #2 #3");
    row("a1 FETCH 1 ALL", "a1 fetch 1:1 #1 #2 #3 #0");
    row("a1 FETCH 1 fast", "a1 fetch 1:1 #1 #2 #3");
    row("a1 FETCH 1 FULL", "a1 fetch 1:1 #1 #2 #3 #0 #5");
    row("a1 FETCH 1 (ALL)", "a1 BAD");
    row("a1 FETCH 1 (BODY[] BODY.PEEK[])", "a1 fetch 1:1 BODY[] BODY[]!");
    row("a1 FETCH 1 BODY[TEXT]<5.10>", "a1 fetch 1:1 BODY[TEXT]<5>10");
    row("a1 FETCH 1 BODY[1.2.MIME]", "a1 fetch 1:1 BODY[1.2.MIME]");
    row("a1 FETCH 1 BODY[2.HEADER]", "a1 fetch 1:1 BODY[2.HEADER]");
    row("a1 FETCH 1 body.peek[header.fields (From \"X-A\" {2}\r\nTo)]",
        "a1 fetch 1:1 BODY[HEADER.FIELDS (From X-A To)]!");
    row("a1 FETCH 1 BODY[1.HEADER.FIELDS.NOT (Received)]",
        "a1 fetch 1:1 BODY[1.HEADER.FIELDS.NOT (Received)]");
    row("a1 FETCH 1 (RFC822 RFC822.HEADER RFC822.TEXT)", "a1 fetch 1:1 RFC822 RFC822.HEADER! RFC822.TEXT");
    row("a1 FETCH 1 BODY[MIME]", "a1 BAD");
    row("a1 FETCH 1 BODY[0]", "a1 BAD");
    row("a1 FETCH 1 BODY[", "a1 BAD");
    row("a1 FETCH 1 BODY[]<0.0>", "a1 BAD");
    row("a1 FETCH 1 (FLAGS", "a1 BAD");
    row("a1 FETCH 0 FLAGS", "a1 BAD");
    row("a1 FETCH 1:4294967296 FLAGS", "a1 BAD");
    row("a1 UID FETCH 1:* (FLAGS)", "a1 uid fetch 1:0 #1");
    row("a1 SEARCH ALL", "a1 search all");
    row("a1 SEARCH UNSEEN FROM ann NOT DELETED", "a1 search and(-\\Seen FROM=ann not(+\\Deleted))");
    row("a1 SEARCH CHARSET utf-8 SUBJECT {2}\r\n\xc3\xa4", "a1 search SUBJECT=\xc3\xa4");
    row("a1 SEARCH CHARSET KOI8-R SUBJECT x", "a1 NO");
    row("a1 SEARCH OR (SEEN 1:3) KEYWORD $Junk", "a1 search or(and(+\\Seen 1:3) +$Junk)");
    row("a1 UID SEARCH UID 1:* LARGER 10 SMALLER 20", "a1 uid search and(uid 1:0 >10 <20)");
    row("a1 SEARCH SINCE 1-Feb-2026 SENTBEFORE \"2-Feb-2026\"", "a1 search and(022026-02-01 102026-02-02)");
    row("a1 SEARCH HEADER Message-Id \"\" BODY x TEXT y", "a1 search and(Message-Id= body=x text=y)");
    row("a1 SEARCH NEW OLD RECENT", "a1 search and(recency1 recency2 recency0)");
    row("a1 SEARCH UNKEYWORD x", "a1 search -x");
    row("a1 SEARCH", "a1 BAD");
    row("a1 SEARCH FROM", "a1 BAD");
    row("a1 SEARCH (ALL", "a1 BAD");
    row("a1 SEARCH NONSENSE", "a1 BAD");
    row("a1 SEARCH SINCE 31-Feb-2026", "a1 BAD");
    row("a1 SEARCH SUBJECT {2}\r\n\xc3(", "a1 BAD");
    row("a1 UID NOOP", "a1 BAD");
    row("a1 NONSENSE", "a1 BAD");
    row("a1", "* BAD");
    row("", "* BAD");
    row("+ NOOP", "* BAD");
    row("(x NOOP", "* BAD");
    row("a1 LOGIN {3}\r\na\rb x", "a1 login a\rb/x");
    row("a1 LOGIN a\rb x", "a1 BAD");
    for (const char *word :
        {"CAPABILITY", "LOGOUT", "STARTTLS", "CHECK", "CLOSE", "UNSELECT", "IDLE", "NAMESPACE"})
        row(QByteArray("t ").append(word).constData(), QByteArray("t ").append(word).toLower().constData());
    QTest::newRow("bare LF") << QByteArray("a1 NOOP\n") << QByteArray("a1 BAD");
    QTest::newRow("NUL") << QByteArray("a1 NO\0P\r\n", 9) << QByteArray("a1 BAD");
    QTest::newRow("NUL in literal") << QByteArray("a1 LOGIN {1}\r\n\0 x\r\n", 19) << QByteArray("a1 BAD");
    QTest::newRow("deep") << "a1 SEARCH " + QByteArray("NOT ").repeated(60) + "ALL\r\n"
                          << QByteArray("a1 BAD");
    QTest::newRow("deep lists") << "a1 SEARCH " + QByteArray("(").repeated(5000) + "\r\n"
                                << QByteArray("a1 BAD");
}

void TestImapSyntax::commands()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, meaning);
    QCOMPARE(parseInPieces(bytes, {}), meaning);
    QList<qsizetype> all;
    for (qsizetype i = 1; i < bytes.size(); ++i) {
        QCOMPARE(parseInPieces(bytes, {i}), meaning);
        all.append(i);
    }
    QCOMPARE(parseInPieces(bytes, all), meaning);
}

void TestImapSyntax::literalsAreAnnouncedOnce()
{
    CommandParser parser;
    const auto more = [](const ParseStep &step) { return std::get<NeedMore>(step); };
    QCOMPARE(more(parser.feed("a LOGIN {3}\r\n")), (NeedMore{3, true}));
    QCOMPARE(more(parser.feed("a")), (NeedMore{2, false}));
    QCOMPARE(more(parser.feed("nn")), (NeedMore{0, false}));
    QCOMPARE(more(parser.feed(" {1+}\r\n")), (NeedMore{1, false}));
    QCOMPARE(more(parser.feed("x")), (NeedMore{0, false}));
    QCOMPARE(describe(parser.feed("\r\nb NOOP\r\n")), "a login ann/x");
    QCOMPARE(parser.consumed(), 2);
    QCOMPARE(more(parser.feed("c DELETE {0}\r\n")), (NeedMore{0, true}));
    QCOMPARE(describe(parser.feed("\r\n")), "c delete ");
}

void TestImapSyntax::limitsAreKept()
{
    CommandParser parser({100, 10, 5});
    const auto failure = [](const ParseStep &step) { return std::get<ParseFailure>(step); };
    QCOMPARE(failure(parser.feed("a NOOP " + QByteArray(100, 'x'))).error.fault, Fault::Syntax);
    QCOMPARE(failure(parser.feed("a LOGIN {11}\r\n")).error.status, "TOOBIG");
    const ParseFailure coming = failure(parser.feed("a LOGIN {11+}\r\n"));
    QCOMPARE(coming.tag, "a");
    QCOMPARE(coming.skip, 11);
    QVERIFY(failure(parser.feed("a LOGIN {99999999999999999999+}\r\n")).skip > 1'000'000);
    QCOMPARE(describe(parser.feed("a APPEND x {99999999999}\r\n")), "a append x () -1 99999999999 sync");
    QCOMPARE(failure(parser.feed("a APPEND x (bad {5+}\r\n")).skip, 5);
    QCOMPARE(describe(parser.feed("a NOOP\r\n")), "a noop"); // clean afterwards
}

void TestImapSyntax::sequenceSets()
{
    QCOMPARE(Describe::set({parseSequenceSet("5:1,*,3")->resolved(7)}), "1:5,7:7");
    QCOMPARE(Describe::set({parseSequenceSet("1:2,3:4,9:*")->resolved(7)}), "1:4,7:9");
    QCOMPARE(Describe::set({parseSequenceSet("4294967295,1")->resolved(7)}), "1:1,4294967295:4294967295");
    for (const char *bad : {"", ",", "1,", "1:", ":1", "0", "01", "a", "1::2", "4294967296", "1 "})
        QVERIFY2(!parseSequenceSet(bad), bad);
    QCOMPARE(formatNumberSet({1, 2, 3, 7, 9, 10}), "1:3,7,9:10");
    QCOMPARE(formatNumberSet({}), "");
}

void TestImapSyntax::mailboxNames()
{
    QCOMPARE(*decodeMailboxName("~peter.mail.&ZeVnLIqe-.&U,BTFw-"),
        QByteArray("~peter.mail.\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e.\xe5\x8f\xb0\xe5\x8c\x97"));
    QCOMPARE(encodeMailboxName("a&b\xc3\xa4"), "a&-b&AOQ-");
    for (const char *bad : {"&", "&a", "&AGE-", "\xc3\xa4", "a\tb", "&AAo-", "&2AA-"})
        QVERIFY2(!decodeMailboxName(bad), bad);
    QCOMPARE(normalisedMailboxName("inBox.x"), "INBOX.x");
    QCOMPARE(normalisedMailboxName("inboxes"), "inboxes");
}

void TestImapSyntax::patterns()
{
    QVERIFY(matchesPattern("a.b.c", "*"));
    QVERIFY(matchesPattern("a.b.c", "a.%.c"));
    QVERIFY(matchesPattern("a.b", "a*b"));
    QVERIFY(matchesPattern("INBOX", "inbox"));
    QVERIFY(matchesPattern("a", "%%*%"));
    QVERIFY(matchesPattern("", "*"));
    QVERIFY(!matchesPattern("a.b", "%"));
    QVERIFY(!matchesPattern("a.b", "a"));
    QVERIFY(!matchesPattern("ab", "a.%"));
    QVERIFY(!matchesPattern(QByteArray(1000, 'a'), QByteArray("*a").repeated(120) + "b"));
}

void TestImapSyntax::strings()
{
    QCOMPARE(formatString("a\"b\\"), "\"a\\\"b\\\\\"");
    QCOMPARE(formatString("a\r\nb"), "{4}\r\na\r\nb");
    QCOMPARE(formatString("\xc3\xa4"), "{2}\r\n\xc3\xa4");
    QCOMPARE(formatString(QByteArrayView("a\0b", 3)), "{2}\r\nab");
    QCOMPARE(formatNstring(std::nullopt), "NIL");
    QCOMPARE(formatMailbox("INBOX"), "INBOX");
    QCOMPARE(formatMailbox("a b"), "\"a b\"");
    QCOMPARE(formatMailbox("\xc3\xa4"), "&AOQ-");
    QCOMPARE(formatMailbox("NIL"), "\"NIL\"");
}

void TestImapSyntax::envelopeAndStructure()
{
    const QByteArray message =
        "Date: now\r\nSubject: \"x\"\r\nFrom: Ann <ann@x>\r\nTo: G: b@y;\r\nMessage-Id: <1@x>\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\n"
        "Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=m\r\n\r\n"
        "Subject: in\r\n\r\ntext\r\n--b--\r\n";
    const MimePart part = parseMime(message);
    QCOMPARE(formatEnvelope(*part.envelope),
        "(\"now\" \"\\\"x\\\"\" ((\"Ann\" NIL \"ann\" \"x\")) ((\"Ann\" NIL \"ann\" \"x\")) ((\"Ann\" NIL "
        "\"ann\" \"x\")) "
        "((NIL NIL \"G\" NIL)(NIL NIL \"b\" \"y\")(NIL NIL NIL NIL)) NIL NIL NIL \"<1@x>\")");
    QCOMPARE(formatStructure(part, StructureForm::Body),
        "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 2 0)(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 19 "
        "(NIL \"in\" NIL NIL NIL NIL NIL NIL NIL NIL) (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 4 0) 2) "
        "\"MIXED\")");
    QVERIFY(formatStructure(part, StructureForm::BodyStructure)
                .endsWith(" 2 NIL (\"ATTACHMENT\" (\"FILENAME\" \"m\")) NIL NIL) \"MIXED\" (\"BOUNDARY\" "
                          "\"b\") NIL NIL NIL)"));
    QCOMPARE(formatStructure(parseMime("Content-Type: multipart/mixed\r\n\r\nx\r\n"), StructureForm::Body),
        "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 3 1)");
}

void TestImapSyntax::searchKeysAreThreeValued()
{
    const auto key = [](const char *text) {
        const ParseStep step = parseCommand(QByteArray("a SEARCH ") + text, 50);
        return std::get<Search>(std::get<Parsed>(step).command).key;
    };
    SearchFacts facts{1, 3, 30, {20, 100, 1'767'261'600'000, {1, {"$Word"}}, true}, {}, {}}; // 2026-01-01
    const auto tell = [&](const char *text) { return matches(key(text), facts); };
    for (const char *yes :
        {"SEEN", "2", "2:*", "UID 20", "UID 15:*", "KEYWORD $word", "LARGER 99", "ON 1-Jan-2026", "RECENT",
            "NOT FLAGGED", "OR FLAGGED SEEN", "OR SEEN BODY x", "NOT (FLAGGED BODY x)"})
        QCOMPARE(tell(yes), std::optional(true));
    for (const char *no :
        {"UNSEEN", "3:*", "LARGER 100", "SMALLER 100", "NEW", "SINCE 2-Jan-2026", "FLAGGED BODY x"})
        QCOMPARE(tell(no), std::optional(false));
    for (const char *open : {"BODY x", "FROM a", "SEEN TEXT x", "NOT BODY x", "SENTON 1-Jan-2026"})
        QCOMPARE(tell(open), std::optional<bool>());
    facts.header = "From: =?utf-8?q?J=C3=B6rg?= <j@x>\r\nDate: Thu, 1 Jan 2026 23:30:00 -0800\r\nX:\r\n\r\n";
    for (const char *yes : {"FROM J@X", "HEADER X \"\"", "SENTON 1-Jan-2026", "TEXT J@x"})
        QCOMPARE(tell(yes), std::optional(true));
    QCOMPARE(matches({SearchHeader{"from", QString::fromUtf8("j\xc3\x96rg")}}, facts), std::optional(true));
    QCOMPARE(tell("HEADER Y \"\""), std::optional(false));
    QCOMPARE(tell("TEXT nothing"), std::optional<bool>());
    facts.body = QStringLiteral("Some Text");
    QCOMPARE(tell("TEXT \"some t\""), std::optional(true));
    QCOMPARE(tell("BODY j@x"), std::optional(false));
    QVERIFY(!hasValidNumbers(key("NOT 4"), 3));
    QVERIFY(hasValidNumbers(key("1:* UID 99"), 3));
}

QTEST_GUILESS_MAIN(TestImapSyntax)
#include "tst_imapsyntax.moc"
