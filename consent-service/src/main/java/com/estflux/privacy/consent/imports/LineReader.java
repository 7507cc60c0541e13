package com.estflux.privacy.consent.imports;

import com.estflux.privacy.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one import; a CSV file's first line tells it what follows. */
interface LineReader {

    /**
     * The record of a line; null if it holds none, as a heading does.
     *
     * @throws ProblemException if it is no record
     */
    @Nullable
    ImportLine read(String line);
}
