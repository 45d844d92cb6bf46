// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ownership and records of the simulated cluster: what reassign, restore and undo have in common.
#pragma once

#include "console/demo/democontrol.h"
#include "console/demo/demoverbs.h"

namespace homeport {

struct DemoReassignPlan
{
    MemberName from;
    MemberName to;
    QList<JobMove> moves;
    QList<MemberName> without;
    bool isDryRun = false;
    bool isBackground = false;
};

/// The preflight of a reassignment: [{"name", "result", "text", "remedy"}].
QJsonArray demoChecks(const DemoWorld &world, const DemoReassignPlan &plan);

Result<> checkNoOtherJob(const DemoWorld &world, std::optional<JobId> within);
/// Ownership changes, the job stands in the table, its records are rewritten from now on.
Result<QJsonObject> beginJob(DemoWorld &world, Job job, DemoCall &call, bool isBackground);
/// A job that stands in the table already goes on; `moves` are taken over first.
Result<QJsonObject> goOn(
    DemoWorld &world, const Job &job, const QList<JobMove> &moves, DemoCall &call, bool isBackground);
/// Detached in the table and by the owners; the value says which disks have to be moved.
QStringList letGo(DemoWorld &world, const QList<JobMove> &moves, DemoCall &call, const QString &comment);
/// One revision; ends its run when it has ended or is paused.
Job setJobState(DemoWorld &world, Job job, JobState state, const DemoCaller &caller);
qint64 recordsLeft(const DemoWorld &world, const Job &job);
QJsonArray storageNames(const DemoWorld &world, const Job &job);
QJsonValue jobProgress(const DemoWorld &world, const Job &job);
/// "reassign back2.example.net back3.example.net"
QString jobWords(const Job &job);

} // namespace homeport
