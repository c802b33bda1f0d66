package io.millrace.formats.orc;

import io.millrace.formats.binary.Buffer;
import io.millrace.formats.spool.SpoolFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.orc.OrcProto;
import org.apache.orc.OrcProto.CalendarKind;
import org.apache.orc.OrcProto.CompressionKind;

/**
 * What stands at the end of a file.
 *
 * @param blockBytes of a block at most, when plain
 */
record Tail(CompressionKind compression, int blockBytes, OrcProto.Footer footer) {
    private static final String MAGIC = "ORC";
    private static final int DEFAULT_BLOCK = 256 << 10;
    /** The length of a block has 23 bits. */
    private static final int BEYOND_BLOCK = 1 << 23;

    private static final int LARGEST_FOOTER = 64 << 20;
    private static final int MOST_COLUMNS = 100_000;
    private static final List<List<Integer>> VERSIONS = List.of(List.of(), List.of(0, 11), List.of(0, 12));

    /** @throws IOException when the file has none, or a damaged one */
    static Tail read(SpoolFile file) throws IOException {
        long length = file.length();
        if (length < MAGIC.length() + 2) {
            throw new IOException("it has " + length + " bytes, fewer than any ORC file");
        }
        int postScriptBytes = bytes(file, length - 1, 1)[0] & 0xFF;
        long postScriptAt = length - 1 - postScriptBytes;
        if (postScriptAt < 0) {
            throw noTail();
        }
        OrcProto.PostScript script = postScript(bytes(file, postScriptAt, postScriptBytes));
        if (!script.getMagic().equals(MAGIC) && !beginsAsOrc(file)) {
            throw noTail();
        }
        if (!VERSIONS.contains(script.getVersionList())) {
            throw new IOException("its version is none that can be read: " + script.getVersionList());
        }
        long block = script.hasCompressionBlockSize() ? script.getCompressionBlockSize() : DEFAULT_BLOCK;
        if (block <= 0 || block >= BEYOND_BLOCK) {
            throw new IOException("it says that its blocks have " + Long.toUnsignedString(block) + " bytes");
        }
        long footerBytes = script.getFooterLength();
        if (footerBytes <= 0 || footerBytes > postScriptAt) {
            throw new IOException("it says that its footer has " + Long.toUnsignedString(footerBytes) + " bytes");
        }
        try (Blocks blocks = new Blocks(file, script.getCompression(), (int) block)) {
            byte[] footer = plain(new OrcStream(blocks, "footer", postScriptAt - footerBytes, footerBytes));
            return new Tail(script.getCompression(), (int) block, footer(footer));
        }
    }

    /** All of a stream of messages. */
    static byte[] plain(OrcStream stream) throws IOException {
        Buffer plain = new Buffer(LARGEST_FOOTER);
        stream.drainTo(plain);
        return Arrays.copyOf(plain.bytes(), plain.length());
    }

    /** Whether dates and times before 1582 are those of the Julian calendar. */
    boolean julian() {
        return footer.getCalendar() != CalendarKind.PROLEPTIC_GREGORIAN;
    }

    private static OrcProto.PostScript postScript(byte[] message) throws IOException {
        try {
            return OrcProto.PostScript.parseFrom(message);
        } catch (IOException e) {
            throw new IOException(noTail().getMessage(), e);
        }
    }

    private static OrcProto.Footer footer(byte[] message) throws IOException {
        OrcProto.Footer footer;
        try {
            footer = OrcProto.Footer.parseFrom(message);
        } catch (IOException e) {
            throw new IOException("its footer is damaged: " + e.getMessage(), e);
        }
        if (footer.getTypesCount() == 0 || footer.getTypesCount() > MOST_COLUMNS) {
            throw new IOException("it says that it has " + footer.getTypesCount() + " columns");
        }
        if (footer.getEncryption().getVariantsCount() > 0) {
            throw new IOException("it has encrypted columns");
        }
        return footer;
    }

    private static boolean beginsAsOrc(SpoolFile file) throws IOException {
        return new String(bytes(file, 0, MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC);
    }

    private static IOException noTail() {
        return new IOException("it does not end as an ORC file does");
    }

    private static byte[] bytes(SpoolFile file, long at, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.read(at, bytes, 0, count);
        return bytes;
    }
}
