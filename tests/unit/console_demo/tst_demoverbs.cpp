// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The simulated cluster keeps up with the daemon: every verb is there, with its role and its effect.
#include "console/demo/demoverbs.h"
#include "server/admin/adminservice.h"

#include <QTest>

using namespace homeport;

class TestDemoVerbs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVerbOfTheDaemonIsAnswered();
    void rolesAndEffectsAreTheDaemons();
};

void TestDemoVerbs::everyVerbOfTheDaemonIsAnswered()
{
    QStringList missing;
    const QList<DemoVerb> demo = demoVerbs();
    const QList<Verb> daemon = AdminService::verbs();
    for (const Verb &verb : daemon) {
        const auto isSame = [&verb](const DemoVerb &one) { return qstrcmp(one.name, verb.name) == 0; };
        if (std::none_of(demo.begin(), demo.end(), isSame))
            missing.append(QString::fromLatin1(verb.name));
    }
    QCOMPARE(missing, QStringList());
}

void TestDemoVerbs::rolesAndEffectsAreTheDaemons()
{
    const QList<DemoVerb> demo = demoVerbs();
    const QList<Verb> daemon = AdminService::verbs();
    for (const DemoVerb &one : demo) {
        const auto verb = std::find_if(daemon.begin(), daemon.end(),
            [&one](const Verb &other) { return qstrcmp(one.name, other.name) == 0; });
        QVERIFY2(verb != daemon.end(), one.name);
        QVERIFY2(verb->role == one.role, one.name);
        QCOMPARE(verb->effect == Effect::Shows, one.effect == DemoEffect::Shows);
        QVERIFY2((verb->effect == Effect::Discloses) == (one.effect == DemoEffect::Discloses), one.name);
    }
}

QTEST_GUILESS_MAIN(TestDemoVerbs)
#include "tst_demoverbs.moc"
