package com.estflux.privacy.consent.imports;

import com.estflux.privacy.platform.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads CSV (RFC 4180) whose first line names the columns; fields hold no line breaks. */
final class CsvReader implements LineReader {

    private static final Set<String> COLUMNS =
            Set.of("subjectId", "purpose", "decision", "noticeVersion", "language", "channel", "decidedAt");

    private @Nullable List<String> columns;

    @Override
    public @Nullable ImportLine read(String line) {
        List<String> fields = split(line);
        if (columns == null) {
            columns = heading(fields);
            return null;
        }
        if (fields.size() != columns.size()) {
            throw Problems.badRequest("malformed-line", "The line cannot be read", columns.size() + " fields expected");
        }
        return new ImportLine(
                field(fields, "subjectId"),
                field(fields, "purpose"),
                field(fields, "decision"),
                number(field(fields, "noticeVersion")),
                field(fields, "language"),
                field(fields, "channel"),
                field(fields, "decidedAt"));
    }

    private static List<String> heading(List<String> fields) {
        if (fields.size() != COLUMNS.size() || !new HashSet<>(fields).equals(COLUMNS)) {
            throw Problems.badRequest(
                    "malformed-heading",
                    "The first line does not name the columns",
                    "subjectId,purpose,decision,noticeVersion,language,channel,decidedAt in any order");
        }
        return List.copyOf(fields);
    }

    private @Nullable String field(List<String> fields, String column) {
        String value = columns == null ? "" : fields.get(columns.indexOf(column));
        return value.isEmpty() ? null : value;
    }

    private static @Nullable Integer number(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw Problems.badRequest("invalid-line", "The line is not valid", "noticeVersion: a version from 1");
        }
    }

    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw Problems.badRequest("malformed-line", "The line cannot be read", "a quotation mark is missing");
        }
        fields.add(field.toString());
        return fields;
    }
}
