package io.millrace.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "transform")
final class TransformCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
