/** Commands to every store concerned, and what the stores answer. */
@NullMarked
package com.estflux.privacy.dsr.fanout;

import org.jspecify.annotations.NullMarked;
