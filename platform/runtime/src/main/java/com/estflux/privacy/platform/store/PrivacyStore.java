package com.estflux.privacy.platform.store;

import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectExport;
import com.estflux.privacy.contracts.rights.SubjectRectify;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/**
 * What a service does to the personal data it holds when a person uses a right. Each method runs inside the
 * transaction that also records the command and its receipt; it is called once per command, however often that is
 * delivered. The rest of the protocol is the platform's.
 */
public interface PrivacyStore {

    /** What it announces of itself. */
    StoreDescription describe();

    /** Erases a subject as instructed; a category without an instruction is erased. */
    Uni<List<CategoryOutcome>> erase(SubjectErase command);

    /** What is still held of a subject, per category; empty if nothing. Changes nothing. */
    Uni<List<CategoryOutcome>> holdings(UUID subjectId);

    /** Restricts processing (Art. 18). */
    default Uni<List<CategoryOutcome>> restrict(SubjectRestrict command) {
        throw new UnsupportedRightException("restriction");
    }

    /** Lifts a restriction. */
    default Uni<List<CategoryOutcome>> unrestrict(SubjectUnrestrict command) {
        throw new UnsupportedRightException("restriction");
    }

    /** Exports what is held (Art. 15, 20). */
    default Uni<List<CategoryOutcome>> export(SubjectExport command) {
        throw new UnsupportedRightException("access");
    }

    /** Corrects data (Art. 16). */
    default Uni<List<CategoryOutcome>> rectify(SubjectRectify command) {
        throw new UnsupportedRightException("rectification");
    }

    /** Disposes of records whose retention ended. */
    default Uni<List<CategoryOutcome>> dispose(CategoryDispose command) {
        throw new UnsupportedRightException("disposal");
    }
}
