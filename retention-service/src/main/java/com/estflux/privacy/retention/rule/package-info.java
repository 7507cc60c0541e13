/** How long every category of data may be kept, why, and what an erasure does to it: versioned, never edited. */
@NullMarked
package com.estflux.privacy.retention.rule;

import org.jspecify.annotations.NullMarked;
