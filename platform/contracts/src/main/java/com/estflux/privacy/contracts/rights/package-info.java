/** The rights protocol: plans, commands to stores, their receipts, and the cases they serve. */
@NullMarked
package com.estflux.privacy.contracts.rights;

import org.jspecify.annotations.NullMarked;
