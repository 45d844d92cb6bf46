// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Certificates for tests: a private authority and what it signs, made in memory.
#pragma once

#include <QByteArray>
#include <QList>
#include <chrono>
#include <memory>

namespace homeport {

/// A certificate and its key, PEM.
struct TestIdentity
{
    QByteArray certificatePem;
    QByteArray keyPem;
};

/// A self-signed authority with its key.
class TestAuthority
{
public:
    enum class Key { P256, Ed25519 };

    explicit TestAuthority(const QByteArray &name = "Test authority");
    ~TestAuthority();
    TestAuthority(const TestAuthority &) = delete;
    TestAuthority &operator=(const TestAuthority &) = delete;

    const QByteArray &certificatePem() const;
    /// Good for servers and clients, for `dnsNames` (127.0.0.1 as an address), from `from` to `until`
    /// (relative to now).
    TestIdentity issue(const QList<QByteArray> &dnsNames, Key key = Key::P256,
        std::chrono::seconds from = std::chrono::hours(-1),
        std::chrono::seconds until = std::chrono::hours(24)) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace homeport
