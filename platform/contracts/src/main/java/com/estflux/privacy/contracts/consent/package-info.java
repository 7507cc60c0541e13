/** What a data subject agreed or objected to, and published policy versions. */
@NullMarked
package com.estflux.privacy.contracts.consent;

import org.jspecify.annotations.NullMarked;
