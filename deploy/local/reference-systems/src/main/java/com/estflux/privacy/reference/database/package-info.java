/** Plain JDBC: transactions and migrations. */
@NullMarked
package com.estflux.privacy.reference.database;

import org.jspecify.annotations.NullMarked;
