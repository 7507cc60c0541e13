/** Legal holds: they win over every rule, plan and disposal. */
@NullMarked
package com.estflux.privacy.retention.hold;

import org.jspecify.annotations.NullMarked;
