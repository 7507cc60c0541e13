/** What an erasure will do, as retention-service proposes it and an officer approves it. */
@NullMarked
package com.estflux.privacy.dsr.plan;

import org.jspecify.annotations.NullMarked;
