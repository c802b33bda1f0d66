package io.millrace.cli;

import java.util.concurrent.Callable;

/**
 * A command that another module adds: a class with picocli's {@code @Command} and a constructor without parameters, named in
 * {@code META-INF/services/io.millrace.cli.Subcommand}. The call returns the exit code.
 */
public interface Subcommand extends Callable<Integer> {}
