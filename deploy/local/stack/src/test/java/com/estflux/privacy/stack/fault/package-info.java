/** What must hold when processes die, messages repeat or callers lie: on the whole stack. */
@NullMarked
package com.estflux.privacy.stack.fault;

import org.jspecify.annotations.NullMarked;
