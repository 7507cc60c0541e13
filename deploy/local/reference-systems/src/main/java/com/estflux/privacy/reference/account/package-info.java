/** The account system: customers, their VPS instances and the addresses these are given. */
@NullMarked
package com.estflux.privacy.reference.account;

import org.jspecify.annotations.NullMarked;
