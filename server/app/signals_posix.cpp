// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Signals of the system as events.
#include "server/app/signals_posix.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace homeport {

namespace {

int signalPipe[2] = {-1, -1}; // a signal handler has nothing else to reach it by

void onSignal(int number)
{
    const int saved = errno;
    const char byte = number == SIGHUP ? 'h' : 't';
    // a full pipe holds enough of them
    [[maybe_unused]] const ssize_t written = ::write(signalPipe[1], &byte, 1);
    errno = saved;
}

} // namespace

PosixSignals::PosixSignals(std::function<void(PosixSignal)> handler)
    : m_handler(std::move(handler))
{
    if (::pipe2(signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("pipe: %s", std::strerror(errno));
    m_notifier = std::make_unique<QSocketNotifier>(signalPipe[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        char bytes[16];
        const ssize_t count = ::read(signalPipe[0], bytes, sizeof bytes);
        for (ssize_t i = 0; i < count; ++i)
            m_handler(bytes[i] == 'h' ? PosixSignal::Reload : PosixSignal::Stop);
    });
    struct sigaction action
    {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGHUP, SIGINT, SIGTERM})
        ::sigaction(number, &action, nullptr);
}

PosixSignals::~PosixSignals()
{
    struct sigaction action
    {
    };
    action.sa_handler = SIG_DFL;
    for (const int number : {SIGHUP, SIGINT, SIGTERM})
        ::sigaction(number, &action, nullptr);
    ::close(signalPipe[0]);
    ::close(signalPipe[1]);
}

} // namespace homeport
