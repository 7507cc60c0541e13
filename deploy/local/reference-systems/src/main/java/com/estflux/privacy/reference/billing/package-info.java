/** The billing system: invoices, payments, refunds and disputes. */
@NullMarked
package com.estflux.privacy.reference.billing;

import org.jspecify.annotations.NullMarked;
