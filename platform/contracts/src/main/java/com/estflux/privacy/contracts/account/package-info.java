/** Events of the account and provisioning system. */
@NullMarked
package com.estflux.privacy.contracts.account;

import org.jspecify.annotations.NullMarked;
