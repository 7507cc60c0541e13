/** Proof that a request comes from the person it is about. */
@NullMarked
package com.estflux.privacy.dsr.identity;

import org.jspecify.annotations.NullMarked;
