package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.Treatment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What holds do to an erasure that does not spare what they cover: it is retained, with the hold as basis. */
final class Sparing {

    private static final int LONGEST_BASIS = 256;

    private Sparing() {}

    /**
     * The erasure as the holds leave it.
     *
     * @param command as it was given
     * @param held what the store holds
     * @param holds those that concern the subject
     */
    static SubjectErase apply(SubjectErase command, Collection<DataCategory> held, Collection<KnownHold> holds) {
        if (holds.isEmpty()) {
            return command;
        }
        Map<DataCategory, CategoryInstruction> instructions = new LinkedHashMap<>();
        command.instructions().forEach(one -> instructions.put(one.category(), one));
        for (KnownHold hold : holds) {
            Stream.concat(held.stream(), instructions.keySet().stream())
                    .distinct()
                    .filter(hold::concerns)
                    .toList()
                    .forEach(category -> instructions.compute(category, (of, given) -> spared(of, given, hold)));
        }
        return new SubjectErase(
                command.commandId(),
                command.caseId(),
                command.subjectId(),
                List.copyOf(instructions.values()),
                command.stores(),
                command.issuedAt());
    }

    private static CategoryInstruction spared(
            DataCategory category, @Nullable CategoryInstruction given, KnownHold hold) {
        if (given != null && isKeptAsAWhole(given)) {
            return given;
        }
        if (hold.recordIds().isEmpty()) {
            return new CategoryInstruction(category, Treatment.RETAIN, basis(given, hold), null, List.of(), null);
        }
        List<RetainedRecord> records = new ArrayList<>(given == null ? List.of() : given.records());
        Set<String> named = hold.recordIds();
        named.stream()
                .filter(id ->
                        records.stream().noneMatch(record -> record.recordId().equals(id)))
                .sorted()
                .forEach(id -> records.add(new RetainedRecord(id, null)));
        List<String> released = given == null || given.released() == null
                ? null
                : given.released().stream().filter(id -> !named.contains(id)).toList();
        return new CategoryInstruction(category, Treatment.RETAIN, basis(given, hold), null, records, released);
    }

    private static boolean isKeptAsAWhole(CategoryInstruction given) {
        return given.treatment() == Treatment.RETAIN && given.records().isEmpty() && given.released() == null;
    }

    private static String basis(@Nullable CategoryInstruction given, KnownHold hold) {
        String before = given == null ? null : given.legalBasis();
        boolean named = before == null || before.contains(hold.legalBasis());
        String basis = before == null ? hold.legalBasis() : named ? before : before + "; " + hold.legalBasis();
        return basis.length() > LONGEST_BASIS ? basis.substring(0, LONGEST_BASIS) : basis;
    }
}
