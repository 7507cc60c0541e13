/** What an erasure may do to each category of data, and why. */
@NullMarked
package com.estflux.privacy.retention.plan;

import org.jspecify.annotations.NullMarked;
