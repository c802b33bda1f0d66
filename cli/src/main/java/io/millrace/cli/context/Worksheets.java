package io.millrace.cli.context;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Worksheets that were read from files.
 *
 * @param texts file name, as errors give it, to text
 */
public record Worksheets(Map<String, String> texts) {
    public Worksheets {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** @throws MillraceException WORKSHEET_NOT_FOUND */
    public static Worksheets read(List<Path> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(file.toString(), text(file)));
        return new Worksheets(texts);
    }

    /** The statements of all worksheets in order, variables filled in. */
    public List<Statement> parse(Map<String, String> variables) {
        List<Statement> statements = new ArrayList<>();
        texts.forEach((file, text) -> statements.addAll(Worksheet.parse(file, text, variables)));
        return List.copyOf(statements);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (CharacterCodingException e) {
            throw unreadable(file, "its text is not UTF-8", e);
        } catch (IOException e) {
            throw unreadable(file, Files.isDirectory(file) ? "it is a directory" : e.toString(), e);
        }
    }

    private static MillraceException unreadable(Path file, String reason, IOException cause) {
        return new MillraceException(ErrorCode.WORKSHEET_NOT_FOUND, "Cannot read worksheet: " + file, cause)
                .withHint(reason);
    }
}
