package io.millrace.cli.command;

import io.millrace.cli.context.Context;
import io.millrace.cli.live.LiveView;
import io.millrace.cli.live.PlainView;
import io.millrace.cli.live.View;
import org.jline.terminal.Terminal;

/** Chooses how jobs are shown. */
final class Views {
    private Views() {}

    /** In place on a terminal that can, else line by line. */
    static View open(Context context) {
        if (context.console().terminal().isPresent()) {
            Terminal terminal = context.console().terminal().get().get();
            if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                return new LiveView(terminal, context.clock());
            }
        }
        return new PlainView(context.console().out(), context.clock());
    }
}
