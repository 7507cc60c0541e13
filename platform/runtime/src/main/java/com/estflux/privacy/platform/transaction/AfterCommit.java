package com.estflux.privacy.platform.transaction;

/** Told when a transaction of this process has committed. It must return at once. */
public interface AfterCommit {

    /** A transaction has committed. Called on that transaction's own Vert.x context. */
    void committed();
}
