package com.estflux.privacy.platform.testing.architecture.bad.first;

/** A repository of the first feature. */
public class OrderRepository {

    /** Counts. */
    public int count() {
        return 0;
    }
}
