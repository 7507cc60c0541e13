/** Who may read and write which topic: the one table that a broker's users and rights are made from. */
@NullMarked
package com.estflux.privacy.contracts.access;

import org.jspecify.annotations.NullMarked;
