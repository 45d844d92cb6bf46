// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where passwords of saved connections are remembered: the system's keychain, or nowhere.
#pragma once

#include "shared/base/secret.h"
#include "shared/base/task.h"

#include <QString>

namespace homeport {

/// GUI thread; nothing blocks, everything ends. Never falls back to a file: what the keychain does not take
/// is asked for each time. The errors' forLog is for the administrator.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// Empty: passwords can be remembered. Else why not, in a sentence.
    virtual Task<QString> whyNot() = 0;
    /// An empty Secret: none is remembered.
    virtual Task<Result<Secret>> read(QString profileId) = 0;
    virtual Task<Result<>> write(QString profileId, Secret secret) = 0;
    /// Good also when there was none.
    virtual Task<Result<>> remove(QString profileId) = 0;
};

/// The keychain of the desktop (Secret Service, KWallet, macOS, Windows) where the build has QtKeychain.
std::unique_ptr<SecretStore> systemSecretStore();

} // namespace homeport
