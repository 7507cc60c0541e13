package com.estflux.privacy.metrics.admission;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Bodies as they were before they were compressed, within bounds: a small body can unpack to a very large one. */
public final class PackedBody {

    /** Most bytes of an unpacked body. */
    public static final int LARGEST = 32 * 1024 * 1024;

    private static final ProblemType TOO_LARGE = new ProblemType("body-too-large", 413, "The body is too large");
    private static final ProblemType UNSUPPORTED =
            new ProblemType("unsupported-encoding", 415, "The content coding is not supported");
    private static final String IDENTITY = "identity";
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int PIECE = 64 * 1024;

    private PackedBody() {}

    /**
     * The body, unpacked if it is gzip, and without a byte order mark; what it unpacks to needs room of its own.
     *
     * @throws ProblemException 413 if it unpacks to too much, 429 if there is no room for it now, 400 if it does not
     *     unpack, 415 for another coding
     */
    public static byte[] unpack(byte[] body, @Nullable String encoding, Room room) {
        String coding = encoding == null ? IDENTITY : encoding.strip().toLowerCase(Locale.ROOT);
        if (coding.equals(IDENTITY)) {
            return withoutMark(body);
        }
        if (!coding.equals("gzip") && !coding.equals("x-gzip")) {
            throw new ProblemException(UNSUPPORTED, "use gzip");
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return withoutMark(read(packed, room));
        } catch (IOException e) {
            throw Problems.badRequest("malformed-gzip", "The body is not gzip", "mend it and send it again");
        }
    }

    /** The refusal of a body that unpacks to too much. */
    public static ProblemException tooLarge() {
        return new ProblemException(TOO_LARGE, "send at most " + LARGEST + " bytes, unpacked");
    }

    /** Some programs put a byte order mark before UTF-8; it is no part of the text. */
    private static byte[] withoutMark(byte[] body) {
        boolean marked = body.length >= MARK.length && Arrays.equals(body, 0, MARK.length, MARK, 0, MARK.length);
        return marked ? Arrays.copyOfRange(body, MARK.length, body.length) : body;
    }

    private static byte[] read(InputStream packed, Room room) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        int length = 0;
        for (byte[] piece = packed.readNBytes(PIECE); piece.length > 0; piece = packed.readNBytes(PIECE)) {
            length += piece.length;
            if (length > LARGEST) {
                throw tooLarge();
            }
            room.grow(piece.length);
            pieces.add(piece);
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }
}
