// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Banners come and go with the notices.
#include "console/views/bannerstack.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

BannerStack::BannerStack(Notices &notices, QWidget *parent)
    : QWidget(parent)
    , m_notices(notices)
{
    setObjectName(u"banners"_s);
    m_lines = new QVBoxLayout(this);
    m_lines->setContentsMargins({});
    m_lines->setSpacing(1);
    connect(&notices, &Notices::changed, this, &BannerStack::showNotices);
    showNotices();
}

Banner *BannerStack::bannerOf(const QString &id)
{
    Banner *&banner = m_banners[id];
    if (!banner) {
        banner = new Banner(this);
        banner->setObjectName(u"banner:"_s + id);
        connect(banner, &Banner::buttonClicked, this, [this, id] {
            const QList<Notice> list = m_notices.list();
            for (const Notice &notice : list) {
                if (notice.id == id)
                    Q_EMIT linkActivated(notice.page, notice.what);
            }
        });
    }
    return banner;
}

void BannerStack::showNotices()
{
    QStringList gone = m_banners.keys();
    const QList<Notice> list = m_notices.list();
    for (int i = 0; i < int(list.size()); ++i) {
        const Notice &notice = list[i];
        gone.removeAll(notice.id);
        Banner *const banner = bannerOf(notice.id);
        if (m_lines->indexOf(banner) != i) {
            m_lines->removeWidget(banner);
            m_lines->insertWidget(i, banner);
        }
        banner->setMessage(notice.severity, notice.text, notice.button);
    }
    for (const QString &id : std::as_const(gone))
        m_banners.take(id)->deleteLater();
    setVisible(!list.isEmpty());
}

} // namespace homeport
