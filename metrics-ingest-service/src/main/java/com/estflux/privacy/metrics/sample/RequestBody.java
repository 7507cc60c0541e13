package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Bodies as they were before they were compressed, within bounds: a small body can unpack to a very large one. */
final class RequestBody {

    /** Most bytes of an unpacked body. */
    static final int LARGEST = 32 * 1024 * 1024;

    private static final ProblemType TOO_LARGE = new ProblemType("body-too-large", 413, "The body is too large");

    private RequestBody() {}

    /**
     * The body, unpacked if it is gzip.
     *
     * @throws ProblemException 413 if it unpacks to too much, 400 if it does not unpack, 415 for another coding
     */
    static byte[] unpack(byte[] body, @Nullable String encoding) {
        if (encoding == null || encoding.equals("identity")) {
            return body;
        }
        if (!encoding.equals("gzip")) {
            throw new ProblemException(
                    new ProblemType("unsupported-encoding", 415, "The content coding is not supported"), "use gzip");
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = packed.readNBytes(LARGEST + 1);
            if (unpacked.length > LARGEST) {
                throw new ProblemException(TOO_LARGE, "send at most " + LARGEST + " bytes, unpacked");
            }
            return unpacked;
        } catch (IOException e) {
            throw Problems.badRequest("malformed-gzip", "The body is not gzip", "mend it and send it again");
        }
    }
}
