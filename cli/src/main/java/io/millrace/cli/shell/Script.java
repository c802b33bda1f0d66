package io.millrace.cli.shell;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Executes the statements of a text as it comes in. */
public final class Script {
    /** What to do after a statement that failed. */
    public enum OnError {
        STOP,
        GO_ON
    }

    private final Interpreter interpreter;
    private final String name;
    private final OnError onError;
    private int exitCode;

    /** @param name stands for the text in errors */
    public Script(Interpreter interpreter, String name, OnError onError) {
        this.interpreter = requireNonNull(interpreter, "interpreter is null");
        this.name = requireNonNull(name, "name is null");
        this.onError = requireNonNull(onError, "onError is null");
    }

    /** Executes each statement as soon as its semicolon was read; returns the exit code of the first that failed, or 0. */
    public int run(InputStream text) {
        StatementSplitter splitter = new StatementSplitter();
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
            String line = reader.readLine();
            while (line != null && goesOn()) {
                execute(splitter.line(line));
                line = goesOn() ? reader.readLine() : null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute(splitter.end().stream().toList());
        return exitCode;
    }

    private void execute(List<String> statements) {
        for (String statement : statements) {
            if (goesOn()) {
                int code = interpreter.execute(name, statement);
                exitCode = exitCode == 0 ? code : exitCode;
            }
        }
    }

    private boolean goesOn() {
        return exitCode == 0 || onError == OnError.GO_ON;
    }
}
