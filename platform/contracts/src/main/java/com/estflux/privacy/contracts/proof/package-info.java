/** Proof of who said an event: the CloudEvents extension "Verifiable CloudEvents with DSSE", with Ed25519 keys. */
@NullMarked
package com.estflux.privacy.contracts.proof;

import org.jspecify.annotations.NullMarked;
