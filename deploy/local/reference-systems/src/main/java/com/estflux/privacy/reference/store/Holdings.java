package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.SubjectErase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Erases, disposes of and counts what a store holds, in the current transaction. */
final class Holdings {

    private final Store store;

    Holdings(Store store) {
        this.store = store;
    }

    /** Erases a subject as instructed; what has no instruction is erased, and so is what cannot be made anonymous. */
    List<CategoryOutcome> erase(Connection connection, SubjectErase command) throws SQLException {
        store.beforeErasure(connection, command.subjectId());
        List<CategoryOutcome> outcomes = new ArrayList<>();
        for (RecordTable table : store.tables()) {
            CategoryInstruction instruction =
                    command.instruction(table.category()).orElse(null);
            outcomes.addAll(erase(connection, table, command.subjectId(), instruction));
        }
        return outcomes;
    }

    private List<CategoryOutcome> erase(
            Connection connection, RecordTable table, UUID subjectId, @Nullable CategoryInstruction instruction)
            throws SQLException {
        List<String> held = table.held(connection, subjectId);
        Map<String, RetainedRecord> kept = instruction == null ? Map.of() : kept(held, instruction);
        List<String> erased = held.stream().filter(id -> !kept.containsKey(id)).toList();
        table.delete(connection, erased);
        List<CategoryOutcome> outcomes = new ArrayList<>();
        if (!erased.isEmpty() || kept.isEmpty()) {
            outcomes.add(outcome(table.category(), Outcome.ERASED, erased));
        }
        if (instruction != null && !kept.isEmpty()) {
            // PostgreSQL's text takes every character but this one.
            String legalBasis = instruction.legalBasis() == null
                    ? null
                    : instruction.legalBasis().replace("\0", "");
            table.retain(connection, kept.values(), legalBasis);
            outcomes.add(retained(table.category(), kept, instruction.legalBasis()));
        }
        store.afterDeletion(connection, subjectId, table.category());
        return outcomes;
    }

    /** Deletes the records named, as far as they are the subject's; empty if the store knows no such category. */
    Optional<List<CategoryOutcome>> dispose(Connection connection, CategoryDispose command) throws SQLException {
        Optional<RecordTable> found = store.tables().stream()
                .filter(table -> table.category().equals(command.category()))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RecordTable table = found.get();
        Set<String> named = new HashSet<>(command.recordIds());
        List<String> disposed = table.held(connection, command.subjectId()).stream()
                .filter(named::contains)
                .toList();
        table.delete(connection, disposed);
        store.afterDeletion(connection, command.subjectId(), table.category());
        return Optional.of(List.of(outcome(table.category(), Outcome.ERASED, disposed)));
    }

    /** What is held of a subject. */
    List<CategoryOutcome> verify(Connection connection, UUID subjectId) throws SQLException {
        List<CategoryOutcome> outcomes = new ArrayList<>();
        for (RecordTable table : store.tables()) {
            outcomes.add(outcome(table.category(), Outcome.HELD, table.held(connection, subjectId)));
        }
        return outcomes;
    }

    /** What stays. How long is said record by record, or of the category as a whole; of a record unknown, later. */
    private static Map<String, RetainedRecord> kept(List<String> held, CategoryInstruction instruction) {
        Map<String, RetainedRecord> kept = new LinkedHashMap<>();
        LocalDate ofTheRest = instruction.records().isEmpty() ? instruction.retainUntil() : null;
        held.stream().filter(instruction.kept()).forEach(id -> kept.put(id, new RetainedRecord(id, ofTheRest)));
        instruction.records().forEach(record -> kept.replace(record.recordId(), record));
        return kept;
    }

    private static CategoryOutcome outcome(DataCategory category, Outcome outcome, Collection<String> recordIds) {
        return recordIds.isEmpty()
                ? new CategoryOutcome(category, Outcome.NOT_FOUND, 0, null, null, null)
                : new CategoryOutcome(category, outcome, recordIds.size(), null, null, RecordDigest.of(recordIds));
    }

    private static CategoryOutcome retained(
            DataCategory category, Map<String, RetainedRecord> kept, @Nullable String legalBasis) {
        boolean openEnded = kept.values().stream().anyMatch(record -> record.retainUntil() == null);
        LocalDate until = openEnded
                ? null
                : kept.values().stream()
                        .map(RetainedRecord::retainUntil)
                        .max(LocalDate::compareTo)
                        .orElseThrow();
        return new CategoryOutcome(
                category, Outcome.RETAINED, kept.size(), until, legalBasis, RecordDigest.of(kept.keySet()));
    }
}
