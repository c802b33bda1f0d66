package io.millrace.cli.context;

/** Whether the user asked the command to stop. Safe for use by several threads. */
public final class StopRequest {
    private volatile boolean requested;
    private volatile boolean heeded;

    /** Asks the command to stop in good order. */
    public void request() {
        requested = true;
    }

    /** Says that from now on somebody looks at {@link #isRequested}. */
    public void heed() {
        heeded = true;
    }

    /** Whether a request has an effect. */
    public boolean isHeeded() {
        return heeded;
    }

    public boolean isRequested() {
        return requested;
    }
}
