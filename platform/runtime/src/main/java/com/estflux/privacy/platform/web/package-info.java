/** What every request passes: refusals on record, no card numbers, one description of errors. */
@NullMarked
package com.estflux.privacy.platform.web;

import org.jspecify.annotations.NullMarked;
