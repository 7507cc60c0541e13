package com.estflux.privacy.stack;

import java.nio.file.Path;

/**
 * How a stack is to be run.
 *
 * @param root the checkout, built
 * @param data where everything it writes goes: databases, log segments, secrets, logs
 * @param ports who listens where
 * @param reset whether to begin with an empty data folder
 * @param supervised whether a component that dies is started again
 */
public record StackOptions(Path root, Path data, StackPorts ports, boolean reset, boolean supervised) {}
