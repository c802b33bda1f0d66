package io.millrace.cli.live;

import io.millrace.jobs.loop.JobStatus;
import java.time.InstantSource;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** Jobs on a terminal: a line for each, written anew in its place. */
public final class LiveView implements View {
    private static final int NARROWEST = 40;

    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final JobLines lines;
    private List<JobStatus> last = List.of();

    /** Takes over the bottom of the terminal until closed; the terminal stays open. */
    public LiveView(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        this.lines = new JobLines(clock);
        // What is typed would move the cursor from where the display believes it to be.
        this.before = terminal.enterRawMode();
        terminal.puts(Capability.cursor_invisible);
    }

    @Override
    public void show(List<JobStatus> jobs) {
        last = jobs;
        if (jobs.isEmpty()) {
            return;
        }
        int width = Math.max(NARROWEST, terminal.getWidth());
        int height = Math.max(2, terminal.getHeight());
        display.resize(height, width);
        List<AttributedString> shown = lines.lines(jobs, width - 1);
        display.update(shown.subList(0, Math.min(shown.size(), height - 1)), -1);
        terminal.flush();
    }

    @Override
    public void say(String line) {
        display.update(List.of(), 0);
        terminal.writer().print(line + "\r\n");
        show(last);
    }

    @Override
    public void close() {
        terminal.writer().print("\r\n");
        terminal.puts(Capability.cursor_visible);
        terminal.setAttributes(before);
        terminal.flush();
    }
}
