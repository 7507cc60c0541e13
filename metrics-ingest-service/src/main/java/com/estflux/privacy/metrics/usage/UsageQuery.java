package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.platform.problem.Problems;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which usage is asked for, and how it is to be written. */
public class UsageQuery {

    /** Usage as CSV. */
    static final String CSV = "text/csv";

    @Parameter(
            description = "Start, inclusive: a date, meaning its start in Tallinn, or a UTC time; else this month's",
            example = "2026-11-01")
    @QueryParam("from")
    private @Nullable String from;

    @Parameter(description = "End, exclusive, likewise; else the end of this month", example = "2026-12-01")
    @QueryParam("to")
    private @Nullable String to;

    @Parameter(
            description = "What to sum over",
            schema =
                    @Schema(
                            enumeration = {"hour", "day", "month"},
                            defaultValue = "day"))
    @QueryParam("window")
    private @Nullable String window;

    @Parameter(
            description = "How to write it",
            schema =
                    @Schema(
                            enumeration = {"json", "csv"},
                            defaultValue = "json"))
    @QueryParam("format")
    private @Nullable String format;

    /** Made from the query. */
    public UsageQuery() {}

    /** The period asked for; a format there is not is refused too, before anything is looked up. */
    Period period(Clock clock) {
        if (format != null && !format.equals("json") && !format.equals("csv")) {
            throw Problems.badRequest("invalid-format", "Invalid format", "pass one of json, csv");
        }
        return Period.of(from, to, window, clock);
    }

    /** The answer in the format asked for. */
    Response answer(UsageView usage) {
        return "csv".equals(format)
                ? Response.ok(UsageCsv.of(usage), CSV + ";charset=UTF-8").build()
                : Response.ok(usage, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
