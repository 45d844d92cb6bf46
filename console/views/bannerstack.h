// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The notices as lines across the window.
#pragma once

#include "console/models/notices.h"
#include "console/views/banner.h"

#include <QHash>

class QVBoxLayout;

namespace homeport {

/// A banner stays the same widget while its notice stays, whatever its words: focus is not lost.
class BannerStack : public QWidget
{
    Q_OBJECT

public:
    explicit BannerStack(Notices &notices, QWidget *parent = nullptr);

Q_SIGNALS:
    void linkActivated(const QString &page, const QString &what);

private:
    void showNotices();
    Banner *bannerOf(const QString &id);

    Notices &m_notices;
    QVBoxLayout *m_lines = nullptr;
    QHash<QString, Banner *> m_banners; ///< by the notice's id
};

} // namespace homeport
