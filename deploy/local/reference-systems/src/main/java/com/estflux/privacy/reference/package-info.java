/**
 * Three systems that know the suite by its contracts alone, and how little a store needs: an outbox, a command reader,
 * a suppression list, a receipt.
 */
@NullMarked
package com.estflux.privacy.reference;

import org.jspecify.annotations.NullMarked;
