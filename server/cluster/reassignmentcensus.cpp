// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Preflight: what the directory holds, and whether it lets itself be rewritten.
#include "server/cluster/reassignmentpreflight.h"

namespace homeport {

namespace {

constexpr int countPage = 5000;
constexpr qsizetype damagedShown = 3;

/// Found by a coroutine that nobody may be waiting for any more.
struct Finding
{
    bool isAbandoned = false;
    bool hasEnded = false;
    Result<RewriterFacts> facts = fail(Error::temporary("not asked"));
    Result<AccountCount> count = fail(Error::temporary("not counted"));
    OneShot<bool> ended;
    std::stop_source patience; ///< stopped when nobody waits any more
};

Task<> examine(std::shared_ptr<HostRewriter> rewriter, RewritePlan plan, ClusterTable table,
    std::shared_ptr<Finding> finding)
{
    finding->facts = co_await rewriter->facts();
    if (finding->facts && !finding->isAbandoned) {
        std::function<bool()> mayGoOn = [finding] { return !finding->isAbandoned; };
        finding->count = co_await countAccounts(rewriter, plan, table, countPage, mayGoOn);
        // the limit may have been met only now
        if (!finding->count && finding->count.error().status == "size-limit")
            finding->facts = co_await rewriter->facts();
    }
    finding->hasEnded = true;
    finding->ended.finish(true);
}

Task<> giveUpAfter(std::chrono::milliseconds patience, OneShot<bool> ended, std::stop_token stop)
{
    co_await sleepFor(patience, stop);
    ended.finish(false);
}

void judgeCount(PreflightChecks &checks, const AccountCount &count)
{
    checks.pass("accounts", QStringLiteral("%1 accounts are rewritten").arg(count.accounts));
    if (count.damaged == 0)
        return;
    checks.warn("accounts",
        QStringLiteral("%1 records cannot be read and stay as they are: %2")
            .arg(count.damaged)
            .arg(count.damagedEntries.mid(0, damagedShown).join(QStringLiteral("; "))),
        QStringLiteral("Mend them with an LDAP tool, then: homeportctl job resume"));
}

void judge(PreflightChecks &checks, const Finding &finding)
{
    const QString later = QStringLiteral(
        "Ownership changes all the same, and access is back; records are rewritten when it is well");
    if (!finding.hasEnded) {
        checks.pass("directory", QStringLiteral("the directory was not waited for"));
        return;
    }
    if (!finding.facts) {
        checks.warn("directory",
            QStringLiteral("the directory cannot be rewritten now: ") + finding.facts.error().forLog, later);
        return;
    }
    checks.pass("directory",
        finding.facts->hasTransactions
            ? QStringLiteral("the directory takes changes in transactions")
            : QStringLiteral("the directory takes changes one by one: ") + finding.facts->why);
    if (finding.count) {
        judgeCount(checks, *finding.count);
        return;
    }
    const Error &why = finding.count.error();
    if (why.status == "size-limit" || finding.facts->sizeLimit > 0) {
        checks.block("size-limit",
            QStringLiteral("the directory gives only a part of its entries: ") + why.forLog,
            QStringLiteral("Raise the size limit for the identity that this member binds with (OpenLDAP: "
                           "limits dn.exact=\"...\" size=unlimited), then try again"));
    } else {
        checks.warn("directory",
            QStringLiteral("the accounts cannot be counted: ")
                + (why.forLog.isEmpty() ? QString::fromUtf8(why.forPeer) : why.forLog),
            later);
    }
}

} // namespace

Task<> checkDirectory(PreflightPorts ports, Job job, std::shared_ptr<PreflightReport> report)
{
    const auto finding = std::make_shared<Finding>();
    const ClusterTable table = *ports.cluster.table();
    std::shared_ptr<HostRewriter> rewriter = ports.makeRewriter();
    const RewritePlan plan = planOf(job, table);
    examine(rewriter, plan, table, finding);
    const OneShot<bool> ended = finding->ended;
    if (!ended.isFinished())
        giveUpAfter(ports.directoryPatience, ended, finding->patience.get_token());
    co_await ended;
    finding->patience.request_stop();
    finding->isAbandoned = !finding->hasEnded;
    judge(report->checks, *finding);
    if (finding->hasEnded && finding->count)
        report->count = *finding->count;
}

} // namespace homeport
