// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Step 3: the disks are attached, and somebody vouches for the old owner.
#include "console/views/attachpane.h"
#include "console/views/forms.h"
#include "console/views/reassignsteps.h"

#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int lookEvery = 3000; ///< ms: a disk may be attached on the command line meanwhile

} // namespace

AttachStep::AttachStep(ConsoleContext &context, ReassignDesk &desk, QWidget *parent)
    : Step(u"attach"_s, tr("Attach and fence"), parent)
    , m_context(context)
    , m_desk(desk)
{
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        tr("Take your time for this step. Everything after it can be undone; two machines that write to one "
           "disk "
           "cannot. \"It does not answer\" is not enough: a machine that is only cut off from you may still "
           "write.")));
    m_list = new QVBoxLayout;
    layout->addLayout(m_list);
    layout->addStretch(1);
    auto *const timer = new QTimer(this);
    timer->setInterval(lookEvery);
    connect(timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            m_desk.refresh();
    });
    timer->start();
    connect(&desk, &ReassignDesk::changed, this, [this] {
        if (isVisible())
            showPanes();
    });
}

void AttachStep::enter()
{
    m_desk.refresh();
    showPanes();
}

void AttachStep::showPanes()
{
    const ReassignWorld world = m_desk.world();
    QHash<QString, AttachPane *> kept;
    const QList<StorageRow> storages = m_desk.plan.storages(world.storages);
    for (const StorageRow &storage : storages) {
        const QString target = m_desk.plan.targets.value(storage.id);
        const QString key = storage.id + u'@' + target;
        AttachPane *pane = m_panes.take(key);
        if (!pane) {
            pane = new AttachPane(m_context, this);
            pane->setObjectName(u"attachPane"_s);
            m_list->addWidget(pane);
            connect(pane, &AttachPane::attached, &m_desk, &ReassignDesk::refresh);
            connect(pane, &AttachPane::attached, &m_context.watch, &ClusterWatch::refresh);
        }
        pane->show(world, storage, target);
        kept.insert(key, pane);
    }
    for (AttachPane *const gone : std::as_const(m_panes))
        gone->deleteLater();
    m_panes = kept;
    Q_EMIT changed();
}

QString AttachStep::whyNotNext() const { return whyNotAttached(m_desk.world(), m_desk.plan); }

} // namespace homeport
