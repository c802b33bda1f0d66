package io.millrace.server.define;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.function.user.JavaRoutine;
import io.millrace.server.define.FunctionDefinition.Jar;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.Options;
import io.millrace.sql.SqlFormatter;
import io.millrace.sql.option.FunctionOptions;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateFunction;
import io.millrace.sql.tree.Statement.CreateFunction.Present;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks the statements about functions. */
public final class FunctionAnalyzer {
    private final JarReader jars;
    private final Predicate<String> builtin;

    /** Reads what JAR names. */
    @FunctionalInterface
    public interface JarReader {
        Jar read(String location) throws IOException;
    }

    /** @param builtin whether there is a function of that name which is no user's */
    public FunctionAnalyzer(JarReader jars, Predicate<String> builtin) {
        this.jars = requireNonNull(jars, "jars is null");
        this.builtin = requireNonNull(builtin, "builtin is null");
    }

    Action create(CreateFunction create, Definitions existing) {
        SourceLocation place = create.name().location();
        String name = create.name().name();
        if (!create.language().equals("JAVA")) {
            throw new MillraceException(
                            ErrorCode.NOT_YET_AVAILABLE,
                            create.location(),
                            "Cannot use what is not yet available: LANGUAGE " + create.language())
                    .withHint("write LANGUAGE JAVA");
        }
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || builtin.test(name)) {
            String why = builtin.test(name) ? "there is one already, which is no user's" : "not a plain name";
            throw new MillraceException(ErrorCode.ALREADY_EXISTS, place, "Cannot create function " + name + ": " + why)
                    .withHint("choose a name of letters, digits and _ that no other function has");
        }
        Options options = FunctionOptions.ALL.resolve(create.options(), create.location());
        FunctionDefinition definition = definition(create, options, jar(create, options));
        check(definition);
        return replaced(definition, create, existing);
    }

    private static Action replaced(FunctionDefinition definition, CreateFunction create, Definitions existing) {
        SourceLocation place = create.name().location();
        Optional<FunctionDefinition> present = existing.function(definition.name());
        if (present.isEmpty()) {
            return new Action.CreateFunction(definition, create.location());
        }
        boolean same = present.get().isSame(definition);
        if (same || create.present() == Present.KEEP) {
            return Analyzer.kept("function " + definition.name(), same, Statement.Existing.KEEP, place);
        }
        if (create.present() == Present.REFUSE) {
            throw new MillraceException(
                            ErrorCode.ALREADY_EXISTS,
                            place,
                            "Cannot create function " + definition.name() + ": it exists and differs")
                    .withHint("write CREATE OR REPLACE FUNCTION; SHOW CREATE FUNCTION tells what it is");
        }
        if (!present.get().hasSameTypes(definition)) {
            refuseUsed(present.get(), existing, place, "Cannot replace function by one of other types");
        }
        return new Action.CreateFunction(definition, create.location());
    }

    Action drop(Statement.DropFunction drop, Definitions existing) {
        String name = drop.name().name();
        Optional<FunctionDefinition> present = existing.function(name);
        if (present.isEmpty() && drop.missing() == Statement.Missing.IGNORE) {
            return new Action.Nothing("there is no function " + name, drop.location());
        }
        FunctionDefinition function =
                present.orElseThrow(() -> missing(name, drop.name().location(), existing));
        refuseUsed(function, existing, drop.name().location(), "Cannot drop function");
        return new Action.DropFunction(function.name(), drop.location());
    }

    private static MillraceException missing(String name, SourceLocation place, Definitions existing) {
        return new MillraceException(ErrorCode.FUNCTION_NOT_FOUND, place, "Cannot find function of a user: " + name)
                .withHint(Suggestions.hint(
                        name,
                        existing.functions().stream()
                                .map(FunctionDefinition::name)
                                .toList()));
    }

    private static void refuseUsed(
            FunctionDefinition function, Definitions existing, SourceLocation place, String what) {
        List<String> users = existing.jobs().stream()
                .filter(job -> function.isCalledIn(job.sql()))
                .map(JobDefinition::name)
                .toList();
        if (!users.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.IN_USE,
                            place,
                            what + " " + function.name() + ": used by job " + String.join(", ", users))
                    .withHint("DROP JOB " + users.get(0) + " first, or create a function of another name");
        }
    }

    private Jar jar(CreateFunction create, Options options) {
        String location = options.get(FunctionOptions.JAR);
        try {
            return jars.read(location);
        } catch (IOException | RuntimeException e) {
            throw new MillraceException(
                            ErrorCode.SOURCE_NOT_FOUND, "Cannot read jar: " + location + ": " + e.getMessage(), e)
                    .at(place(create, FunctionOptions.JAR.name()))
                    .withHint("JAR is a file of this machine, or an object that the embedded catalog has access to");
        }
    }

    /** The definition as it is kept. */
    public static FunctionDefinition definition(CreateFunction create, Options options, Jar jar) {
        CreateFunction normalized = new CreateFunction(
                Present.REFUSE,
                create.name(),
                create.arguments(),
                create.returns(),
                create.language(),
                create.nullInput(),
                create.options(),
                create.location());
        return new FunctionDefinition(normalized, options, jar, SqlFormatter.format(normalized));
    }

    private static void check(FunctionDefinition definition) {
        CreateFunction create = definition.statement();
        try {
            JavaRoutine.of(definition.function());
        } catch (MillraceException e) {
            throw e.at(place(create, FunctionOptions.HANDLER.name()));
        } catch (IOException e) {
            throw new MillraceException(
                            ErrorCode.SOURCE_FORMAT,
                            "Cannot read as a jar: " + definition.options().get(FunctionOptions.JAR) + ": "
                                    + e.getMessage(),
                            e)
                    .at(place(create, FunctionOptions.JAR.name()))
                    .withHint("a jar is a zip file with the classes in folders of their packages");
        }
    }

    private static SourceLocation place(CreateFunction create, String option) {
        return create.options().stream()
                .filter(assignment -> assignment.name().equals(option))
                .map(OptionAssignment::valueLocation)
                .findFirst()
                .orElse(create.location());
    }
}
