/** Events of the billing system. They name documents, never their content. */
@NullMarked
package com.estflux.privacy.contracts.billing;

import org.jspecify.annotations.NullMarked;
