// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The audit: every change with who, from where, what, result; searched, looked at, exported.
#pragma once

#include "console/models/auditmodel.h"
#include "console/views/page.h"

#include <QTimer>

class QAction;
class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSplitter;

namespace homeport {

class TablePane;

class TasksPage : public Page
{
    Q_OBJECT

public:
    explicit TasksPage(ConsoleContext &context, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    QWidget *filterField() override;
    void show(const QString &what) override; ///< a request's id, a verb, or any text
    void restoreLayout() override;

private:
    QWidget *makeSearchLine();
    QWidget *makeDetail();
    AuditSearch search() const;
    void startSearch();
    void showAnswer();
    void showPeriod();
    void showRecord();
    void showAllowed();
    void exportAll(AuditFormat format);
    void exportTo(const QString &path, AuditFormat format);

    AuditModel m_model;
    QSplitter *m_splitter = nullptr;
    TablePane *m_pane = nullptr;
    QLineEdit *m_who = nullptr;
    QLineEdit *m_what = nullptr;
    QComboBox *m_period = nullptr;
    QDateTimeEdit *m_since = nullptr;
    QDateTimeEdit *m_until = nullptr;
    QCheckBox *m_onlyFailed = nullptr;
    QLabel *m_heading = nullptr;
    QLabel *m_facts = nullptr;
    QPlainTextEdit *m_arguments = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QAction *m_copyCommand = nullptr;
    QAction *m_exportCsv = nullptr;
    QAction *m_exportJson = nullptr;
    QTimer m_pause; ///< behind the last key
    QTimer m_timer;
};

} // namespace homeport
