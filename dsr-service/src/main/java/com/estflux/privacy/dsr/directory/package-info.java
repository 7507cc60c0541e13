/** The account system as a directory: which mail address it has on file of a person. */
@NullMarked
package com.estflux.privacy.dsr.directory;

import org.jspecify.annotations.NullMarked;
